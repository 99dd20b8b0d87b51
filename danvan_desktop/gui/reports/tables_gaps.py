"""What the official tables cannot count, said above them: each line opens the list of those petitions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.app.official_tables import OfficialTables
from danvan_desktop.gui.reports import links
from danvan_desktop.gui.widgets import button, column, label
from danvan_desktop.i18n import _
from danvan_desktop.indicators import tt06
from danvan_desktop.reports.official_pages import shown

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class GapLines(QWidget):
    """Hidden while there is nothing to say. `lines`: a button for the code of every list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: OfficialTables | None = None
        self.note = label("", "cap")
        self.note.setWordWrap(True)
        self.lines: dict[str, QPushButton] = {}
        for one in tt06.uncounted():
            self.lines[one.code] = button("", "triangle-alert", "link", slot=partial(self._open, one.code))
        self.setLayout(column(self.note, *self.lines.values(), gap=0, margins=(12, 0, 12, 6)))
        self.hide()

    def show_tables(self, found: OfficialTables) -> None:
        """Say what is not counted in these tables, and what must be known of them as a whole."""
        self._found = found
        for code, line in self.lines.items():
            line.setVisible(found.gap(code) > 0)
        for gap in found.gaps:
            self.lines[gap.code].setText(gap.sentence)
        text = _("Typed for {table}, column {column}, but in no table: {amount}.")
        stray = (text.format(table=one.table, column=one.column, amount=shown(one.amount)) for one in found.stray)
        told = " ".join((*found.notes, *stray))
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self.setVisible(bool(told or found.gaps))

    def _open(self, code: str) -> None:
        if self._found is not None:
            links.open_list(self.desk, code, self._found.period, title=self.lines[code].text())
