"""Which columns a list has, and in which order: every field of the type, those shown first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.text import fold_key
from danvan_desktop.gui.lists.columns import choosable, default_columns
from danvan_desktop.gui.widgets import button, column, fit_screen, label, row
from danvan_desktop.i18n import _

_NAME = Qt.ItemDataRole.UserRole


class ColumnDialog(QDialog):
    """A ticked list to be dragged into order; `chosen` afterwards are the names, left to right."""

    def __init__(self, record: RecordType, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self.setWindowTitle(_("Columns of the list"))
        fit_screen(self, 380, 520)
        self.find_field = QLineEdit(placeholderText=_("Find a column"), clearButtonEnabled=True)
        self.find_field.setAccessibleName(_("Find a column"))
        self.find_field.textChanged.connect(self._on_find)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill(shown)
        self.list.itemChanged.connect(self._on_changed)
        self.ok = button(_("Show these columns"), kind="primary", slot=self.accept)
        self.ok.setDefault(True)
        again = button(_("As at first"), icon="rotate-ccw", slot=self._on_again)
        cancel = button(_("Cancel"), slot=self.reject)
        hint = label(_("Tick what the list is to show; drag to change the order."), "cap", wrap=True)
        self.setLayout(
            column(hint, self.find_field, (self.list, 1), row(again, None, cancel, self.ok), margins=(16, 16, 16, 16))
        )

    @property
    def chosen(self) -> list[str]:
        """Names of the ticked columns in their order."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [str(item.data(_NAME)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.clear()
        names = [*shown, *(field.name for field in choosable(self._record) if field.name not in shown)]
        for name in names:
            item = QListWidgetItem(_(self._record.field(name).label))
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _on_find(self, text: str) -> None:
        words = fold_key(text)
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(bool(words) and words not in fold_key(item.text()))

    def _on_changed(self) -> None:
        self.ok.setEnabled(bool(self.chosen))

    def _on_again(self) -> None:
        self._fill(default_columns(self._record))
        self._on_changed()
