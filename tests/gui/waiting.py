"""Waiting for what a window does by itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def wait_for(done: Callable[[], bool], seconds: float = 10) -> None:
    """Let the window live until something is so; qWait would keep the threads from running."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
