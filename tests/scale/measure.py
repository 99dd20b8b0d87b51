"""How a measurement is taken and told: both sides in turn, CPU time, medians, the floor named."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

MS = 1e3
US = 1e6


@dataclass(frozen=True)
class Result:
    """One line of the table: ours against the floor, the ratio, the goal, and why it is not met."""

    id: str
    size: int
    what: str
    ours: float
    floor: float
    unit: str
    floor_name: str
    goal: str
    met: bool | None
    reason: str = ""
    ratio: float | None = None
    runs: int = 0

    def as_json(self) -> dict[str, object]:
        """For bench.json."""
        return asdict(self)


def ratio_result(
    id_: str, size: int, what: str, ours: float, floor: float, unit: str, floor_name: str, limit: float,
    *, reason: str = "", runs: int = 0,
) -> Result:  # fmt: skip
    """A result whose goal is a ratio of at most `limit`; the reason is kept only where it is not met."""
    ratio = ours / floor if floor else float("inf")
    met = ratio <= limit
    return Result(
        id_, size, what, ours, floor, unit, floor_name, f"≤ {limit:g} ×", met, "" if met else reason, ratio, runs
    )


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, without the garbage collector's chance."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def in_turn(sides: Sequence[Callable[[], float]], runs: int, *, warm_up: bool = True) -> list[float]:
    """Medians of what the sides report, called in turn `runs` times, the order reversed each time."""
    found: list[list[float]] = [[] for _ in sides]
    if warm_up:
        for side in sides:
            side()
    for run in range(runs):
        order = range(len(sides)) if run % 2 == 0 else reversed(range(len(sides)))
        for place in order:
            found[place].append(sides[place]())
    return [statistics.median(times) for times in found]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
