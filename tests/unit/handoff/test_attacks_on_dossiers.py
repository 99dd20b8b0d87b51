"""A dossier handed on, and a commune whose changed program wants more of it than was offered or accepted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.app import ownership, requests, transfer
from danvan_desktop.app.transfer_view import transfers_of
from danvan_desktop.storage import sharing
from danvan_desktop.storage.reading import Record
from tests.unit.handoff.attacker import Attacker
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.dossiers import deliver, dossier_of, value


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    opened.meet("A", "B")
    opened.meet("B", "A")
    yield opened
    opened.close()


def offered(offices: Communes) -> tuple[bytes, Record]:
    petition = dossier_of(offices)
    deliver(offices, petition)
    offices.round()
    return petition, transfers_of(offices["A"], petition)[0]


def taken_over(offices: Communes) -> tuple[bytes, Record]:
    petition, item = offered(offices)
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    offices.round()
    return petition, item


def test_who_handed_a_dossier_on_changes_nothing_in_it_by_moving_the_border_afterwards(offices: Communes) -> None:
    petition, item = taken_over(offices)
    a, province = Attacker(offices["A"]), offices["P"]
    late = a.op("petition", petition, {"summary_redacted": "SỬA"}, hlc=2**62)
    wider = a.op("transfer", item.id, {"until": f"{a.me.id.hex()}:{2**40}"})
    assert a.send(province, [a.segment([late, wider])]).status == "applied"
    assert value(province, petition, "summary_redacted") == "Lối đi chung"
    assert ownership.owner_of(province, petition) == "26002"
    assert late in sharing.refused(province.conn), "said nowhere that it does not count"


def test_nothing_more_is_pushed_on_who_took_a_dossier_over(offices: Communes) -> None:
    _petition, item = taken_over(offices)
    other = offices.petition("A", petition_no="99/2026")
    offices.round()
    a, province = Attacker(offices["A"]), offices["P"]
    more = a.op("transfer", item.id, {"rows": other.hex(), "until": f"{a.me.id.hex()}:{2**40}"})
    assert a.send(province, [a.segment([more])]).status == "applied"
    assert ownership.owner_of(province, other) == "26001"


def test_who_refused_a_dossier_does_not_take_it_from_whom_it_was_offered_to_since(offices: Communes) -> None:
    petition, item = offered(offices)
    transfer.refuse(offices["B"], petition, "không thuộc thẩm quyền", officer=ME, today=TODAY)
    offices.round()
    out = offices.home / "to-P"
    transfer.send(offices["A"], petition, UNITS["P"].code, out, officer=ME, today=TODAY)
    for file in sorted(out.iterdir()):
        offices.take("P", file)
    province = offices["P"]
    transfer.accept(province, petition, officer=ME, today=TODAY)
    assert ownership.owner_of(province, petition) == "75"
    b = Attacker(offices["B"])
    assert b.send(province, [b.segment([b.op("transfer", item.id, {"state": "da_nhan"})])]).status == "applied"
    assert ownership.owner_of(province, petition) == "75"
    assert value(province, petition, "summary_redacted") == "Lối đi chung"


def test_a_dossier_offered_to_another_is_not_taken_over(offices: Communes) -> None:
    petition, item = offered(offices)
    a, province = Attacker(offices["A"]), offices["P"]
    assert a.send(province, [a.segment([a.op("transfer", item.id, {"state": "da_nhan"})])]).status == "applied"
    assert ownership.owner_of(province, petition) == "26001", "the sender accepted in the receiver's name"
    stolen = offices.petition("P")
    row = a.op("transfer", a.me.id + bytes(7) + b"\xff", {
        "to_unit": "26001", "rows": stolen.hex(), "until": f"{province.replica.id.hex()}:0", "state": "da_nhan",
    })  # fmt: skip
    assert a.send(province, [a.segment([row])]).status == "applied"
    assert ownership.owner_of(province, stolen) == "75"


def test_a_request_is_answered_by_nobody_but_whom_it_asks(offices: Communes) -> None:

    province = offices["P"]
    asked = requests.ask(province, "26002", "hoi", "Hỏi gì", officer=ME, today=TODAY)
    a = Attacker(offices["A"])
    line = a.op("request", asked, {"answer": "Giả", "state": "da_tra_loi"})
    assert a.send(province, [a.segment([line])]).status == "applied"
    found = province.get("request", asked)
    assert found is not None
    assert (found.values.get("answer"), found.values.get("state")) == (None, "moi")
    assert line in sharing.refused(province.conn)
