"""What every kind of workbook is turned into: named sheets of rows, cells as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, TypeAlias


class Flaw(StrEnum):
    """Why a cell has no value that may be taken."""

    NO_STORED_VALUE = "no_stored_value"
    LINK_FORMULA = "link_formula"


@dataclass(frozen=True)
class FlawedCell:
    """A formula whose value may not be taken; `text` is the formula as typed."""

    flaw: Flaw
    text: str

    def __str__(self) -> str:
        return self.text


CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | FlawedCell | None
Row: TypeAlias = "list[CellValue] | tuple[CellValue, ...]"


@dataclass(frozen=True)
class Merge:
    """A merged block, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet: `rows[0]` is row 1 as Excel shows it; rows may have different lengths."""

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = field(default=())


class Book(Protocol):
    """An opened workbook."""

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets with cells, the visible ones first."""

    def top(self, name: str, rows: int) -> Grid:
        """The first rows of a sheet."""

    def whole(self, name: str) -> Grid:
        """All rows of a sheet."""

    def close(self) -> None:
        """Let go of the file."""
