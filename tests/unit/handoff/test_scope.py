"""What goes to whom: changes, persons' values, destroyed values, and types this program does not know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.errors import UserError
from danvan_desktop.storage import segments
from danvan_desktop.storage.schema import create_view
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import UNITS, Offices, save
from tests.unit.storage.conftest import TYPES


def vault_size(store: Store) -> int:
    return int(store.conn.execute("SELECT count(*) FROM vault").fetchone()[0])


def test_a_change_climbs_from_commune_to_province_and_says_how_many_records_came(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.edit("note", row, {"y": 5})
        batch.edit("note", offices["C1"].search("note", "so 1")[0], {"y": 6})
    result = offices.hand_over("C1", "D")[0]
    assert (result.status, result.new, result.changed, result.conflicts) == ("applied", 1, 1, 0)
    offices.hand_over("D", "P")
    found = offices["P"].get("note", row)
    assert found is not None
    assert (found.values["y"], found.owner) == (5, "25920")
    assert found.withheld == {"who"}


def test_persons_values_reach_another_computer_of_the_office_and_nobody_else(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    for receiver in ("D", "C2"):
        offices.hand_over("C1", receiver)
    offices.hand_over("D", "P")
    assert [vault_size(offices[name]) for name in ("D", "P")] == [0, 0]
    assert offices["C2"].get("note", row).values["who"] == "Nguyễn Văn Thành"  # type: ignore[union-attr]
    assert offices["C2"].search("note", "thanh") == [row]


def test_a_value_destroyed_at_one_computer_is_destroyed_at_the_other_and_does_not_come_back(offices: Offices) -> None:
    row = save(offices["C1"], who="Nguyễn Văn Thành")
    offices.hand_over("C1", "C2")
    offices["C1"].destroy_values("note", row, ["who"])
    offices.hand_over("C2", "C1", full=True)
    assert offices["C1"].get("note", row).withheld == {"who"}  # type: ignore[union-attr]
    offices.hand_over("C1", "C2")
    assert offices["C2"].get("note", row).withheld == {"who"}  # type: ignore[union-attr]
    assert offices["C2"].search("note", "thanh") == []


def test_a_subordinate_gets_back_its_own_changes_only(offices: Offices) -> None:
    for name in ("P", "D", "C1"):
        save(offices[name])
    offices.hand_over("C1", "D")
    offices.hand_over("D", "P")
    for sender, receiver in (("P", "D"), ("D", "C1")):
        for data in offices.export(sender, UNITS[receiver].code, full=True):
            offices.deliver(receiver, data)
    assert {a.unit for r, a in offices["C1"].roster.items() if segments.last_seq(offices["C1"].conn, r)} == {"25920"}
    assert {a.unit for r, a in offices["D"].roster.items() if segments.last_seq(offices["D"].conn, r)} == {
        "25920",
        "750",
    }


def test_export_to_an_unknown_unit_is_refused(offices: Offices, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        handover.export(offices["C1"], "99999", tmp_path)
    with pytest.raises(UserError):
        handover.export(offices["C1"], "75", tmp_path)  # the office above the parent


def test_a_foreign_units_edit_is_kept_and_does_not_count(offices: Offices) -> None:
    row = offices["D"].search("note", "so 1")[0]
    with offices["D"].batch(officer="Trần B") as batch:
        batch.edit("note", row, {"y": 77})
    offices.hand_over("D", "P")
    assert offices["P"].get("note", row).values["y"] == 1  # type: ignore[union-attr]
    assert [c.allowed for c in offices["P"].history("note", row) if c.new == 77] == [False]


def test_a_type_this_program_does_not_know_is_kept_handed_on_and_said(offices: Offices) -> None:
    offices["C1"].types["later"] = later = replace(TYPES["step"], name="later")
    create_view(offices["C1"].conn, later)
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("later", {"t": "mới"})
    offices["C1"].types.pop("later")
    result = offices.hand_over("C1", "D")[0]
    assert "1" in result.reason
    assert result.status == "applied"
    offices.hand_over("D", "P")
    assert offices["P"].conn.execute("SELECT count(*) FROM op WHERE type = 'later'").fetchone() == (1,)
