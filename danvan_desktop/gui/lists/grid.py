"""The columns of a list: which, how wide, in which order; sorting by their heads."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from danvan_desktop.app import listing as lists
from danvan_desktop.app.listing.listing import filterable
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.gui.lists.columns import SMALLEST, stretching, usual_width
from danvan_desktop.gui.lists.list_model import ListModel
from danvan_desktop.gui.lists.list_table import ListTable
from danvan_desktop.i18n import _

_WIDEST, _WIDEST_HEAD, _ARROW = 1200, 240, 40
_NEWEST_FIRST = {Kind.DATE, Kind.INTEGER, Kind.MONEY, Kind.DECIMAL}


class Grid(QObject):
    """Keeps model, head and widths together."""

    changed = Signal()
    sorted = Signal(str, bool)  # field, descending
    columns_asked = Signal(QPoint)

    def __init__(self, table: ListTable, model: ListModel) -> None:
        super().__init__(table)
        self._table, self._model, self._head = table, model, table.header
        self._given: dict[str, int] = {}  # widths the officer chose
        self._placing = False
        self._sort = ""
        self._descending = True
        self._sortable = lists.sort_fields(model.record)
        self._head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._head.sectionClicked.connect(self._on_clicked)
        self._head.sectionResized.connect(self._on_resized)
        self._head.sectionMoved.connect(self._on_moved)
        self._head.customContextMenuRequested.connect(self._on_menu)
        table.resized.connect(self.fit)

    def show_columns(self, names: list[str], widths: Mapping[str, int]) -> None:
        """Show these columns; `widths` are those the officer chose."""
        self._given = {name: width for name, width in widths.items() if name in names}
        self._placing = True
        self._model.show_columns(names)
        for place in range(self._head.count()):  # columns dragged before stand where the model has them now
            self._head.moveSection(self._head.visualIndex(place), place)
        usable = {field.name: _usable(self._model, field) for field in self._model.columns}
        self._head.build(self._model.columns, usable)
        self._placing = False
        self.fit()

    def columns(self) -> list[str]:
        """Names of the columns, left to right as seen."""
        fields = self._model.columns
        return [fields[self._head.logicalIndex(place)].name for place in range(len(fields))]

    def widths(self) -> dict[str, int]:
        """Widths the officer chose."""
        return dict(self._given)

    def fit(self) -> None:
        """Give every column its width, and the room left over to the one with the longest words."""
        fields = self._model.columns
        if not fields:
            return
        self._placing = True
        wide = {field.name: self._given.get(field.name) or self._usual(field) for field in fields}
        loose = stretching(self._model.record, list(wide))
        if loose not in self._given:
            left = self._table.viewport().width() - sum(wide.values()) + wide[loose]
            wide[loose] = max(wide[loose] if left <= SMALLEST else self._least(loose), min(left, _WIDEST))
        for place, field in enumerate(fields):
            self._head.resizeSection(place, wide[field.name])
        self._placing = False

    def _least(self, name: str) -> int:
        head = QFontMetrics(self._head.font()).horizontalAdvance(_(self._model.record.field(name).label))
        return max(SMALLEST, head + _ARROW)

    def _usual(self, field: Field) -> int:
        """Room for the values, and for the head with the arrow of the sort."""
        head = QFontMetrics(self._head.font()).horizontalAdvance(_(field.label))
        return max(usual_width(field), min(head + _ARROW, _WIDEST_HEAD))

    def show_sort(self, name: str, *, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self._sort, self._descending = name, descending
        names = [field.name for field in self._model.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._head.setSortIndicatorShown(True)
        self._head.setSortIndicator(names.index(name) if name in names else -1, order)

    def _on_clicked(self, place: int) -> None:
        field = self._model.columns[place]
        if field.name not in self._sortable:
            self.show_sort(self._sort, descending=self._descending)  # a sort by no index would be a stall
            return
        same = field.name == self._sort
        descending = not self._descending if same else field.kind in _NEWEST_FIRST
        self.sorted.emit(field.name, descending)

    def _on_resized(self, place: int, _old: int, new: int) -> None:
        if not self._placing and place < len(self._model.columns):
            self._given[self._model.columns[place].name] = new
            self.changed.emit()

    def _on_moved(self) -> None:
        if not self._placing:
            self.changed.emit()

    def _on_menu(self, at: QPoint) -> None:
        self.columns_asked.emit(self._head.viewport().mapToGlobal(at))


def _usable(model: ListModel, field: Field) -> bool:
    return filterable(model.record, field.name)
