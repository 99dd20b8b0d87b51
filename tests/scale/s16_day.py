"""S16 and S17: the scripted office day from outside: how long the window ever kept a key waiting, and its stops."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.end2end import event_gaps
from tests.end2end import office_day_story as story
from tests.end2end.desktop import Desktop, missing
from tests.end2end.office_day import OfficeDay
from tests.scale.measure import Result

PAUSE_MS, STOPS = 50, 12


def run() -> list[Result]:
    """The day's morning and its overview, without printer and stick; nothing where a program for it is missing."""
    if lacking := missing():
        reason = f"this computer lacks {', '.join(lacking)}"
        return [Result("S16", 3, "office day", 0, 0, "ms", "–", f"≤ {PAUSE_MS} ms", None, reason)]
    with tempfile.TemporaryDirectory(prefix="danvan-s16-") as home, Desktop(Path(home)) as desk:
        day = OfficeDay(desk, Path(home))
        try:
            stops = _played(day)
        finally:
            day.close()
        pauses = event_gaps.read(Path(home))
    return [
        Result("S16", 3, "office day, event-loop gap p99.9", pauses.p999, pauses.worst, "ms", "the day's worst gap",
               f"≤ {PAUSE_MS} ms", pauses.p999 <= PAUSE_MS, runs=pauses.turns),
        Result("S17", 1, "stops of an ordinary reception beyond its text", stops, 12, "stops", "its fields",
               f"≤ {STOPS}", stops <= STOPS, runs=1),
    ]  # fmt: skip


def _played(day: OfficeDay) -> int:
    story.first_run(day)
    stops = story.first_visit(day)
    story.second_visit(day)
    story.paper_petition(day)
    story.power_cut(day)
    story.draft_restored(day)
    story.draft_discarded(day)
    story.figure(day)
    return stops
