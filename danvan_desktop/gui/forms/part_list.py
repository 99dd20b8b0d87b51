"""The parts of a form at its left, each with how it stands; choosing one goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from danvan_desktop.app.form_state import PART_STATES, Part
from danvan_desktop.gui.forms.problem_bar import counted
from danvan_desktop.gui.theme import palette
from danvan_desktop.gui.theme.icons import pixmap
from danvan_desktop.i18n import _

_ROLE = Qt.ItemDataRole.UserRole
ROW = 34
_LOOKS = {
    "error": ("circle-alert", "danger"), "warning": ("triangle-alert", "warn"), "complete": ("check", "ok"),
    "open": ("pencil", "text2"), "untouched": ("circle", "text3"), "more": ("list", "text2"),
}  # fmt: skip
_COUNTED = frozenset({"error", "warning", "more"})


def how(part: Part) -> str:
    """How a part stands in words: "1 error", "complete"."""
    if part.state == "error":
        return counted(part.errors, 0)
    return counted(0, part.warnings) if part.state == "warning" else _(PART_STATES[part.state])


class _Painter(QStyledItemDelegate):
    """Icon and name, and at the right how many are to be mended or looked at, or how many lines there are.

    That a part is complete, begun or not begun its icon says; in words it stands in the tip and for a screen reader,
    so that the name has the room.
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        name, said, state = index.data(_ROLE)
        words = said if state in _COUNTED and said != "0" else ""
        area, metrics = option.rect.adjusted(3, 1, -3, -1), QFontMetrics(option.font)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.colour("accent"), 2 if option.state & QStyle.StateFlag.State_HasFocus else 1))
            painter.setBrush(palette.colour("accent_soft"))
            painter.drawRoundedRect(area, 4, 4)
        icon, tone = _LOOKS[state]
        painter.drawPixmap(area.left() + 7, area.center().y() - 7, pixmap(icon, tone, 15, _ratio(painter)))
        right = metrics.horizontalAdvance(words)
        painter.setPen(palette.colour(tone if state in {"error", "warning"} else "text2"))
        painter.drawText(area.adjusted(0, 0, -7, 0), int(_RIGHT), words)
        painter.setPen(palette.colour("text"))
        room = QRect(area.left() + 30, area.top(), area.width() - 30 - (right + 14 if words else 4), area.height())
        painter.drawText(room, int(_LEFT), metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()


class PartList(QListWidget):
    """One line a part; arrows choose."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(_("Parts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def tell(self, parts: Sequence[Part], more: Sequence[tuple[str, str]] = ()) -> None:
        """Show how the parts stand, then further ones with their counts."""
        named = [(_(part.section.label), how(part), part.state) for part in parts]
        named += [(name, words, "more") for name, words in more]
        lines = [(f"{place}. {name}", words, state) for place, (name, words, state) in enumerate(named, 1)]
        if len(lines) == 1:
            lines = named
        while self.count() < len(lines):
            self.addItem(QListWidgetItem())
        for place, line in enumerate(lines):
            item = self.item(place)
            if item.data(_ROLE) != line:
                item.setData(_ROLE, line)
                item.setToolTip(f"{line[0]}: {line[1]}")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line[0]}: {line[1]}")

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(100, self.count() * ROW + 4)

    def choose(self, place: int) -> None:
        """Mark a part without going there."""
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)
