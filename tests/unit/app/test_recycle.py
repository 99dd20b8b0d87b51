"""The bin: with a reason, with the child rows, listed with who and when, back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from danvan_desktop.app import editing, recycle
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import HOA, LAN, OTHERS, UNIT, from_elsewhere, reception, save, values, whole_view


def test_a_removed_record_is_listed_with_who_when_and_why_and_comes_back(store: Store) -> None:
    row = save(store, "reception", reception(register_no="0198")).row
    before = values(store, "reception", row)
    recycle.remove(store, "reception", [row], officer=HOA, reason="nhập trùng lượt 0197")
    assert store.search("reception", "nguyen van thanh") == []
    [found] = recycle.binned(store, "reception")
    assert (found.row, found.officer, found.reason, found.locked) == (row, HOA, "nhập trùng lượt 0197", "")
    assert found.when is not None
    assert abs(datetime.now(UTC) - found.when) < timedelta(minutes=5)
    assert "0198" in found.title
    assert recycle.count(store, "reception") == 1
    recycle.restore(store, "reception", [row], officer=LAN)
    assert values(store, "reception", row) == before
    assert store.search("reception", "nguyen van thanh") == [row]
    assert recycle.binned(store, "reception") == []
    assert store.check_rebuild().equal


def test_a_petition_is_not_removed_without_a_reason(store: Store) -> None:
    row = save(store, "reception", reception()).row
    with pytest.raises(UserError):
        recycle.remove(store, "reception", [row], officer=LAN, reason="  ")
    assert row in whole_view(store, "reception")
    assert recycle.reason_needed("petition")
    assert not recycle.reason_needed("model")


def test_child_rows_go_along_and_only_those_come_back(store: Store) -> None:
    start = {"unit": UNIT.code, "title": "Đối thoại", "kind": "doi_thoai", "start_on": date(2026, 1, 14)}
    sites = [ChildEdit(None, {"name": f"Điểm cầu {number}"}) for number in range(3)]
    event = save(store, "event", start, children={"site": sites}).row
    gone = editing.children(store, "event", event)["site"][0].id
    recycle.remove(store, "site", [gone], officer=LAN, reason="")
    recycle.remove(store, "event", [event], officer=LAN, reason="")
    assert whole_view(store, "site") == {}
    recycle.restore(store, "event", [event], officer=LAN)
    assert len(whole_view(store, "site")) == 2
    assert gone not in whole_view(store, "site")


def test_what_belongs_to_another_office_is_locked(store: Store) -> None:
    ours = save(store, "reception", reception()).row
    theirs = OTHERS + bytes(7) + b"\x01"
    from_elsewhere(store, "reception", theirs, {"kind": "khieu_nai", "received_on": "2026-03-01"}, replica=OTHERS)
    with pytest.raises(UserError):
        recycle.remove(store, "reception", [ours, theirs], officer=LAN, reason="thử")
    assert len(whole_view(store, "reception")) == 2
    from_elsewhere(store, "reception", theirs, {"_del": True}, replica=OTHERS, seq=2)
    [found] = [item for item in recycle.binned(store, "reception") if item.row == theirs]
    assert found.locked
    with pytest.raises(UserError):
        recycle.restore(store, "reception", [theirs], officer=LAN)


def test_restoring_what_is_not_in_the_bin_is_told_so(store: Store) -> None:
    row = save(store, "reception", reception()).row
    with pytest.raises(UserError):
        recycle.restore(store, "reception", [row], officer=LAN)


def test_the_bin_is_read_through_its_own_index(store: Store) -> None:
    query = "EXPLAIN QUERY PLAN SELECT id FROM v_petition WHERE deleted = 1 ORDER BY n DESC"
    assert "b_petition" in str(store.conn.execute(query).fetchall())
