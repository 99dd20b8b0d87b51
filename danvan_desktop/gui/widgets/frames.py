"""Framed areas: panel, note, state, chip, and the side panel that becomes a drawer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from danvan_desktop.gui.theme.style import DRAWERS_BELOW
from danvan_desktop.gui.widgets.holders import SplitHolder
from danvan_desktop.gui.widgets.texts import column, icon_label, label, row, show_if, tool
from danvan_desktop.i18n import _


def framed(layout: QLayout, role: str, **properties: object) -> QFrame:
    """A frame of a role around a layout."""
    made = QFrame()
    made.setProperty("role", role)
    for name, value in properties.items():
        made.setProperty(name, value)
    made.setLayout(layout)
    return made


class Panel(QFrame):
    """A framed area with a head of 36 px: icon, title, and at the right what `extra` is."""

    def __init__(
        self, title: str, body: QWidget | QLayout, icon: str = "", extra: QWidget | QLayout | None = None,
        foot: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("role", "panel")
        self.title = label(title, "h2")
        pieces = [piece for piece in (icon_label(icon) if icon else None, self.title) if piece is not None]
        head = framed(row(*pieces, None, *([extra] if extra else []), margins=(12, 0, 8, 0)), "panelhead")
        head.setFixedHeight(36)
        self.head = head
        under = [foot] if foot is not None else []
        self.setLayout(column(head, (body, 1), *under, gap=0, margins=(1, 1, 1, 1)))


class Note(QFrame):
    """A sentence that must be seen: tone info, ok, warn, danger or accent, with an icon and what may be done."""

    def __init__(self, tone: str, icon: str, title: str, text: str = "", actions: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("tone", tone)
        self.title = label(title, "strong", tone, wrap=True)
        self.text = label(text, wrap=True)
        self.text.setVisible(bool(text))
        body = column(self.title, self.text, gap=4)
        if actions:
            body.addLayout(row(*actions, None))
        mark = column(icon_label(icon, tone), None, margins=(0, 2, 0, 0))
        self.setLayout(row(mark, (body, 1), margins=(10, 8, 10, 8)))

    def say(self, title: str, text: str = "") -> None:
        """Change the words."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))


class StateLabel(QWidget):
    """Icon and word of a state; the colour repeats what they say."""

    def __init__(self, icon: str = "", text: str = "", tone: str = "text2", size: int = 15) -> None:
        super().__init__()
        self._size = size
        self._mark = QLabel()
        self._text = label("")
        self.setLayout(row(self._mark, self._text, gap=6))
        self.show_state(icon, text, tone)

    def show_state(self, icon: str, text: str, tone: str = "text2") -> None:
        """Show another state."""
        from danvan_desktop.gui.theme.icons import pixmap
        from danvan_desktop.gui.widgets.texts import restyle

        show_if(self._mark, bool(icon))
        if icon:
            self._mark.setPixmap(pixmap(icon, tone, self._size, self.devicePixelRatioF()))
        self._text.setText(text)
        restyle(self._text, tone=tone if tone in {"danger", "warn", "ok", "info", "accent"} else "")


class Chip(QFrame):
    """A condition that hides rows, with a cross that takes it away."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        cross = tool("x", _("Remove the condition: {text}").format(text=text), self.removed.emit)
        cross.setFixedSize(18, 18)
        self.setLayout(row(label(text), cross, gap=4, margins=(8, 0, 3, 0)))
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class SideSplit(QWidget):
    """Main area and side panel; where the window is narrow the side lies over the main area as a drawer."""

    def __init__(self, main: QWidget, side: QWidget, title: str, side_width: int = 380) -> None:
        super().__init__()
        self._side, self._width, self._drawer = side, side_width, False
        self.split = SplitHolder(Qt.Orientation.Horizontal)
        room = QWidget()
        main.setParent(room)  # before the side in the order of Tab
        self.split.addWidget(room)
        self.split.addWidget(side)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        side.setMinimumWidth(min(side_width, 300))
        self.toggle: QToolButton = tool("panel-right", title, self.turn)
        self.toggle.setCheckable(True)
        self.toggle.setChecked(True)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.split)
        self.split.setSizes([10_000, side_width])
        room.setLayout(column(main))  # last: a splitter asks for sizes, which styles what it holds before it is seen

    def turn(self) -> None:
        """Show or hide the side."""
        self.show_side(not self._side.isVisible())

    def show_side(self, shown: bool) -> None:
        """Show or hide the side; as a drawer it takes no room from the main area."""
        self.toggle.setChecked(shown)
        self._side.setVisible(shown)
        if shown and self._drawer:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        narrow = self.window().width() < DRAWERS_BELOW
        if narrow != self._drawer:
            self._become(drawer=narrow)
        if self._drawer:
            self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange and self._drawer:
            self._place()

    def _become(self, *, drawer: bool) -> None:
        self._drawer = drawer
        if drawer:
            self._side.setParent(self)
            self.show_side(False)
        else:
            self.split.addWidget(self._side)
            self.show_side(True)
            self.split.setSizes([10_000, self._width])

    def _place(self) -> None:
        width = min(self._width, max(240, self.width() - 80))
        self._side.setGeometry(self.width() - width, 0, width, self.height())
        self._side.raise_()
