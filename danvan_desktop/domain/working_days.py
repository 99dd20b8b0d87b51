"""Which days are worked: weekends, public holidays, days off made up for on a Saturday, days only planned.

A calendar is a dated table (resources/law/vn_calendar.json). For years the table does not have, the holidays of
Article 112 of the Labour Code are reckoned by standing_days; such a year is never confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from danvan_desktop.domain.standing_days import standing_days

DAY = timedelta(days=1)
REST = frozenset({"le", "nghi_bu", "hoan_doi_nghi"})  # holiday, compensation for one, day off that is made up for
WORKED, PLANNED = "hoan_doi_lam", "du_kien"  # a worked Saturday; a day off nobody has confirmed: worked until then
KINDS = frozenset({*REST, WORKED, PLANNED})
WEEKEND = 5  # Saturday


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One line of the calendar: `kind` of KINDS; `short` what a sentence calls it ("Tết")."""

    day: date
    name: str
    kind: str
    source: str = ""
    short: str = ""


@dataclass(frozen=True, eq=False)
class Calendar:
    """A version of the calendar; equal only to itself, so that what is worked out with it can be kept by it."""

    version: str
    days: Mapping[date, SpecialDay]
    years: frozenset[int]  # that the table has
    confirmed: frozenset[int]  # whose days off the State has announced
    source: str = ""

    def special(self, day: date) -> SpecialDay | None:
        """What stands at a day; for years outside the table the reckoned holiday."""
        if day.year in self.years:
            return self.days.get(day)
        name = standing_days(day.year).get(day)
        return SpecialDay(day, name, "le", "", name) if name else None

    def works(self, day: date, *, planned_off: bool = False) -> bool:
        """Whether offices work that day. `planned_off`: as if every planned day off had been confirmed."""
        found = self.special(day)
        if found is None:
            return day.weekday() < WEEKEND
        if found.kind == WORKED:
            return True
        if found.kind == PLANNED:
            return not planned_off and day.weekday() < WEEKEND
        return False

    def next_working(self, day: date, *, planned_off: bool = False) -> date:
        """The day itself, or the first worked one after it."""
        while not self.works(day, planned_off=planned_off):
            day += DAY
        return day

    def is_confirmed(self, day: date) -> bool:
        """Whether the days off of that year are announced."""
        return day.year in self.confirmed

    def rests(self, first: date, last: date) -> list[Rest]:
        """Runs of days off around holidays that touch the span, whole (a run may begin before it and end after it)."""
        found: list[Rest] = []
        day = first
        while day <= last:
            if self.works(day) or self._plain_weekend(day):
                day += DAY
                continue
            found.append(self._run(day))
            day = found[-1].last + DAY
        return found

    def worked_saturdays(self, first: date, last: date) -> list[date]:
        """Rest days of the week that are worked in the span."""
        return [day for day in _span(first, last) if (found := self.special(day)) is not None and found.kind == WORKED]

    def _plain_weekend(self, day: date) -> bool:
        """A weekend that no holiday touches."""
        return not self._run(day).names

    def _run(self, day: date) -> Rest:
        first = last = day
        while not self.works(first - DAY):
            first -= DAY
        while not self.works(last + DAY):
            last += DAY
        marks = (self.special(one) for one in _span(first, last))
        names = dict.fromkeys(mark.short or mark.name for mark in marks if mark is not None and mark.kind in REST)
        return Rest(first, last, tuple(names))


@dataclass(frozen=True, slots=True)
class Rest:
    """Days off in a row, weekends among them, and the holidays they are for."""

    first: date
    last: date
    names: tuple[str, ...]


def _span(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def calendar_from(table: Mapping[str, Any]) -> Calendar:
    """A calendar of its table. Raises KeyError, TypeError or ValueError where it cannot be read.

    A day that cannot be read raises BadDayError, which names its place.
    """
    listed = [_day_of(place, item) for place, item in enumerate(table["days"], 1)]
    days = {item.day: item for item in listed}
    if len(days) != len(listed):
        raise ValueError("a day stands there twice")
    years = frozenset(int(year) for year in table["years"])
    if stray := {day.year for day in days} - years:
        raise ValueError(f"days of years that are not listed: {sorted(stray)}")
    confirmed = frozenset(int(year) for year in table["confirmed"])
    return Calendar(str(table["version"]), days, years, confirmed & years, str(table.get("source", "")))


class BadDayError(ValueError):
    """One day of a calendar cannot be read. `place` counts from 1; `day` as it is written."""

    def __init__(self, place: int, day: str) -> None:
        super().__init__(f"day {place} ({day}) cannot be read")
        self.place, self.day = place, day


def _day_of(place: int, item: Mapping[str, Any]) -> SpecialDay:
    try:
        return _special(item)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        written = item.get("date", "") if isinstance(item, Mapping) else item
        raise BadDayError(place, str(written)) from error


def _special(item: Mapping[str, Any]) -> SpecialDay:
    if item["kind"] not in KINDS:
        raise ValueError(f"no such kind of day: {item['kind']}")
    day = date.fromisoformat(item["date"])
    return SpecialDay(day, str(item["name"]), item["kind"], str(item.get("source", "")), str(item.get("short", "")))


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that differs between two calendars; None where one of them has nothing."""

    day: date
    before: SpecialDay | None
    after: SpecialDay | None


def changed_days(before: Calendar, after: Calendar) -> list[DayChange]:
    """The days that two calendars have otherwise, oldest first; a new source alone is no change."""
    found = []
    for day in sorted(before.days.keys() | after.days.keys()):
        old, new = before.days.get(day), after.days.get(day)
        if (old and (old.name, old.kind)) != (new and (new.name, new.kind)):
            found.append(DayChange(day, old, new))
    return found
