"""The documents that left the encrypted file: printed, saved, opened in Word; when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from danvan_desktop.app import doors
from danvan_desktop.app.doors import Left
from danvan_desktop.gui.widgets import Panel, column, label
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class ExportedView(QWidget):
    """The list “Tài liệu đã xuất”, read from the access log."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([_("When"), _("Officer"), _("What was done"), _("Document")])
        self.table.setAccessibleName(_("Documents that left"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setFrameShape(QTableWidget.Shape.NoFrame)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for at, width in ((0, 150), (1, 220), (2, 230)):
            self.table.setColumnWidth(at, width)
        hint = label(_("These lie outside the encrypted file: whoever has them can read them."), "cap")
        panel = Panel(_("Documents that left the encrypted file"), self.table, "external-link", hint)
        self.setLayout(column((panel, 1)))

    def refresh(self) -> None:
        """Read the log again."""
        lines: list[Left] = doors.left(self.desk.office, self.desk.reader)
        self.table.setRowCount(len(lines))
        for at, line in enumerate(lines):
            for place, text in enumerate((f"{line.when:%d/%m/%Y %H:%M}", line.officer, _(line.act), line.subject)):
                self.table.setItem(at, place, QTableWidgetItem(text))
