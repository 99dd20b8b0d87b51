"""Rosters, closings, dossiers that change hands, requests, scans in parts, clones, later programs: in any mixture.

The other long run (test_stateful.py) has the algebra of heads with small types; this one has the real types and keys.
300 runs belong to `make test-full`; DANVAN_STATEFUL_RUNS asks for more.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from danvan_desktop.app import transfer
from danvan_desktop.app.transfer import Letter
from danvan_desktop.handoff import roster_close, roster_trust
from danvan_desktop.handoff.roster import Rank
from tests.unit.handoff.communes import ALL, ME, TODAY, UNITS
from tests.unit.handoff.keys_work import NODES, PICK, STAT, Work
from tests.unit.handoff.offices import lines_of, state, taken_from
from tests.unit.handoff.test_stateful import PHASES
from tests.unit.handoff.world import EDGES
from tests.unit.handoff.world_checks import check_meaning, check_values, lost, scans_here

FATES = st.sampled_from(["answered", "answered", "once", "late", "lost", "cut", "flip", "mixed"])


class Keys(Work):
    """The offices beside what is known of them from outside."""

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
            for data in taken_from([Path(p.file) for p in sent.packages]):
                if not lost:
                    self.world.deliver(receiver, data)

        self.attempt("dossier sent", send)
        if pick % 3:
            self.answer_dossier(receiver, take=pick % 3 == 1)

    def answer_dossier(self, name: str, *, take: bool) -> None:
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

    @rule(name=NODES, by_hand=st.booleans(), pick=PICK)
    def goes_back(self, name: str, by_hand: bool, pick: int) -> None:
        """A backup is made; a later time it is restored, or the file is put back by hand as a clone or image is."""
        if name not in self.backups:
            self.backups[name] = (self.world.backup(name), self.world.rank(name))
            return
        data, rank = self.backups.pop(name)
        self.edit_something(name, pick)
        self.world.put_back(name, data, by_hand=by_hand)
        self.ranks[name] = rank
        self.went_back.add(name)
        STAT["copied back by hand" if by_hand else "restored"] += 1
        if name == "P":  # its officer takes packages in before he signs again; test_roster_rules.py has him not do it
            for other in ("A", "A2", "B"):
                self.world.exchange(other, "P")

    def edit_something(self, name: str, pick: int) -> None:
        """A change that the file put back does not have; every other time another office has heard of it."""
        if (row := self.rows(name, pick)) is not None:
            self.edit(name, row, pick)
        if pick % 2:
            self.world.exchange(*next(edge for edge in EDGES if edge[0] == name))

    @rule(name=NODES)
    def update(self, name: str) -> None:
        if self.world.types[name] is not ALL:
            return
        self.world.update(name)
        STAT["programs updated"] += 1

    # --- sticks
    @rule(journeys=st.lists(st.tuples(st.sampled_from(EDGES), FATES, PICK), min_size=1, max_size=5))
    def travel(self, journeys: list[tuple[tuple[str, str], str, int]]) -> None:
        for (sender, receiver), fate, pick in journeys:
            if self.flying and pick % 4 == 0:
                self.world.deliver(*self.flying.pop(pick % len(self.flying)))
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
    run(4, 20)


@pytest.mark.slow
@pytest.mark.timeout(36_000)
def test_the_same_at_length() -> None:
    run(int(os.environ.get("DANVAN_STATEFUL_RUNS", "300")), 30)
