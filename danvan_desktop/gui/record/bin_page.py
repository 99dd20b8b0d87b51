"""The bin of a type: what was removed, by whom, when and why; chosen records come back as they were."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from danvan_desktop import records
from danvan_desktop.app import people, recycle, retention
from danvan_desktop.app.recycle import Binned
from danvan_desktop.app.undo import undo
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.record.when import said
from danvan_desktop.gui.widgets import button, column, framed, label, row
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _, ngettext

_ROW = Qt.ItemDataRole.UserRole


class RecycleBinPage(Page):
    """Laid over a list; Danh sách leads back."""

    help_topic = "bin"

    def __init__(self, desk: Desk, type_name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.type_name = type_name
        plural = _(records.get(type_name).plural)
        self.title = _("Bin: {plural}").format(plural=plural)
        self.restore_button = button(_("&Restore"), "rotate-ccw", "primary", slot=self._on_restore)
        self._count = label("", "muted")
        head = row(
            button(_("List"), "chevron-left", "quiet", slot=desk.pop), label(self.title, "h1"), self._count, None,
            *self._kept_too_long(), self.restore_button,
        )  # fmt: skip
        self.model = QStandardItemModel(0, 5, self)
        self.table = self._table()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        nothing = label(
            _("The bin is empty. What is removed from the list waits here until it is needed again."), "muted"
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(nothing)
        body = framed(column(self._stack, gap=0, margins=(1, 1, 1, 1)), "panel")
        self.setLayout(column(head, (body, 1), margins=(8, 8, 8, 8)))
        self.refresh()

    def _kept_too_long(self) -> list[QWidget]:
        """Beside the bin of the petitions: what is to be destroyed by the rules of keeping."""
        if self.type_name != retention.TYPE:
            return []
        return [button(_("Kept &too long…"), "calendar-clock", slot=self._on_kept)]

    def _on_kept(self) -> None:
        from danvan_desktop.gui.record.retention_dialog import RetentionDialog

        dialog = RetentionDialog(self.desk, self)
        dialog.exec()
        dialog.deleteLater()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        dress(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAccessibleName(self.title)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.doubleClicked.connect(self._on_restore)
        return table

    def refresh(self) -> None:
        """Read the bin again."""
        found = recycle.binned(self.desk.reader, self.type_name)
        total = recycle.count(self.desk.reader, self.type_name)
        self.model.clear()
        self.model.setHorizontalHeaderLabels([_("Record"), _("What it is"), _("Removed"), _("By"), _("Reason")])
        for item in found:
            self.model.appendRow(self._cells(item))
        head = self.table.horizontalHeader()
        for place, width in enumerate((220, 320, 130, 160, 200)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        text = ngettext("{count} record", "{count} records", total).format(count=total)
        if len(found) < total:
            text = _("the newest {shown} of {total}").format(shown=len(found), total=total)
        self._count.setText(text if total else "")
        self._stack.setCurrentIndex(0 if found else 1)
        self._on_selection(QItemSelection(), QItemSelection())

    def _cells(self, item: Binned) -> list[QStandardItem]:
        when = said(item.when, self.desk.today()) if item.when else ""
        cells = [QStandardItem(text) for text in (item.title, item.detail, when, item.officer, item.reason)]
        for cell in cells:
            cell.setEditable(False)
            cell.setToolTip(plain_tip(item.locked or cell.text()))
        cells[0].setData(item.row, _ROW)
        if item.locked:
            cells[0].setData(("lock", "text2"), STATE_ROLE)
        return cells

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        self.table.setFocus()

    def _on_selection(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        allowed = people.may(self.desk.office, "delete")
        self.restore_button.setEnabled(allowed and self.table.selectionModel().hasSelection())

    def _on_restore(self) -> None:
        rows = [index.siblingAtColumn(0).data(_ROW) for index in self.table.selectionModel().selectedRows()]
        if not rows or not people.may(self.desk.office, "delete"):
            return
        try:
            done = recycle.restore(self.desk.store, self.type_name, rows, officer=self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.refresh()
        self.desk.saved(self.type_name)
        text = ngettext("{count} record is back in its list.", "{count} records are back in their list.", len(rows))
        self.desk.say(text.format(count=len(rows)), lambda: self._undo(done.group or ""))

    def _undo(self, group: str) -> None:
        try:
            undo(self.desk.store, group, officer=self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.saved(self.type_name)
        self.refresh()
