"""The lunar hint: Tết of eleven years, leap months, and that every day follows the one before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan_desktop.domain.lunar import LunarDay, lunar

TET = ((2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17),
       (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 2))  # fmt: skip


@pytest.mark.parametrize("day", TET)
def test_tet_is_the_first_day_of_the_first_month(day: tuple[int, int, int]) -> None:
    assert lunar(date(*day)) == LunarDay(1, 1, day[0])


def test_vietnam_keeps_its_own_tet_where_it_differs_from_chinas() -> None:
    assert lunar(date(2007, 2, 17)) == LunarDay(1, 1, 2007)  # China: 18 February
    assert lunar(date(1985, 1, 21)) == LunarDay(1, 1, 1985)  # China: 20 February


@pytest.mark.parametrize(("day", "month"), [((2020, 5, 23), 4), ((2023, 3, 22), 2), ((2025, 7, 25), 6)])
def test_leap_months(day: tuple[int, int, int], month: int) -> None:
    assert lunar(date(*day)) == LunarDay(1, month, day[0], leap=True)


def test_hung_kings_day_and_mid_autumn() -> None:
    assert lunar(date(2026, 4, 26)) == LunarDay(10, 3, 2026)
    assert lunar(date(2026, 9, 25)) == LunarDay(15, 8, 2026)


def test_each_day_follows_the_one_before() -> None:
    day, before = date(2019, 1, 1), lunar(date(2018, 12, 31))
    while day < date(2031, 1, 1):
        now = lunar(day)
        assert now.day in {1, before.day + 1}
        assert before.day >= 29 or now.day != 1
        day, before = day + timedelta(days=1), now
