"""An appendix in the middle of the editor: its table as it is printed, and whether it is printed at all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.report_editor import Node, OpenReport
from danvan_desktop.gui.reports.table_view import ReportTable
from danvan_desktop.gui.widgets import column, label
from danvan_desktop.i18n import _
from danvan_desktop.reports.content import OFF


class AnnexPanel(QWidget):
    """A table and a tick."""

    edited = Signal(str)
    figure_opened = Signal(str)

    def __init__(self, report: OpenReport, node: Node, *, off: bool) -> None:
        super().__init__()
        name = node.key.partition(".")[2]
        self.printed = QCheckBox(_("Print this appen&dix"))
        self.printed.setChecked(not off)
        self.printed.toggled.connect(self._on_toggled)
        table = editing.annex_table(report, name)
        body: QWidget = label(_("This appendix is left out."), "muted")
        if table is not None:
            shown = ReportTable(table, editing.annex_codes(report) if name == "figures" else (), whole=True)
            shown.setAccessibleName(node.title)
            shown.figure_opened.connect(self.figure_opened)
            body = shown
        stretch = [] if table is not None else [None]
        self.setLayout(column(label(node.title, "strong"), self.printed, (body, 1), *stretch, margins=(10, 8, 10, 8)))

    def _on_toggled(self, on: bool) -> None:
        self.edited.emit("" if on else OFF)
