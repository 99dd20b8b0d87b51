"""An appendix in the middle of the editor: its table as printed, whether it is printed, how people stand in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from danvan_desktop.app import disclosure
from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.report import MODELS
from danvan_desktop.app.report_editor import Node, OpenReport
from danvan_desktop.gui.reports.table_view import ReportTable
from danvan_desktop.gui.widgets import Field, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.reports.content import OFF, names_in, names_mark


class AnnexPanel(QWidget):
    """A table, a tick, and where it names individuals how. `reload_wanted`: the table is another one now."""

    edited = Signal(str)
    figure_opened = Signal(str)
    reload_wanted = Signal()

    def __init__(self, report: OpenReport, node: Node, *, off: bool, text: str = "") -> None:
        super().__init__()
        name = node.key.partition(".")[2]
        self.printed = QCheckBox(_("Print this appen&dix"))
        self.printed.setChecked(not off)
        self.names = QComboBox()
        self.names.addItem(_("As the office settled"), "")
        for level, words in disclosure.LEVELS.items():
            self.names.addItem(_(words), str(level))
        self.names.setCurrentIndex(self.names.findData(names_in(text)))
        self.printed.toggled.connect(self._on_toggled)
        self.names.activated.connect(self._on_names)
        table = editing.annex_table(report, name)
        body: QWidget = label(_("This appendix is left out."), "muted")
        if table is not None:
            shown = ReportTable(table, editing.annex_codes(report) if name == "figures" else (), whole=True)
            shown.setAccessibleName(node.title)
            shown.figure_opened.connect(self.figure_opened)
            body = shown
        stretch = [] if table is not None else [None]
        people = Field(_("&Names of individuals"), self.names)
        people.setVisible(node.key == MODELS and table is not None)
        head = row((self.printed, 1), people)
        self.setLayout(column(label(node.title, "strong"), head, (body, 1), *stretch, margins=(10, 8, 10, 8)))

    def _text(self) -> str:
        return names_mark(str(self.names.currentData())) if self.printed.isChecked() else OFF

    def _on_toggled(self) -> None:
        self.edited.emit(self._text())

    def _on_names(self) -> None:
        self.edited.emit(self._text())
        self.reload_wanted.emit()
