"""Typing a record: what it begins with, what a save writes, what it refuses, what of others it keeps."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from danvan_desktop.app import editing
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.domain.journal import parse_line
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import (
    HOA,
    LAN,
    OTHERS,
    TODAY,
    UNIT,
    from_elsewhere,
    reception,
    save,
    values,
    whole_view,
)


def ops(store: Store, row: bytes) -> list[dict[str, object]]:
    lines = store.conn.execute("SELECT line FROM op WHERE row = ? ORDER BY hlc", (row,)).fetchall()
    return [dict(parse_line(line).fields) for (line,) in lines]


# --- what a form begins with
def test_a_new_visit_begins_with_today_the_own_unit_and_the_host_of_the_officers_last_visit(store: Store) -> None:
    save(store, "reception", reception(host_name="Bà Lan tiếp"))
    save(store, "reception", reception(host_name="Ông Hòa tiếp"), officer=HOA)
    found = editing.start(store, "reception", today=TODAY, officer=LAN, given={"visitor_name": "Lê B"})
    assert found["received_on"] == TODAY
    assert found["unit"] == UNIT.code
    assert found["people_count"] == 1
    assert found["mode"] == "thuong_xuyen"
    assert found["host_name"] == "Bà Lan tiếp"
    assert found["visitor_name"] == "Lê B"
    assert found["register_year"] == 2026
    other = editing.start(store, "reception", today=TODAY, officer="Người mới")
    assert other["host_name"] == "Ông Hòa tiếp"


def test_every_type_has_a_start_that_its_own_checks_can_read(store: Store) -> None:
    for name in store.types:
        found = editing.start(store, name, today=TODAY, officer=LAN)
        problems = editing.check(store, name, found, TODAY)
        assert [problem for problem in problems if problem.code not in {"required", "required_when"}] == [
            problem for problem in problems if problem.severity == "warning" and problem.code != "required_when"
        ]


def test_ctrl_d_copies_from_the_record_above_but_never_a_denouncer(store: Store) -> None:
    first = save(store, "reception", reception(content="Việc thứ nhất"))
    second = save(store, "reception", reception(content="Việc thứ hai"))
    assert editing.above(store, "reception", "content", None) == "Việc thứ hai"
    assert editing.above(store, "reception", "content", second.row) == "Việc thứ nhất"
    assert editing.above(store, "reception", "content", first.row) is None
    save(store, "reception", reception(kind="to_cao", visitor_name=None))
    assert editing.above(store, "reception", "visitor_name", None) is None


# --- what a save writes
def test_only_changed_fields_stand_in_the_op(store: Store) -> None:
    row = save(store, "reception", reception()).row
    loaded = values(store, "reception", row)
    saved = save(store, "reception", {**loaded, "content": "Đề nghị đo lại"}, row)
    assert list(ops(store, row)[1]) == ["content"]
    assert saved.group
    again = save(store, "reception", values(store, "reception", row), row)
    assert again.group is None
    assert len(ops(store, row)) == 2


def test_texts_are_kept_composed_and_without_stray_blanks(store: Store) -> None:
    typed = unicodedata.normalize("NFD", "  Nguyễn  Thị   Hoà ")
    row = save(store, "reception", reception(visitor_name=typed, host_name=typed)).row
    assert values(store, "reception", row)["visitor_name"] == "Nguyễn Thị Hoà"
    assert values(store, "reception", row)["host_name"] == "Nguyễn Thị Hoà"
    assert save(store, "reception", {"host_name": typed}, row).group is None


def test_a_cleared_field_is_empty_again(store: Store) -> None:
    row = save(store, "reception", reception(note="ghi chú")).row
    save(store, "reception", {"note": "   "}, row)
    assert values(store, "reception", row)["note"] is None


def test_an_error_refuses_the_whole_save_and_a_warning_does_not(store: Store) -> None:
    with pytest.raises(UserError) as raised:
        save(store, "reception", reception(received_on=date(2026, 12, 1), kind=None))
    assert raised.value.kept
    assert "Nguyễn" not in raised.value.text()
    assert whole_view(store, "reception") == {}
    assert save(store, "reception", reception(people_count=9)).group  # a crowd: only a warning


def test_a_denouncers_name_is_refused_and_never_written(store: Store) -> None:
    with pytest.raises(UserError) as raised:
        save(store, "reception", reception(kind="to_cao", visitor_name="Người Tố Cáo"))
    assert "Người Tố Cáo" not in raised.value.text()
    row = save(store, "reception", reception()).row
    with pytest.raises(UserError):
        save(store, "reception", {"kind": "to_cao"}, row)
    save(store, "reception", {"kind": "to_cao", "visitor_name": None}, row)
    assert store.conn.execute("SELECT count(*) FROM vault WHERE value LIKE 'Nguyễn%'").fetchone() == (0,)


def test_a_record_whose_name_was_destroyed_can_still_be_edited(store: Store) -> None:
    row = save(store, "person", {"full_name": "Nguyễn Văn Thành"}).row
    store.destroy_values("person", row, ["full_name"])
    save(store, "person", {"ethnicity": "Ê-đê"}, row)
    assert values(store, "person", row)["ethnicity"] == "Ê-đê"


# --- children
def test_parent_and_children_are_one_group_and_one_transaction(store: Store) -> None:
    event = {"unit": UNIT.code, "title": "Hội nghị tổng kết", "kind": "tong_ket", "start_on": date(2026, 1, 14)}
    known = {name: value for name, value in event.items() if name in store.types["event"].by_name}
    child = ChildEdit(None, {"name": "Điểm cầu Buôn Hồ", "present": 20})
    saved = save(store, "event", known, children={"site": [child]})
    [site] = editing.children(store, "event", saved.row)["site"]
    assert site.values["event"] == saved.row
    assert site.values["unit"] == UNIT.code
    lines = [parse_line(line) for (line,) in store.conn.execute("SELECT line FROM op WHERE officer = ?", (LAN,))]
    assert len({op.group for op in lines}) == 1
    edits = [ChildEdit(site.id, {"present": 21}), ChildEdit(None, {"name": "Điểm cầu khác"})]
    save(store, "event", {}, saved.row, children={"site": edits})
    assert len(editing.children(store, "event", saved.row)["site"]) == 2
    save(store, "event", {}, saved.row, children={"site": [ChildEdit(site.id, {}, deleted=True)]})
    assert [item.values["name"] for item in editing.children(store, "event", saved.row)["site"]] == ["Điểm cầu khác"]


def test_a_wrong_child_row_refuses_the_parent_too(store: Store) -> None:
    wrong = ChildEdit(None, {"name": "Điểm cầu", "present": -1})
    start = {"unit": UNIT.code, "title": "Đối thoại", "kind": "doi_thoai", "start_on": date(2026, 1, 14)}
    with pytest.raises(UserError):
        save(store, "event", start, children={"site": [wrong]})
    assert whole_view(store, "event") == {}


# --- others at the same time
def test_what_another_computer_changed_meanwhile_is_kept_and_told(store: Store) -> None:
    row = save(store, "reception", reception(host_name="Lan")).row
    loaded = values(store, "reception", row)
    from_elsewhere(store, "reception", row, {"host_name": "Hòa", "doc_no": "12/TB"})
    typed = {**loaded, "host_name": "Mai", "transferred_to": "UBND xã"}
    saved = save(store, "reception", typed, row, before=loaded)
    assert saved.conflicts == ("host_name",)
    assert saved.news == ("doc_no",)
    now = values(store, "reception", row)
    assert (now["host_name"], now["doc_no"], now["transferred_to"]) == ("Mai", "12/TB", "UBND xã")
    [conflict] = store.conflicts()
    assert {side.value for side in conflict.sides} == {"Mai", "Hòa"}
    assert store.check_rebuild().equal


def test_another_offices_record_cannot_be_changed(store: Store) -> None:
    row = OTHERS + bytes(7) + b"\x01"
    from_elsewhere(store, "reception", row, {"kind": "khieu_nai", "received_on": "2026-03-01"}, replica=OTHERS)
    assert editing.locked(store, store.types["reception"], row)
    with pytest.raises(UserError):
        save(store, "reception", {"host_name": "x"}, row)


# --- links, titles, moves
def test_links_are_found_without_accents_and_the_newest_without_words(store: Store) -> None:
    case = save(store, "case", {"unit": UNIT.code, "code": "VV0001", "title": "Tranh chấp bờ ranh đất"}).row
    save(store, "case", {"unit": UNIT.code, "code": "VV0002", "title": "Ô nhiễm suối"})
    assert [hit.row for hit in editing.find_links(store, "case", "bo ranh")] == [case]
    assert [hit.row for hit in editing.find_links(store, "case", "VV0001")] == [case]
    assert len(editing.find_links(store, "case", "")) == 2
    assert editing.find_links(store, "case", "vv") != []


def test_a_title_names_no_person_and_a_related_record_is_found_from_both_ends(store: Store) -> None:
    case = save(store, "case", {"unit": UNIT.code, "code": "VV0001"}).row
    visit = save(store, "reception", reception(case=case, register_no="0198")).row
    item = store.get("reception", visit)
    assert item is not None
    assert "0198" in editing.title(store.types["reception"], item)
    assert "Thành" not in editing.title(store.types["reception"], item)
    [outward] = [found for found in editing.related(store, "reception", visit) if found.outward]
    assert outward.row == case
    [inward] = editing.related(store, "case", case)
    assert (inward.row, inward.outward) == (visit, False)
    assert "Nguyễn Văn Thành" in inward.detail


def test_only_open_steps_are_offered_and_a_step_taken_twice_is_refused(store: Store) -> None:
    petition = store.types["petition"]
    start = editing.start(store, "petition", today=TODAY, officer=LAN, given={"type": "khieu_nai"})
    row = save(store, "petition", start).row
    item = store.get("petition", row)
    assert item is not None
    steps = editing.open_moves(store, petition, item, "nhap_lieu")
    assert {step.target for step in steps} == {"trung", "dang_phan_loai"}
    [step] = [step for step in steps if step.target == "dang_phan_loai"]
    assert editing.move(store, "petition", row, step, {}, LAN).group
    assert values(store, "petition", row)["state"] == "dang_phan_loai"
    with pytest.raises(UserError):
        editing.move(store, "petition", row, step, {}, LAN)


def test_a_step_of_the_leader_is_not_open_to_others(store: Store) -> None:
    start = editing.start(store, "petition", today=TODAY, officer=LAN, given={"type": "khieu_nai", "state": "dong"})
    item = store.get("petition", save(store, "petition", start).row)
    assert item is not None
    assert editing.open_moves(store, store.types["petition"], item, "xu_ly") == []
    assert editing.open_moves(store, store.types["petition"], item, "lanh_dao") != []


def test_decimals_and_choices_compare_by_what_they_mean(store: Store) -> None:
    year = {name: field.kind for name, field in store.types["model_year"].by_name.items()}
    decimal = next(name for name, kind in year.items() if kind.value == "decimal")
    model = save(store, "model", {"unit": UNIT.code, "name": "Đoạn đường tự quản"}).row
    row = save(store, "model_year", {"unit": UNIT.code, "year": 2026, "model": model, decimal: Decimal("12.50")}).row
    assert save(store, "model_year", {decimal: Decimal("12.5")}, row).group is None
