"""The year of a register and its last day, as its title says them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain.text import fold

_YEAR = re.compile(r"\bnam\s*:?\s*((?:19|20)\d\d)\b")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_END_DAY = re.compile(
    r"\bden\s+(?:het\s+)?(?:ngay\s+)?(\d{1,2})\s*(?:[./\-]|thang)\s*(\d{1,2})\s*(?:[./\-]|nam)\s*((?:19|20)\d\d)"
)
_END_MONTH = re.compile(r"\bden\s+(?:het\s+)?(?:thang\s+)?(\d{1,2})\s*(?:[./\-]|nam|/nam)\s*((?:19|20)\d\d)")
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\s*(?:[./\-,]|nam|\s)\s*(?:nam\s*)?((?:19|20)\d\d)")
_QUARTER = re.compile(r"\bquy\s*(iv|iii|ii|i|[1-4])\b\W*(?:nam\s*)?((?:19|20)\d\d)")
_MONTHS_OF = re.compile(r"\b([369])\s*thang\b.{0,20}?((?:19|20)\d\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LAW = re.compile(r"\b(?:so|qd|nghi dinh|thong tu|luat|quyet dinh|ke hoach|huong dan|cong van)\b.*\d")


def title_year(title: Sequence[str], sheet_name: str, words: Sequence[str]) -> int | None:
    """Year of the register: "năm 2019" beside the register's own words first, else any in the title, else the sheet."""
    lines = [fold(line) for line in title]
    named = [line for line in lines if any(word in line for word in words)]
    rest = [line for line in lines if line not in named and not _LAW.search(line)]
    for pattern in (_YEAR, _ANY_YEAR):
        for line in (*named, *rest):
            if found := pattern.search(line):
                return int(found[1])
    found = _ANY_YEAR.search(fold(sheet_name))
    return int(found[1]) if found else None


def title_last_day(title: Sequence[str], year: int | None) -> date | None:
    """The last day a title names: "(từ 01/2019 đến 18/10/2019)", "quý II năm 2019", "tháng 5/2019"."""
    text = " \n ".join(fold(line) for line in title)
    if found := _END_DAY.search(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    for pattern in (_END_MONTH, _MONTH):
        if found := pattern.search(text):
            return _month_end(int(found[2]), int(found[1]))
    if found := _QUARTER.search(text):
        return _month_end(int(found[2]), 3 * (_QUARTERS.get(found[1]) or int(found[1])))
    if found := _MONTHS_OF.search(text):
        return _month_end(int(found[2]), int(found[1]))
    return date(year, 12, 31) if year else None


def _month_end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
