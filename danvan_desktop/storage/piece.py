"""A piece of SQL with its values: lists and figures are put together from these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A condition in SQL with its values. Identifiers come from definitions only."""

    sql: str
    values: tuple[object, ...] = ()
