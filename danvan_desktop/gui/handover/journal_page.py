"""The journal of hand-overs: every package that went out or came in."""

from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app.handover_view import JournalLine, journal
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Panel, column, label, row, tool
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_heads
from danvan_desktop.i18n import _
from danvan_desktop.storage.handover_log import OUT


class JournalPage(Page):
    """Pushed over the hand-over tab."""

    help_topic = "handover"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Journal of hand-overs")
        self.model = QStandardItemModel(0, 7)
        self.table = QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(self.title)
        self._count = label("", "muted")
        head = row(tool("arrow-left", _("Back"), desk.pop), label(self.title, "h1"), self._count, None)
        panel = Panel(self.title, self.table, "clipboard-list")
        panel.head.hide()
        self.setLayout(column(head, (panel, 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)
        self.refresh()

    def refresh(self) -> None:
        """Read the journal again."""
        lines = journal(self.desk.reader)
        self.model.clear()
        self.model.setHorizontalHeaderLabels([
            _("When"), _("Way"), _("Unit"), _("File"), _("Outcome"), _("Changes"), _("Officer"),
        ])  # fmt: skip
        for line in lines:
            self.model.appendRow(_cells(line))
        for place, width in enumerate((130, 100, 220, 0, 160, 90, 170)):
            if width:
                self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        fit_heads(self.table)
        self._count.setText(_("{count} packages").format(count=len(lines)))


def _cells(line: JournalLine) -> list[QStandardItem]:
    way = QStandardItem(_("went out") if line.way == OUT else _("came in"))
    way.setData(("upload", "text2") if line.way == OUT else ("download", "text2"), STATE_ROLE)
    texts = (line.name or line.unit, line.file, line.outcome, str(line.records), line.officer)
    return [QStandardItem(f"{line.when:%d/%m/%Y %H:%M}"), way, *(QStandardItem(text) for text in texts)]
