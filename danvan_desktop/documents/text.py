"""Dates and numbers as Vietnamese documents write them. babel is imported when first needed: it is slow to load."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_WHOLE = "#,##0"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def vn_date(day: date) -> str:
    """'ngày 05 tháng 01 năm 2026': days below 10 and months 1 and 2 get a zero, the months 3-12 do not."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date | None) -> str:
    """'05/9/2026', the form for tables and running text; nothing for no date."""
    if day is None:
        return ""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def number(value: int | Decimal | None, places: int = 0) -> str:
    """'1.234' or, with places, '12,5'; halves are rounded up. Nothing for None."""
    if value is None:
        return ""
    from babel.numbers import format_decimal

    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    pattern = _WHOLE + ("." + "0" * places if places else "")
    return str(format_decimal(exact, format=pattern, locale="vi"))


def decimal(value: Decimal | None) -> str:
    """A decimal with as many places as it has: '1.200,5'."""
    if value is None:
        return ""
    exponent = value.normalize().as_tuple().exponent
    return number(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


def money(dong: int | None) -> str:
    """'1.200.000 đồng'; nothing for None."""
    return "" if dong is None else f"{number(dong)} đồng"


def percent(numerator: int, denominator: int, places: int = 1) -> str:
    """'83,1%'; an empty text when there is nothing to divide by."""
    if denominator == 0:
        return ""
    return number(Decimal(numerator) * 100 / Decimal(denominator), places) + "%"


def ratio(numerator: int, denominator: int) -> str:
    """'59/71 (83,1%)': both parts always stand there, and 0/0 has no percentage."""
    share = percent(numerator, denominator)
    parts = f"{number(numerator)}/{number(denominator)}"
    return f"{parts} ({share})" if share else parts


def roman(value: int) -> str:
    """'IV' for 4: numbers of headings and annexes."""
    out = ""
    for size, letters in _ROMAN:
        while value >= size:
            out += letters
            value -= size
    return out
