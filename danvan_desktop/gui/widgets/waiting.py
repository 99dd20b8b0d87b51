"""Reading beside the window, and the strip that says what is being read, with a bar and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from danvan_desktop.gui.widgets import button, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.tasks import Progress
    from danvan_desktop.storage.store import Store

T = TypeVar("T")


class Waiting(QWidget):
    """Shown while a thread reads, one thing at a time; `busy` tells when it begins and ends."""

    busy = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._task = desk, 0
        self.reading = False
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(_("Work under way"))
        self._cancel = button(_("Stop"), kind="quiet", slot=self._on_stop)
        self.setLayout(row(self._text, self._bar, self._cancel, gap=12))
        self.hide()

    def read(
        self, owner: QWidget, text: str, work: Callable[[Store, Progress], T], done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        """Say what is being done and do it; `done` or `failed` is called at its end, neither once it is stopped."""

        def finish(result: T) -> None:
            self._end()
            done(result)

        def fail(error: BaseException) -> None:
            self._end()
            failed(error)

        self._say_busy(True)
        self._task = self._desk.read(owner, work, finish, fail)
        self._text.setText(text)
        self.show()

    def cancel(self) -> None:
        """Let go of what is being read."""
        self._desk.cancel(self._task)

    def _on_stop(self) -> None:
        self.cancel()
        self._end()

    def _end(self) -> None:
        self.hide()
        self._say_busy(False)

    def _say_busy(self, busy: bool) -> None:
        self.reading = busy
        self.busy.emit(busy)
