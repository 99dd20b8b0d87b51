"""Lines of a card: icon, what it is, how many; a figure that opens its records by a double click or Enter."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QScrollArea, QWidget

from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.widgets import icon_label, label, restyle, row
from danvan_desktop.i18n import language


def size_text(size: int) -> str:
    """Bytes as people read them, with the comma of the language."""
    return QLocale(language()).formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


class FigureLine(QFrame):
    """One line. `opened` when somebody wants to see the records behind the figure."""

    opened = Signal()

    def __init__(self, icon: str, tone: str, text: str, figure: str, *, opens: bool = False) -> None:
        super().__init__()
        self.figure = label(figure, "strong")
        self.setLayout(row(icon_label(icon, tone), (label(text), 1), self.figure, gap=8, margins=(2, 0, 2, 0)))
        self.setProperty("role", "figureline")
        self.setAccessibleName(f"{text}: {figure}")
        self._opens = opens
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102  Qt's name
        if self._opens:
            self.opened.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if self._opens and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
            return
        super().keyPressEvent(event)


class _Inside(QWidget):
    """As high as its words need at its width; by itself it would keep the height they need at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


def scrolled(layout: QLayout) -> QScrollArea:
    """A layout in an area that scrolls."""
    inside = _Inside()
    inside.setLayout(layout)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)  # an area makes it so; what lies behind is the right ground
    return area


def bring_up(card: QWidget) -> None:
    """Scroll so that a card that has just changed its height is seen; where all has room nothing moves."""
    area = card.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        QTimer.singleShot(0, card, lambda: area.ensureWidgetVisible(card, 0, 4))


def lead(made: QPushButton, icon: str, on: bool) -> None:
    """Make a button the filled one of its page, or an ordinary one again."""
    restyle(made, kind="primary" if on else "")
    made.setIcon(icons.icon(icon, "on_accent" if on else "text2"))


def keep_order(before: QWidget, holder: QWidget) -> None:
    """Let the Tab key reach buttons that were made anew after `before`, where they stand, not after everything else.

    `before`: one that takes the focus itself, or the strip they stand in where that begins its column.
    """
    for made in holder.findChildren(QPushButton):
        QWidget.setTabOrder(before, made)
        before = made


def clear(holder: QWidget) -> None:
    """Take every child of a holder away, so that it can be filled anew."""
    layout = holder.layout()
    if layout is not None:
        _empty(layout)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
