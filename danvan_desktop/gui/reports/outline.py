"""The outline of a report: what is written, what the program says by itself, what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QTreeView

from danvan_desktop.app.report_editor import DONE, DRAFT, FIGURES, OPEN, STATUS, Node
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.i18n import _

_ICONS = {DONE: ("check", "ok"), FIGURES: ("hash", "text2"), DRAFT: ("history", "text2"), OPEN: ("circle", "text2")}
_KEY = Qt.ItemDataRole.UserRole + 1
_STATUS = _KEY + 1


class OutlineTree(QTreeView):
    """The places of a report; the one chosen is shown in the middle."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QStandardItem] = {}
        self._quiet = False
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(_("Outline"))
        self.setMinimumWidth(120)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Build the tree anew, the same place chosen when it still stands."""
        current, self._quiet = self.current(), True
        self._model.clear()
        self._items.clear()
        for node in nodes:
            self._add(self._model.invisibleRootItem(), node)
        self.expandAll()
        self.choose(current)
        self._quiet = False

    def update_nodes(self, nodes: Sequence[Node]) -> None:
        """Show what is done now; the tree stays."""
        for node in (below for top in nodes for below in top.walk()):
            item = self._items.get(node.key)
            if item is not None and item.data(_STATUS) != node.status:
                self._show_status(item, node)

    def current(self) -> str:
        """The key of the place chosen."""
        return str(self.currentIndex().data(_KEY) or "")

    def choose(self, key: str) -> None:
        """Choose a place."""
        if key in self._items:
            self.setCurrentIndex(self._model.indexFromItem(self._items[key]))

    def _add(self, parent: QStandardItem, node: Node) -> None:
        item = QStandardItem(node.title)
        item.setData(node.key, _KEY)
        item.setSizeHint(QSize(0, 28))
        font = item.font()
        font.setWeight(font.Weight.DemiBold if node.level <= 1 else font.Weight.Normal)
        item.setFont(font)
        self._show_status(item, node)
        parent.appendRow(item)
        self._items[node.key] = item
        for child in node.children:
            self._add(item, child)

    def _show_status(self, item: QStandardItem, node: Node) -> None:
        item.setData(node.status, _STATUS)
        item.setIcon(icon(*_ICONS[node.status]))
        said = f"{node.title}: {_(STATUS[node.status])}"
        item.setToolTip(said)
        item.setData(said, Qt.ItemDataRole.AccessibleTextRole)

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(str(now.data(_KEY)))
