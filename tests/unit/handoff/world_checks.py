"""What must hold when the long run of keys and dossiers is over."""

from __future__ import annotations

import hashlib
import json

from danvan_desktop.app import attachments
from danvan_desktop.storage import peers
from tests.oracle import REQUESTS, reference, sealed
from tests.unit.handoff.communes import ALL, UNITS
from tests.unit.handoff.offices import lines_of, shown
from tests.unit.handoff.test_stateful import differing
from tests.unit.handoff.world import World

APPEND_ONLY = {name for name, record in ALL.items() if record.rule.value == "append_only"}
QUIET = {"closed-here", "roster-older", "again"}  # what a run may alarm where no file went back in time
TOLD = QUIET | {"rolled-back", "twin", "fork", "access-log-broken", "access-log-differs"}


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
