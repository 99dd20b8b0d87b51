"""Which reports come regularly, which days they cover and what their periods are called; dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.documents.text import roman
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.organ import template

FREE = "period"
_DATA = "report-periods"
EVER = date(9999, 12, 31)


@dataclass(frozen=True)
class PeriodName:
    """What a period and the one after it are called in a report of its kind."""

    here: str
    next: str
    number: int = 0


def kinds(on: date = EVER) -> Mapping[str, Mapping[str, Any]]:
    """The kinds of report by code, in the order officers know them."""
    found: Mapping[str, Mapping[str, Any]] = template(_DATA, on)["kinds"]
    return found


def cuts() -> tuple[int, ...]:
    """The days on which the months of figures may end; 0 is the calendar's end of month."""
    return tuple(int(day) for day in template(_DATA, EVER)["cuts"])


def period_of(kind: str, year: int, number: int = 1, cut: int = 0) -> Period:
    """The days of a report: whole months, or with a cut day the months that end on it."""
    months = int(kinds()[kind]["months"])
    last, first = number * months, (number - 1) * months + 1
    if not cut:
        return Period(date(year, first, 1), _month_end(year, last))
    before = (year, first - 1) if first > 1 else (year - 1, 12)
    return Period(date(*before, cut + 1), date(year, last, cut))


def name_of(kind: str, period: Period) -> PeriodName:
    """The name of a period; one no calendar of the kind knows is told by its days."""
    spec = kinds().get(kind, kinds()[FREE])
    number = _number(kind, period)
    if not number:
        following = f"năm {period.last.year + 1}" if period.whole_years else str(kinds()[FREE]["next"])
        return PeriodName(period.label, following)
    year, after = period.last.year, number % int(spec["count"]) + 1
    next_year = year + (1 if after == 1 else 0)
    words = {
        "n": number, "roman": roman(number), "year": year,
        "next_n": after, "next_roman": roman(after), "next_year": next_year,
    }  # fmt: skip
    return PeriodName(spec["period"].format(**words), spec["next"].format(**words), number)


def before(kind: str, period: Period) -> Period:
    """The period of the report before this one, of the same kind."""
    number = _number(kind, period)
    if not number:
        return period.previous
    count, cut = int(kinds()[kind]["count"]), _cut(kind, period, number) or 0
    if number > 1:
        return period_of(kind, period.last.year, number - 1, cut)
    return period_of(kind, period.last.year - 1, count, cut)


def newest(kind: str, today: date, cut: int = 0) -> Period:
    """The period an officer most likely reports now: the last one that has ended or ends soon."""
    count, soon = int(kinds()[kind]["count"]), 10 + 3 * int(kinds()[kind]["months"])
    known = [period_of(kind, year, n, cut) for year in (today.year - 1, today.year) for n in range(1, count + 1)]
    ended = [period for period in known if (period.last - today).days <= soon]
    return ended[-1]


def _number(kind: str, period: Period) -> int:
    spec = kinds().get(kind)
    if spec is None or not spec["months"] or period.last.month % int(spec["months"]):
        return 0
    number = period.last.month // int(spec["months"])
    return number if number <= int(spec["count"]) and _cut(kind, period, number) is not None else 0


def _cut(kind: str, period: Period, number: int) -> int | None:
    """The cut day by which it is a period of this kind; None when it is none."""
    for cut in cuts():
        if period_of(kind, period.last.year, number, cut) == period:
            return cut
    return None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
