"""A page of one record type: search without accents, the list, the record chosen. Rows are read by page."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QSplitter, QTableView, QTextBrowser, QVBoxLayout, QWidget

from danvan_desktop.app import lists
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

PAGE = 200
SEARCH_WAIT_MS = 250
Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """Ids of all rows shown, and the pages of records that were looked at."""

    def __init__(self, store: Store, record: RecordType, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self.record = record
        self._columns = record.columns
        self._ids: list[bytes] = []
        self._pages: dict[int, list[Record]] = {}

    def show_ids(self, ids: list[bytes]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._ids, self._pages = ids, {}
        self.endResetModel()

    def item(self, row: int) -> Record | None:
        """The record of one row; its page is read when first asked for."""
        page = row // PAGE
        if page not in self._pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = self._store.records(self.record.name, ids)
        found = self._pages[page]
        place = row - page * PAGE
        return found[place] if place < len(found) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # noqa: D102
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        item = self.item(index.row())
        return lists.shown(self._columns[index.column()], item) if item else None

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(self._columns[section].label) if orientation is Qt.Orientation.Horizontal else str(section + 1)


class RecordPage(QWidget):
    """Search field, list and the chosen record of one type."""

    def __init__(self, store: Store, record: RecordType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.record = record
        self.model = RecordModel(store, record, self)
        self.search = QLineEdit(placeholderText=_("Search, accents not needed"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search"))
        self.count = QLabel("")
        self.table = QTableView()
        self.details = QTextBrowser()
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_WAIT_MS)
        self._wait.timeout.connect(self.reload)
        self.search.textChanged.connect(self._wait.start)
        self._lay_out()

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(_(self.record.plural))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setDefaultSectionSize(150)
        for header in (table.horizontalHeader(), table.verticalHeader()):  # Ctrl+A on a million rows: 14 s -> 14 ms
            header.setSelectionModel(QItemSelectionModel(self.model, header))
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(table)
        split.addWidget(self.details)
        split.setSizes([900, 360])
        column = QVBoxLayout(self)
        for widget in (self.search, split, self.count):
            column.addWidget(widget)
        column.setStretch(1, 1)

    def reload(self) -> None:
        """Read the list again, with what stands in the search field."""
        text = self.search.text()
        wanted = lists.Wanted(self.record.name, search=text if text.strip() else None)
        self.model.show_ids(lists.wanted_ids(self._store, wanted))
        rows = self.model.rowCount()
        empty = (
            _("Nothing here yet. Take in a register from Excel: menu Data.")
            if not text.strip()
            else _("Nothing found.")
        )
        self.count.setText(_("{count} records").format(count=rows) if rows else empty)
        self.details.clear()

    def _on_row_changed(self, current: QModelIndex) -> None:
        item = self.model.item(current.row()) if current.isValid() else None
        self.details.setHtml(record_html(self.record, item) if item else "")


def record_html(record: RecordType, item: Record) -> str:
    """All filled fields of a record, label above value; every value is escaped."""
    from html import escape

    rows = []
    for field in record.fields:
        if text := lists.shown(field, item):
            rows.append(f"<p><small>{escape(_(field.label))}</small><br>{escape(text)}</p>")
    return "".join(rows)
