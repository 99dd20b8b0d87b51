"""Painting the cells of a list. Nothing is asked of the model but the row itself: painting is what a jump costs."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from danvan_desktop.gui.lists.list_model import ListModel, is_number
from danvan_desktop.gui.theme.icons import pixmap
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets.cells import CellDelegate

Index = QModelIndex | QPersistentModelIndex
_ICON = 15
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SELECTED = QStyle.StateFlag.State_Selected
_ALTERNATE = QStyleOptionViewItem.ViewItemFeature.Alternate


class ListDelegate(CellDelegate):
    """The cells of a ListModel: stripe, selection and ring of the whole row, icon, text."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._metrics = QFontMetrics(table.font())
        self._colours: dict[str, QColor] = {}

    def restyle(self) -> None:
        """The theme or the font has changed."""
        self._metrics = QFontMetrics(self._table.font())
        self._colours.clear()

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = colour(name)
        return self._colours[name]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102  Qt's name
        rect: QRect = option.rect
        selected = bool(option.state & _SELECTED)
        if selected:
            painter.fillRect(rect, self._colour("select"))
            self._frame(painter, rect, index)
        elif option.features & _ALTERNATE:
            painter.fillRect(rect, self._colour("stripe"))
        model = cast("ListModel", index.model())
        row, place = model.row(index.row()), index.column()
        if row is not None and row.texts[place]:
            self._cell(painter, rect, row.texts[place], row.marks[place], right=is_number(model.columns[place]))

    def _cell(self, painter: QPainter, rect: QRect, text: str, mark: tuple[str, str] | None, *, right: bool) -> None:
        room = rect.adjusted(8, 0, -6, 0)
        tone = "text"
        if mark is not None:
            name, tone = mark
            picture = pixmap(name, tone, _ICON, self._table.devicePixelRatioF())
            painter.drawPixmap(room.left(), room.center().y() - _ICON // 2, picture)
            room.setLeft(room.left() + _ICON + 6)
            tone = "text" if tone == "ok" else tone
        painter.setPen(self._colour("text" if tone == "text2" and not mark else tone if tone != "text2" else "text"))
        if self._metrics.horizontalAdvance(text) > room.width():
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if right else _LEFT, text)

    def _frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        head = self._table.horizontalHeader()
        place = head.visualIndex(index.column())
        if place == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._colour("accent"))
        if not self._table.hasFocus() or index.row() != self._table.currentIndex().row():
            return
        ring = self._colour("focus")
        for y in (rect.top(), rect.bottom() - 1):
            painter.fillRect(QRect(rect.left(), y, rect.width(), 2), ring)
        if place == head.count() - 1:
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), ring)
