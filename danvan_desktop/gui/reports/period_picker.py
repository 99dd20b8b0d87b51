"""Choosing which report: kind, year, which month or quarter, or any two days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QSizePolicy, QSpinBox, QStackedWidget, QWidget

from danvan_desktop.documents.text import roman
from danvan_desktop.domain.periods import BadPeriodError, Period
from danvan_desktop.gui.theme.style import CONTROL
from danvan_desktop.gui.widgets import label, row
from danvan_desktop.i18n import N_, _
from danvan_desktop.reports import period_kinds

_NAMES = {
    "monthly": N_("Monthly report"), "quarterly": N_("Quarterly report"), "half-year": N_("Half-year report"),
    "nine-month": N_("Nine-month report"), "annual": N_("Year report"), "period": N_("Report of any days"),
}  # fmt: skip


class PeriodPicker(QWidget):
    """Kind and period in one row. `changed` when another period is chosen."""

    changed = Signal()

    def __init__(self, today: date, cut: int = 0, kind: str = "monthly") -> None:
        super().__init__()
        self._cut = cut
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of report"))
        self.kind.setMinimumWidth(140)
        for code, spec in period_kinds.kinds().items():
            self.kind.addItem(_(_NAMES[code]) if code in _NAMES else str(spec["name"]), code)
        self.stack = QStackedWidget()
        for way in (self._regular(), self._free()):
            self.stack.addWidget(way)
        self.days = label("", "muted")
        self.stack.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self.kind, self.stack, self.days, None))
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._today = today
        self._on_kind()
        self._connect()

    def _regular(self) -> QWidget:
        self.year = QSpinBox()
        self.year.setRange(1945, 2100)
        self.year.setAccessibleName(_("Year"))
        self.year.setMinimumHeight(CONTROL)
        self.number = QComboBox()
        self.number.setAccessibleName(_("Month or quarter"))
        self.number.setMinimumWidth(110)
        regular = QWidget()
        regular.setLayout(row(self.number, label(_("Year"), "muted"), self.year, None))
        return regular

    def _free(self) -> QWidget:
        self.first, self.last = day_edit(_("First day")), day_edit(_("End of the period"))
        free = QWidget()
        free.setLayout(row(label(_("From"), "muted"), self.first, label(_("to"), "muted"), self.last, None))
        return free

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.number.currentIndexChanged.connect(self._on_changed)
        self.year.valueChanged.connect(self._on_changed)
        self.first.dateChanged.connect(self._on_changed)
        self.last.dateChanged.connect(self._on_changed)

    def chosen_kind(self) -> str:
        """The code of the kind."""
        return str(self.kind.currentData())

    def period(self) -> Period | None:
        """The period chosen; None while the last day lies before the first."""
        if self.chosen_kind() != period_kinds.FREE:
            return period_kinds.period_of(self.chosen_kind(), self.year.value(), self._number(), self._cut)
        try:
            return Period(day_of(self.first), day_of(self.last))
        except BadPeriodError:
            return None

    def use_cut(self, cut: int) -> None:
        """Months end on another day from now on."""
        self._cut = cut
        self._on_changed()

    def _number(self) -> int:
        return max(self.number.currentIndex(), 0) + 1

    def _on_kind(self) -> None:
        kind = self.chosen_kind()
        spec = period_kinds.kinds()[kind]
        count = int(spec["count"])
        self.number.blockSignals(True)
        self.number.clear()
        names = {12: _("Month {number}"), 4: _("Quarter {number}")}
        for number in range(1, count + 1) if count > 1 else ():
            self.number.addItem(names[count].format(number=roman(number) if count == 4 else number))
        self.number.blockSignals(False)
        self.number.setVisible(count > 1)
        free = kind == period_kinds.FREE
        self.stack.setCurrentIndex(1 if free else 0)
        year = Period(date(self._today.year, 1, 1), self._today)
        self._set(year if free else period_kinds.newest(kind, self._today, self._cut))

    def _set(self, period: Period) -> None:
        name = period_kinds.name_of(self.chosen_kind(), period)
        for control in (self.number, self.year, self.first, self.last):
            control.blockSignals(True)
        self.year.setValue(period.last.year)
        self.number.setCurrentIndex(max(name.number - 1, 0))
        self.first.setDate(QDate(period.first.year, period.first.month, period.first.day))
        self.last.setDate(QDate(period.last.year, period.last.month, period.last.day))
        for control in (self.number, self.year, self.first, self.last):
            control.blockSignals(False)
        self._on_changed()

    def _on_changed(self) -> None:
        period = self.period()
        if period is None:
            self.days.setText(_("The last day lies before the first."))
        elif self.chosen_kind() == period_kinds.FREE:
            self.days.setText("")
        else:
            self.days.setText(f"{period.first:%d/%m/%Y} – {period.last:%d/%m/%Y}")
        self.changed.emit()


def day_edit(name: str) -> QDateEdit:
    """A field for one day; `name` is what a screen reader says."""
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("dd/MM/yyyy")
    edit.setMinimumSize(120, CONTROL)
    edit.setAccessibleName(name)
    return edit


def day_of(edit: QDateEdit) -> date:
    """The day that stands in it."""
    value = edit.date()
    return date(value.year(), value.month(), value.day())
