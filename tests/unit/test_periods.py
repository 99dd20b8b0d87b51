"""Periods: whole years, their names, the one before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.periods import BadPeriodError, Period, year

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "năm 2019"),
        (date(2016, 1, 1), date(2020, 12, 31), "giai đoạn 2016 - 2020"),
        (date(2019, 1, 1), date(2019, 10, 18), "từ 01/01/2019 đến 18/10/2019"),
    ],
)
def test_a_period_is_named_as_documents_name_it(first: date, last: date, label: str) -> None:
    assert Period(first, last).label == label


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadPeriodError):
        Period(date(2019, 2, 1), date(2019, 1, 31))


@given(DAYS, DAYS)
def test_the_period_before_touches_this_one_and_is_as_long(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    before = period.previous
    assert before.last == period.first - timedelta(days=1)
    assert period.whole_years == before.whole_years or not period.whole_years
    if not period.whole_years:
        assert before.last - before.first == period.last - period.first


@given(st.integers(1950, 2100))
def test_a_year_is_whole_and_covers_only_itself(number: int) -> None:
    assert year(number).whole_years
    assert list(year(number).years) == [number]
