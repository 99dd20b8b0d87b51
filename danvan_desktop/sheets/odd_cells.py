"""Cells that say a value otherwise than by itself: a ditto for the one above, Excel's own number of a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from danvan_desktop.domain.record_type import Kind
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.sheets import cells
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.column_readers import Reader
from danvan_desktop.sheets.grid import CellValue
from danvan_desktop.sheets.plan import ImportPlan

_DITTO_WORDS = frozenset({"nt", "n t", "nhu tren"})
_DITTO_SIGNS = re.compile("[\\s\\-–.]*(?:[\"“”„〃″]|''|,,|´´|``)+[\\s\\-–.]*")
_LONGEST = 16
_EXCEL_BEGINS = date(1899, 12, 30)
_FIVE_FIGURES = re.compile(r"\d{5}(?:\.0+)?")
_SURELY_SINCE = 2010  # without a year of the register: before it a number of five figures may be a day typed “50319”


def is_ditto(cell: CellValue) -> bool:
    """“nt”, “như trên”, “-nt-”, ”: the same as in the cell above."""
    if not isinstance(cell, str) or len(cell) > _LONGEST:  # most cells are told by their length
        return False
    return fold_key(cell) in _DITTO_WORDS or bool(_DITTO_SIGNS.fullmatch(cell))


def serial_day(cell: CellValue, year: int | None, today: date) -> date | None:
    """The day of a bare number such as 46100, where Excel lost the date's format; None where it is none.

    Only a day that fits is taken: of the register's `year` or the ones beside it, else of the last years.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    text = str(cell).strip()
    if not _FIVE_FIGURES.fullmatch(text):
        return None
    found = _EXCEL_BEGINS + timedelta(days=int(float(text)))
    near = abs(found.year - year) <= 1 if year is not None else found.year >= _SURELY_SINCE
    return found if near and found <= today else None


class OddCells:
    """Reads them column by column and tells each in the plan; a person's cell is never taken from another row."""

    def __init__(self, plan: ImportPlan, year: int | None, today: date) -> None:
        self._plan, self._year, self._today = plan, year, today
        self._above: dict[int, Value] = {}

    def value(self, row: int, reader: Reader, cell: CellValue) -> Value:
        """What an odd cell says; None for an ordinary one. Raises CellError for a ditto of nothing."""
        if is_ditto(cell) and not reader.field.sealed:
            return self._ditto(row, reader)
        self._above.pop(reader.column.place, None)  # what this row says comes after its reading
        day = serial_day(cell, self._year, self._today) if reader.field.kind is Kind.DATE else None
        if day is not None:
            text = _("A number of Excel, read as {day}: look whether that is right.").format(day=f"{day:%d/%m/%Y}")
            self._plan.warn(text, row=row, column=reader.column.shown)
        return day

    def keep(self, reader: Reader, value: Value) -> None:
        """What a row says in a column, for a ditto under it."""
        if not reader.field.sealed:
            self._above[reader.column.place] = value

    def _ditto(self, row: int, reader: Reader) -> Value:
        above = self._above.get(reader.column.place)
        if above is None:
            raise CellError("nothing_above")
        text = _("Taken from the row above.")
        if isinstance(above, date):
            text = _("Taken from the row above: {value}.").format(value=cells.shown(above))
        self._plan.warn(text, row=row, column=reader.column.shown)
        return above
