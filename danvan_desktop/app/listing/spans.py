"""Spans of days as officers type them: a day, a month, a quarter, a year, words for today and this month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from danvan_desktop.domain.text import fold
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.date_cells import read_date

Span = tuple[date, date]
DAY = timedelta(days=1)
_MONTH = re.compile(r"(?:thang|t)\s*(\d{1,2})(?:\s*[/\- ]\s*(?:nam\s*)?(\d{4}))?|(\d{1,2})\s*/\s*(\d{4})")
_QUARTER = re.compile(r"(?:q|quy)\s*(iv|i{1,3}|[1-4])(?:\s*[/\- ]\s*(?:nam\s*)?(\d{4}))?")
_HALF = re.compile(r"([69])\s*(?:t|thang)(?:\s*[/\- ]\s*(?:nam\s*)?(\d{4}))?")
_YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_span(text: str, today: date) -> Span | None:
    """The first and last day of what is typed; None when it is no day or span of days."""
    folded = " ".join(fold(text).split())
    found = _named(folded, today) or _by_month(folded, today) or _by_year(folded)
    if found:
        return found
    try:
        day = read_date(text, today.year, today)
    except CellError:
        return None
    return day, day


def _named(text: str, today: date) -> Span | None:
    monday = today - today.weekday() * DAY
    first = today.replace(day=1)
    before = first - DAY
    named = {
        "hom nay": (today, today), "today": (today, today), "hom qua": (today - DAY, today - DAY),
        "ngay mai": (today + DAY, today + DAY), "tuan nay": (monday, monday + 6 * DAY),
        "tuan truoc": (monday - 7 * DAY, monday - DAY), "tuan sau": (monday + 7 * DAY, monday + 13 * DAY),
        "thang nay": _months(today.year, today.month, 1), "thang truoc": (before.replace(day=1), before),
        "nam nay": _months(today.year, 1, 12), "nam ngoai": _months(today.year - 1, 1, 12),
        "nam truoc": _months(today.year - 1, 1, 12), "quy nay": _months(today.year, (today.month - 1) // 3 * 3 + 1, 3),
    }  # fmt: skip
    return named.get(text)


def _by_month(text: str, today: date) -> Span | None:
    if found := _MONTH.fullmatch(text):
        month, year = int(found[1] or found[3]), int(found[2] or found[4] or today.year)
        return _months(year, month, 1) if 1 <= month <= 12 and year else None
    if found := _QUARTER.fullmatch(text):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return _months(int(found[2] or today.year) or 1, quarter * 3 - 2, 3)
    if found := _HALF.fullmatch(text):
        return _months(int(found[2] or today.year) or 1, 1, int(found[1]))
    return None


def _by_year(text: str) -> Span | None:
    found = _YEAR.fullmatch(text)
    return _months(int(found[1]), 1, 12) if found and int(found[1]) else None


def _months(year: int, month: int, many: int) -> Span:
    last = month + many - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def span_text(first: date, last: date) -> str:
    """A span as it may be typed: a day, a month, a year, or from – to."""
    if first == last:
        return day_text(first)
    if first.day == 1 and (first, last) == _months(first.year, first.month, 1):
        return f"{first.month:02}/{first.year:04}"
    if (first, last) == _months(first.year, 1, 12):
        return f"{first.year:04}"
    return f"{day_text(first)} - {day_text(last)}"


def day_text(day: date) -> str:
    """dd/mm/yyyy, also where the year has fewer digits."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
