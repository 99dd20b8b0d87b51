"""The list that hangs under a field while one types; it never takes the focus from the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.gui.theme import palette
from danvan_desktop.i18n import _

_ROLE = Qt.ItemDataRole.UserRole
ROW, MOST_ROWS, FEWEST_ROWS, INDENT = 28, 10, 3, 16
EDGES = 4  # frame and room around the rows
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Option:
    """One line: `key` what it stands for, `detail` in second colour beside it, `level` its indentation."""

    key: object
    text: str
    detail: str = ""
    level: int = 0
    pale: bool = False


class _Painter(QStyledItemDelegate):
    """Text and detail on one line, indented by level."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown: Option = index.data(_ROLE)
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, palette.colour("select"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), palette.colour("accent"))
        area = area.adjusted(8 + INDENT * shown.level, 0, -8, 0)
        metrics = QFontMetrics(option.font)
        room = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, area.width())
        _write(painter, area, room, palette.colour("text3" if shown.pale else "text"))
        rest = area.adjusted(metrics.horizontalAdvance(room) + 10, 0, 0, 0)
        if shown.detail and rest.width() > 40:
            detail = metrics.elidedText(shown.detail, Qt.TextElideMode.ElideRight, rest.width())
            _write(painter, rest, detail, palette.colour("text2"))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, ROW)


def _write(painter: QPainter, area: QRect, text: str, colour: QColor) -> None:
    painter.setPen(colour)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def room_for_rows(count: int, over: int, under: int) -> tuple[int, bool]:
    """How many of the lines a list shows, and whether it hangs under its field; `over`, `under` are free pixels."""
    wanted = min(count, MOST_ROWS)
    hangs = wanted * ROW + EDGES <= under or under >= over
    fitting = ((under if hangs else over) - EDGES) // ROW
    return max(min(wanted, fitting), min(wanted, FEWEST_ROWS)), hangs


class PopupList(QFrame):
    """Lines to choose from under a field. Keys come from the line by `takes`."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(owner, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("role", "panel")
        self._owner = owner
        self.view = QListWidget()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(_("Choices"))
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(1)  # one line may be all there is
        self.view.itemClicked.connect(self._on_clicked)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(1, 1, 1, 1)
        lay.addWidget(self.view)

    def offer(self, options: Sequence[Option], current: object = None) -> None:
        """Show these lines under the field, the one of key `current` marked."""
        self.view.clear()
        for option in options:
            item = QListWidgetItem(option.text)
            item.setData(_ROLE, option)
            self.view.addItem(item)
            if current is not None and option.key == current and self.view.currentRow() < 0:
                self.view.setCurrentItem(item)
        if not options or not self._owner.isVisible():
            self.hide()
            return
        self._place(len(options))
        self.show()
        self.view.scrollToItem(self.view.currentItem() or self.view.item(0))

    def close_it(self) -> bool:
        """Close; whether it was open."""
        was = self.isVisible()
        self.hide()
        return was

    def mark_first(self) -> None:
        """Mark the first line, for Enter and Tab to take."""
        self.view.setCurrentRow(0)

    def marked(self) -> Option | None:
        """The marked line."""
        item = self.view.currentItem()
        return item.data(_ROLE) if item is not None and self.isVisible() else None

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key of the line was for the list: arrows move, Enter chooses, Esc closes."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key()) if event.key() else Qt.Key.Key_unknown
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.marked() is not None:
            self._choose()
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        last = self.view.count() - 1
        row = self.view.currentRow()
        self.view.setCurrentRow(min(max(row + by, 0), last) if row >= 0 else (0 if by > 0 else last))

    def _choose(self) -> None:
        option = self.marked()
        self.hide()
        if option is not None:
            self.chosen.emit(option.key)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.view.setCurrentItem(item)
        self._choose()

    def _place(self, count: int) -> None:
        widest = max(self._wants(self.view.item(place).data(_ROLE)) for place in range(count))
        width = min(max(self._owner.width(), widest + 40), 560)
        above, below = (self._owner.mapToGlobal(QPoint(0, y)) for y in (-2, self._owner.height() + 2))
        screen = (QGuiApplication.screenAt(above) or self._owner.screen()).availableGeometry()
        rows, hangs = room_for_rows(count, above.y() - screen.top(), screen.bottom() + 1 - below.y())
        height = rows * ROW + EDGES
        left = max(screen.left(), min(below.x(), screen.right() + 1 - width))
        self.setGeometry(left, below.y() if hangs else above.y() - height, width, height)

    def _wants(self, option: Option) -> int:
        metrics = self.view.fontMetrics()
        detail = metrics.horizontalAdvance(option.detail) + 10 if option.detail else 0
        return INDENT * option.level + metrics.horizontalAdvance(option.text) + detail
