"""A strip that says what is being read, with a bar and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from danvan_desktop.gui.widgets import button, label, row
from danvan_desktop.i18n import _


class Waiting(QWidget):
    """Shown while a thread reads; hidden otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(_("Work under way"))
        self._stop: Callable[[], None] | None = None
        self._cancel = button(_("Stop"), kind="quiet", slot=self._on_stop)
        self.setLayout(row(self._text, self._bar, self._cancel, gap=12))
        self.hide()

    def start(self, text: str, stop: Callable[[], None]) -> None:
        """Say what is being done."""
        self._stop = stop
        self._text.setText(text)
        self.show()

    def end(self) -> None:
        """Nothing is being done any more."""
        self._stop = None
        self.hide()

    def _on_stop(self) -> None:
        if self._stop is not None:
            self._stop()
