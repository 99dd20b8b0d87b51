"""The line above the tab: its title and the ways on; where room is short the less used ways keep their icons only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.gui.widgets import button, label, row

_GAP = 8
Way = tuple[str, str, Callable[[], None]]  # words, icon, what it does


class WaysHead(QWidget):
    """`shortened`: places of the ways that lose their words, the first one first."""

    def __init__(self, title: str, ways: list[Way], shortened: tuple[int, ...]) -> None:
        super().__init__()
        self._title = label(title, "h1")
        self.buttons = [button(text, icon, slot=slot) for text, icon, slot in ways]
        self._texts = [made.text() for made in self.buttons]
        self._shortened = shortened
        for made in self.buttons:
            made.setToolTip(made.accessibleName())
        self.setLayout(row(self._title, None, *self.buttons, gap=_GAP))

    def minimumSizeHint(self) -> QSize:  # noqa: D102  Qt's name
        least = sum(made.iconSize().width() + 28 for made in self.buttons) + _GAP * len(self.buttons)
        return QSize(self._title.sizeHint().width() + least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        for made, text in zip(self.buttons, self._texts, strict=True):
            _say(made, text)
        for place in self._shortened:
            if self._wanted() <= self.width():
                return
            _say(self.buttons[place], "")

    def _wanted(self) -> int:
        parts = [self._title, *self.buttons]
        return sum(part.sizeHint().width() for part in parts) + _GAP * (len(parts) + 1)


def _say(made: QPushButton, text: str) -> None:
    if made.text() != text:
        made.setText(text)
