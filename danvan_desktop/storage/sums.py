"""Sums that no value can break: SQLite stops a query whose sum leaves 64 bits, and one office may write any number."""

from __future__ import annotations

from decimal import Decimal

from danvan_desktop.storage.piece import Piece

_HALF = 1_000_000_000


def in_halves(number: str, values: tuple[object, ...] = ()) -> Piece:
    """The sum of an SQL expression as two texts; `whole` reads it. NULL where there is nothing to add."""
    return Piece(f"sum(({number}) / {_HALF}) || ' ' || sum(({number}) % {_HALF})", (*values, *values))


def whole(cell: int | str | None) -> int:
    """The number that was added, or one that was only counted."""
    if not isinstance(cell, str):
        return int(cell or 0)
    high, low = (Decimal(half) for half in cell.split(" "))
    return int(high * _HALF + low)
