"""S15: Enter on the passphrase until the list is painted, against Argon2 itself."""

from __future__ import annotations

from tests.scale.measure import Result
from tests.scale.window_runs import place_of, turns

RUNS = 5
MORE_MS, ARGON_MS = 1000, 1000


def run(size: int) -> list[Result]:
    """Wall time from Enter; Argon2 at the cost that stands beside the wrap."""
    found = turns(("unlock",), place_of(size), RUNS)["unlock"]
    ours, argon = found["after_enter_ms"], found["argon_ms"]
    met = ours - argon <= MORE_MS and argon <= ARGON_MS
    return [Result(
        "S15", size, "Enter on the passphrase to a painted list", ours, argon, "ms", "Argon2 alone",
        f"≤ + {MORE_MS} ms", met, "" if met else "opening and building the window", ours / argon, RUNS,
    )]  # fmt: skip
