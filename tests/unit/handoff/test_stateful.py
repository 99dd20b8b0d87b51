"""Offices that edit, hand over, lose, repeat, reorder, damage, crash, jump in time and restore: all end at the oracle.

300 runs belong to `make test-full` (HYPOTHESIS_PROFILE=full); DANVAN_STATEFUL_RUNS=20000 asks for more.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.handoff.handover_machine import Handover
from tests.unit.handoff.handover_oracle import STAT

# a failing run is shown as it was found; DANVAN_SHRINK=1 takes minutes to find the shortest
PHASES = (Phase.explicit, Phase.generate, *((Phase.shrink,) if os.environ.get("DANVAN_SHRINK") else ()))
RUNS = {"ci": 40, "full": 300}


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Handover,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            print_blob=True,
            phases=PHASES,
        ),
    )
    print(dict(STAT))


def test_whatever_happens_to_packages_all_offices_end_at_what_the_journal_means() -> None:
    run(RUNS["ci"], 30)


@pytest.mark.slow
@pytest.mark.timeout(36_000)
def test_the_same_at_length() -> None:
    run(int(os.environ.get("DANVAN_STATEFUL_RUNS", str(RUNS["full"]))), 40)
