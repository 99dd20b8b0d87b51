"""The official tables on the screen: one line a column, what does not hold beside it; a double click opens the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QListWidget, QListWidgetItem, QSpinBox, QTableView, QWidget

from danvan_desktop.app.official_tables import OfficialTables, table_sets, tables
from danvan_desktop.app.typed_cells import part_words
from danvan_desktop.domain.official_tables import OfficialColumn, OfficialTable
from danvan_desktop.gui.reports import links, tables_doors
from danvan_desktop.gui.reports.tables_gaps import GapLines
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets import Panel, button, column, label, row
from danvan_desktop.gui.widgets.cells import dress, fit_heads
from danvan_desktop.i18n import N_, _
from danvan_desktop.indicators import tt06
from danvan_desktop.reports.official_pages import shown

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_HEADS = (N_("Col."), N_("Column of the table"), N_("Number"), N_("Check"))
_Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(QAbstractTableModel):
    """The columns of one table as lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[OfficialColumn] = ()
        self._table: OfficialTable | None = None
        self._found: OfficialTables | None = None

    def show_table(self, found: OfficialTables, table: OfficialTable) -> None:
        """Show another table, or the same of another period."""
        self.beginResetModel()
        self._found, self._table, self.columns = found, table, table.columns
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, D102  Qt's
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(_HEADS[section])

    def data(self, index: _Index, role: int = 0) -> Any:  # noqa: ANN401, D102  Qt's
        at, line = index.column(), self.columns[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            beside = self._check(line) or self._typed(line)
            return (str(line.number), " – ".join(line.heads), self._number(line), beside)[at]
        if role == Qt.ItemDataRole.TextAlignmentRole and at in {0, 2}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and at == 3 and self._check(line):
            return icon("triangle-alert", "danger")
        if role == Qt.ItemDataRole.FontRole and at == 2:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and at == 3:
            return colour("danger") if self._check(line) else None
        return None

    def _typed(self, line: OfficialColumn) -> str:
        """Which part of the number no record stands behind."""
        if self._found is None or self._table is None:
            return ""
        place = (self._table.id, line.number)
        parts = (part_words(self._found.set, one) for one in self._found.sources if one.place == place)
        return "; ".join(parts)

    def _number(self, line: OfficialColumn) -> str:
        if self._found is None or self._table is None:
            return ""
        return shown(self._found.total.cells[self._table.id][str(line.number)])

    def _check(self, line: OfficialColumn) -> str:
        """The formulas this cell stands in that do not hold."""
        if self._found is None or self._table is None:
            return ""
        place = (self._table.id, line.number)
        return "; ".join(
            f"{c.formula} ({shown(c.left)} ≠ {shown(c.right)})" for c in self._found.failing if place in c.cells
        )


class TablesView(QWidget):
    """Period, the tables, the columns of the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: OfficialTables | None = None
        self.set = table_sets()[0]
        self.period, self.year = QComboBox(), QSpinBox()
        self._fill_period()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Official tables"))
        self.list.currentRowChanged.connect(self._show)
        self.model = ColumnsModel(self)
        self.table = QTableView()
        self._look()
        self.state = label("", "strong")
        self.gaps = GapLines(desk)
        self.preview = button(_("&Preview"), "file-text", slot=self._on_preview)
        self.book = button(_("Save &workbook…"), "download", slot=self._on_workbook)
        self._lay_out()

    def _fill_period(self) -> None:
        for key, told in self.set.periods.items():
            self.period.addItem(told["label"], key)
        self.period.setAccessibleName(_("Period"))
        self.year.setAccessibleName(_("Year"))
        self.year.setRange(2020, 2100)
        today = self.desk.today()
        names = [key for key in ("Q1", "Q2", "Q3", "Q4") if self.set.period(f"{key}-{today.year}")[0].last >= today]
        self.period.setCurrentIndex(self.period.findData(names[0] if names else "Q1"))
        self.year.setValue(today.year if names else today.year + 1)
        self.period.currentIndexChanged.connect(self.refresh)
        self.year.valueChanged.connect(self.refresh)

    def _look(self) -> None:
        table = self.table
        table.setModel(self.model)
        dress(table)
        table.setAccessibleName(_("Columns of the table"))
        table.setFrameShape(QTableView.Shape.NoFrame)
        for at, width in enumerate((56, 0, 120, 320)):
            if width:
                table.setColumnWidth(at, width)
            else:
                table.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        fit_heads(table)
        table.activated.connect(self._on_activated)

    def _lay_out(self) -> None:
        bar = row(
            self.period,
            self.year,
            8,
            self.state,
            None,
            self.preview,
            self.book,
            margins=(12, 10, 12, 10),
        )
        hint = label(_("Double click or Enter opens the list behind a number; a cell nobody counts is typed."), "cap")
        self.list.setFixedWidth(270)
        tables_panel = Panel(_("Official tables"), self.list, "list-checks")
        tables_panel.setFixedWidth(272)
        numbers = Panel(self.set.name, self.table, "table-2", hint)
        head = Panel(_("Period"), column(bar, self.gaps, gap=0), "calendar")
        self.setLayout(column(head, (row(tables_panel, (numbers, 1)), 1)))

    @property
    def period_name(self) -> str:
        """“Q3-2026”."""
        return f"{self.period.currentData()}-{self.year.value()}"

    def refresh(self) -> None:
        """Count again."""
        name = self.period_name
        self.desk.read(self, lambda store, _progress: (name, tables(store, self.set.id, name)), self._on_counted)

    def _on_counted(self, read: tuple[str, OfficialTables]) -> None:
        name, found = read
        if name != self.period_name:
            return
        self.found = found
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for table in found.set.tables:
            wrong = any(check.cells[0][0] == table.id for check in found.failing)
            item = QListWidgetItem(f"{table.id}  {table.short}")
            item.setToolTip(table.title)
            item.setIcon(icon("triangle-alert" if wrong else "check", "danger" if wrong else "ok"))
            self.list.addItem(item)
        self.list.setCurrentRow(at)
        self._say(found)

    def _say(self, found: OfficialTables) -> None:
        days = f"{found.period.first:%d/%m/%Y} – {found.period.last:%d/%m/%Y}"
        count = len(found.failing)
        told = _("{count} formulas do not hold").format(count=count) if count else _("All formulas hold")
        self.state.setText(f"{found.label}: {days}. {told}.")
        self.gaps.show_tables(found)

    def _show(self, at: int) -> None:
        if self.found is not None and at >= 0:
            self.model.show_table(self.found, self.found.set.tables[at])

    def _on_activated(self, index: QModelIndex) -> None:
        """The records behind the number; a cell nobody can count is typed."""
        if self.found is None:
            return
        table, number = self.found.set.tables[self.list.currentRow()], self.model.columns[index.row()].number
        code = f"{table.id}.{number}"
        if tt06.find(code) is not None:
            links.open_list(self.desk, code, self.found.period)
        else:
            tables_doors.type_cell(self.desk, self.found, table.id, number)

    def _on_preview(self) -> None:
        if self.found is not None:
            tables_doors.preview(self.desk, self, self.found)

    def _on_workbook(self) -> None:
        if self.found is not None:
            tables_doors.save_workbook(self.desk, self, self.found)
