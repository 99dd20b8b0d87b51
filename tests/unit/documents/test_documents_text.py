"""Dates and numbers as documents write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.documents import text


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 3), "ngày 03 tháng 3 năm 2026"),
        (date(2026, 5, 27), "ngày 27 tháng 5 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day: date, written: str) -> None:
    assert text.vn_date(day) == written


def test_short_dates() -> None:
    assert text.short_date(date(2026, 9, 5)) == "05/9/2026"
    assert text.short_date(date(2026, 1, 15)) == "15/01/2026"
    assert text.short_date(None) == ""


def test_numbers_have_points_for_thousands_and_a_comma_for_decimals() -> None:
    assert text.number(2724) == "2.724"
    assert text.number(-1234567) == "-1.234.567"
    assert text.number(Decimal("12.45"), 1) == "12,5"
    assert text.decimal(Decimal("1200.50")) == "1.200,5"
    assert text.decimal(Decimal("1E+3")) == "1.000"
    assert text.money(1_200_000) == "1.200.000 đồng"
    assert text.number(None) == text.decimal(None) == text.money(None) == ""


def test_a_ratio_keeps_both_parts() -> None:
    assert text.ratio(59, 71) == "59/71 (83,1%)"
    assert text.ratio(0, 0) == "0/0"
    assert text.ratio(1, 1) == "1/1 (100,0%)"
    assert text.ratio(1234, 2000) == "1.234/2.000 (61,7%)"


@given(st.integers(-(10**15), 10**15))
def test_a_number_reads_back(value: int) -> None:
    assert int(text.number(value).replace(".", "")) == value


@given(st.integers(1, 39))
def test_roman_numbers_read_back(value: int) -> None:
    sizes = {"X": 10, "V": 5, "I": 1}
    written = [sizes[letter] for letter in text.roman(value)]
    total = sum(-size if size < max(written[n:]) else size for n, size in enumerate(written))
    assert total == value
