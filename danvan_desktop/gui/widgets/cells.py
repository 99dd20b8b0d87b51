"""Cells of lists: icon and word, a whole-row focus ring, drawn by hand so that selection and contrast stay ours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from danvan_desktop.gui.theme.icons import pixmap
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.theme.style import HEAD, ROW

STATE_ROLE = Qt.ItemDataRole.UserRole + 1  # (icon, tone) beside the word
Index = QModelIndex | QPersistentModelIndex
_TONES = {"danger", "warn", "ok", "info", "accent"}
_ICON = 15
_ROUND_HEAD = 22  # pixels round the words of a head


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: background, focus ring of the row, icon, text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102  Qt's name
        self.initStyleOption(option, index)
        painter.save()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, index, rect, selected)
        if selected:
            self._ring(painter, option, index, rect)
        self._words(painter, option, index, rect)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect, selected: bool
    ) -> None:
        own = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(rect, colour("select"))
        elif own is not None:
            painter.fillRect(rect, own)
        elif option.features & QStyleOptionViewItem.ViewItemFeature.Alternate:
            painter.fillRect(rect, colour("stripe"))

    def _ring(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect) -> None:
        ring = colour("focus")
        if index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        view = option.widget
        if view is None or not view.hasFocus():
            return
        for y in (rect.top(), rect.bottom() - 1):
            painter.fillRect(QRect(rect.left(), y, rect.width(), 2), ring)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), ring)

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect) -> None:
        room = rect.adjusted(8, 0, -6, 0)
        tone = "text"
        if mark := index.data(STATE_ROLE):
            name, tone = mark
            ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
            painter.drawPixmap(room.left(), room.center().y() - _ICON // 2, pixmap(name, tone, _ICON, ratio))
            room.setLeft(room.left() + _ICON + 6)
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(_pen(own, tone))
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room.width())
        alignment = option.displayAlignment | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(alignment), text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: D102  Qt's name
        return QSize(super().sizeHint(option, index).width(), ROW)


def _pen(own: object, tone: str) -> QColor:
    if isinstance(own, QBrush):
        return own.color()
    if isinstance(own, QColor):
        return own
    return colour(tone if tone in _TONES else "text")


def fit_columns(table: QTableView, widths: Sequence[int]) -> None:
    """Give each column its width, a stretch for 0; heads are never cut."""
    for place, width in enumerate(widths):
        if width:
            table.setColumnWidth(place, width)
        else:
            table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    fit_heads(table)


def fit_heads(table: QTableView) -> None:
    """No column is narrower than its head, one that stretches neither; the rest is scrolled."""
    head = table.horizontalHeader()
    metrics, least = QFontMetrics(head.font()), head.minimumSectionSize()
    for place in range(head.count()):
        words = str(head.model().headerData(place, Qt.Orientation.Horizontal) or "")
        wants = metrics.horizontalAdvance(words) + _ROUND_HEAD
        last = head.stretchLastSection() and head.visualIndex(place) == head.count() - 1
        if last or head.sectionResizeMode(place) is QHeaderView.ResizeMode.Stretch:
            least = max(least, wants)
        if head.sectionSize(place) < wants:  # where the others leave no room at all a stretched one keeps its size
            head.resizeSection(place, wants)
    head.setMinimumSectionSize(least)


def dress(table: QTableView, *, row_height: int = ROW) -> None:
    """Make a table look and behave as every table here: whole rows, no grid, Tab leaves it."""
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setMinimumSectionSize(24)
    head.setFixedHeight(HEAD)
    side = table.verticalHeader()
    side.hide()
    side.setMinimumSectionSize(20)
    side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    side.setDefaultSectionSize(row_height)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setItemDelegate(CellDelegate(table))
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setTabKeyNavigation(False)
