"""Several codes: shown as text, ticked in a list under the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from danvan_desktop.app import pick_lists
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.choice_editor import NOT_IN_LIST
from danvan_desktop.gui.forms.editor import LineEditor, Lock
from danvan_desktop.gui.forms.line import opens_list, plain_enter
from danvan_desktop.gui.forms.popup import MOST_ROWS, ROW
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_CODE = Qt.ItemDataRole.UserRole


class ChoicesEditor(LineEditor):
    """Several codes, in the order of their list. Typed words are read too, with commas between."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self._ticks: TickList | None = None
        self.line.add_tool("list-checks", _("Show the list (F4)"), self.open_list)

    def _read(self) -> Value:
        offered = pick_lists.picks(self.field, self.desk.today())
        found = [pick_lists.exact(offered, part) for part in self.line.text().split(",") if part.strip()]
        if not all(found):
            found = self._labels_with_commas()
        return tuple(sorted({pick.code for pick in found if pick is not None})) or None

    def _labels_with_commas(self) -> list[pick_lists.Pick | None]:
        """Labels may hold commas themselves: they are looked for whole, the longest first."""
        offered = sorted(pick_lists.picks(self.field, self.desk.today()), key=lambda pick: -len(pick.label))
        left, found = fold(self.line.text()), list[pick_lists.Pick | None]()
        for pick in offered:
            if fold(pick.label) in left:
                left = left.replace(fold(pick.label), "", 1)
                found.append(pick)
        if left.replace(",", "").strip():
            raise UnreadableError(_(NOT_IN_LIST))
        return found

    def _written(self, value: Value) -> str:
        codes = value if isinstance(value, tuple) else ()
        order = {pick.code: place for place, pick in enumerate(pick_lists.picks(self.field, self.desk.today()))}
        ordered = sorted(codes, key=lambda code: order.get(code, len(order)))
        return ", ".join(pick_lists.stored(self.field, code, self.desk.today()).label for code in ordered)

    def open_list(self) -> None:
        """Show the list to tick in."""
        if self.lock is not Lock.OPEN:
            return
        self.line.setFocus()
        try:
            value = self.value()
        except UnreadableError:
            return
        self._ticks = TickList(self, value if isinstance(value, tuple) else ())
        self._ticks.open_under(self.line)

    def take(self, codes: tuple[str, ...]) -> None:
        """Take what was ticked."""
        self.line.quiet(self._written(codes))
        self._held, self._touched = codes or None, False
        self.changed.emit()

    def _takes(self, event: QKeyEvent) -> bool:
        down = event.key() == Qt.Key.Key_Down and not event.modifiers()
        if opens_list(event) or down:
            self.open_list()
            return True
        return False


class TickList(QFrame):
    """Lines with a tick each: Space ticks, Enter or Esc closes and keeps."""

    def __init__(self, editor: ChoicesEditor, codes: tuple[str, ...]) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self.view = _Ticks(self)
        for pick in pick_lists.picks(editor.field, editor.desk.today()):
            item = QListWidgetItem("    " * pick.level + pick.label)
            item.setData(_CODE, pick.code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if pick.code in codes else Qt.CheckState.Unchecked)
            self.view.addItem(item)
        self.view.setAccessibleName(_(editor.field.label))
        self.view.setCurrentRow(0)
        self.view.itemChanged.connect(self._on_ticked)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(1, 1, 1, 1)
        lay.addWidget(self.view)

    def open_under(self, line: QWidget) -> None:
        """Show below the line, or above where the screen ends."""
        height = min(self.view.count(), MOST_ROWS) * ROW + 6
        place = line.mapToGlobal(QPoint(0, line.height() + 2))
        screen = (QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()).availableGeometry()
        if place.y() + height > screen.bottom():
            place = line.mapToGlobal(QPoint(0, -height - 2))
        width = max(line.width(), self.view.sizeHintForColumn(0) + 48)
        self.setGeometry(place.x(), place.y(), min(width, 560), height)
        self.show()
        self.view.setFocus()

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        items = (self.view.item(place) for place in range(self.view.count()))
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        self._editor.take(tuple(sorted(str(item.data(_CODE)) for item in ticked)))


class _Ticks(QListWidget):
    """The list itself; Enter closes it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_enter(event):
            self.window().close()
        else:
            super().keyPressEvent(event)
