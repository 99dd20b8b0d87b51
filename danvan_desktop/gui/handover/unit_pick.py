"""The receiving unit, found by a few letters of its name, accents not needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import unit_names
from danvan_desktop.app.unit_names import KnownUnit
from danvan_desktop.gui.widgets import column
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

_HEIGHT, _ONE = 92, 34


class UnitPick(QWidget):
    """A search line over a list; `chosen` tells the code of the unit picked, "" when none is."""

    chosen = Signal(str)

    def __init__(self, store: Store, find: Callable[[Store, str], list[KnownUnit]] = unit_names.sealable) -> None:
        super().__init__()
        self._store, self._units = store, find
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Part of the name or the code"))
        self.search.setAccessibleName(_("Find the receiving unit"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Receiving unit"))
        self.list.setFixedHeight(_HEIGHT)
        self.setLayout(column(self.search, self.list, gap=4))
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._find)
        self.list.currentItemChanged.connect(self._on_current)
        self._find("")

    @property
    def code(self) -> str:
        """Code of the unit picked."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def choose(self, code: str) -> None:
        """Pick a unit by its code and let it not be changed: the dossier is on its way there."""
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == code:
                self.list.setCurrentRow(place)
        self.search.hide()
        self.list.setFixedHeight(_ONE)
        self.setEnabled(False)

    def _find(self, typed: str) -> None:
        found = self._units(self._store, typed)
        before = self.code
        self.list.blockSignals(True)
        self.list.clear()
        for unit in found:
            self.list.addItem(_item(unit))
            if unit.code == before or len(found) == 1:
                self.list.setCurrentRow(self.list.count() - 1)
        self.list.blockSignals(False)
        if self.code != before:
            self.chosen.emit(self.code)

    def _on_current(self) -> None:
        self.chosen.emit(self.code)


def _item(unit: KnownUnit) -> QListWidgetItem:
    how = _("unit above") if unit.above else _("unit below") if unit.below else _("neighbouring unit")
    made = QListWidgetItem(f"{unit.label} – {how}")
    made.setData(Qt.ItemDataRole.UserRole, unit.code)
    return made
