"""Files whose time of keeping is over: the list, and minutes that propose to destroy them. Nothing is destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from danvan_desktop.app import retention
from danvan_desktop.app.retention import Kept
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Note, button, column, fit_screen, framed, label, row
from danvan_desktop.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

HEADS = (N_("Petition no."), N_("Petition type"), N_("Kept from"), N_("Kept until"), N_("By the rule"))
FILE_NAME = "bien-ban-de-xuat-tieu-huy"


class RetentionDialog(QDialog):
    """The list proposes; a head decides on paper; `danvan destroy` then destroys record by record."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lines: list[Kept] = []
        self.setWindowTitle(_("Files whose time of keeping is over"))
        self.table = QTableWidget(0, len(HEADS))
        self.table.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        self.unchecked = QCheckBox(_("Also by rules that must be &checked first"))
        self.unchecked.toggled.connect(self.refresh)
        self.count = label("", "muted")
        self._lay_out()
        self.refresh()
        fit_screen(self, 860, 520)

    def _lay_out(self) -> None:
        told = Note(
            "info", "shield-check", _("The program destroys nothing by itself."),
            _("Print the minutes, have them decided and signed; then the head destroys persons’ values one by one."),
        )  # fmt: skip
        self.look = button(_("&Minutes to sign…"), "file-text", "primary", slot=self._on_minutes)
        acts = row(self.count, None, self.look, button(_("Close"), slot=self.reject), margins=(12, 8, 12, 8))
        body = column(told, self.unchecked, (self.table, 1), margins=(12, 12, 12, 8))
        self.setLayout(column((body, 1), framed(acts, "bar"), gap=0))

    def refresh(self) -> None:
        """Read the list again."""
        today = self.desk.today()
        self.lines = retention.due(self.desk.reader, today, unchecked=self.unchecked.isChecked())
        self.table.setRowCount(len(self.lines))
        for place, one in enumerate(self.lines):
            until = f"{one.until:%d/%m/%Y}" if one.until else ""
            for at, text in enumerate((one.number, one.type, f"{one.start:%d/%m/%Y}", until, one.rule.label)):
                self.table.setItem(place, at, QTableWidgetItem(text))
        count = len(self.lines)
        self.count.setText(ngettext("{count} file", "{count} files", count).format(count=count))
        self.look.setEnabled(bool(count))

    def _on_minutes(self) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        try:
            data = retention.minutes(
                self.desk.reader, self.desk.today(), self.desk.officer, unchecked=self.unchecked.isChecked()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        dialog = PreviewDialog(self.desk, data, self.windowTitle(), FILE_NAME, self)
        dialog.exec()
        dialog.deleteLater()
