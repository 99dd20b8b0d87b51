"""This month's figures, one line each; Enter or a double click opens the records behind the number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from danvan_desktop.app.overview import Figure
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import column, label, restyle, row, rule
from danvan_desktop.i18n import _


class FigureLine(QFrame):
    """One figure: its name, what it counts, the number."""

    opened = Signal(object)

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        value = figure.value
        self.setProperty("role", "figureline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{value.label}: {value.shown()}")
        self.setToolTip(_("Double click: the records behind this figure"))
        words = column(ElidedLabel(value.label), ElidedLabel(_under(figure), "cap"), gap=0)
        self.setLayout(row((words, 1), *_bar(figure), label(_number(figure), "figure"), gap=12, margins=(12, 3, 14, 3)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102  Qt's name
        self.opened.emit(self.figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self.figure)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            restyle(self, focused="true" if event.type() == QEvent.Type.FocusIn else "false")
        return super().event(event)


def _number(figure: Figure) -> str:
    value = figure.value
    if value.denominator is None:
        return value.shown()
    shown = value.shown()
    return shown[shown.index("(") + 1 : shown.index(")")] if "(" in shown else "–"


def _under(figure: Figure) -> str:
    value, period = figure.value, figure.period
    since = _("since the beginning of the year") if period.first.month == 1 and period.first.day == 1 else ""
    if period.first.month == period.last.month:
        since = _("in the month")
    if value.denominator is not None:
        return f"{value.numerator}/{value.denominator}, {since}"
    return f"{value.unit}, {since}" if value.unit else since


def _bar(figure: Figure) -> list[QWidget]:
    value = figure.value
    if not value.denominator:
        return []
    bar = QProgressBar(textVisible=False)
    bar.setRange(0, value.denominator)
    bar.setValue(value.numerator or 0)
    bar.setFixedWidth(72)
    return [bar]


class FigureList(QWidget):
    """The lines one under the other."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show other figures."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, figure in enumerate(figures):
            if place:
                self._column.addWidget(rule())
            line = FigureLine(figure)
            line.opened.connect(self.opened)
            self._column.addWidget(line)
