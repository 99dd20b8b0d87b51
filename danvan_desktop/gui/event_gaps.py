"""How long the window did not answer, measured where DANVAN_EVENT_GAPS names a file: counts only, no contents.

A timer asks for a turn every 5 ms; how late it comes is what a key pressed at that moment would have waited.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

VARIABLE = "DANVAN_EVENT_GAPS"
EVERY_MS = 5
WRITTEN_EVERY_S = 2.0  # the program may be killed at any time


class EventGaps(QObject):
    """Counts by whole milliseconds of lateness, written beside `file` with this process's number."""

    def __init__(self, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file.with_name(f"{file.name}.{os.getpid()}")
        self._counts: Counter[int] = Counter()
        self._last = self._written = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(EVERY_MS)

    def _on_turn(self) -> None:
        now = time.monotonic()
        self._counts[max(0, round((now - self._last) * 1000) - EVERY_MS)] += 1
        if now - self._written > WRITTEN_EVERY_S:
            self._file.write_text(json.dumps(dict(sorted(self._counts.items()))), encoding="ascii")
            self._written = now
        self._last = time.monotonic()


def begin(parent: QObject) -> None:
    """Measure where it is asked for."""
    if name := os.environ.get(VARIABLE):
        EventGaps(Path(name), parent)
