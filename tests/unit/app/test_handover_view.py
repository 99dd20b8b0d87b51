"""What the hand-over tab is told: what would go, what lies on a stick, who has answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import conflict_view, handover, handover_view, kept_packages
from danvan_desktop.app.outgoing import outgoing
from danvan_desktop.app.stick_view import stick_view
from danvan_desktop.errors import UserError
from tests.unit.handoff.offices import Offices


@pytest.fixture
def offices() -> Iterator[Offices]:
    opened = Offices()
    yield opened
    opened.close()


def test_what_would_go_is_what_goes(offices: Offices, tmp_path: Path) -> None:
    commune = offices["C1"]
    assert outgoing(commune, "750").new == 0
    assert outgoing(commune, "750", full=True).new > 0
    row = bytes(commune.conn.execute("SELECT id FROM v_note ORDER BY n LIMIT 1").fetchone()[0])
    with commune.batch(officer="A") as batch:
        batch.new("note", {"x": "mới"})
        batch.edit("note", row, {"x": "sửa"})
    going = outgoing(commune, "750")
    assert (going.new, going.changed, going.persons_travel) == (1, 1, False)
    [package] = handover.export(commune, "750", tmp_path, officer="A")
    assert Path(package.file).name == going.file
    assert package.ops == 2


def test_a_unit_nothing_is_exchanged_with_is_refused_before_anything_is_written(offices: Offices) -> None:
    with pytest.raises(UserError):
        outgoing(offices["C1"], "99999")


def test_a_unit_whose_every_computer_is_closed_is_still_shown_and_the_next_one_receives(offices: Offices) -> None:
    district = offices["D"]
    first = handover_view.tab_state(district, "").unit
    district.conn.execute("UPDATE replica SET closed_at = 1 WHERE unit = ?", (first,))
    shown = handover_view.tab_state(district, first)
    assert (shown.unit, shown.outgoing) == (first, None)
    other = handover_view.tab_state(district, "")
    assert other.unit != first
    assert other.outgoing is not None


def test_a_stick_is_sorted_by_names_and_what_was_taken_in_is_known_again(offices: Offices, tmp_path: Path) -> None:
    with offices["C1"].batch(officer="A") as batch:
        batch.new("note", {"x": "mới"})
    handover.export(offices["C1"], "750", tmp_path)
    (tmp_path / "anh.jpg").write_bytes(b"x")
    (tmp_path / "DV-750-7-1of2.danvan").write_bytes(b"age-encryption.org/v1\n")
    below = stick_view(offices["C1"], tmp_path)
    assert (len(below.own), len(below.arrived), below.missing_parts) == (1, 1, ("DV-750-7: 1/2",))
    (tmp_path / "DV-750-7-1of2.danvan").unlink()
    above = stick_view(offices["D"], tmp_path)
    assert (len(above.arrived), above.known) == (1, 0)
    handover.import_path(offices["D"], tmp_path)
    again = stick_view(offices["D"], tmp_path)
    assert (again.to_read, again.known) == (0, 1)
    assert len(stick_view(offices["C1"], tmp_path).receipts) == 1


def test_a_dry_run_leaves_no_trace_in_the_journal(offices: Offices, tmp_path: Path) -> None:
    with offices["C1"].batch(officer="A") as batch:
        batch.new("note", {"x": "mới"})
    handover.export(offices["C1"], "750", tmp_path)
    before = handover_view.journal(offices["D"])
    [tried] = handover.import_path(offices["D"], tmp_path, dry_run=True)
    assert (tried.new, tried.sender, tried.status) == (1, "25920", "applied")
    assert handover_view.journal(offices["D"]) == before
    assert not list(tmp_path.glob("*.receipt.danvan"))
    handover.import_path(offices["D"], tmp_path, receipts=False)
    assert not list(tmp_path.glob("*.receipt.danvan"))


def test_a_peer_answers_or_is_awaited(offices: Offices, tmp_path: Path) -> None:
    with offices["C1"].batch(officer="A") as batch:
        batch.new("note", {"x": "mới"})
    handover.export(offices["C1"], "750", tmp_path)

    def answers() -> dict[str, str]:
        return {line.peer.unit: line.answer for line in handover_view.peer_lines(offices["C1"])}

    assert answers()["750"] == handover_view.AWAITED
    handover.import_path(offices["D"], tmp_path)
    handover.import_path(offices["C1"], tmp_path)
    assert answers()["750"] == handover_view.ANSWERED


def test_two_computers_that_wrote_the_same_have_nothing_to_choose(offices: Offices) -> None:
    row = bytes(offices["C1"].conn.execute("SELECT id FROM v_note ORDER BY n LIMIT 1").fetchone()[0])
    for name, text in (("C1", "một"), ("C2", "một")):
        with offices[name].batch(officer=name) as batch:
            batch.edit("note", row, {"x": text})
    offices.hand_over("C2", "C1")
    assert not conflict_view.listed(offices["C1"])
    with offices["C2"].batch(officer="C2") as batch:
        batch.edit("note", row, {"y": 8})
    with offices["C1"].batch(officer="C1") as batch:
        batch.edit("note", row, {"y": 9})
    offices.hand_over("C2", "C1")
    [conflict] = conflict_view.listed(offices["C1"])
    assert {side.text: side.here for side in conflict.sides} == {"8": False, "9": True}
    assert conflict.before == "0"


def test_a_package_kept_apart_says_for_whom_it_is_and_can_be_dropped(offices: Offices, tmp_path: Path) -> None:
    with offices["D"].batch(officer="D") as batch:
        batch.new("note", {"x": "mới"})
    [package] = handover.export(offices["D"], "75", tmp_path)
    handover.import_path(offices["C1"], Path(package.file))
    [kept] = kept_packages.listed(offices["C1"])
    assert kept.heading
    assert "25920" in kept.text
    assert kept_packages.retry(offices["C1"], kept.id, "A").status == "quarantined"
    kept_packages.drop(offices["C1"], kept.id)
    assert not kept_packages.listed(offices["C1"])
