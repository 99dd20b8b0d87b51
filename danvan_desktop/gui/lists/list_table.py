"""The table of a list: whole rows, keys, a selection that stays one range on a million rows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from danvan_desktop.gui.lists.delegate import ListDelegate
from danvan_desktop.gui.lists.filter_header import FilterHeader
from danvan_desktop.gui.lists.list_model import ListModel
from danvan_desktop.gui.theme.style import ROW
from danvan_desktop.gui.widgets.cells import dress

_KEYS = {
    Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open", Qt.Key.Key_Delete: "remove",
}  # fmt: skip


class ListTable(QTableView):
    """Shows a ListModel."""

    asked = Signal(str)  # "open", "remove", "copy", "paste"
    resized = Signal()

    def __init__(self, model: ListModel) -> None:
        super().__init__()
        self.header = FilterHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        dress(self)
        self.header.setMinimumHeight(0)
        self.header.setMaximumHeight(16_777_215)
        self.header.setFixedHeight(self.header.sizeHint().height())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.painter_of_cells = ListDelegate(self)
        self.setItemDelegate(self.painter_of_cells)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().setDefaultSectionSize(ROW)
        for head in (self.horizontalHeader(), self.verticalHeader()):  # Ctrl+A on a million rows: 14 s -> 14 ms
            head.setSelectionModel(QItemSelectionModel(model, head))
        self.setCornerWidget(QWidget())
        self.doubleClicked.connect(self._on_double_clicked)
        self.header.left_downwards.connect(self.take_focus)

    def take_focus(self) -> None:
        """Go into the rows; the first is chosen where none is."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.go_to(0)

    def go_to(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        index = self.model().index(row, max(0, self.header.logicalIndex(0)))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def ranges(self) -> list[tuple[int, int]]:
        """Rows chosen, as first and last; never one by one."""
        selection = self.selectionModel().selection()
        found = sorted({(part.top(), part.bottom()) for part in selection.toList()})
        return [pair for pair in found if pair[0] >= 0]

    def chosen(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.ranges())

    def _on_double_clicked(self) -> None:
        self.asked.emit("open")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.asked.emit("copy")
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.asked.emit("paste")
        elif event.key() in _KEYS:
            self.asked.emit(_KEYS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.model().rowCount():
            ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
            self.go_to(ends[Qt.Key(event.key())])
        elif event.text() and event.text().isprintable() and not control:
            event.ignore()  # letters are for Unikey and for filter cells, not for Qt's own jump to a row
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.resized.emit()
