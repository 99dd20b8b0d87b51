"""Background tasks: plain functions run on a pool; callbacks never leave the GUI thread.

Only `work` and a task number go to the pool. Widgets and callbacks stay in a dict on the
GUI thread, so the last reference to a widget is never dropped by a pool thread.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Cancelled(Exception):
    """The user pressed Cancel."""


class Progress(Protocol):
    """What a long operation is given; it knows nothing of Qt."""

    def step(self, done: int, total: int | None, note: str = "") -> None:
        """Tell how far the work is; raises Cancelled when it is to stop."""


@dataclass(frozen=True)
class _Callbacks:
    on_done: Callable[[Any], None]
    on_error: Callable[[BaseException], None]
    on_progress: Callable[[int, int | None, str], None] | None
    cancelled: threading.Event


class TaskRunner(QObject):
    """Runs work on two pools: many readers, one writer."""

    _progressed = Signal(int, object)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._running: dict[int, _Callbacks] = {}
        self.closed = False
        self._reads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="read")
        self._writes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write")
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], Any],
        *,
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
        on_progress: Callable[[int, int | None, str], None] | None = None,
        writes: bool = False,
    ) -> int:
        """Start `work`; the callbacks run on the GUI thread while `owner` lives. Returns the task's number.

        Once closed nothing is read any more: a search whose timer had not run out when the data was locked ends here.
        """
        number = next(self._numbers)
        if self.closed and not writes:
            return number
        cancelled = threading.Event()
        self._running[number] = _Callbacks(on_done, on_error, on_progress, cancelled)
        owner.destroyed.connect(lambda: self._forget(number))
        pool = self._writes if writes else self._reads
        future = pool.submit(work, _Reporter(self, number, cancelled))
        future.add_done_callback(lambda f: self._finished.emit(number, f))
        return number

    def cancel(self, number: int) -> None:
        """Ask a task to stop at its next step."""
        task = self._running.get(number)
        if task is not None:
            task.cancelled.set()

    def close(self) -> None:
        """Stop everything and wait for the writer."""
        self.closed = True
        for task in self._running.values():
            task.cancelled.set()
        self._running.clear()
        self._reads.shutdown(cancel_futures=True)
        self._writes.shutdown()

    def _forget(self, number: int) -> None:
        task = self._running.pop(number, None)
        if task is not None:
            task.cancelled.set()

    @Slot(int, object)
    def _on_progressed(self, number: int, step: tuple[int, int | None, str]) -> None:
        task = self._running.get(number)
        if task is not None and task.on_progress is not None:
            task.on_progress(*step)

    @Slot(int, object)
    def _on_finished(self, number: int, future: Future[Any]) -> None:
        task = self._running.pop(number, None)
        if task is None or future.cancelled():
            return
        error = future.exception()
        if error is not None:
            task.on_error(error)
        else:
            task.on_done(future.result())


class _Reporter:
    def __init__(self, runner: TaskRunner, number: int, cancelled: threading.Event) -> None:
        self._runner = runner
        self._number = number
        self._cancelled = cancelled

    def step(self, done: int, total: int | None, note: str = "") -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self._runner._progressed.emit(self._number, (done, total, note))
