"""Records by their ids, of any types: what goes into a package, what an import made. Titles only, read in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app import outside_rights, titles
from danvan_desktop.app.outgoing import Outgoing
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Panel, column, label, row, tool
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

Index = QModelIndex | QPersistentModelIndex
Entry = tuple[str, bytes, str]  # type, row, a word beside it


class RecordsModel(QAbstractTableModel):
    """Kind, what the record is called, and a word."""

    def __init__(self, store: Store, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._store, self._entries = store, list(entries)
        self._titles: dict[int, str] = {}

    def entry(self, place: int) -> Entry:
        """What stands in a line."""
        return self._entries[place]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return (_("Kind"), _("Record"), "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102, ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        type_name, _row, word = self._entries[index.row()]
        if index.column() == 1:
            return self._title(index.row())
        record = self._store.types.get(type_name)
        return (_(record.label) if record else type_name) if index.column() == 0 else word

    def _title(self, place: int) -> str:
        if place not in self._titles:
            type_name, row_, _word = self._entries[place]
            record = self._store.types.get(type_name)
            item = self._store.get(type_name, row_) if record else None
            self._titles[place] = titles.title(record, item) if record and item else ""
        return self._titles[place]


class RecordsPage(Page):
    """Pushed over a tab; a double click or Enter opens a record."""

    help_topic = "handover"

    def __init__(
        self, desk: Desk, title: str, entries: Sequence[Entry], parent: QWidget | None = None, word_width: int = 140
    ) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self.title = title
        self.model = RecordsModel(desk.reader, entries)
        self.table = QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(title)
        self.table.setColumnWidth(0, 200)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(2, word_width)
        self.table.activated.connect(self._on_activated)
        count = label(_("Records: {count}").format(count=len(entries)), "muted")
        head = row(tool("arrow-left", _("Back"), desk.pop), label(title, "h1"), count, None)
        panel = Panel(title, self.table, "list")
        panel.head.hide()
        self.setLayout(column(head, (panel, 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)

    def _on_activated(self, index: QModelIndex) -> None:
        type_name, row_, _word = self.model.entry(index.row())
        self.desk.open_record(type_name, row_)


def outside_rights_page(desk: Desk) -> RecordsPage:
    """Changes outside their author's right: which record, who wrote when, and why it does not count."""
    entries = [
        (one.type_name, one.row, f"{one.when:%d/%m/%Y %H:%M} {one.officer} ({one.unit or '?'}): {one.why}")
        for one in outside_rights.listed(desk.reader)
    ]
    return RecordsPage(desk, _("Changes outside their author’s right"), entries, word_width=560)


def going_out(desk: Desk, going: Outgoing, which: str) -> RecordsPage:
    """The records that go out; `which`: new, changed, or "" for both."""
    entries = [
        (found.type_name, row_, word)
        for found in going.types
        for rows, word, name in (
            (found.new_rows, _("new there"), "new"), (found.changed_rows, _("changed there"), "changed"),
        )
        if not which or which == name
        for row_ in rows
    ]  # fmt: skip
    return RecordsPage(desk, _("Records that go out"), entries)
