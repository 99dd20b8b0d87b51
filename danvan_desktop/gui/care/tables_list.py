"""The dated tables the program works by: how old, how sure, from whom."""

from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app.updates import tables
from danvan_desktop.app.updates.tables import TableInfo
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_heads
from danvan_desktop.i18n import N_, _

HEADS = (N_("Table"), N_("Version"), N_("How sure"), N_("Where it came from"))
WIDTHS = (240, 96, 150)


class TablesList(QTableView):
    """A list to look at; the source of a table stands in its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(0, len(HEADS), self)
        self._model.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.setModel(self._model)
        dress(self)
        self.setAccessibleName(_("Dated tables"))
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        fit_heads(self)

    def show_tables(self, found: list[TableInfo]) -> None:
        """Show these."""
        self._model.removeRows(0, self._model.rowCount())
        for info in found:
            self._model.appendRow(_cells(info))


def _cells(info: TableInfo) -> list[QStandardItem]:
    texts = (info.title, _day(info.version), tables.certainty_words(info), tables.origin_words(info))
    made = [QStandardItem(text) for text in texts]
    sure = info.certainty != tables.CHECK
    made[2].setData(("circle-check", "ok") if sure else ("triangle-alert", "warn"), STATE_ROLE)
    for item in made:
        item.setToolTip(info.source or item.text())
    return made


def _day(version: str) -> str:
    """An ISO date as an officer reads it; anything else as it stands."""
    parts = version.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else version or "–"
