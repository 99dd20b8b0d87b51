"""Reading a list without a stall: the first page at once where nothing hides a row, the rest beside the window."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.app import listing as lists
from danvan_desktop.app.listing import Listing
from danvan_desktop.app.listing.totals import Totals, totals
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

FIRST = 200
PAINTED_MS = 30  # a million numbers are read when the first rows are painted: both want Python


@dataclass(frozen=True)
class Found:
    """All numbers of a list, and how many records of its type there are."""

    numbers: array[int]
    total: int


class Reader(QObject):
    """Answers for the newest question only; an older one is told to stop."""

    first = Signal(object)  # array of the first numbers
    found = Signal(object)  # Found
    counted = Signal(object)  # Totals
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turn = 0
        self._running: list[int] = []

    def read(self, listing: Listing, today: date, *, at_once: bool = True) -> None:
        """Ask for a list; the answers come as signals."""
        self.stop()
        turn = self._turn
        if at_once and listing.plain:
            self.first.emit(lists.first_page(self._desk.reader, listing, FIRST))
            QTimer.singleShot(PAINTED_MS, self, lambda: self._read_all(turn, listing, today))
        else:
            self._read_all(turn, listing, today)

    def _read_all(self, turn: int, listing: Listing, today: date) -> None:
        if turn != self._turn:
            return
        self._running.append(self._desk.read(
            self, lambda store, progress: _read(store, progress, listing),
            lambda found: self._on_found(turn, found, listing, today), lambda error: self._on_failed(turn, error),
        ))  # fmt: skip

    def stop(self) -> None:
        """Forget what was asked."""
        self._turn += 1
        for number in self._running:
            self._desk.cancel(number)
        self._running.clear()

    def _on_found(self, turn: int, found: Found, listing: Listing, today: date) -> None:
        if turn != self._turn:
            return
        self.found.emit(found)
        self._running.append(self._desk.read(
            self, lambda store, _progress: totals(store, listing, today),
            lambda counted: self._on_counted(turn, counted), lambda error: self._on_failed(turn, error),
        ))  # fmt: skip

    def _on_counted(self, turn: int, counted: Totals) -> None:
        if turn == self._turn:
            self.counted.emit(counted)

    def _on_failed(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self.failed.emit(error)


def _read(store: Store, progress: Progress, listing: Listing) -> Found:
    numbers = lists.numbers(store, listing, lambda: progress.step(0, None))
    return Found(numbers, len(numbers) if listing.plain else lists.total(store, listing.type_name))
