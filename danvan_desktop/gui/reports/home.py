"""The reports there are, and the one line with which a new one is begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from danvan_desktop.app.report_list import ReportLine, reports
from danvan_desktop.app.report_settings import cut, set_cut
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.gui.reports.period_picker import PeriodPicker
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Panel, button, column, icon_label, label, row
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.reports.period_kinds import cuts

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class ReportHome(QWidget):
    """Begin or open a report. `opened` tells which, `register_wanted` asks for the petition register of a period."""

    opened = Signal(object)
    register_wanted = Signal(object)
    cut_changed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: Sequence[ReportLine] = ()
        self.picker = PeriodPicker(desk.today(), cut(desk.reader))
        self.cut = self._make_cut()
        self.go = button(_("&Open the report"), "square-pen", "primary", slot=self._on_go)
        self.register = button(_("Pe&tition register of these days"), "printer", slot=self._on_register)
        self.picker.changed.connect(self._on_period)
        month_end = row(label(_("Figures until"), "muted"), self.cut)
        begin = column(
            row((self.picker, 1), month_end), row(None, self.register, self.go), margins=(12, 10, 12, 10)
        )  # fmt: skip
        self.table = self._make_table()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(_nothing())
        listed = Panel(_("Reports begun and locked"), self.stack, "file-text")
        self.setLayout(column(Panel(_("A report of"), begin, "calendar"), (listed, 1)))

    def _make_cut(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(_("Figures until"))
        made.setToolTip(_("The day on which the months of figures end; your province settles it."))
        for day in cuts():
            made.addItem(_("day {day}").format(day=day) if day else _("end of month"), day)
        made.setCurrentIndex(made.findData(cut(self.desk.reader)))
        made.activated.connect(self._on_cut)
        return made

    def _on_cut(self) -> None:
        day = int(self.cut.currentData())
        set_cut(self.desk.office, day)
        self.picker.use_cut(day)
        self.cut_changed.emit(day)

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.read(self, lambda store, _progress: reports(store), self._on_read)

    def _on_read(self, lines: list[ReportLine]) -> None:
        self._lines = lines
        self.stack.setCurrentIndex(0 if lines else 1)
        self.table.setRowCount(len(lines))
        for place, line in enumerate(lines):
            self._fill(place, line)

    def _fill(self, place: int, line: ReportLine) -> None:
        period = line.key.period
        begun = datetime.fromtimestamp(line.begun_ms / 1000).astimezone()
        locked = _("locked {day}").format(day=f"{line.locked_on:%d/%m/%Y}") if line.locked_on else _("being written")
        sections = ngettext("{count} part written", "{count} parts written", line.sections).format(count=line.sections)
        cells = (line.title, f"{period.first:%d/%m/%Y} – {period.last:%d/%m/%Y}", line.unit, locked, sections,
                 f"{begun:%d/%m/%Y %H:%M}")  # fmt: skip
        for at, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if at == 3:
                item.setIcon(icon("lock", "ok") if line.locked_on else icon("square-pen", "text2"))
            self.table.setItem(place, at, item)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 6)
        heads = (_("Report"), _("Period"), _("Unit"), _("How far"), _("Parts written"), _("Begun on"))
        table.setHorizontalHeaderLabels(list(heads))
        table.setAccessibleName(_("Reports"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, width in ((1, 180), (2, 110), (3, 160), (4, 130), (5, 140)):
            table.setColumnWidth(at, width)
        table.cellActivated.connect(self._on_activated)
        return table

    def _on_activated(self, place: int, _column: int) -> None:
        self.opened.emit(self._lines[place].key)

    def _on_period(self) -> None:
        good = self.picker.period() is not None
        self.go.setEnabled(good)
        self.register.setEnabled(good)

    def _on_go(self) -> None:
        period = self.picker.period()
        if period is not None:
            self.opened.emit(ReportKey(self.picker.chosen_kind(), period))

    def _on_register(self) -> None:
        period = self.picker.period()
        if period is not None:
            self.register_wanted.emit(period)


def _nothing() -> QWidget:
    """What stands there before the first report: the next step."""
    made = QWidget()
    said = label(_("No report was begun yet. Choose kind and period above, then “Open the report”."), "muted")
    mark = row(None, icon_label("file-text", "text3", 32), None)
    made.setLayout(column(None, mark, row(None, said, None), None, gap=12))
    return made
