"""A dossier handed on: who may write it before and after, what comes back, and what is sent a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.app import editing, ownership, transfer
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage import peers, sharing
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.dossiers import deliver, dossier_of, send, value


def test_until_it_is_taken_over_the_sender_holds_it_and_afterwards_reads_only(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    a, b = neighbours["A"], neighbours["B"]
    record = a.types["petition"]
    deliver(neighbours, petition)
    assert "26002" in ownership.locked(a, record, petition), "a dossier on its way is still changed"
    assert ownership.locked(b, record, petition)
    for store, text in ((a, "Bước của bên chuyển"), (b, "Bước của bên nhận")):
        step: dict[str, Value] = {"unit": store.unit.code, "petition": petition, "content": text, "status": "chua"}
        editing.save(store, "follow_up", None, step, before={}, officer=ME, today=TODAY)
    transfer.accept(b, petition, officer=ME, today=TODAY)
    assert ownership.locked(b, record, petition) == ""
    with b.batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 5})
    neighbours.round()
    neighbours.round()
    assert ownership.owner_of(a, petition) == "26002"
    assert "26002" in ownership.locked(a, record, petition)
    assert [one.state for one in transfer.listed(a)] == ["da_nhan"]
    assert value(neighbours["P"], petition, "people_count") == 5
    assert neighbours["P"].get("petition", petition).owner == "26002"  # type: ignore[union-attr]
    assert neighbours.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0
    for name in UNITS:
        assert neighbours[name].check_rebuild().equal
        assert peers.alarms(neighbours[name].conn) == []


def test_what_the_senders_other_computer_wrote_meanwhile_is_kept_and_listed(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    neighbours.hand_over("A", "A2")
    deliver(neighbours, petition)
    with neighbours["A2"].batch(officer=ME) as batch:  # has not heard of the transfer
        batch.edit("petition", petition, {"people_count": 9})
    transfer.accept(neighbours["B"], petition, officer=ME, today=TODAY)
    neighbours.hand_over("A2", "A")
    neighbours.round()
    neighbours.round()
    assert value(neighbours["P"], petition, "people_count") == 1
    assert len(sharing.refused(neighbours["P"].conn)) == 1
    assert len(sharing.refused(neighbours["A"].conn)) == 1


def test_a_refused_dossier_is_the_senders_again_and_may_go_elsewhere(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    with pytest.raises(UserError):
        transfer.preview(neighbours["A"], petition, "75")
    transfer.refuse(neighbours["B"], petition, "Không thuộc địa bàn xã", officer=ME, today=TODAY)
    neighbours.round()
    neighbours.round()
    assert ownership.locked(neighbours["A"], neighbours["A"].types["petition"], petition) == ""
    assert transfer.listed(neighbours["A"])[0].answer == "Không thuộc địa bàn xã"
    deliver(neighbours, petition, "P")
    assert value(neighbours["P"], petition, "petitioner_name") == "Nguyễn Văn Thành"
    transfer.accept(neighbours["P"], petition, officer=ME, today=TODAY)
    neighbours.hand_over("P", "A")
    assert ownership.owner_of(neighbours["A"], petition) == "75"
    assert ownership.owner_of(neighbours["P"], petition) == "75"


def test_the_same_dossier_again_is_the_same_and_a_new_step_goes_with_it(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    for file in send(neighbours, petition):
        file.unlink()  # the stick was lost
    before = neighbours.count("A", "SELECT count(*) FROM op")
    send(neighbours, petition)
    assert neighbours.count("A", "SELECT count(*) FROM op") == before
    with neighbours["A"].batch(officer=ME) as batch:
        batch.new("follow_up", {"unit": "26001", "petition": petition, "content": "Bước hai", "status": "chua"})
    deliver(neighbours, petition)
    assert neighbours.count("B", "SELECT count(*) FROM v_follow_up") == 2
    assert neighbours.count("A", "SELECT count(*) FROM v_transfer") == 1


def test_an_offer_of_another_office_is_not_sent_on_by_those_who_only_read_of_it(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    neighbours.round()
    assert neighbours["P"].get("petition", petition) is not None
    for reader, to in (("P", "B"), ("B", "P")):  # before B has taken it over it is A's
        before = neighbours[reader].clock.seq
        with pytest.raises(UserError, match="26001"):
            send(neighbours, petition, to, reader)
        assert neighbours[reader].clock.seq == before
        assert transfer.sent_before(neighbours[reader], petition) is None


def test_a_unit_nobody_here_knows_gets_nothing(neighbours: Communes, tmp_path: Path) -> None:
    petition = dossier_of(neighbours)
    with pytest.raises(UserError):
        transfer.send(neighbours["A"], petition, "26999", tmp_path, officer=ME, today=TODAY)
    assert neighbours.count("A", "SELECT count(*) FROM v_transfer") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_record_with_two_values_waits_for_a_choice(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    neighbours.hand_over("A", "A2")
    for name, number in (("A", 2), ("A2", 3)):
        with neighbours[name].batch(officer=name) as batch:
            batch.edit("petition", petition, {"people_count": number})
    neighbours.hand_over("A2", "A")
    with pytest.raises(UserError):
        transfer.preview(neighbours["A"], petition, "26002")


def test_sent_again_a_dossier_brings_what_the_other_computer_changed_since(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    with neighbours["A"].batch(officer=ME) as batch:  # the forms lock it; the other computer may not have heard
        batch.edit("petition", petition, {"village": "Buôn Ky"})
    deliver(neighbours, petition)
    assert value(neighbours["B"], petition, "village") == "Buôn Ky"
    before = neighbours.count("A", "SELECT count(*) FROM op")
    deliver(neighbours, petition)
    assert neighbours.count("A", "SELECT count(*) FROM op") == before, "offered anew though nothing was changed"
