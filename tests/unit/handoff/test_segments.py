"""Segments: whole groups, untouched lines, and one meaning in whatever order the changes arrive."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.domain.journal import parse_line
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.storage import segments
from tests.oracle import reference
from tests.unit.handoff.offices import Offices, lines_of, shown


@pytest.mark.parametrize("seed", range(8))
def test_changes_arriving_one_by_one_in_any_order_mean_the_same(offices: Offices, seed: int) -> None:
    row = offices["C1"].search("note", "so 1")[0]
    for name in ("C1", "C2", "C1"):
        with offices[name].batch(officer=name) as batch:
            batch.edit("note", row, {"y": seed * 10 + len(name), "x": f"{name} {seed}"})
        with offices[name].batch(officer=name) as batch:
            batch.delete("note", row)
        offices.hand_over(name, "C2" if name == "C1" else "C1")
        with offices[name].batch(officer=name) as batch:
            batch.edit("note", row, {"y": seed * 10 + 7})
    offices.hand_over("C1", "C2")
    offices.hand_over("C2", "C1")
    ops = [parse_line(line) for line in lines_of(offices["C1"])]
    random.Random(seed).shuffle(ops)
    with offices["D"].writing():
        for op in (op for op in ops if op.replica in offices["D"].roster):
            offices["D"].apply([op])
    rights = {r.hex(): (a.unit, a.level) for r, a in offices["D"].roster.items()}
    meaning = reference(lines_of(offices["D"]), rights, append_only={"step"})
    rows, deleted, conflicts = shown(offices["D"])
    assert rows["note"] == {r: {n: v for n, v in f.items() if v is not None} for r, f in meaning.rows["note"].items()}
    assert (deleted, conflicts) == (meaning.deleted, meaning.conflicts)


def test_a_group_is_never_torn(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MAX_OPS", 4)
    store = offices["C1"]
    with store.batch(officer="Lê A") as batch:
        for _group in range(3):
            batch.new_group()
            for place in range(3):
                batch.new("step", {"t": f"{place}"})
    offices.hand_over("C1", "D")
    found = [s for s in segments.of_replicas(offices["D"].conn, [store.replica.id]) if s.first > 3]
    assert [s.last - s.first + 1 for s in found] == [6, 3]
    assert segments.held(store.conn, [store.replica.id])[store.replica.id] == [(1, 12)]


def test_a_tampered_line_does_not_leave(offices: Offices, tmp_path: Path) -> None:
    offices["C1"].conn.execute("UPDATE op SET line = CAST(replace(line, 'số 1', 'số 9') AS BLOB) WHERE seq = 2")
    with pytest.raises(EnvironmentProblem):
        handover.export(offices["C1"], "750", tmp_path, full=True)
