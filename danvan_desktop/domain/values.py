"""Neutral values and their stored forms.

| kind | Python value | in an op (JSON) | in a view table |
|---|---|---|---|
| text, long text, time, choice | str | string | TEXT |
| integer, money | int | integer | INTEGER |
| decimal | Decimal | decimal string "1200.5" | INTEGER, millionths |
| date | date | "2026-11-22" | TEXT |
| yes/no | bool | true/false | INTEGER 0/1 |
| choices | tuple of codes, sorted | list | TEXT "a,b" |
| link | bytes, 16 | hex | BLOB |
| attachment | str, SHA-256 hex | string | TEXT |

A person field stands in the op as {"s": sha256 hex}; its view column holds the 32 raw bytes.
None is stored as JSON null and SQL NULL. There are no floats anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean, clean_long

Value: TypeAlias = str | int | bool | Decimal | date | bytes | tuple[str, ...] | None
Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Cell: TypeAlias = str | int | bytes | None

DECIMAL_SCALE = 1_000_000
_HASH_LETTERS = 64
_MOST_DIGITS = 18  # before the point


class BadValueError(ValueError):
    """A value does not fit its field."""


UNFIT = (BadValueError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError)


def to_json(field: Field, value: Value) -> Json:
    """The form of an open value in an op. Raises BadValueError when the value does not fit the kind."""
    if value is None:
        return None
    return _TO_JSON[field.kind](value)


def to_cell(field: Field, stored: Json) -> Cell:
    """The form in a view table of what stands in an op; a value that does not fit is None."""
    if stored is None:
        return None
    try:
        return cell_maker(field)(stored)
    except UNFIT:
        return None  # an op written by another version: kept in the journal, shown as empty


def cell_maker(field: Field) -> Callable[[object], Cell]:
    """What `to_cell` does with a value that is not None, for many rows; raises one of UNFIT."""
    return _sealed if field.sealed else _TO_CELL[field.kind]


def sealed_hash(stored: object) -> bytes:
    """The hash by which an op names a person's value; b"" for whatever else another program wrote there."""
    told = stored.get("s") if isinstance(stored, dict) else None
    if not isinstance(told, str) or len(told) != _HASH_LETTERS:
        return b""
    try:
        digest = bytes.fromhex(told)
    except ValueError:
        return b""
    return digest if digest.hex() == told else b""  # in its one spelling: it is looked for as it stands


def _sealed(stored: object) -> bytes:
    if not (digest := sealed_hash(stored)):
        raise BadValueError
    return digest


def _stored_integer(value: object) -> int:
    number = _integer(value)
    if not -(2**63) <= number < 2**63:
        raise BadValueError
    return number


def from_cell(field: Field, cell: Cell) -> Value:
    """The Python value of a view cell (not for person fields: their value lies in the vault)."""
    if cell is None:
        return None
    return _FROM_CELL[field.kind](cell)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError
    return clean(value)


def _long_text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError
    return clean_long(value)


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValueError
    return value


def _decimal(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise BadValueError
    return canonical_decimal(Decimal(value))


def canonical_decimal(number: Decimal) -> str:
    """Shortest plain notation: 1200.5, 40, -0.25."""
    if not number.is_finite():
        raise BadValueError
    text = format(number.normalize(), "f")
    return "0" if text in {"-0", ""} else text


def _date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _day(value)
    raise BadValueError


@lru_cache(maxsize=20_000)  # the days of half a century
def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError
    return value


def _choices(value: object) -> list[Json]:
    if not isinstance(value, tuple | list):
        raise BadValueError
    return sorted({_text(item) for item in value})  # type: ignore[return-value]


def _link(value: object) -> str:
    if isinstance(value, bytes) and len(value) == 16:
        return value.hex()
    if isinstance(value, str) and len(bytes.fromhex(value)) == 16:
        return value.lower()
    raise BadValueError


def _millionths(value: object) -> int:
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:  # else the whole number would be written out
        raise BadValueError
    return int((number * DECIMAL_SCALE).to_integral_value())


_TO_JSON: dict[Kind, Callable[[Any], Json]] = {
    Kind.TEXT: _text, Kind.LONG_TEXT: _long_text, Kind.TIME: _text, Kind.CHOICE: _text, Kind.ATTACHMENT: _text,
    Kind.INTEGER: _integer, Kind.MONEY: _integer, Kind.DECIMAL: _decimal, Kind.DATE: _date, Kind.YES_NO: _bool,
    Kind.CHOICES: _choices, Kind.LINK: _link,
}  # fmt: skip
_TO_CELL: dict[Kind, Callable[[Any], Cell]] = {
    **dict.fromkeys((Kind.TEXT, Kind.LONG_TEXT, Kind.TIME, Kind.CHOICE, Kind.ATTACHMENT), str),
    Kind.INTEGER: _stored_integer, Kind.MONEY: _stored_integer, Kind.DATE: _date,
    Kind.DECIMAL: lambda value: _stored_integer(_millionths(value)), Kind.YES_NO: lambda value: int(_bool(value)),
    Kind.CHOICES: lambda value: ",".join(str(v) for v in value), Kind.LINK: lambda value: bytes.fromhex(_link(value)),
}  # fmt: skip
_FROM_CELL: dict[Kind, Callable[[Any], Value]] = {
    **dict.fromkeys((Kind.TEXT, Kind.LONG_TEXT, Kind.TIME, Kind.CHOICE, Kind.ATTACHMENT), str),
    Kind.INTEGER: _integer, Kind.MONEY: _integer,
    Kind.DECIMAL: lambda cell: Decimal(cell) / DECIMAL_SCALE, Kind.DATE: lambda cell: date.fromisoformat(str(cell)),
    Kind.YES_NO: bool, Kind.CHOICES: lambda cell: tuple(filter(None, str(cell).split(","))), Kind.LINK: bytes,
}  # fmt: skip
