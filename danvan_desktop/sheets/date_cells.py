"""Reading a day from a cell in the spellings offices use.

Rules where a spelling has two readings (they are also in the help):
- dates are day/month/year, never month/day; a year of two digits is this century up to next year;
- a bare number is no date, but for Excel's own number of a day that fits the register (odd_cells.serial_day).
"""

from __future__ import annotations

import re
from datetime import date, datetime

from danvan_desktop.domain.text import clean, fold
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.grid import CellValue

EARLIEST_YEAR = 1945
_DATE = re.compile(r"(\d{1,2})\s*[./\-–]\s*(\d{1,2})\s*[./\-–]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})")
_WORDS = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*(?:thang|/|-|\.|,)\s*(\d{1,2})\s*,?\s*(?:nam|/|-|\.|,)\s*(\d{4}|\d{2})")
_NO_YEAR = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*(?:[./\-]|thang)\s*(\d{1,2})")
_CLOCK = re.compile(
    r"(?:^(?:luc\s*)?\d{1,2}\s*(?:[:hg]\s*\d{0,2}){1,2}\s*(?:phut)?[,\s]+(?:ngay\s+)?)"
    r"|(?:[t\s,]+(?:luc\s*)?\d{1,2}\s*[:hg]\s*\d{0,2}(?::\d{2}(?:\.\d+)?)?\s*(?:phut|am|pm|z|sa|ch)?$)"
)
_WEEKDAY = re.compile(r"^(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn)\b\s*,?\s*")


class NoYearError(CellError):
    """A day and a month without a year, and nothing else dates the row."""


def read_date(value: CellValue, year: int | None, today: date) -> date:
    """A date cell or a date in words. `year` completes a day and a month. Raises CellError."""
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    if not isinstance(value, str):
        raise CellError("bad_date")
    return _sensible(_date_in_words(value, year, today))


def _sensible(found: date) -> date:
    if found.year < EARLIEST_YEAR:
        raise CellError("bad_date")
    return found


def _date_in_words(text: str, year: int | None, today: date) -> date:
    folded = fold(clean(text)).rstrip(" .,;")
    folded = _WEEKDAY.sub("", _CLOCK.sub("", folded))
    bare = folded.removeprefix("ngay").strip(" :")
    folded = bare if _DATE.fullmatch(bare) else folded
    if found := _ISO.fullmatch(folded):
        return _make(int(found[3]), int(found[2]), int(found[1]))
    if found := (_DATE.fullmatch(folded) or _WORDS.fullmatch(folded)):
        return _make(int(found[1]), int(found[2]), _full_year(found[3], today))
    if found := _NO_YEAR.fullmatch(folded):
        if year is None:
            raise NoYearError("no_year")
        return _make(int(found[1]), int(found[2]), year)
    raise CellError("bad_date")


def _full_year(digits: str, today: date) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    century = today.year - today.year % 100
    return century + number if number <= today.year % 100 + 1 else century - 100 + number


def _make(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("no_such_day") from None
