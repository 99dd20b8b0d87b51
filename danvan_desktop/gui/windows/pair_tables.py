"""Two records side by side: the tables of pairs and of their lines, what both say in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from danvan_desktop.app.duplicate_view import Beside
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _


def made_table(heads: Sequence[str]) -> tuple[QTableView, QStandardItemModel]:
    """An empty table with these heads (source English, "" for none)."""
    model = QStandardItemModel(0, len(heads))
    model.setHorizontalHeaderLabels([_(head) if head else "" for head in heads])
    table = QTableView()
    table.setModel(model)
    dress(table)
    table.setAccessibleName(_(heads[-1]))
    table.setTabKeyNavigation(False)
    return table, model


def cell(text: str) -> QStandardItem:
    """Text to be read, also where it is cut."""
    made = QStandardItem(text)
    made.setEditable(False)
    made.setToolTip(plain_tip(text))
    return made


def line_of(line: Beside) -> list[QStandardItem]:
    """Label and both values; bold where they are the same."""
    cells = [cell(line.label), cell(line.first), cell(line.later)]
    for one in cells[1:] if line.same else []:
        font = one.font()
        font.setBold(True)
        one.setFont(font)
    return cells
