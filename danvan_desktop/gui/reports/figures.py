"""All figures of a period beside those of the period before; a double click opens the list behind one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QMenu, QTableView, QWidget

from danvan_desktop.app.figure_compare import KINDS, Compared, compared
from danvan_desktop.app.report_settings import cut
from danvan_desktop.gui.reports import links
from danvan_desktop.gui.reports.period_picker import PeriodPicker
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets import Panel, column, label, row
from danvan_desktop.gui.widgets.cells import fit_heads
from danvan_desktop.i18n import N_, _
from danvan_desktop.reports import period_kinds

if TYPE_CHECKING:
    from danvan_desktop.domain.periods import Period
    from danvan_desktop.gui.desk import Desk

_HEADS = (N_("Code"), N_("Figure"), N_("Counted in"), N_("Kind"), N_("Value"), N_("Period before"), N_("More, less"),
          "%")  # fmt: skip
_NUMBERS = frozenset({4, 5, 6, 7})
_WIDTHS = (150, 0, 90, 90, 140, 140, 140, 80)
_Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """The figures as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Compared] = ()

    def show_lines(self, lines: Sequence[Compared]) -> None:
        """Show other figures."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, D102  Qt's
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _(_HEADS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = 0) -> Any:  # noqa: ANN401, D102  Qt's
        line, at = self.lines[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _cells(line)[at]
        if role == Qt.ItemDataRole.TextAlignmentRole and at in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and at == 4:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and (at in {0, 2, 3} or line.now.nothing):
            return colour("text2")
        return None


def _cells(line: Compared) -> tuple[str, ...]:
    now, part = line.now, "    " if line.now.part else ""
    before = line.before.shown() if line.before else ""
    doubt = "" if now.certain else " (" + _("meaning to be checked") + ")"
    label_ = now.label + doubt
    return (now.code, part + label_, now.unit, _(KINDS[now.kind]), now.shown(), before, line.difference, line.percent)


class FiguresView(QWidget):
    """Period and table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._period: Period | None = None
        self._lines: Sequence[Compared] = ()
        self.zeros = QCheckBox(_("Show &zeros too"))
        self.zeros.toggled.connect(self._show)
        self.picker = PeriodPicker(desk.today(), cut(desk.reader), "annual")
        self.picker.changed.connect(self.refresh)
        self.model = FiguresModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self._look()
        self.before = label("", "cap")
        hint = label(_("Double click or Enter opens the list behind a figure."), "cap")
        bar = row((self.picker, 1), self.zeros, margins=(12, 10, 12, 10))
        panel = Panel(_("Figures of the period"), self.table, "chart-column", row(self.before, 8, hint, 4, gap=4))
        self.setLayout(column(Panel(_("Period"), bar, "calendar"), (panel, 1)))

    def _look(self) -> None:
        table = self.table
        table.setAccessibleName(_("Figures"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate(_WIDTHS):
            if width:
                table.setColumnWidth(at, width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        fit_heads(table)
        table.activated.connect(self._on_activated)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)

    def refresh(self) -> None:
        """Count again."""
        period = self.picker.period()
        if period is None:
            return
        kind = self.picker.chosen_kind()
        previous = period_kinds.before(kind, period)
        name = period_kinds.name_of(kind, previous).here
        self.before.setText(_("compared with {period}").format(period=name))
        self.desk.read(self, lambda store, _progress: (period, compared(store, period, previous)), self._on_counted)

    def _on_counted(self, found: tuple[Period, Sequence[Compared]]) -> None:
        period, lines = found
        if period == self.picker.period():
            self._period, self._lines = period, lines
            self._show()

    def _show(self) -> None:
        told = [line for line in self._lines if not line.now.nothing or (line.before and not line.before.nothing)]
        self.model.show_lines(self._lines if self.zeros.isChecked() else told)

    def _on_activated(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if self._period is not None:
            links.open_list(self.desk, line.now.code, self._period, line.now)

    def _on_menu(self, place: QPoint) -> None:
        """A share has two lists: those counted, and those of them that count above the line."""
        index = self.table.indexAt(place)
        if not index.isValid() or self._period is None:
            return
        from danvan_desktop.gui.handover.request_dialog import return_figure

        line, period = self.model.lines[index.row()], self._period
        names = {"denominator": _("Open the list behind the figure")}
        if line.now.denominator is not None:
            names = {"numerator": _("Open the list above the line ({count})").format(count=line.now.numerator),
                     "denominator": _("Open the whole list ({count})").format(count=line.now.denominator)}  # fmt: skip
        menu = QMenu(self)
        for part, text in names.items():
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _on=False, part=part: links.open_list(self.desk, line.now.code, period, line.now, part)
            )
        menu.addSeparator()
        menu.addAction(_("Does not agree: ask a unit to check…")).triggered.connect(
            lambda: return_figure(self.desk, line, period, self)
        )
        menu.exec(self.table.viewport().mapToGlobal(place))
        menu.deleteLater()
