"""Rosters, closings, dossiers that change hands, requests, scans in parts, clones, later programs: in any mixture.

The other long run (test_stateful.py) has the algebra of heads with small types; this one has the real types and keys.
300 runs belong to `make test-full`; DANVAN_STATEFUL_RUNS asks for more.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from danvan_desktop.app import attachments, conflicts, requests, transfer
from danvan_desktop.app.request_view import About
from danvan_desktop.app.transfer import Letter
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import roster_close, roster_trust
from danvan_desktop.handoff.roster import Rank
from tests.unit.handoff.communes import ALL, ME, TODAY, UNITS
from tests.unit.handoff.desks import picture
from tests.unit.handoff.offices import lines_of, state
from tests.unit.handoff.test_stateful import PHASES
from tests.unit.handoff.world import EDGES, World
from tests.unit.handoff.world_checks import check_meaning, check_values, lost, scans_here

COMMUNES, NODES = st.sampled_from(["A", "A2", "B"]), st.sampled_from(list(UNITS))
FATES = st.sampled_from(["answered", "answered", "once", "late", "lost", "cut", "flip", "mixed"])
PICK = st.integers(0, 999)
STAT: Counter[str] = Counter()


@lru_cache(maxsize=3)
def scan(number: int) -> bytes:
    """Two small ones, and one that needs several parts of a megabyte."""
    return picture("PNG", (40, 60, 640)[number], noisy=True)


class Keys(RuleBasedStateMachine):
    """The offices beside what is known of them from outside."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.flying: list[tuple[str, bytes]] = []
        self.backups: dict[str, tuple[bytes, Rank]] = {}
        self.may_lie: dict[str, set[str]] = {unit.code: set() for unit in UNITS.values()}  # unit -> hashes of values
        self.ranks = {name: self.world.rank(name) for name in UNITS}
        self.shut: dict[bytes, int] = {}
        self.went_back: set[str] = set()
        STAT["runs"] += 1

    def note_values(self) -> None:
        for name, unit in UNITS.items():
            own = self.world[name].replica.id
            for (line,) in self.world[name].conn.execute("SELECT line FROM op WHERE replica = ?", (own,)):
                found = (v["s"] for v in json.loads(line)["f"].values() if isinstance(v, dict) and "s" in v)
                self.may_lie[unit.code].update(found)

    # --- work
    @rule(name=COMMUNES, count=st.integers(1, 3))
    def add(self, name: str, count: int) -> None:
        for _time in range(count):
            self.world.petition(name)
        if "later_type" in self.world[name].types:
            with self.world[name].batch(officer=ME) as batch:
                batch.new("later_type", {"t": "loại của bản sau"})

    def rows(self, name: str, pick: int) -> bytes | None:
        rows = [row for (row,) in self.world[name].conn.execute("SELECT id FROM v_petition ORDER BY id LIMIT 6")]
        return rows[pick % len(rows)] if rows else None

    @rule(edits=st.lists(st.tuples(NODES, PICK, st.integers(1, 9)), min_size=1, max_size=4))
    def edit(self, edits: list[tuple[str, int, int]]) -> None:
        """Also rows of others, and closed or handed-on ones: stored, and counted where right is."""
        for name, pick, people in edits:
            if (row := self.rows(name, pick)) is not None:
                values: dict[str, Any] = {"people_count": people}
                if people == 9 and self.world.types[name] is not ALL:
                    values["later_field"] = f"{pick}"
                with self.world[name].batch(officer=name) as batch:
                    batch.edit("petition", row, values)

    @rule(pick=PICK)
    def two_choose_at_once(self, pick: int) -> None:
        """Both computers of the commune settle what they see, each its own way, without having heard of the other."""
        for place, name in enumerate(("A", "A2")):
            open_ones = conflicts.listed(self.world[name])
            if open_ones:
                one = open_ones[pick % len(open_ones)]
                side = one["sides"][(pick + place) % len(one["sides"])]
                try:
                    conflicts.resolve(self.world[name], one["row"], one["field"], side["op"], officer=name)
                    STAT["conflicts settled"] += 1
                except UserError:
                    STAT["conflicts of another unit"] += 1

    @rule(name=st.sampled_from(["A", "A2"]), pick=PICK, size=st.sampled_from([0, 0, 1, 1, 2]))
    def attach(self, name: str, pick: int, size: int) -> None:
        if (row := self.rows(name, pick)) is not None:
            attachments.add(
                self.world[name], "petition", row, scan(size), "don.png", "Bản chụp", ME, keep_original=True
            )
            STAT["scans"] += 1

    @rule(pick=PICK, ask=st.booleans())
    def request(self, pick: int, ask: bool) -> None:
        if ask and (row := self.rows("P", pick)) is not None:
            about = About("petition", row, proposed={"people_count": 8})
            self.attempt("asked", lambda: requests.ask(
                self.world["P"], "", "sua_doi", "Tám người?", officer=ME, today=TODAY, about=about
            ))  # fmt: skip
        for name in ("A", "A2", "B"):
            for one in requests.listed(self.world[name], waiting=True)[:1] if not ask else ():
                act = (requests.accept, requests.refuse)[pick % 2]
                words = ("Không",) if act is requests.refuse else ()
                self.attempt("answered", lambda a=act, n=name, i=one.row, w=words: a(
                    self.world[n], i, *w, officer=ME, today=TODAY
                ))  # fmt: skip

    def attempt(self, what: str, act: Any) -> None:
        """What a person would be told is a sentence; anything else is a fault."""
        try:
            act()
            STAT[what] += 1
        except UserError as told:
            STAT[f"{what}: {told.code or 'refused'}"] += 1

    # --- dossiers
    @rule(edge=st.sampled_from([("A", "B"), ("A", "P"), ("B", "A")]), pick=PICK, lost=st.booleans())
    def hand_on(self, edge: tuple[str, str], pick: int, lost: bool) -> None:
        sender, receiver = edge
        if (row := self.rows(sender, pick)) is None:
            return
        letter = Letter("1/CV", date(2026, 11, 20), "Thuộc thẩm quyền")

        def send() -> None:
            store, unit = self.world[sender], UNITS[receiver].code
            self.may_lie[unit] |= {h.hex() for h in transfer.preview(store, row, unit).values}
            sent = transfer.send(store, row, unit, self.world.home / "t", officer=ME, today=TODAY, letter=letter)
            for data in World.taken_from([Path(p.file) for p in sent.packages]):
                if not lost:
                    self.world.deliver(receiver, data)

        self.attempt("dossier sent", send)

    @rule(name=st.sampled_from(["A", "B", "P"]), take=st.booleans())
    def answer_dossier(self, name: str, take: bool) -> None:
        store = self.world[name]
        if not (waiting := [one.petition for one in transfer.listed(store) if one.waits]):
            return
        if take:
            self.attempt("dossier taken", lambda: transfer.accept(store, waiting[0], officer=ME, today=TODAY))
        else:
            self.attempt("dossier refused", lambda: transfer.refuse(
                store, waiting[0], "Không thuộc", officer=ME, today=TODAY
            ))  # fmt: skip

    # --- keys
    @rule(victim=st.sampled_from(["A", "A2", "A2", "B"]), reason=st.sampled_from(["stolen", "lost-key", "left"]))
    def close(self, victim: str, reason: str) -> None:
        """Rarely twice: a closed computer goes on under a new number, which may be closed too."""
        if len(self.shut) > 2:
            return
        before = self.world.closed("P")

        def act() -> None:
            roster_close.close(self.world["P"], self.world[victim].replica.id.hex(), reason, day=TODAY)

        self.attempt("computers closed", act)
        now = self.world.closed("P")
        self.shut |= {r: at for r, at in now.items() if r not in before and r not in self.shut}

    @rule(name=NODES)
    def backup(self, name: str) -> None:
        self.backups[name] = (self.world.backup(name), self.world.rank(name))

    @rule(name=NODES, by_hand=st.booleans())
    def goes_back(self, name: str, by_hand: bool) -> None:
        """A restore, or a disk image or clone put back by hand."""
        if name in self.backups:
            data, rank = self.backups[name]
            self.world.put_back(name, data, by_hand=by_hand)
            self.ranks[name] = rank
            self.went_back.add(name)
            STAT["copied back by hand" if by_hand else "restored"] += 1
            if name == "P":  # the officer is told to take in a package before he signs again
                for other in ("A", "A2", "B"):
                    self.world.exchange(other, "P")

    @rule(name=NODES)
    def update(self, name: str) -> None:
        self.world.update(name)
        STAT["programs updated"] += 1

    # --- sticks
    @rule(journeys=st.lists(st.tuples(st.sampled_from(EDGES), FATES, PICK), min_size=1, max_size=5))
    def travel(self, journeys: list[tuple[tuple[str, str], str, int]]) -> None:
        for (sender, receiver), fate, pick in journeys:
            parts = self.world.export(sender, receiver, full=pick % 9 == 0)
            STAT[f"sticks {fate}"] += 1
            STAT["parts"] += len(parts)
            if not parts:
                continue
            if fate in {"cut", "flip"}:
                self.damaged(receiver, parts[pick % len(parts)], fate, pick)
            elif fate == "late":
                self.flying += [(receiver, data) for data in parts]
            elif fate == "mixed":  # some parts only, in another order
                parts = parts[::-1][: 1 + pick % len(parts)]
            for data in parts if fate in {"answered", "once", "mixed"} else ():
                _result, receipt = self.world.deliver(receiver, data)
                if receipt is not None and fate != "once":
                    self.world.deliver(sender, receipt)

    def damaged(self, name: str, data: bytes, how: str, pick: int) -> None:
        at = pick * len(data) // 1000
        bad = data[:at] if how == "cut" else data[:at] + bytes([data[at] ^ 1 << pick % 8]) + data[at + 1 :]
        before = state(self.world[name])
        status = self.world.deliver(name, bad)[0].status
        assert status in {"quarantined", "waiting", "duplicate"}, status
        assert state(self.world[name]) == before
        STAT["bad packages"] += 1

    @rule(pick=PICK)
    def arrives_late(self, pick: int) -> None:
        if self.flying:
            self.world.deliver(*self.flying.pop(pick % len(self.flying)))

    # --- what holds at any moment
    @invariant()
    def rosters_only_move_up(self) -> None:
        if hasattr(self, "world"):
            for name in UNITS:
                now = self.world.rank(name)
                assert now >= self.ranks[name], f"the roster of {name} went from {self.ranks[name]} to {now}"
                self.ranks[name] = now
            self.note_values()

    # --- the end
    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            known = {name: set(lines_of(self.world[name])) for name in UNITS}
            newest = max(self.ranks.values())
            self.world.heal()
            for name, data in self.flying:
                self.world.deliver(name, data)
            self.world.heal()
            self.note_values()
            self.check(known, newest)
        finally:
            self.world.close()

    def check(self, known: dict[str, set[bytes]], newest: Rank) -> None:
        world = self.world
        top = set(lines_of(world["P"]))
        assert set(lines_of(world["A"])) == set(lines_of(world["A2"])), "the commune's computers differ"
        for name in UNITS:
            assert lost(known[name], top) == 0, f"changes of {name} were lost"
            assert world.rank(name) >= newest, "a restore took the roster back"
            assert roster_trust.trust_of(world[name]).code, "no root"
            closed = world.closed(name)
            assert all(closed.get(r) == at for r, at in self.shut.items()), f"{name} forgot a closing"
            check_meaning(world, name, went_back=bool(self.went_back))
        STAT["ops at the end"] += len(top)
        STAT["ops that do not count"] += world.count("P", "SELECT count(*) FROM op WHERE ok = 0")
        STAT["dossiers that changed hands"] += world.count(
            "P", "SELECT count(*) FROM v_transfer WHERE state = 'da_nhan'"
        )
        check_values(world, self.may_lie)
        if not self.went_back:
            there = scans_here(world, "A")
            assert there == scans_here(world, "A2"), "a scan did not reach the other computer"
            STAT["scans at both computers"] += len(there)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Keys,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck), database=None, print_blob=True, phases=PHASES,
        ),
    )  # fmt: skip
    print(dict(STAT))


def test_whatever_happens_to_keys_and_dossiers_all_offices_end_at_what_the_journal_means() -> None:
    run(8, 25)


@pytest.mark.slow
@pytest.mark.timeout(36_000)
def test_the_same_at_length() -> None:
    run(int(os.environ.get("DANVAN_STATEFUL_RUNS", "300")), 30)
