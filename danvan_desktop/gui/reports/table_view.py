"""A table of the report on the screen: as it is printed, each row opening the list behind its figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from danvan_desktop.documents.model import Align, Column, GroupRow, Row, Table, TotalRow

_ALIGN = {Align.LEFT: Qt.AlignmentFlag.AlignLeft, Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
          Align.RIGHT: Qt.AlignmentFlag.AlignRight}  # fmt: skip
_ROW = 26
_ROWS_SHOWN = 14
_WIDEST = 190


class ReportTable(QTableWidget):
    """Rows of a printed table; a double click or Enter on a row with a figure opens its list."""

    figure_opened = Signal(str)

    def __init__(self, table: Table, codes: Sequence[str] = (), *, whole: bool = False) -> None:
        rows = table.all_rows()
        super().__init__(len(rows), len(table.columns))
        self._codes = codes
        self.setHorizontalHeaderLabels([" – ".join(column.heads) for column in table.columns])
        for place, row in enumerate(rows):
            self._fill(place, row, table.columns)
        self._look(table.columns)
        if not whole:
            shown = min(len(rows), _ROWS_SHOWN)
            self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * _ROW + 2)
        self.cellActivated.connect(self._on_activated)

    def _fill(self, place: int, row: Row, columns: Sequence[Column]) -> None:
        bold = isinstance(row, GroupRow | TotalRow)
        cells = [row.text] if isinstance(row, GroupRow) else list(row.cells if isinstance(row, TotalRow) else row)
        for at, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setToolTip(text)
            align = Qt.AlignmentFlag.AlignLeft if isinstance(row, GroupRow) else _ALIGN[columns[at].align]
            item.setTextAlignment(align | Qt.AlignmentFlag.AlignVCenter)
            if bold:
                font = QFont(self.font())
                font.setWeight(QFont.Weight.DemiBold)
                item.setFont(font)
            self.setItem(place, at, item)
        if isinstance(row, GroupRow):
            self.setSpan(place, 0, 1, len(columns))

    def _look(self, columns: Sequence[Column]) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        widest = max(range(len(columns)), key=lambda at: columns[at].width)
        self.resizeColumnsToContents()
        for at in range(len(columns)):
            if at == widest:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(at, min(self.columnWidth(at) + 8, _WIDEST))

    def _on_activated(self, row: int, _column: int) -> None:
        if row < len(self._codes) and self._codes[row]:
            self.figure_opened.emit(self._codes[row])
