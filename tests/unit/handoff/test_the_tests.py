"""The checkers of the long runs notice every fault in a trivial engine, and find none in a sound one."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from danvan_desktop.domain.journal import make_line, row_id
from tests.oracle import op_id, reference
from tests.unit.handoff.dict_engine import FAULTS, DictEngine
from tests.unit.handoff.offices import differing

REPLICAS = {b"replicaA": "A", b"replicaa": "A", b"replicaB": "B", b"replicaP": "P"}
UNITS = {replica.hex(): unit for replica, unit in REPLICAS.items()}
ROWS = [row_id(replica, place) for replica in REPLICAS for place in range(1)]
RUNS = 60


def world(chance: random.Random) -> list[bytes]:
    """Some ops of four computers that see a part of each other's ops; some delete, some write what is not theirs."""
    made: list[dict[str, Any]] = []
    lines: list[bytes] = []
    numbers = dict.fromkeys(REPLICAS, 0)
    for _step in range(chance.randint(5, 40)):
        replica, row = chance.choice(list(REPLICAS)), chance.choice(ROWS)
        numbers[replica] += 1
        seen = [(i, op) for i, op in ((op_id(x), json.loads(x)) for x in lines) if op["k"] == row.hex()]
        seen = [pair for pair in seen if chance.random() < 0.5]
        name = chance.choice(["x", "x", "y", "_del"])
        fields: dict[str, Any] = {name: chance.random() < 0.8 if name == "_del" else chance.randint(0, 5)}
        parents = {name: [i for i, op in seen if name in op["f"]]}
        if name == "_del":
            parents["_row"] = [i for i, _op in seen]
        lines.append(make_line(
            replica=replica, seq=numbers[replica], hlc=chance.randint(1, 20), wall=1, officer="Lê A", type_name="note",
            row=row, fields=fields, parents=parents,
        ))  # fmt: skip
        made.append(fields)
    return lines


def runs_wrong(fault: str, seed: int) -> bool:
    """Whether the checks see a difference after ops came in any order, some twice, and rosters late."""
    chance = random.Random(seed)
    lines = world(chance)
    posted = [*lines, *chance.sample(lines, len(lines) // 2)]
    chance.shuffle(posted)
    closed = {b"replicaa".hex(): chance.randint(0, 3)}
    engine = DictEngine(UNITS, fault)
    rosters = [(2, closed), (1, {})]
    for line in posted:
        engine.take(line)
        if rosters and chance.random() < 0.2:
            engine.close(*rosters.pop(0))
    for late in rosters:
        engine.close(*late)
    rights = {replica: (unit, "commune", closed.get(replica)) for replica, unit in UNITS.items()}
    meaning = reference(lines, rights)
    rows, deleted, conflicts = engine.shown()
    wrong = differing({"note": rows}, meaning.rows)
    kept = set(engine.lines.values()) == set(lines) and len(engine.lines) == len(lines)
    return bool(wrong) or deleted != meaning.deleted or conflicts != meaning.conflicts or not kept


def test_a_sound_engine_passes() -> None:
    assert [seed for seed in range(RUNS) if runs_wrong("", seed)] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_engine_is_noticed(fault: str) -> None:
    found = sum(runs_wrong(fault, seed) for seed in range(RUNS))
    print(f"{fault}: noticed in {found} of {RUNS} runs")
    assert found
