"""Receipts, repeated packages and trials: what goes again, what does not, and what the list of offices says."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.handoff.scope import Scope
from tests.unit.handoff.offices import Offices, save, state


def test_without_a_receipt_everything_goes_again_and_with_one_nothing(offices: Offices) -> None:
    save(offices["C1"])
    first = offices.export("C1", "750")
    assert len(Scope(offices["C1"], "750").to_send()) == 1
    _result, receipt = offices.deliver("D", first[0])
    assert receipt is not None
    answer, none = offices.deliver("C1", receipt)
    assert (answer.status, none) == ("applied", None), "a receipt was answered"
    assert Scope(offices["C1"], "750").to_send() == []


def test_the_same_package_again_is_a_duplicate_and_changes_nothing(offices: Offices) -> None:
    save(offices["C1"])
    data = offices.export("C1", "750")[0]
    offices.deliver("D", data)
    before = state(offices["D"])
    assert offices.deliver("D", data)[0].status == "duplicate"
    assert state(offices["D"]) == before


def test_a_dry_run_says_the_same_and_changes_nothing(offices: Offices) -> None:
    save(offices["C1"])
    data = offices.export("C1", "750")[0]
    before = state(offices["D"])
    trial = take_bytes(offices["D"], "x", data, dry_run=True).result
    assert (trial.status, trial.new) == ("applied", 1)
    assert state(offices["D"]) == before
    assert offices.deliver("D", data)[0].new == 1


def test_a_folder_is_taken_in_whole_and_receipts_of_others_are_left_alone(offices: Offices, tmp_path: Path) -> None:
    save(offices["C1"])
    save(offices["D"])
    handover.export(offices["C1"], "750", tmp_path)
    assert [r.status for r in handover.import_path(offices["D"], tmp_path)] == ["applied"]
    assert [r.status for r in handover.import_path(offices["D"], tmp_path)] == ["duplicate"]
    assert [r.status for r in handover.import_path(offices["C1"], tmp_path)] == ["applied"]
    assert sorted(p.suffixes[-1] for p in tmp_path.iterdir()) == [".danvan", ".danvan"]


def test_peers_say_what_is_unconfirmed_and_who_was_compared(offices: Offices) -> None:
    save(offices["C1"])
    parent, same = handover.peers(offices["C1"])
    assert (parent.unit, parent.relation, parent.unconfirmed, parent.checked) == ("750", "parent", 1, False)
    assert (same.unit, same.relation) == ("25920", "same")
    handover.enrol_confirm(offices["C1"], "750")
    offices.hand_over("C1", "D")
    parent = handover.peers(offices["C1"])[0]
    assert (parent.unconfirmed, parent.checked) == (0, True)
    assert parent.last_receipt is not None
