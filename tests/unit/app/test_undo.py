"""Undo gives the old values back by new ops, and refuses where a later change stands on what it would take."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.app import recycle
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.undo import last, undo
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store
from tests.conftest import TEST_DATA
from tests.unit.app.desks import HOA, LAN, TODAY, UNIT, from_elsewhere, new_store, reception, save, values, whole_view

REGISTER = TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"
EVENT = {"unit": UNIT.code, "title": "Đối thoại", "kind": "doi_thoai", "start_on": date(2026, 1, 14)}


def test_a_new_record_goes_to_the_bin_and_undo_of_the_undo_brings_it_back(store: Store) -> None:
    saved = save(store, "reception", reception())
    assert saved.group
    assert undo(store, saved.group, officer=LAN) == 1
    assert whole_view(store, "reception") == {}
    assert undo(store, "last", officer=LAN) == 1
    assert list(whole_view(store, "reception")) == [saved.row]


def test_an_edit_gives_persons_values_back_too(store: Store) -> None:
    row = save(store, "reception", reception(note="ghi chú")).row
    before = values(store, "reception", row)
    changed = save(store, "reception", {"visitor_name": "Người khác", "note": None, "people_count": 3}, row)
    assert changed.group
    undo(store, changed.group, officer=HOA)
    assert values(store, "reception", row) == before
    assert store.search("reception", "nguyen van thanh") == [row]
    assert store.history("reception", row)[-1].officer == HOA
    assert store.check_rebuild().equal


def test_a_destroyed_value_does_not_come_back(store: Store) -> None:
    row = save(store, "reception", reception()).row
    changed = save(store, "reception", {"visitor_name": "Người khác"}, row)
    store.destroy_values("reception", row, ["visitor_name"])
    assert changed.group
    undo(store, changed.group, officer=LAN)
    assert values(store, "reception", row)["visitor_name"] is None


def test_a_later_change_of_the_same_field_refuses_and_names_the_field_only(store: Store) -> None:
    row = save(store, "reception", reception()).row
    first = save(store, "reception", {"visitor_name": "Lê B", "host_name": "Lan"}, row)
    later = save(store, "reception", {"visitor_name": "Lê C"}, row, officer=HOA)
    assert first.group
    assert later.group
    with pytest.raises(UserError) as raised:
        undo(store, first.group, officer=LAN)
    assert _(store.types["reception"].field("visitor_name").label) in raised.value.message
    assert "Lê" not in raised.value.text()
    assert _(store.types["reception"].field("host_name").label) not in raised.value.message
    undo(store, later.group, officer=LAN)
    undo(store, "last", officer=LAN)  # the undo itself
    assert values(store, "reception", row)["visitor_name"] == "Lê C"


def test_a_later_change_of_another_field_stays(store: Store) -> None:
    row = save(store, "reception", reception(host_name="Lan")).row
    first = save(store, "reception", {"host_name": "Mai"}, row)
    from_elsewhere(store, "reception", row, {"doc_no": "12/TB"})
    assert first.group
    undo(store, first.group, officer=LAN)
    now = values(store, "reception", row)
    assert (now["host_name"], now["doc_no"]) == ("Lan", "12/TB")


def test_a_new_record_that_others_name_is_not_taken_away(store: Store) -> None:
    case = save(store, "case", {"unit": UNIT.code, "code": "VV0001"})
    save(store, "reception", reception(case=case.row))
    assert case.group
    with pytest.raises(UserError):
        undo(store, case.group, officer=LAN)
    assert case.row in whole_view(store, "case")


def test_a_record_and_its_children_are_undone_together(store: Store) -> None:
    saved = save(store, "event", EVENT, children={"site": [ChildEdit(None, {"name": "Điểm cầu"})]})
    assert saved.group
    assert undo(store, saved.group, officer=LAN) == 2
    assert whole_view(store, "event") == whole_view(store, "site") == {}


def test_a_bulk_removal_is_undone_whole(store: Store) -> None:
    rows = [save(store, "reception", reception(register_no=str(number))).row for number in range(7)]
    removed = recycle.remove(store, "reception", rows[:5], officer=LAN, reason="nhập trùng")
    assert len(whole_view(store, "reception")) == 2
    assert removed.group == last(store, LAN)
    assert undo(store, "last", officer=LAN) == 5
    assert set(whole_view(store, "reception")) == set(rows)
    assert undo(store, "last", officer=LAN) == 5
    assert len(whole_view(store, "reception")) == 2
    assert store.conflicts() == []
    assert store.check_rebuild().equal


def test_undoing_the_end_of_secrecy_does_not_put_a_name_into_a_denunciation(store: Store) -> None:
    row = save(store, "reception", reception(kind="to_cao", visitor_name=None)).row
    opened = save(store, "reception", {"kind": "kien_nghi"}, row)
    save(store, "reception", {"visitor_name": "Lê B"}, row)
    assert opened.group
    with pytest.raises(UserError) as raised:
        undo(store, opened.group, officer=LAN)
    assert "Lê B" not in raised.value.text()
    assert values(store, "reception", row)["kind"] == "kien_nghi"


def test_a_change_is_undone_by_the_id_that_the_history_shows(store: Store) -> None:
    row = save(store, "reception", reception(host_name="Lan")).row
    save(store, "reception", {"host_name": "Mai"}, row)
    undo(store, store.history("reception", row)[-1].op_id.hex(), officer=LAN)
    assert values(store, "reception", row)["host_name"] == "Lan"


@pytest.mark.parametrize("name", ["", "last", "zz", "00" * 16, f"{'00' * 8}:1-2", "import:1", "import:x"])
def test_a_name_that_means_nothing_is_told_so(store: Store, name: str) -> None:
    with pytest.raises(UserError):
        undo(store, name, officer="Người mới")


def test_a_whole_import_is_undone_until_somebody_worked_on_it(store: Store) -> None:
    done = import_sheet(store, REGISTER, type_name="petition", officer=LAN, today=TODAY)
    [row, *_rest] = whole_view(store, "petition")
    edit = save(store, "petition", {"note": "đã xem"}, row)
    with pytest.raises(UserError) as raised:
        undo(store, f"import:{done.id}", officer=LAN)
    assert _(store.types["petition"].field("note").label) in raised.value.message
    assert len(whole_view(store, "petition")) == 71
    assert edit.group
    undo(store, edit.group, officer=LAN)
    assert undo(store, f"import:{done.id}", officer=LAN) >= 71
    assert whole_view(store, "petition") == {}


names = st.sampled_from(["Lê A", "Trần Thị B", "Nguyễn Văn C", None])
edits = st.fixed_dictionaries(
    {},
    optional={
        "visitor_name": names, "note": names, "host_name": names, "people_count": st.integers(1, 4) | st.none(),
        "due_on": st.dates(date(2026, 11, 21), date(2027, 1, 1)) | st.none(), "by_delegate": st.booleans() | st.none(),
    },
)  # fmt: skip
acts = st.lists(st.tuples(st.integers(0, 2), edits | st.just("remove")), min_size=1, max_size=8)


@given(acts)
def test_undoing_random_saves_backwards_gives_every_old_state_back(steps: list[tuple[int, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        try:
            rows = [save(store, "reception", reception(register_no=str(number))).row for number in range(3)]
            states, groups = [whole_view(store, "reception")], []
            for place, edit in steps:
                group = _act(store, rows[place], edit)
                if group:
                    groups.append(group)
                    states.append(whole_view(store, "reception"))
            assert states.pop() == whole_view(store, "reception")
            while groups:
                undo(store, groups.pop(), officer=HOA)
                assert whole_view(store, "reception") == states.pop()
            assert store.conflicts() == []
            assert store.check_rebuild().equal
        finally:
            store.close()


def _act(store: Store, row: bytes, edit: object) -> str | None:
    if row not in whole_view(store, "reception"):
        return recycle.restore(store, "reception", [row], officer=LAN).group
    if isinstance(edit, dict):
        return save(store, "reception", edit, row).group
    return recycle.remove(store, "reception", [row], officer=LAN, reason="thử").group
