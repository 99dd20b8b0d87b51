"""What a window wrote of its own pauses (gui/event_gaps.py), summed over all processes of a day."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

NAME = "gaps"


@dataclass(frozen=True)
class Pauses:
    """Milliseconds a key would have waited."""

    turns: int
    p999: int
    worst: int
    over_50: int

    def __str__(self) -> str:
        return f"{self.turns} turns, p99.9 {self.p999} ms, worst {self.worst} ms, {self.over_50} over 50 ms"


def read(folder: Path) -> Pauses:
    """Sum what lies in `folder`."""
    counts: Counter[int] = Counter()
    for file in folder.glob(f"{NAME}.*"):
        counts.update({int(late): times for late, times in json.loads(file.read_text("ascii")).items()})
    turns, seen = sum(counts.values()), 0
    for late in sorted(counts):
        seen += counts[late]
        if seen >= turns * 0.999:
            return Pauses(turns, late, max(counts), sum(n for ms, n in counts.items() if ms > 50))
    raise ValueError(f"no window wrote its pauses into {folder}")
