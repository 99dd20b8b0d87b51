"""An office whose program is older forwards types and fields it does not know, byte for byte, and shows the rest."""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices
from tests.unit.storage.conftest import KEY, NOTE, TYPES

LATER = {
    **TYPES,
    "note": replace(NOTE, fields=(*NOTE.fields, Field("later_field", Kind.TEXT, "Later"))),
    "later_type": RecordType("later_type", "Later", "Later", title=("t",), fields=(Field("t", Kind.TEXT, "T"),)),
}


def with_later_program(offices: Offices, name: str) -> Store:
    """This office has updated its program already."""
    from danvan_desktop.storage import migrations

    offices[name].close()
    offices.stores[name] = migrations.open_store(offices.home / f"{name}.db", KEY, types=LATER)
    return offices[name]


def lines_of(store: Store, officer: str) -> list[bytes]:
    return [line for (line,) in store.conn.execute("SELECT line FROM op WHERE officer = ? ORDER BY seq", (officer,))]


def test_an_older_program_in_the_middle_forwards_what_it_does_not_know(offices: Offices) -> None:
    commune, district = with_later_program(offices, "C1"), offices["D"]
    with commune.batch(officer="Mới") as batch:
        note = batch.new("note", {"x": "ghi", "y": 3, "later_field": "giá trị của bản sau"})
        later = batch.new("later_type", {"t": "loại của bản sau"})
    written = lines_of(commune, "Mới")
    assert [one.status for one in offices.hand_over("C1", "D")] == ["applied"]
    shown = district.get("note", note)
    assert shown is not None
    assert (shown.values["x"], shown.values["y"]) == ("ghi", 3)
    assert lines_of(district, "Mới") == written
    assert district.check_rebuild().equal
    assert [one.status for one in offices.hand_over("D", "P")] == ["applied"]
    assert lines_of(offices["P"], "Mới") == written
    province = with_later_program(offices, "P")
    arrived, note_there = province.get("later_type", later), province.get("note", note)
    assert arrived is not None
    assert note_there is not None
    assert arrived.values["t"] == "loại của bản sau"
    assert note_there.values["later_field"] == "giá trị của bản sau"
    assert province.check_rebuild().equal


def test_an_edit_by_the_older_program_leaves_the_field_it_does_not_know_as_it_was(offices: Offices) -> None:
    commune, second = with_later_program(offices, "C1"), offices["C2"]
    with commune.batch(officer="Mới") as batch:
        note = batch.new("note", {"x": "ghi", "later_field": "còn nguyên"})
    offices.hand_over("C1", "C2")
    with second.batch(officer="Cũ") as batch:
        batch.edit("note", note, {"x": "sửa ở máy cũ"})
    assert offices.hand_over("C2", "C1")[-1].status == "applied"
    back = commune.get("note", note)
    assert back is not None
    assert (back.values["x"], back.values["later_field"]) == ("sửa ở máy cũ", "còn nguyên")
