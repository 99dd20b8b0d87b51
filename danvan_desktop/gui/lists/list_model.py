"""The rows of a list: their local numbers, and the pages of shown texts that were looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from danvan_desktop.app import listing
from danvan_desktop.app.listing import cells
from danvan_desktop.app.titles import UNIT_FIELDS
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.gui.widgets.cells import STATE_ROLE
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Index = QModelIndex | QPersistentModelIndex
PAGE, KEPT = 32, 120  # rows read together; pages kept
NO_INDEX = QModelIndex()
_NUMBERS = {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is painted."""

    item: Record
    texts: tuple[str, ...]
    marks: tuple[cells.Mark | None, ...]


class ListModel(QAbstractTableModel):
    """Numbers of all rows; texts are made once a page and kept while they are near."""

    def __init__(self, store: Store, record: RecordType, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self.record, self._today = store, record, today
        self.columns: tuple[Field, ...] = ()
        self.numbers: array[int] = array("q")
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()

    # --- what is shown
    def show_columns(self, names: Sequence[str]) -> None:
        """Show these fields, left to right."""
        self.beginResetModel()
        self.columns = tuple(self.record.field(name) for name in names)
        self._pages.clear()
        self.endResetModel()

    def show_numbers(self, numbers: array[int]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def change_numbers(self, numbers: array[int]) -> None:
        """Show what these rows have become; where one looks stays where it is."""
        old, new = len(self.numbers), len(numbers)
        self._pages.clear()
        if new > old:
            self.beginInsertRows(NO_INDEX, old, new - 1)
            self.numbers = numbers
            self.endInsertRows()
        elif new < old:
            self.beginRemoveRows(NO_INDEX, new, old - 1)
            self.numbers = numbers
            self.endRemoveRows()
        else:
            self.numbers = numbers
        if new and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(min(old, new) - 1, len(self.columns) - 1))

    # --- rows
    def row(self, place: int) -> Row | None:
        """One row; its page is read when first asked for."""
        page, inside = divmod(place, PAGE)
        if page in self._pages:
            self._pages.move_to_end(page)
        else:
            self._pages[page] = self.read(self.numbers[page * PAGE : (page + 1) * PAGE])
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        found = self._pages[page]
        return found[inside] if inside < len(found) else None

    def read(self, numbers: Sequence[int]) -> list[Row | None]:
        """Rows of some local numbers, as they are shown."""
        items = listing.page(self._store, self.record, numbers, cells.needed(self.record, self.columns))
        titles = cells.link_titles(self._store, self.columns, items)
        units = cells.unit_names(self._store, self.columns, items)
        return [None if item is None else self._made(item, titles, units) for item in items]

    def _made(self, item: Record, titles: dict[bytes, str], units: dict[str, str]) -> Row:
        texts, marks = [], []
        for field in self.columns:
            text = cells.text(field, item, titles)
            text = units.get(text, text) if field.name in UNIT_FIELDS else text
            mark = cells.mark(self.record, field, item, self._today)
            if mark and field.name == "due_on":
                text = cells.due_text(field, item, self._today, text)
            texts.append(text)
            marks.append(mark)
        return Row(item, tuple(texts), tuple(marks))

    def id_at(self, place: int) -> bytes | None:
        """The record of a row."""
        found = self.row(place) if 0 <= place < len(self.numbers) else None
        return found.item.id if found else None

    def place_of(self, number: int) -> int:
        """The row of a local number; -1 when it is not in the list."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return -1

    def forget_pages(self) -> None:
        """Read again what is seen."""
        self._pages.clear()

    # --- Qt's side
    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: D102
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: D102
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        if role not in {Qt.ItemDataRole.DisplayRole, STATE_ROLE, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(index.row())
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        return row.marks[index.column()] if role == STATE_ROLE else row.texts[index.column()]

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not section < len(self.columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _(self.columns[section].label)
        return None


def is_number(field: Field) -> bool:
    """Whether a column stands to the right."""
    return field.kind in _NUMBERS
