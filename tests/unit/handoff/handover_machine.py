"""The four offices as a state machine: edits, clocks that jump, sticks with every fate, power cuts, restores."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from danvan_desktop.errors import DanvanError
from danvan_desktop.handoff import importing
from danvan_desktop.storage import peers
from danvan_desktop.storage.database import DatabaseError
from tests.unit.handoff.handover_oracle import EDGES, NAMES, STAT, OfficesAndOracle
from tests.unit.handoff.offices import UNITS, state

DAY = 86_400_000
NODES, TEXTS = st.sampled_from(NAMES), st.text("đéa", max_size=2)
FIELDS = st.fixed_dictionaries(
    {}, optional={"x": st.none() | TEXTS, "y": st.none() | st.integers(0, 3), "who": st.none() | TEXTS.filter(bool)}
)
FATE = st.sampled_from(["answered", "answered", "once", "twice", "late", "lost", "cut", "flip", "wrong", "crash"])
HOW = st.sampled_from(["edit", "edit", "edit", "edit", "delete", "restore"])
PICK = st.integers(0, 999)


class Handover(OfficesAndOracle):
    """What may happen in between."""

    # --- what officers do
    @rule(name=NODES, fields=FIELDS, children=st.integers(0, 2))
    def add(self, name: str, fields: dict[str, Any], children: int) -> None:
        with self.clock(name), self.store(name).batch(officer=name) as batch:
            batch.new_group()
            batch.new("note", {"x": "a", **fields})
            for place in range(children):
                batch.new("step", {"t": f"{place}"})
        self.note_values(name)

    @rule(changes=st.lists(st.tuples(NODES, PICK, FIELDS, HOW), min_size=1, max_size=5))
    def change(self, changes: list[tuple[str, int, dict[str, Any], str]]) -> None:
        """Any row an office sees, also one of another unit: that is stored and does not count."""
        for name, pick, fields, how in changes:
            store = self.store(name)
            rows = [row for (row,) in store.conn.execute("SELECT id FROM v_note ORDER BY id LIMIT 5")]
            row = rows[pick % len(rows)]
            with self.clock(name), store.batch(officer=name) as batch:
                if how == "edit":
                    batch.edit("note", row, fields)
                else:
                    (batch.delete if how == "delete" else batch.restore)("note", row)
            self.note_values(name)

    @rule(name=NODES, pick=PICK)
    def settle(self, name: str, pick: int) -> None:
        store = self.store(name)
        found = store.conn.execute(
            "SELECT row, field, op FROM conflict WHERE type = 'note' ORDER BY 1, 2, 3"
        ).fetchall()
        if found:
            row, field, op = found[pick % len(found)]
            line = store.conn.execute("SELECT line FROM op WHERE id = ?", (op,)).fetchone()[0]
            with self.clock(name), store.batch(officer=name) as batch:
                batch.settle("note", row, field, json.loads(line)["f"].get(field, False))
            self.note_values(name)

    @rule(name=st.sampled_from(["C1", "C2"]), pick=PICK)
    def destroy(self, name: str, pick: int) -> None:
        store = self.store(name)
        rows = [row for (row,) in store.conn.execute("SELECT id FROM v_note WHERE who IS NOT NULL ORDER BY id")]
        if rows and pick % 3 == 0:  # seldom: most runs should end with values to look at
            store.destroy_values("note", rows[pick % len(rows)], ["who"])
            STAT["value destroyed"] += 1

    @rule(name=NODES, days=st.sampled_from([-3650, -365, -1, 0, 1, 365, 7300]))
    def clock_jumps(self, name: str, days: int) -> None:
        self.skew[name] = days * DAY

    # --- sticks
    def export(self, edge: tuple[str, str], full: bool) -> None:
        sender, receiver = edge
        self.store(sender)
        with self.clock(sender):
            packages = self.offices.export(sender, UNITS[receiver].code, full=full)
        self.flying += [(UNITS[receiver].code, data) for data in packages]

    @rule(journeys=st.lists(st.tuples(st.sampled_from(EDGES), FATE, PICK), min_size=2, max_size=6))
    def travel(self, journeys: list[tuple[tuple[str, str], str, int]]) -> None:
        """Several sticks go out one after the other, each with its own luck."""
        for edge, fate, pick in journeys:
            self.export(edge, full=pick % 7 == 0)
            newest = len(self.flying) - 1
            if fate == "lost":
                self.take(newest, keep=False)
            elif fate in {"cut", "flip", "wrong"}:
                self.damaged(newest, fate, pick / 1000, pick % 8)
            elif fate == "crash":
                self.crash(newest, 1 + pick)
            elif fate != "late":
                self.deliver(newest, keep=fate == "twice", second=pick % 2 == 1)
                if fate == "answered" and self.flying and self.flying[-1][0] == UNITS[edge[0]].code:
                    self.deliver(len(self.flying) - 1, keep=False, second=edge[0] == "C2")

    def take(self, pick: int, *, keep: bool) -> tuple[str, bytes] | None:
        if not self.flying:
            return None
        place = pick % len(self.flying)
        return self.flying[place] if keep else self.flying.pop(place)

    @rule(pick=PICK, keep=st.booleans(), second=st.booleans())
    def deliver(self, pick: int, keep: bool, second: bool) -> None:
        if (found := self.take(pick, keep=keep)) is None:
            return
        names = self.receivers(found[0])
        name = names[-1 if second else 0]
        with self.clock(name):
            self.import_at(name, found[1])
            before = state(self.store(name))
            assert self.import_at(name, found[1]) in {"duplicate", "quarantined"}
            assert state(self.store(name)) == before

    def import_at(self, name: str, data: bytes) -> str:
        result, receipt = self.offices.deliver(name, data)
        if receipt is not None:
            sender = self.sender_of(name, data)
            self.flying.append((sender, receipt))
        STAT[f"delivered, {result.status}"] += 1
        return result.status

    def sender_of(self, name: str, data: bytes) -> str:
        seen = peers.seen(self.offices[name].conn, hashlib.sha256(data).digest())
        assert seen is not None
        return seen.unit

    def damaged(self, pick: int, how: str, where: float, bit: int) -> None:
        if (found := self.take(pick, keep=True)) is None:
            return
        unit, data = found
        at = int(where * len(data))
        name = self.receivers(unit)[0]
        if how == "cut":
            data = data[:at]
        elif how == "flip":
            data = data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]
        else:
            name = next(n for n in NAMES if UNITS[n].code != unit)
        before = state(self.store(name))
        with self.clock(name):
            result, _receipt = self.offices.deliver(name, data)
        STAT[f"{how}: {result.status}"] += 1
        assert result.status in {"quarantined", "waiting", "duplicate"}
        assert state(self.offices[name]) == before

    def crash(self, pick: int, steps: int) -> None:
        """The power goes at some step inside SQLite: nothing of the package is there, and it can be taken in later."""
        if (found := self.take(pick, keep=True)) is None:
            return
        name = self.receivers(found[0])[0]
        store = self.store(name)
        before, left = state(store), [steps]

        def goes_off() -> int:
            left[0] -= 1
            return int(left[0] == 0)

        store.conn.set_progress_handler(goes_off, 3)
        try:
            with self.clock(name):
                importing.take_bytes(store, "x", found[1])
        except (DanvanError, DatabaseError):
            assert left[0] <= 0
            crashed = True
        else:
            crashed = False
        finally:
            store.conn.set_progress_handler(None, 0)
        STAT["crashed midway" if crashed else "crash too late"] += 1
        if crashed and state(store) != before:  # only where the blow fell on COMMIT itself, after it was done: whole
            seen = peers.seen(store.conn, hashlib.sha256(found[1]).digest())
            assert seen is not None
            assert seen.verdict == "applied"

    @rule(name=NODES)
    def backup(self, name: str) -> None:
        self.backups[name] = self.offices.backup(name)

    @rule(name=NODES)
    def restore(self, name: str) -> None:
        if name in self.backups:
            with self.clock(name):
                self.offices.put_back(name, self.backups[name])
            self.restored = True
            STAT["restored"] += 1
