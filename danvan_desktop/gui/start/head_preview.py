"""The head of a document as it will be printed, small: what the organ's words are for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.i18n import _
from danvan_desktop.reports.organ import Organ

_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_BLANK = "………"


class HeadPreview(QWidget):
    """Paper stays white and its ink black in every theme, as on the printer."""

    def __init__(self) -> None:
        super().__init__()
        self._organ = Organ(None, None, None, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(112)
        self.setMinimumWidth(420)

    def show_organ(self, organ: Mapping[str, str]) -> None:
        """Show what has been typed so far."""
        side = "state" if organ.get("side") == "state" else "party"
        name, parent, symbol, place = (organ.get(key) or None for key in ("name", "parent", "symbol", "place"))
        self._organ = Organ(name, parent, symbol, place, "state" if side == "state" else "party")
        self.setAccessibleName(_("Head of a document"))
        self.setAccessibleDescription("\n".join([*self._left(), *self._right()]))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(560, 112)

    def _left(self) -> list[str]:
        header = self._organ.header("BC", date.today())  # noqa: DTZ011  a sample of the head
        number = f"Số      -{header.symbol or f'BC/{_BLANK}'}"
        if self._organ.side == "state":
            number = f"Số:      /{header.symbol or f'BC-{_BLANK}'}"
        above = _BLANK if header.parent is None else header.parent
        return [above.upper(), (header.organ or _BLANK).upper(), number]

    def _right(self) -> list[str]:
        today = date.today()  # noqa: DTZ011  a sample of the head
        day = f"{self._organ.place or _BLANK}, ngày {today.day:02d} tháng {today.month:02d} năm {today.year}"
        return [_PARTY, day] if self._organ.side == "party" else [*_STATE, day]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line")))
        painter.setBrush(QColor("white"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor("black"))
        half = self.width() / 2
        self._draw_left(painter, half)
        self._draw_right(painter, half)
        painter.end()

    def _draw_left(self, painter: QPainter, half: float) -> None:
        parent, organ, number = self._left()
        y = _line(painter, parent, 0, half, 14) if parent else 14.0
        y = _line(painter, organ, 0, half, y, bold=True)
        if self._organ.side == "party":
            y = _line(painter, "*", 0, half, y)
        else:
            _rule(painter, half / 2, y + 3, half * 0.22)
            y += 10
        _line(painter, number, 0, half, y)

    def _draw_right(self, painter: QPainter, half: float) -> None:
        if self._organ.side == "party":
            party, day = self._right()
            y = _line(painter, party, half, half, 14, bold=True)
            _rule(painter, half * 1.5, y + 2, half * 0.66)
            _line(painter, day, half, half, y + 24, italic=True)
            return
        nation, motto, day = self._right()
        y = _line(painter, nation, half, half, 14, bold=True)
        y = _line(painter, motto, half, half, y, bold=True)
        _rule(painter, half * 1.5, y + 2, half * 0.5)
        _line(painter, day, half, half, y + 12, italic=True)


def _line(  # noqa: PLR0913  where and how
    painter: QPainter, text: str, left: float, width: float, top: float, *, bold: bool = False, italic: bool = False
) -> float:  # fmt: skip
    """One centred line, made smaller until it fits; returns where the next begins."""
    font = QFont("Noto Serif")
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setBold(bold)
    font.setItalic(italic)
    for size in (12, 11, 10, 9, 8):
        font.setPixelSize(size)
        painter.setFont(font)
        if painter.fontMetrics().horizontalAdvance(text) <= width - 16:
            break
    box = QRectF(left + 6, top, width - 12, 20)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return top + 20


def _rule(painter: QPainter, middle: float, y: float, width: float) -> None:
    painter.drawLine(int(middle - width / 2), int(y), int(middle + width / 2), int(y))
