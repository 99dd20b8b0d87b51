"""The calendar of days off: what stands in it, what is reckoned for other years, and files that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan_desktop.domain.lunar import lunar
from danvan_desktop.domain.standing_days import standing_days
from danvan_desktop.domain.working_days import calendar_from, changed_days
from danvan_desktop.storage import rules
from tests.unit.domain.slow_terms import office_is_open

CALENDAR = rules.calendar()


def test_every_day_of_four_years_is_worked_or_not_as_announced() -> None:
    day = date(2024, 1, 1)
    while day.year < 2028:
        assert CALENDAR.works(day) == office_is_open(day), day
        day += timedelta(days=1)


def test_the_corrections_to_the_generated_table_are_in() -> None:
    assert not CALENDAR.works(date(2026, 1, 2))
    assert CALENDAR.works(date(2026, 1, 10))
    planned = CALENDAR.special(date(2026, 11, 24))
    assert planned is not None
    assert planned.kind == "du_kien"
    assert CALENDAR.works(date(2026, 11, 24))
    assert not CALENDAR.works(date(2026, 11, 24), planned_off=True)


def test_only_announced_years_are_confirmed_and_every_day_names_its_source() -> None:
    assert sorted(CALENDAR.confirmed) == [2024, 2025, 2026]
    assert not CALENDAR.is_confirmed(date(2027, 2, 5))
    assert all(one.source for one in CALENDAR.days.values())


def test_days_off_around_a_holiday_are_told_as_one_run() -> None:
    [rest] = CALENDAR.rests(date(2026, 2, 10), date(2026, 2, 18))
    assert (rest.first, rest.last, rest.names) == (date(2026, 2, 14), date(2026, 2, 22), ("Tết",))
    assert CALENDAR.rests(date(2026, 3, 2), date(2026, 3, 31)) == []


@pytest.mark.parametrize("year", [1995, 2011, 2019, 2023, 2028, 2033, 2060])
def test_other_years_have_the_holidays_of_the_labour_code(year: int) -> None:
    found = standing_days(year)
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= set(found)
    [first] = [day for day, name in found.items() if name == "Tết" and (lunar(day).day, lunar(day).month) == (1, 1)]
    assert date(year, 1, 20) < first < date(year, 2, 22)
    [ancestors] = [day for day, name in found.items() if name == "Giỗ Tổ" and lunar(day).day == 10]
    assert lunar(ancestors).month == 3
    assert not any(CALENDAR.works(day) for day in found)


def test_a_change_of_a_days_kind_is_listed_and_a_new_source_is_not() -> None:
    day = {"date": "2026-11-24", "name": "Ngày Văn hóa", "kind": "du_kien", "source": "a"}
    table = {"version": "1", "years": [2026], "confirmed": [], "days": [day]}
    before = calendar_from(table)
    assert changed_days(before, calendar_from({**table, "days": [{**day, "source": "b"}]})) == []
    [change] = changed_days(before, calendar_from({**table, "days": [{**day, "kind": "le"}]}))
    assert change.after is not None
    assert (change.day, change.after.kind) == (date(2026, 11, 24), "le")
    [gone] = changed_days(before, calendar_from({**table, "days": []}))
    assert gone.after is None


BAD: list[dict[str, object]] = [
    {},
    {"version": "2", "years": [2026], "confirmed": [], "days": [{"date": "2026-13-01", "name": "a", "kind": "le"}]},
    {"version": "2", "years": [2026], "confirmed": [], "days": [{"date": "2026-01-01", "name": "a", "kind": "?"}]},
    {"version": "2", "years": [2026], "confirmed": [], "days": [{"date": "2025-01-01", "name": "a", "kind": "le"}]},
    {"version": "2", "years": "x", "confirmed": [], "days": []},
]  # fmt: skip


@pytest.mark.parametrize("table", BAD)
def test_a_table_that_cannot_be_read_is_refused(table: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        calendar_from(table)
