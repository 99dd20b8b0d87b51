"""Dates, numbers and money in the spellings of real registers."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.sheets.cells import CellError, read_yes
from danvan_desktop.sheets.date_cells import read_date
from danvan_desktop.sheets.number_cells import read_decimal, read_integer, read_money
from danvan_desktop.sheets.read_cells import land_scale, money_scale

TODAY = date(2026, 11, 22)
DAY = date(2019, 1, 5)
days = st.dates(date(1950, 1, 1), date(2026, 11, 22))


@pytest.mark.parametrize(
    "text",
    [
        "05/1/2019",
        "5.01.2019",
        "2019-01-05",
        "5-1-2019",
        "ngày 05 tháng 01 năm 2019",
        "05/01/19",
        " 05 / 01 / 2019 ",
        "05/01/2019 08:30",
        "8h30 ngày 05/01/2019",
        "Thứ bảy, 05/01/2019",
        "05 tháng 1 năm 2019",
        "05/01",
        "2019/1/5",
    ],
)
def test_spellings_of_one_day(text: str) -> None:
    assert read_date(text, 2019, TODAY) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2019",
        "29/02/2019",
        "01/2019",
        "hôm qua",
        43470,
        43470.5,
        "43470",
        True,
        "13/13/2019",
        "00/01/2019",
        "5/1/19/2",
        date(1900, 1, 5),
        "05/01/0019",
    ],
)
def test_what_is_no_day(cell: Any) -> None:
    with pytest.raises(CellError):
        read_date(cell, 2019, TODAY)


def test_a_day_without_year_needs_one() -> None:
    with pytest.raises(CellError, match="no_year"):
        read_date("05/01", None, TODAY)


def test_two_digit_years_lie_around_today() -> None:
    assert read_date("05/01/27", None, TODAY).year == 2027
    assert read_date("05/01/60", None, TODAY).year == 1960


@given(days)
def test_every_spelling_of_a_day_comes_back(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f"{day.day}-{day.month:02}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert read_date(text, None, TODAY) == day
    assert read_date(datetime.combine(day, time()), None, TODAY) == day


@given(st.integers(0, 10**12))
def test_every_spelling_of_an_amount_comes_back(amount: int) -> None:
    dots = f"{amount:,}".replace(",", ".")
    for cell in (amount, str(amount), dots, f"{amount:,}", f"{dots} đồng", f"{dots}đ", dots.replace(".", " ")):
        assert read_money(cell) == amount


@given(st.decimals(0, 10**6, places=2))
def test_every_spelling_of_a_quantity_comes_back(number: Decimal) -> None:
    text = f"{number:,}".translate(str.maketrans(",.", ".,"))
    assert read_decimal(text) == number
    assert read_decimal(f"{number:,}") == number or "." not in f"{number:,}" or "," not in f"{number:,}"
    assert read_decimal(float(number)) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,2 tỷ", 1_200_000_000),
        ("30 triệu", 30_000_000),
        ("45,5 tr", 45_500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("12.000.000 đồng", 12_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1.200 triệu", 1_200_000_000),
        ("30trđ", 30_000_000),
        ("1 tỉ đồng", 1_000_000_000),
        ("500k", 500_000),
        ("12,000,000", 12_000_000),
        ("2 triệu rưỡi", None),
        ("hai triệu", None),
        ("-5 triệu", None),
        ("30 con bò", None),
    ],
)
def test_money_in_words(text: str, amount: int | None) -> None:
    if amount is None:
        with pytest.raises(CellError):
            read_money(text)
    else:
        assert read_money(text) == amount


def test_the_unit_of_a_head_counts_where_the_cell_has_none() -> None:
    assert money_scale("Kinh phí (triệu đồng)") == 1_000_000
    assert money_scale("Kinh phí (đồng)") == 1
    assert money_scale("Kinh phí (1.000đ)") == 1_000
    assert (read_money(30, 1_000_000), read_money("30,5", 1_000_000), read_money("2 tỷ", 1_000_000)) == (
        30_000_000,
        30_500_000,
        2_000_000_000,
    )
    assert read_decimal("0,5", land_scale("Đất hiến (ha)")) == 5000
    assert read_decimal("350 m2", land_scale("Đất hiến (m2)")) == 350


@pytest.mark.parametrize("cell", ["hai người", -2, "-2", 1.5, "x", "1.2.3", True])
def test_what_is_no_count(cell: Any) -> None:
    with pytest.raises(CellError):
        read_integer(cell)


def test_counts() -> None:
    assert [read_integer(c) for c in (3, 3.0, "05 người", "1.200", "12 ng")] == [3, 3, 5, 1200, 12]


def test_marks() -> None:
    assert all(read_yes(c) for c in ("x", "X", "✓", "có", 1, True, "v"))
    assert not any(read_yes(c) for c in (None, "", " ", "không", 0, "-", False))
