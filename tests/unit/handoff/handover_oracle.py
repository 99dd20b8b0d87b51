"""The end of every run of the state machine: all hand over until nothing is left, then the oracle is asked."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize

from danvan_desktop.app import alarms
from danvan_desktop.domain import ranges
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers, segments
from danvan_desktop.storage.store import Store
from tests.oracle import reference, sealed
from tests.unit.handoff.offices import UNITS, Offices, differing, lines_of, machine_clock, shown

NAMES = tuple(UNITS)
EDGES = (("C1", "D"), ("C2", "D"), ("D", "P"), ("C1", "C2"), ("C2", "C1"))
STAT: Counter[str] = Counter()  # what the runs went through, printed with -s


class OfficesAndOracle(RuleBasedStateMachine):
    """The real stores beside what a person would expect of them."""

    @initialize()
    def open(self) -> None:
        self.offices = Offices()
        self.now, self.skew = 1_790_000_000_000, dict.fromkeys(NAMES, 0)
        STAT["runs"] += 1
        self.flying: list[tuple[str, bytes]] = []  # (unit code it is for, package)
        self.backups: dict[str, bytes] = {}
        self.authored: set[bytes] = set()  # ids of all ops ever written
        self.typed: dict[str, str] = {}  # hash -> text
        self.typed_at: dict[str, set[str]] = {unit.code: set() for unit in UNITS.values()}  # unit -> hashes
        self.note_values("C1")
        self.restored = False

    def store(self, name: str) -> Store:
        self.now += 1000
        return self.offices[name]

    def clock(self, name: str) -> Any:
        return machine_clock(lambda: max(1, self.now + self.skew[name]))

    def note_values(self, name: str) -> None:
        for digest, value in self.offices[name].conn.execute("SELECT hash, value FROM vault"):
            if digest.hex() not in self.typed:
                self.typed[digest.hex()] = value
                self.typed_at[UNITS[name].code].add(digest.hex())
        own = self.offices[name].replica.id
        self.authored |= {o for (o,) in self.offices[name].conn.execute("SELECT id FROM op WHERE replica = ?", (own,))}

    def receivers(self, unit: str) -> list[str]:
        return [name for name in NAMES if UNITS[name].code == unit]

    # --- the end: everybody hands over until nothing is left
    def teardown(self) -> None:
        if not hasattr(self, "offices"):
            return
        try:
            known = {name: set(lines_of(self.offices[name])) for name in NAMES}
            self.heal()
            for unit, data in self.flying:  # what was still in a drawer may come now
                for name in self.receivers(unit):
                    self.offices.deliver(name, data)
            self.heal()
            self.check(known)
        finally:
            self.offices.close()

    def heal(self) -> None:
        for _round in range(8):
            for sender, receiver in EDGES:
                for result in self.offices.hand_over(sender, receiver):
                    assert result.status == "applied", result
            if not any(self.left(edge) for edge in EDGES):
                return
        raise AssertionError("something is left to send for ever")

    def left(self, edge: tuple[str, str]) -> int:
        sender, receiver = edge
        store = self.offices[sender]
        with store.writing():
            store.cut_segments()
        return len(Scope(store, UNITS[receiver].code).to_send())

    def check(self, known: dict[str, set[bytes]]) -> None:
        now = {name: set(lines_of(self.offices[name])) for name in NAMES}
        units = {r.hex(): a.unit for r, a in self.offices["P"].roster.items()}
        commune = {line for line in now["P"] if units[json.loads(line)["a"]] == "25920"}
        assert now["C1"] == now["C2"] == commune, "the commune's computers and the province differ"
        assert now["D"] == {line for line in now["P"] if units[json.loads(line)["a"]] != "75"}
        for name in NAMES:
            assert known[name] <= now["P"], "a change was lost"
            assert known[name] <= now[name], "a change was lost here"
            self.check_store(name)
        STAT["ops at the end"] += len(now["P"])
        STAT["conflicts at the end"] += self.offices["C1"].conn.execute("SELECT count(*) FROM conflict").fetchone()[0]
        STAT["refused ops at the end"] += (
            self.offices["P"].conn.execute("SELECT count(*) FROM op WHERE ok = 0").fetchone()[0]
        )
        if not self.restored:
            ids = {hashlib.sha256(line).digest()[:16] for line in now["P"]}
            assert self.authored <= ids, "a change was lost"
        self.check_values()

    def check_store(self, name: str) -> None:
        store = self.offices[name]
        rights = {replica.hex(): (a.unit, a.level) for replica, a in store.roster.items()}
        meaning = reference(lines_of(store), rights, append_only={"step"})
        rows, deleted, conflicts = shown(store)
        expected = {t: {r: {n: v for n, v in f.items() if v is not None} for r, f in rs.items()}
                    for t, rs in meaning.rows.items()}  # fmt: skip
        assert not (wrong := differing(rows, expected)), f"{name} does not show what its journal means: {wrong}"
        assert deleted == meaning.deleted
        assert conflicts == meaning.conflicts
        assert store.check_rebuild().equal
        told = {"again", *(alarms.OF_THE_LOG if self.restored else ())}  # a backup holds the access log of its day
        assert {kind for _at, kind, _s in peers.alarms(store.conn)} <= told, "restores are told, nothing else"
        held = segments.held(store.conn, store.roster)
        assert all(len(r) == 1 and r == ranges.union(r) for r in held.values()), "a hole stayed"

    def check_values(self) -> None:
        """A value is where its unit is and nowhere else, and says what was typed."""
        vaults = {}
        for name in NAMES:
            rows = self.offices[name].conn.execute("SELECT hash, salt, value FROM vault")
            found = {h.hex(): (salt, value) for h, salt, value in rows}
            assert set(found) <= self.typed_at[UNITS[name].code], f"a value of another unit lies at {name}"
            assert all(sealed(salt, value) == h and value == self.typed[h] for h, (salt, value) in found.items())
            vaults[name] = set(found)
        gone = {h.hex() for n in ("C1", "C2") for (h,) in self.offices[n].conn.execute("SELECT hash FROM destroyed")}
        assert not gone & (vaults["C1"] | vaults["C2"]), "a destroyed value came back"
        named = {
            v["s"] for line in lines_of(self.offices["C1"])
            for v in json.loads(line)["f"].values() if isinstance(v, dict)
        }  # fmt: skip
        assert vaults["C1"] == vaults["C2"] <= named - gone, "a value did not reach the other computer"
        assert self.restored or vaults["C1"] == named - gone, "a value was lost"  # a backup may be older than a value
