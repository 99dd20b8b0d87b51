"""What must hold when the long run of keys and dossiers is over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from danvan_desktop.app import attachments
from danvan_desktop.storage import peers
from tests.oracle import REQUESTS, is_late, op_id, passages, reference, sealed
from tests.unit.handoff.communes import ALL, UNITS
from tests.unit.handoff.offices import differing, lines_of, shown
from tests.unit.handoff.world import World

APPEND_ONLY = {name for name, record in ALL.items() if record.rule.value == "append_only"}
CLOSED = {"closed-here", "own-stolen", "closed-speaks", "own-told"}
QUIET = CLOSED | {"roster-older", "again"}  # what a run may alarm where no file went back in time
COPIED = {"rolled-back", "twin", "copy-elsewhere", "fork", "access-log-broken", "access-log-differs"}
TOLD = QUIET | COPIED | {"access-log-earlier", "closings-unsure", "roster-lacks", "roster-united"}


def what(line: bytes) -> str:
    """What a change says, without number, time and place; links are left out: a twin's records get new ids."""
    op = json.loads(line)
    fields = {n: v for n, v in op["f"].items() if isinstance(v, dict) or len(str(v)) < 32}
    said = [op["t"], fields, op["u"]]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def lost(mine: set[bytes], top: set[bytes]) -> int:
    """Lines missing above; a twin's changes are written again under new numbers and count by what they say."""
    said = {what(line) for line in top}
    return sum(what(line) not in said for line in mine - top)


def kept_apart(world: World) -> set[bytes]:
    """What the province keeps apart: of a copy that was given up, brought by others; it and the author are told so."""
    lines = {line for (line,) in world["P"].conn.execute("SELECT line FROM fork")}
    told = {kind for name in UNITS for _at, kind, _s in peers.alarms(world[name].conn)}
    assert not lines or ("fork" in told and told & {"twin", "copy-elsewhere", "rolled-back"}), told
    return lines


def check_meaning(world: World, name: str, *, went_back: bool) -> None:
    """The store shows what its journal means by the oracle, under the roster it has."""
    store = world[name]
    rights = {replica.hex(): (a.unit, a.level, a.closed_at) for replica, a in store.roster.items()}
    meaning = reference(lines_of(store), rights, append_only=APPEND_ONLY, shared=REQUESTS)
    rows, deleted, open_ones = shown(store)
    expected = {t: {r: {n: v for n, v in f.items() if v is not None} for r, f in rs.items()}
                for t, rs in meaning.rows.items() if t in store.types}  # fmt: skip
    assert not (wrong := differing(rows, expected)), f"{name} does not show what its journal means: {wrong}"
    assert deleted == meaning.deleted
    assert open_ones == meaning.conflicts
    assert {i.hex() for (i,) in store.conn.execute("SELECT id FROM op WHERE ok = 1")} == meaning.counted
    assert store.check_rebuild().equal
    alarms = {kind for _at, kind, _s in peers.alarms(store.conn)}
    assert alarms <= (TOLD if went_back else QUIET), alarms


def check_values(world: World, may_lie: dict[str, set[str]]) -> None:
    """A person's value is at the unit that typed it and where its dossier was sent, and says what its hash says."""
    for name, unit in UNITS.items():
        rows = world[name].conn.execute("SELECT hash, salt, value FROM vault")
        found = {digest.hex(): (salt, value) for digest, salt, value in rows}
        strangers = set(found) - may_lie[unit.code]
        assert not strangers, f"{len(strangers)} values of another unit lie at {name}"
        assert all(sealed(salt, value) == digest for digest, (salt, value) in found.items())


def scans_here(world: World, name: str) -> set[str]:
    """Scans of petitions that are whole at an office."""
    rows = [row for (row,) in world[name].conn.execute("SELECT id FROM v_petition")]
    return {file.digest for row in rows for file in attachments.of(world[name], "petition", row) if file.here}


def hashes_in(line: bytes) -> set[str]:
    """Persons' values that an op names."""
    return {v["s"] for v in json.loads(line)["f"].values() if isinstance(v, dict) and "s" in v}


def owners(world: World, name: str) -> dict[str, str]:
    """Row -> unit it belongs to, as the lists of an office say."""
    store = world[name]
    return {
        row.hex(): owner for type_name in store.types
        for row, owner in store.conn.execute(f"SELECT id, owner FROM v_{type_name}")
    }  # fmt: skip


def check_owners(world: World) -> int:
    """A record has one owner, the same wherever it is known, and it is the one whom the oracle finds.

    Returns through how many hands the most wandered record went.
    """
    top = owners(world, "P")
    rights = {replica.hex(): (a.unit, a.level, a.closed_at) for replica, a in world["P"].roster.items()}
    every: list[Mapping[str, Any]] = [{**json.loads(line), "id": op_id(line)} for line in lines_of(world["P"])]
    deciding = [op for op in every if op["t"] in REQUESTS and op["a"] in rights and not is_late(op, rights)]
    offered = {row for op in deciding for row in str(op["f"].get("rows") or "").split()}
    hands = 0
    for row in offered & set(top):
        held = passages(row, deciding, rights, REQUESTS)
        assert top[row] == held[-1][0], f"{row} is not whose it should be"
        hands = max(hands, len(held))
    for name in UNITS:
        other = {row: (owner, top[row]) for row, owner in owners(world, name).items() if owner != top.get(row, owner)}
        assert not other, f"at {name} these belong to another office than at the province: {other}"
    return hands


def check_requests(world: World) -> None:
    """A request says the same at both offices, and nobody else below has heard of it."""
    asked = "SELECT id, owner, to_unit, state, answer, text FROM v_request"
    top = {row: said for row, *said in world["P"].conn.execute(asked)}
    for name, unit in UNITS.items():
        here = {row: said for row, *said in world[name].conn.execute(asked)}
        assert here == {row: said for row, said in top.items() if row in here}, f"{name} reads another answer"
        missing = {row for row, (owner, to_unit, *_rest) in top.items() if unit.code in {owner, to_unit}} - set(here)
        assert not missing, f"{len(missing)} requests did not come to {name}"
        if name != "P":
            ever = world[name].shares.addressed
            strange = [r for r, (o, *_s) in here.items() if unit.code != o and unit.code not in ever.get(r, ())]
            assert not strange, f"{len(strange)} requests of others lie at {name}"


def told_differently(world: World) -> bool:
    """Whether offices keep different changes under one number of a copy that was written in twice.

    What they say is everywhere under other numbers too, but records of that copy cannot be compared by their ids.
    """
    if any(world.count(name, "SELECT count(*) FROM passed_over") for name in UNITS):
        return True
    stands: dict[tuple[bytes, int], bytes] = {}
    for name in UNITS:
        for replica, seq, here in world[name].conn.execute("SELECT replica, seq, id FROM op"):
            if stands.setdefault((replica, seq), here) != here:
                return True
    return False
