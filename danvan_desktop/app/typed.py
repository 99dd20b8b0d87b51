"""What an officer types into one field, read as a value, and a value written the way officers type it.

The rules for numbers and dates are those of spreadsheet cells (sheets/date_cells.py, sheets/number_cells.py); typing
adds shorter forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean, clean_long, fold
from danvan_desktop.domain.values import Value, canonical_decimal
from danvan_desktop.i18n import N_, _
from danvan_desktop.sheets import cells, date_cells, number_cells

_SENTENCES = {
    "bad_date": N_("This is not a date. Type 5/3, 5/3/26 or 05032026."),
    "no_year": N_("This is not a date. Type 5/3, 5/3/26 or 05032026."),
    "no_such_day": N_("There is no such day in the calendar."),
    "bad_number": N_("This is not a number. Type 1200 or 1.200,5."),
    "negative": N_("This number cannot be negative."),
}
_NO_TIME = N_("This is not a time. Type 9h30 or 0930.")
_TIME = re.compile(r"(\d{1,2})\s*(?:h|g|gio|:|\.)\s*(\d{1,2})?\s*(?:p|ph|phut)?")
_WORDS = {"hom nay": 0, "nay": 0, "today": 0, "hom qua": -1, "yesterday": -1, "mai": 1, "ngay mai": 1, "tomorrow": 1}
_SHORT_YEAR = re.compile(r"(\d{1,2}\s*[./\-]\s*\d{1,2}\s*[./\-]\s*)(\d{2})")
_LOOK_BACK = timedelta(days=31)  # "28/12" typed in January means the year that has ended
_CENTURY_TURN = 80  # 00–79 are of this century, 80–99 of the last


class UnreadableError(ValueError):
    """What was typed cannot be read; `sentence` says why. The text itself stays where it was typed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(field: Field, text: str, today: date) -> Value:
    """The value typed into a field of text, number, date or time; None for nothing. Raises UnreadableError."""
    if field.kind is Kind.LONG_TEXT:
        return clean_long(text) or None
    cleaned = clean(text)
    if not cleaned:
        return None
    reader = _READERS.get(field.kind)
    if reader is None:
        return cleaned
    try:
        return reader(field, cleaned, today)
    except cells.CellError as error:
        raise UnreadableError(_(_SENTENCES.get(str(error), _SENTENCES["bad_number"]))) from None


def _integer(_field: Field, text: str, _today: date) -> int:
    sign, digits = _signed(text)
    return sign * number_cells.read_integer(digits)


def _money(_field: Field, text: str, _today: date) -> int:
    sign, digits = _signed(text)
    return sign * number_cells.read_money(digits)


def _decimal(_field: Field, text: str, _today: date) -> Decimal:
    sign, digits = _signed(text)
    return sign * number_cells.read_decimal(digits)


def _signed(text: str) -> tuple[int, str]:
    bare = text.removeprefix("-").removeprefix("−").strip()
    return (1, text) if bare == text else (-1, bare)


def _date(field: Field, text: str, today: date) -> date:
    ahead = _WORDS.get(fold(text))
    if ahead is not None:
        return today + timedelta(days=ahead)
    if text.isdigit():
        text = _spread(text)
    if short := _SHORT_YEAR.fullmatch(text):
        text = f"{short[1]}{_full_year(int(short[2]), today)}"
    found = date_cells.read_date(text, today.year, today)
    without_year = re.search(r"\d{4}", text) is None
    if without_year and field.past and found - today > _LOOK_BACK:
        return date_cells.read_date(text, today.year - 1, today)
    return found


def _spread(digits: str) -> str:
    """050326 and 05032026 with their slashes; a bare 5 or 0503 is a day, or a day and a month."""
    if len(digits) not in {4, 6, 8}:
        raise cells.CellError("bad_date")
    return "/".join(part for part in (digits[:2], digits[2:4], digits[4:]) if part)


def _full_year(short: int, today: date) -> int:
    century = today.year - today.year % 100
    return century + short if short < _CENTURY_TURN else century - 100 + short


def _time(_field: Field, text: str, _today: date) -> str:
    folded = fold(text)
    if folded.isdigit() and len(folded) in {1, 2, 3, 4}:
        folded = f"{folded}:00" if len(folded) < 3 else f"{folded[:-2]}:{folded[-2:]}"
    found = _TIME.fullmatch(folded)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise UnreadableError(_(_NO_TIME))
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


_READERS: dict[Kind, Callable[[Field, str, date], Value]] = {
    Kind.INTEGER: _integer, Kind.MONEY: _money, Kind.DECIMAL: _decimal, Kind.DATE: _date, Kind.TIME: _time,
}  # fmt: skip


def written(field: Field, value: Value) -> str:
    """A value as it stands in its field after leaving it: 1.234,5 and 05/03/2026."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return _grouped(canonical_decimal(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if _is_year(field) else _grouped(str(value))
    return str(value)


def plainly_written(field: Field, value: Value) -> str:
    """The same while the field is being typed in: no grouping to step around."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return canonical_decimal(Decimal(value)).replace(".", ",")
    return written(field, value)


def _is_year(field: Field) -> bool:
    return field.minimum is not None and field.minimum > 1000


def _grouped(plain: str) -> str:
    whole, point, rest = plain.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", ".") + ("," if point else "") + rest
