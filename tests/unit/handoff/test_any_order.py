"""The same ops in any order, in any portions, repeated, rebuilt in the middle: one and the same dump."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.journal import parse_line
from danvan_desktop.storage import rebuild
from danvan_desktop.storage.identity import UnitInfo, add_replica
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, lines_of
from tests.unit.storage.conftest import KEY, TYPES


@pytest.fixture(scope="module")
def lines() -> Iterator[tuple[Offices, list[bytes]]]:
    """What two computers of a commune wrote without hearing of each other: conflicts, deletions, choices."""
    offices, chance = Offices(), random.Random(7)
    for _week in range(4):
        for name in ("C1", "C2", "C1", "C2"):
            rows = [row for (row,) in offices[name].conn.execute("SELECT id FROM v_note ORDER BY id")]
            with offices[name].batch(officer=name) as batch:
                batch.new("note", {"x": f"mới {chance.random()}", "who": "Người"})
                for row in chance.sample(rows, 2):
                    batch.edit("note", row, {"y": chance.randint(0, 9), "who": f"Tên {chance.randint(0, 9)}"})
                batch.delete("note", chance.choice(rows))
                if conflicts := offices[name].conflicts():
                    batch.settle("note", conflicts[0].row, conflicts[0].field, conflicts[0].sides[0].value)
        if chance.random() < 0.7:
            offices.hand_over("C1", "C2")
            offices.hand_over("C2", "C1")
    offices.hand_over("C2", "C1")
    yield offices, lines_of(offices["C1"])
    offices.close()


def fresh(path: Path, offices: Offices) -> Store:
    store = Store.create(path, KEY, UnitInfo("75", "Tỉnh", "province"), types=TYPES)
    for replica, author in offices["C1"].roster.items():
        add_replica(store.conn, replica, author.unit, author.level, 1, bytes(32), "", checked=True)
    store._roster = None
    return store


@pytest.mark.parametrize("seed", range(12))
def test_any_order_gives_the_same_dump(lines: tuple[Offices, list[bytes]], tmp_path: Path, seed: int) -> None:
    offices, ops = lines
    chance = random.Random(seed)
    posted = [*ops, *chance.sample(ops, len(ops) // 3)]
    chance.shuffle(posted)
    store = fresh(tmp_path / "a.db", offices)
    seen: set[bytes] = set()
    while posted:
        portion = [posted.pop() for _n in range(min(len(posted), chance.randint(1, 25)))]
        new = {line: parse_line(line) for line in portion if line not in seen}
        seen |= set(new)
        with store.writing():
            store.apply(list(new.values()))
        if chance.random() < 0.2:
            store.rebuild()
    assert rebuild.dump_digests(store.conn, TYPES) == rebuild.dump_digests(offices["C1"].conn, TYPES)
    assert store.check_rebuild().equal
    assert rebuild.search_is_sound(store.conn, TYPES)
    assert len(lines_of(store)) == len(ops)
    store.close()
