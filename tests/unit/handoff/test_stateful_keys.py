"""Rosters, closings, dossiers that change hands, requests, scans in parts, clones, later programs: in any mixture.

The other long run (test_stateful.py) has the algebra of heads with small types; this one has the real types and keys.
300 runs belong to `make test-full`; DANVAN_STATEFUL_RUNS asks for more.
"""

from __future__ import annotations

import os
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from danvan_desktop.app import alarms
from danvan_desktop.handoff import roster_close, roster_trust
from danvan_desktop.handoff.roster import Rank
from danvan_desktop.handoff.roster_sign import UNSURE
from danvan_desktop.storage import peers
from danvan_desktop.storage.store import UNHEARD
from tests.unit.handoff.communes import ALL, TODAY, UNITS
from tests.unit.handoff.keys_between import Between
from tests.unit.handoff.keys_work import NODES, PICK, STAT
from tests.unit.handoff.offices import lines_of, state
from tests.unit.handoff.test_stateful import PHASES
from tests.unit.handoff.world import EDGES
from tests.unit.handoff.world_checks import (
    check_meaning,
    check_owners,
    check_requests,
    check_values,
    kept_apart,
    lost,
    scans_here,
    told_differently,
)

FATES = st.sampled_from(["answered", "answered", "once", "late", "lost", "cut", "flip", "mixed"])


class Keys(Between):
    """The offices beside what is known of them from outside."""

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
        self.shut |= {r: at for r, at in now.items() if r not in before}

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
            self.hear_and_close_again()
            store = self.world["P"]
            told = UNSURE in {kind for _at, kind, _subject in peers.alarms(store.conn)}
            assert by_hand or told or store.settings.get(UNHEARD), "a province is not told that closings may be missing"

    def hear_and_close_again(self) -> None:
        """As the alarm says: packages of the other offices first, where one has a newer roster its next one too."""
        for _turn in range(2):
            for other in ("A", "A2", "B"):
                self.world.exchange(other, "P")
            if not self.close_again():
                return

    def close_again(self) -> int:
        """The officer looks the list through: what he closed and told nobody is forgotten, and no program can know.

        Returns how many were missing.
        """
        missing = {r: at for r, at in self.shut.items() if r not in self.world.closed("P")}
        for replica, at in missing.items():
            again = partial(roster_close.close, self.world["P"], replica.hex(), "left", at=at, day=TODAY)
            self.attempt("closed again", again)
        return len(missing)

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
        alarms.look_at_log(self.world[name])  # at every import; what it finds has nothing to do with this package
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
                self.note_values(name)

    @invariant()
    def values_lie_where_they_may(self) -> None:
        """At any moment: in a package that came too early or was refused later no name of a stranger may come along."""
        if hasattr(self, "world"):
            check_values(self.world, self.may_lie)

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
            if self.close_again():
                self.world.heal()
            for name in UNITS:
                self.note_values(name)
            self.check(known, newest)
        finally:
            self.world.close()

    def check(self, known: dict[str, set[bytes]], newest: Rank) -> None:
        world = self.world
        top = set(lines_of(world["P"]))
        both, apart = [set(lines_of(world[name])) for name in ("A", "A2")], told_differently(world)
        assert both[0] == both[1] or apart, "the commune's computers differ"
        assert not lost(*both) + lost(*both[::-1]), "the commune's computers do not say the same"
        kept, every = kept_apart(world), set[bytes]().union(*known.values())
        STAT["changes of a copy given up, kept apart"] += lost(every, top) - lost(every, top | kept)
        for name in UNITS:
            assert lost(known[name], top | kept) == 0, f"changes of {name} were lost"
            assert world.rank(name) >= newest, "a restore took the roster back"
            assert roster_trust.trust_of(world[name]).code, "no root"
            closed, signed = world.closed(name), world.closed("P")
            assert all(closed.get(r, -1) >= at for r, at in self.shut.items()), f"{name} forgot a closing"
            assert all(closed[r] == signed[r] for r in self.shut), f"at {name} more of a closed computer counts"
            check_meaning(world, name, went_back=bool(self.went_back))
        STAT["ops at the end"] += len(top)
        STAT["ops that do not count"] += world.count("P", "SELECT count(*) FROM op WHERE ok = 0")
        STAT["dossiers that changed hands"] += world.count(
            "P", "SELECT count(*) FROM v_transfer WHERE state = 'da_nhan'"
        )
        STAT["requests with an answer"] += world.count("P", "SELECT count(*) FROM v_request WHERE answer IS NOT NULL")
        check_values(world, self.may_lie)
        STAT["offices told differently"] += apart
        if not apart:
            STAT[f"dossiers through {check_owners(world)} hands at most"] += 1
            check_requests(world)
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
