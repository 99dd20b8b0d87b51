"""What a calendar of days off must not lack or lose: the holidays of Article 112 of the 2019 Labour Code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.domain.standing_days import solar
from danvan_desktop.domain.working_days import REST, WEEKEND, WORKED, Calendar, DayChange, changed_days
from danvan_desktop.i18n import N_

DAY = timedelta(days=1)
_OWN_REST = REST - {"hoan_doi_nghi"}  # a day off that is made up for is no holiday


@dataclass(frozen=True)
class Missing:
    """A holiday that a confirmed year does not have, or not whole: `found` of `need` days off in the week."""

    year: int
    name: str
    day: date
    found: int
    need: int


@dataclass(frozen=True)
class _Holiday:
    """Days that must be off themselves, and how many working days of the week go with them within a span."""

    name: str
    days: tuple[date, ...]
    first: date
    last: date
    need: int


def _holidays(year: int) -> Iterator[_Holiday]:
    new_year, tet, kings = date(year, 1, 1), solar(year, 1, 1), solar(year, 3, 10)
    yield _Holiday(N_("New Year 1/1"), (new_year,), new_year, new_year + 3 * DAY, 1)
    yield _Holiday(N_("Tết, five days"), (tet, tet + DAY, tet + 2 * DAY), tet - 5 * DAY, tet + 10 * DAY, 5)
    yield _Holiday(N_("Hùng Kings’ day, 10/3 of the lunar year"), (kings,), kings, kings + 6 * DAY, 1)
    april, may = date(year, 4, 30), date(year, 5, 1)
    yield _Holiday(N_("30/4 and 1/5"), (april, may), april, may + 6 * DAY, 2)
    nation = date(year, 9, 2)
    yield _Holiday(N_("National day 2/9 and a day beside it"), (nation,), nation - DAY, nation + 4 * DAY, 2)


def missing(calendar: Calendar) -> list[Missing]:
    """Holidays of the Labour Code that years called confirmed do not have; a weekend's is made good in the week."""
    return [one for year in sorted(calendar.confirmed) for one in _missing(calendar, year)]


def _missing(calendar: Calendar, year: int) -> Iterator[Missing]:
    """A day off serves one holiday: its own first, then the one before it that fell on a weekend."""
    holidays = list(_holidays(year))
    own = {day: one for one in holidays for day in one.days if _is_off(calendar, day)}
    taken = set(own)
    for one in holidays:
        span = (one.first + place * DAY for place in range((one.last - one.first).days + 1))
        free = [day for day in span if _is_off(calendar, day) and (day not in taken or own.get(day) is one)]
        taken.update(free[: one.need])
        if len(free) < one.need or any(calendar.works(day) for day in one.days):
            yield Missing(year, one.name, one.days[0], min(len(free), one.need), one.need)


def _is_off(calendar: Calendar, day: date) -> bool:
    special = calendar.special(day)
    return day.weekday() < WEEKEND and special is not None and special.kind in _OWN_REST


def taken_away(old: Calendar, new: Calendar) -> list[DayChange]:
    """Days of a confirmed year that were off, or worked to make up for one, and are so no longer."""
    return [
        change for change in changed_days(old, new)
        if change.before is not None and change.before.kind in {*REST, WORKED}
        and old.is_confirmed(change.day) and old.works(change.day) != new.works(change.day)
    ]  # fmt: skip


def doubted(old: Calendar, new: Calendar) -> list[int]:
    """Years that were confirmed and are no longer."""
    return sorted(old.confirmed - new.confirmed)
