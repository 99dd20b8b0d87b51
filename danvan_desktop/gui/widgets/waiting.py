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
        self._turn = 0  # of the reading whose end is still waited for
        self.reading = False
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(_("Work under way"))
        self._cancel = button(_("Stop"), kind="quiet", slot=self.cancel)
        self.setLayout(row(self._text, self._bar, self._cancel, gap=12))
        self.hide()

    def read(
        self, owner: QWidget, text: str, work: Callable[[Store, Progress], T], done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        """Say what is being done and do it; `done` or `failed` is called at its end.

        Neither is once it is stopped or something else is read, however far a work came that looks at no step.
        """
        turn = self._let_go()

        def finish(result: T) -> None:
            if turn == self._turn:
                self._end()
                done(result)

        def fail(error: BaseException) -> None:
            if turn == self._turn:
                self._end()
                failed(error)

        self._say_busy(True)
        self._task = self._desk.read(owner, work, finish, fail)
        self._text.setText(text)
        self.show()

    def cancel(self) -> None:
        """Let go of what is being read: nothing of it is heard any more."""
        self._let_go()
        if self.reading:
            self._end()

    def _let_go(self) -> int:
        self._desk.cancel(self._task)
        self._turn += 1
        return self._turn

    def _end(self) -> None:
        self.hide()
        self._say_busy(False)

    def _say_busy(self, busy: bool) -> None:
        self.reading = busy
        self.busy.emit(busy)
