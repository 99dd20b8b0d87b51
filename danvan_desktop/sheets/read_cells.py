"""From a cell to the value of its field, with every reason why a cell may be bad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean_long, fold
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import N_
from danvan_desktop.sheets import cells, date_cells, number_cells
from danvan_desktop.sheets.categories import Categories
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.grid import CellValue

REASONS = {
    "missing": N_("This cell must be filled in."),
    "bad_date": N_("This is no date. Write day/month/year, as 05/01/2019."),
    "no_such_day": N_("There is no such day in the calendar."),
    "no_year": N_("The year is missing here and in the title: name the year of the register."),
    "future": N_("This date lies after today."),
    "resolved_before_received": N_("Resolved before it was received."),
    "bad_number": N_("This is no number that can be read."),
    "negative": N_("A number here must not be below zero."),
    "too_small": N_("This number is too small to be right."),
    "too_large": N_("This number is too large to be right."),
    "bad_mark": N_("Mark with x or leave empty; this is neither."),
    "bad_time": N_("This is no time of day."),
    "unknown_category": N_("This is not in the list of categories."),
    "two_categories": N_("More than one category is marked in this row."),
    "no_stored_value": N_("A formula for which Excel stored no value; type the value itself."),
    "link_formula": N_("A link formula; type the text itself."),
    "excel_error": N_("Excel shows an error here."),
    "nothing_above": N_("The same as above is written here, but nothing could be read above."),
    "other_year": N_("The year lies after this year."),
}
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg.]|gio)\s*(\d{1,2})?(?:\s*(?:phut|:\d{2}))?")
_YEAR = re.compile(r"(?:nam\s*)?((?:19|20)\d\d)")
_SCALES = (
    (re.compile(r"\b(?:ty dong|ty d|ti dong|dvt\W*ty)\b"), 1_000_000_000),
    (re.compile(r"\b(?:trieu dong|trieu|trd|tr d|tr dong|tr)\b"), 1_000_000),
    (re.compile(r"\b(?:nghin dong|ngan dong|1000 ?d|1 000 dong|1\.000 ?d|nghin)\b"), 1_000),
)


@dataclass(frozen=True)
class Reading:
    """What a cell needs besides itself: the register's year, today, category names, the head's unit."""

    year: int | None
    today: date
    categories: Categories


def money_scale(head: str) -> int:
    """Đồng per unit written in a head or a line above it: "(triệu đồng)" is a million."""
    folded = fold(head)
    return next((scale for pattern, scale in _SCALES if pattern.search(folded)), 1)


def land_scale(head: str) -> int:
    """m² per unit written in a head: "(ha)" is ten thousand."""
    return 10_000 if re.search(r"\(\s*ha\s*\)|\bhecta\b|\bha\b$", fold(head)) else 1


def read_cell(cell: CellValue, to: str, field: Field, reading: Reading, scale: int = 1) -> Value:
    """The value of a filled cell. Raises CellError with a key of REASONS."""
    cells.refuse_flawed(cell)
    if field.kind is Kind.DATE:
        found = date_cells.read_date(cell, reading.year, reading.today)
        if (field.past or field.required) and found > reading.today:
            raise CellError("future")
        return found
    if field.kind is Kind.CHOICE:
        text = cell if isinstance(cell, str) else cells.read_text(cell)  # categories clean a text when it is new
        code = reading.categories.code(to, text)
        if code is None:
            raise CellError("unknown_category")
        return code
    if field.kind is Kind.TEXT:
        return cells.read_text(cell) or None
    if field.kind is Kind.LONG_TEXT:
        return clean_long(cell) if isinstance(cell, str) else cells.read_text(cell)
    return _read_rare(cell, to, field, reading, scale)


def _read_rare(cell: CellValue, to: str, field: Field, reading: Reading, scale: int) -> Value:
    if field.kind is Kind.YES_NO:
        return cells.read_yes(cell)
    if field.kind is Kind.TIME:
        return _time(cell)
    if field.kind is Kind.CHOICES:
        return _codes(cell, to, reading)
    if field.kind is Kind.INTEGER and field.name.endswith("year"):
        return _year(cell, reading.today)
    number: Value
    if field.kind is Kind.INTEGER:
        number = number_cells.read_integer(cell)
    elif field.kind is Kind.MONEY:
        number = number_cells.read_money(cell, scale)
    else:
        number = number_cells.read_decimal(cell, scale)
    _within(field, number)
    return number


def _within(field: Field, number: Value) -> None:
    if not isinstance(number, bool | str | bytes | tuple | date) and number is not None:
        if field.minimum is not None and number < field.minimum:
            raise CellError("too_small")
        if (field.maximum is not None and number > field.maximum) or number >= 10**15:
            raise CellError("too_large")


def _codes(cell: CellValue, to: str, reading: Reading) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[;,\n]|\s\+\s", cells.read_text(cell)) if part.strip()]
    codes = [reading.categories.code(to, part) for part in parts]
    if not codes or None in codes:
        raise CellError("unknown_category")
    return tuple(sorted({code for code in codes if code}))


def _year(cell: CellValue, today: date) -> int:
    if isinstance(cell, date):
        year = cell.year
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        year = int(cell)
    elif found := _YEAR.fullmatch(fold(cells.read_text(cell))):
        year = int(found[1])
    else:
        raise CellError("bad_number")
    if not year >= date_cells.EARLIEST_YEAR:
        raise CellError("too_small")
    if year > today.year:
        raise CellError("other_year")
    return year


def _time(cell: CellValue) -> str:
    if isinstance(cell, datetime | time):
        return cell.strftime("%H:%M")
    found = _CLOCK.fullmatch(fold(cells.read_text(cell)))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise CellError("bad_time")
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"
