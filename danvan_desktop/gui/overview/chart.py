"""The chart of the year on the screen: the shapes of documents.bar_chart painted in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.app.overview import Overview
from danvan_desktop.documents.bar_chart import Box, Line, Shape, Word, lay_out
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.i18n import _

_ALIGN = {"left": Qt.AlignmentFlag.AlignLeft, "middle": Qt.AlignmentFlag.AlignHCenter,
          "right": Qt.AlignmentFlag.AlignRight}  # fmt: skip
_SHIFT = {"left": 0.0, "middle": -100.0, "right": -200.0}


class ChartView(QWidget):
    """Petitions received and resolved of twelve months; the same numbers are its accessible text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Overview | None = None
        self.setMinimumHeight(116)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Petitions received and resolved, 12 months"))

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(560, 250)

    def show_overview(self, seen: Overview) -> None:
        """Show another year."""
        self._seen = seen
        told = [f"{m}: {a}, {b}" for m, a, b in zip(seen.months, seen.received, seen.resolved, strict=True)]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        if self._seen is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        series = ((_("Received in the month"), self._seen.received), (_("Resolved in the month"), self._seen.resolved))
        width = painter.fontMetrics().horizontalAdvance
        shapes = lay_out(series, _labels(self._seen.months), self.width(), self.height(), lambda t: float(width(t)))
        for shape in shapes:
            _draw(painter, shape)


def _labels(months: tuple[str, ...]) -> list[str]:
    """“11/25”, “12”, “1/26”, “2” …: the year stands where it begins."""
    found = []
    for place, month in enumerate(months):
        year, number = month.split("-")
        found.append(f"{int(number)}/{year[2:]}" if place == 0 or number == "01" else str(int(number)))
    return found


def _draw(painter: QPainter, shape: Shape) -> None:
    if isinstance(shape, Line):
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
    elif isinstance(shape, Box):
        painter.setPen(QPen(colour("chart_b" if shape.series else "chart_a_edge"), 1))
        painter.setBrush(colour("chart_b") if shape.series else colour("surface"))
        painter.drawRect(QRectF(shape.x + 0.5, shape.y, shape.width - 1, shape.height))
    elif isinstance(shape, Word):
        painter.setPen(colour("text" if shape.strong else "text2"))
        box = QRectF(shape.x + _SHIFT[shape.anchor], shape.y - 10, 200, 20)
        painter.drawText(box, int(_ALIGN[shape.anchor] | Qt.AlignmentFlag.AlignVCenter), shape.text)
