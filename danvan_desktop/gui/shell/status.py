"""The status bar: unit, officer, backup, hand-over, filter; a click opens the place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import PushButton, restyle, row

HEIGHT = 28
SHORT = 1000  # logical pixels under which not all items have room


class StatusItem(PushButton):
    """Icon and words; pressing it goes where they come from."""

    def __init__(self, name: str, slot: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setIconSize(QSize(14, 14))
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stays in the page; menu and Ctrl+7 lead to the same places
        if slot is not None:
            self.clicked.connect(lambda _checked=False: slot())
        self.hide()

    def say(self, icon_name: str, text: str, tone: str = "text2") -> None:
        """Show other words; nothing is shown for no words."""
        self.setVisible(bool(text))
        if text:
            self.setIcon(icon(icon_name, tone, 14))
            self.setText("\u2009" + text)
            self.setAccessibleName(text)
            self.setToolTip(text)
            restyle(self, tone=tone)


class StatusBar(QFrame):
    """The items in their order, what was saved at the right."""

    LEFT = ("unit", "officer", "backup", "recovery", "handover", "unsent", "exchange", "filter")
    RIGHT = ("saved", "network")
    SPARE = ("unit", "network")

    def __init__(self, go: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setFixedHeight(HEIGHT)
        self._items = {name: StatusItem(name, lambda name=name: go(name)) for name in (*self.LEFT, *self.RIGHT)}  # type: ignore[misc]
        left = [self._items[name] for name in self.LEFT]
        right = [self._items[name] for name in self.RIGHT]
        self.setLayout(row(*left, None, *right, gap=4, margins=(4, 0, 4, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        for name in self.SPARE:  # nothing to act on: they go first where room is short
            item = self._items[name]
            item.setVisible(bool(item.text()) and self.width() >= SHORT)

    def say(self, name: str, icon_name: str, text: str, tone: str = "text2", hint: str = "") -> None:
        """Show something at one place; `hint` is told to who points at it."""
        self._items[name].say(icon_name, text, tone)
        if hint:
            self._items[name].setToolTip(hint)
        if name in self.SPARE and self.width() < SHORT:
            self._items[name].hide()

    def text(self, name: str) -> str:
        """What stands at one place."""
        item = self._items[name]
        return item.text().strip("\u2009") if not item.isHidden() else ""
