"""A dossier handed on: what leaves, who reads it, who may write it before and after, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import attachments, dossier, editing, history_view, ownership, transfer
from danvan_desktop.app.transfer import Letter
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage import blobs, peers, sharing
from danvan_desktop.storage.store import Store
from tests.unit.app.test_attachments import picture
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    opened.meet("A", "B")
    yield opened
    opened.close()


def dossier_of(offices: Communes, **more: Value) -> bytes:
    """A petition with a visit, a case, a step and a scan."""
    store = offices["A"]
    with store.batch(officer=ME) as batch:
        case = batch.new("case", {"unit": "26001", "code": "VV-1", "title": "Lối đi", "note": "Ghi chú vụ việc"})
    petition = offices.petition("A", case=case, **more)
    with store.batch(officer=ME) as batch:
        batch.new("follow_up", {"unit": "26001", "petition": petition, "content": "Xác minh", "status": "chua"})
        batch.new("reception", {
            "unit": "26001", "received_on": TODAY, "kind": str(more.get("type", "khieu_nai")), "petition": petition,
            "visitor_name": None if more.get("type") == "to_cao" else "Nguyễn Văn Thành", "content": "Kể lại",
        })  # fmt: skip
    attachments.add(store, "petition", petition, picture(kind="PNG"), "Đơn của Thành.png", "Đơn", ME)
    return petition


def send(offices: Communes, petition: bytes, to: str = "B", sender: str = "A") -> list[Path]:
    letter = Letter("12/CV-XA", date(2026, 11, 20), "Thuộc thẩm quyền đơn vị bạn")
    out = offices.home / f"to-{to}"
    sent = transfer.send(offices[sender], petition, UNITS[to].code, out, officer=ME, today=TODAY, letter=letter,
                         denunciations=True)  # fmt: skip
    return [Path(package.file) for package in sent.packages]


def deliver(offices: Communes, petition: bytes, to: str = "B", sender: str = "A") -> None:
    for file in send(offices, petition, to, sender):
        assert [one.status for one in offices.take(to, file)] == ["applied"]
        file.unlink()


def value(store: Store, petition: bytes, name: str) -> Value:
    found = store.get("petition", petition)
    return found.values.get(name) if found else None


def test_a_neighbour_reads_the_dossier_and_its_values_and_the_province_on_the_way_reads_none(offices: Communes) -> None:
    other = offices.petition("A", petitioner_name="Người Khác")
    petition = dossier_of(offices)
    deliver(offices, petition)
    there = offices["B"]
    assert value(there, petition, "petitioner_name") == "Nguyễn Văn Thành"
    assert value(there, petition, "content") == "Tranh chấp lối đi"
    assert there.search("petition", "thanh") == [petition]
    assert offices.count("B", "SELECT count(*) FROM v_follow_up") == 1
    assert offices.count("B", "SELECT count(*) FROM v_reception") == 1
    assert offices.count("B", "SELECT count(*) FROM v_case") == 1
    scan = blobs.attached(there.conn, petition)
    assert attachments.content(there, scan[0])[:4] == b"\x89PNG"
    assert there.get("petition", other) is None, "another petition went along"
    offices.round()
    assert offices.count("P", "SELECT count(*) FROM vault") == 0
    assert offices.count("P", "SELECT count(*) FROM blob") == 0


def test_until_it_is_taken_over_the_sender_holds_it_and_afterwards_reads_only(offices: Communes) -> None:
    petition = dossier_of(offices)
    a, b = offices["A"], offices["B"]
    record = a.types["petition"]
    deliver(offices, petition)
    assert "26002" in ownership.locked(a, record, petition), "a dossier on its way is still changed"
    assert ownership.locked(b, record, petition)
    for store, text in ((a, "Bước của bên chuyển"), (b, "Bước của bên nhận")):
        step: dict[str, Value] = {"unit": store.unit.code, "petition": petition, "content": text, "status": "chua"}
        editing.save(store, "follow_up", None, step, before={}, officer=ME, today=TODAY)
    transfer.accept(b, petition, officer=ME, today=TODAY)
    assert ownership.locked(b, record, petition) == ""
    with b.batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 5})
    offices.round()
    offices.round()
    assert ownership.owner_of(a, petition) == "26002"
    assert "26002" in ownership.locked(a, record, petition)
    assert [one.state for one in transfer.listed(a)] == ["da_nhan"]
    assert value(offices["P"], petition, "people_count") == 5
    assert offices["P"].get("petition", petition).owner == "26002"  # type: ignore[union-attr]
    assert offices.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0
    for name in UNITS:
        assert offices[name].check_rebuild().equal
        assert peers.alarms(offices[name].conn) == []


def test_what_the_senders_other_computer_wrote_meanwhile_is_kept_and_listed(offices: Communes) -> None:
    petition = dossier_of(offices)
    offices.hand_over("A", "A2")
    deliver(offices, petition)
    with offices["A2"].batch(officer=ME) as batch:  # has not heard of the transfer
        batch.edit("petition", petition, {"people_count": 9})
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    offices.hand_over("A2", "A")
    offices.round()
    offices.round()
    assert value(offices["P"], petition, "people_count") == 1
    assert len(sharing.refused(offices["P"].conn)) == 1
    assert len(sharing.refused(offices["A"].conn)) == 1


def test_a_refused_dossier_is_the_senders_again_and_may_go_elsewhere(offices: Communes) -> None:
    petition = dossier_of(offices)
    deliver(offices, petition)
    with pytest.raises(UserError):
        transfer.preview(offices["A"], petition, "75")
    transfer.refuse(offices["B"], petition, "Không thuộc địa bàn xã", officer=ME, today=TODAY)
    offices.round()
    offices.round()
    assert ownership.locked(offices["A"], offices["A"].types["petition"], petition) == ""
    assert transfer.listed(offices["A"])[0].answer == "Không thuộc địa bàn xã"
    deliver(offices, petition, "P")
    assert value(offices["P"], petition, "petitioner_name") == "Nguyễn Văn Thành"
    transfer.accept(offices["P"], petition, officer=ME, today=TODAY)
    offices.hand_over("P", "A")
    assert ownership.owner_of(offices["A"], petition) == "75"
    assert ownership.owner_of(offices["P"], petition) == "75"


def test_a_dossier_wanders_on_and_comes_back(offices: Communes) -> None:
    offices.meet("B", "A")
    petition = dossier_of(offices)
    deliver(offices, petition)
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    offices.round()
    offices.round()
    deliver(offices, petition, "A", "B")
    transfer.accept(offices["A"], petition, officer=ME, today=TODAY)
    with offices["A"].batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 3})
    offices.round()
    offices.round()
    assert {ownership.owner_of(offices[name], petition) for name in ("A", "B", "P")} == {"26001"}
    assert value(offices["P"], petition, "people_count") == 3


def test_the_preview_says_field_by_field_what_leaves_and_what_stays(offices: Communes) -> None:
    petition = dossier_of(offices)
    found = transfer.preview(offices["A"], petition, "26002")
    kinds = [(part.type_name, part.handed_on) for part in found.parts]
    assert sorted(kinds) == [
        ("attachment", True), ("case", False), ("follow_up", True), ("petition", True), ("reception", False),
    ]  # fmt: skip
    first = found.parts[0]
    assert {"Họ và tên người gửi", "Điện thoại người gửi", "Nội dung"} == set(first.named)
    assert "Ngày nhận" in first.open
    assert first.kept == ()
    assert "Nguyễn" not in str([part.as_json() for part in found.parts])
    assert offices.count("A", "SELECT count(*) FROM v_transfer") == 0, "looking wrote something"


def test_of_a_denunciation_neither_text_nor_scan_leaves(offices: Communes) -> None:
    petition = dossier_of(
        offices, type="to_cao", petitioner_name=None, petitioner_phone=None, respondent_name="Trần Văn Cán"
    )
    found = transfer.preview(offices["A"], petition, "26002")
    assert found.denunciation
    assert "Nội dung" in found.parts[0].kept
    assert found.blobs == frozenset()
    with pytest.raises(UserError, match="TC-2026-"):  # nobody said that he looked
        transfer.send(offices["A"], petition, "26002", offices.home, officer=ME, today=TODAY)
    deliver(offices, petition)
    texts = {text for (text,) in offices["B"].conn.execute("SELECT value FROM vault")}
    assert texts == {"Trần Văn Cán"}


def test_the_same_dossier_again_is_the_same_and_a_new_step_goes_with_it(offices: Communes) -> None:
    petition = dossier_of(offices)
    for file in send(offices, petition):
        file.unlink()  # the stick was lost
    before = offices.count("A", "SELECT count(*) FROM op")
    send(offices, petition)
    assert offices.count("A", "SELECT count(*) FROM op") == before
    with offices["A"].batch(officer=ME) as batch:
        batch.new("follow_up", {"unit": "26001", "petition": petition, "content": "Bước hai", "status": "chua"})
    deliver(offices, petition)
    assert offices.count("B", "SELECT count(*) FROM v_follow_up") == 2
    assert offices.count("A", "SELECT count(*) FROM v_transfer") == 1


def test_an_offer_of_another_office_is_not_sent_on_by_those_who_only_read_of_it(offices: Communes) -> None:
    petition = dossier_of(offices)
    deliver(offices, petition)
    offices.round()
    assert offices["P"].get("petition", petition) is not None
    for reader, to in (("P", "B"), ("B", "P")):  # before B has taken it over it is A's
        before = offices[reader].clock.seq
        with pytest.raises(UserError, match="26001"):
            send(offices, petition, to, reader)
        assert offices[reader].clock.seq == before
        assert transfer.sent_before(offices[reader], petition) is None


def test_the_history_says_that_it_was_handed_on_and_no_value_as_changed(offices: Communes) -> None:
    petition = dossier_of(offices)
    deliver(offices, petition)
    newest, made = history_view.entries(offices["A"], "petition", petition)[:2]
    assert (newest.act, bool(newest.reason), newest.lines) == (history_view.EDIT, True, ())
    assert made.lines


def test_a_unit_nobody_here_knows_gets_nothing(offices: Communes, tmp_path: Path) -> None:
    petition = dossier_of(offices)
    with pytest.raises(UserError):
        transfer.send(offices["A"], petition, "26999", tmp_path, officer=ME, today=TODAY)
    assert offices.count("A", "SELECT count(*) FROM v_transfer") == 0
    assert list(tmp_path.iterdir()) == []


def test_values_that_belong_to_no_dossier_are_not_kept(offices: Communes, monkeypatch: pytest.MonkeyPatch) -> None:
    offices.petition("A", petitioner_name="Người Khác")
    petition = dossier_of(offices)
    every = frozenset(h for (h,) in offices["A"].conn.execute("SELECT hash FROM vault"))
    monkeypatch.setattr(dossier.Dossier, "values", every)
    deliver(offices, petition)
    texts = {text for (text,) in offices["B"].conn.execute("SELECT value FROM vault")}
    assert "Người Khác" not in texts
    assert "Nguyễn Văn Thành" in texts


def test_a_record_with_two_values_waits_for_a_choice(offices: Communes) -> None:
    petition = dossier_of(offices)
    offices.hand_over("A", "A2")
    for name, number in (("A", 2), ("A2", 3)):
        with offices[name].batch(officer=name) as batch:
            batch.edit("petition", petition, {"people_count": number})
    offices.hand_over("A2", "A")
    with pytest.raises(UserError):
        transfer.preview(offices["A"], petition, "26002")


def test_a_dossier_that_only_the_office_above_has_heard_of_is_no_difference_of_states(offices: Communes) -> None:
    offices.meet("A2", "B")
    petition = dossier_of(offices)
    for other in ("A2", "P"):
        offices.hand_over("A", other)
    deliver(offices, petition, sender="A2")  # its other computer has not heard of it
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    deliver(offices, petition, "P", "B")
    for _round in range(2):
        offices.hand_over("A", "P")
        offices.hand_over("P", "A")
    assert [kind for name in ("A", "P") for _at, kind, _s in peers.alarms(offices[name].conn)] == []


def test_whoever_held_a_dossier_learns_who_holds_it_after_the_next_one(offices: Communes) -> None:
    petition = dossier_of(offices)
    for sender, receiver in (("A", "B"), ("B", "P")):
        deliver(offices, petition, receiver, sender)
        transfer.accept(offices[receiver], petition, officer=ME, today=TODAY)
    for _round in range(2):
        offices.round()
    assert {ownership.owner_of(offices[name], petition) for name in ("A", "B", "P")} == {"75"}
    assert [one.state for one in transfer.listed(offices["A"])] == ["da_nhan"], "what passed between others is listed"


def test_the_third_holder_can_write_at_once_though_it_never_heard_of_the_first_transfer(offices: Communes) -> None:
    petition = dossier_of(offices)
    for sender, receiver in (("A", "P"), ("P", "B")):
        deliver(offices, petition, receiver, sender)
        transfer.accept(offices[receiver], petition, officer=ME, today=TODAY)
    there = offices["B"]
    assert ownership.locked(there, there.types["petition"], petition) == ""
    with there.batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 7})
    assert value(there, petition, "people_count") == 7
    for _round in range(2):
        offices.round()
    assert {ownership.owner_of(offices[name], petition) for name in ("A", "B", "P")} == {"26002"}
    assert value(offices["P"], petition, "people_count") == 7
    assert offices.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0


def test_the_third_holder_sees_what_the_second_left_and_is_asked_to_choose_nothing(offices: Communes) -> None:
    petition = dossier_of(offices, village="Thôn A", people_count=1)
    found = offices["A"].conn.execute("SELECT DISTINCT row FROM op WHERE type = 'follow_up'").fetchall()
    step = bytes(found[0][0])
    deliver(offices, petition, "P", "A")
    second = offices["P"]
    transfer.accept(second, petition, officer=ME, today=TODAY)
    changes: list[dict[str, Value]] = [{"village": "Thôn P", "people_count": 4}, {"village": None, "people_count": 5}]
    for changed in changes:
        with second.batch(officer=ME) as batch:
            batch.edit("petition", petition, changed)
        offices.hand_over("P", "A")  # what was saved leaves in segments of its own
    with second.batch(officer=ME) as batch:
        batch.delete("follow_up", step)
    offices.hand_over("P", "A")
    deliver(offices, petition, "B", "P")
    there = offices["B"]
    assert there.conflicts() == []
    assert (value(there, petition, "village"), value(there, petition, "people_count")) == (None, 5)
    item = there.get("follow_up", step)
    assert item is None or item.deleted


def test_nobody_who_once_held_a_dossier_is_asked_to_choose_when_it_came_home_again(offices: Communes) -> None:
    offices.meet("B", "A")
    petition = dossier_of(offices, village="Thôn A")
    for sender, receiver in (("A", "B"), ("B", "P"), ("P", "A"), ("A", "B")):
        deliver(offices, petition, receiver, sender)
        transfer.accept(offices[receiver], petition, officer=ME, today=TODAY)
        offices.round()
        with offices[receiver].batch(officer=ME) as batch:
            batch.edit("petition", petition, {"village": f"Thôn của {receiver} sau {sender}"})
        offices.round()
    offices.round()
    for name in ("A", "B", "P"):
        assert offices[name].conflicts() == [], name
    assert value(offices["P"], petition, "village") == value(offices["B"], petition, "village") == "Thôn của B sau A"
    assert offices.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0


def test_names_and_files_stay_here_where_the_officer_or_the_office_says_so(offices: Communes) -> None:
    petition = dossier_of(offices)
    full = transfer.preview(offices["A"], petition, UNITS["B"].code)
    assert full.values
    offices["A"].settings.set("names.leaving", "masked")
    kept = transfer.preview(offices["A"], petition, UNITS["B"].code)
    assert (kept.values, kept.blobs, kept.parts[0].named) == (frozenset(), frozenset(), ())
    assert set(full.parts[0].named) <= set(kept.parts[0].kept)
    assert transfer.preview(offices["A"], petition, UNITS["B"].code, "full").values == full.values


def test_of_two_units_to_which_one_dossier_was_handed_the_other_learns_that_it_does_not_hold_it(
    offices: Communes,
) -> None:
    offices.meet("A2", "B")
    petition = dossier_of(offices)
    offices.hand_over("A", "A2")
    for sender, receiver in (("A", "P"), ("A2", "B")):  # neither computer had heard of the other's transfer
        deliver(offices, petition, receiver, sender)
        transfer.accept(offices[receiver], petition, officer=ME, today=TODAY)
    for _round in range(3):
        offices.hand_over("A2", "A")
        offices.round()
        offices.hand_over("A", "A2")
    assert len({ownership.owner_of(offices[name], petition) for name in UNITS}) == 1


def test_sent_again_a_dossier_brings_what_the_other_computer_changed_since(offices: Communes) -> None:
    petition = dossier_of(offices)
    deliver(offices, petition)
    with offices["A"].batch(officer=ME) as batch:  # the forms lock it; the other computer may not have heard
        batch.edit("petition", petition, {"village": "Buôn Ky"})
    deliver(offices, petition)
    assert value(offices["B"], petition, "village") == "Buôn Ky"
    before = offices.count("A", "SELECT count(*) FROM op")
    deliver(offices, petition)
    assert offices.count("A", "SELECT count(*) FROM op") == before, "offered anew though nothing was changed"
