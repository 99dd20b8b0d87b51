"""S12: what the open window holds in memory with a million petitions in its list, over the bare window."""

from __future__ import annotations

from tests.scale.measure import Result
from tests.scale.window_runs import display, place_of, turns

RUNS = 3
MOST_MIB = 70


def run(size: int) -> list[Result]:
    """Resident set once every number of the list is there, its foot is counted and nothing is read any more."""
    found = turns(("bare-settled", "settled"), place_of(size), RUNS)
    ours, bare = found["settled"]["rss_mib"], found["bare-settled"]["rss_mib"]
    met = ours - bare <= MOST_MIB
    why = "" if met else "our modules and their libraries, and the pages SQLite keeps for each connection"
    return [Result(
        "S12", size, "memory of the open window, list read", ours, bare, "MiB", f"bare window, {display()[0]}",
        f"≤ + {MOST_MIB} MiB", met, why, ours / bare, RUNS,
    )]  # fmt: skip
