"""The head of a table with group headings: which cell covers what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.documents.model import Column


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the head and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def head_cells(columns: Sequence[Column]) -> list[HeadCell]:
    """Cells of the head from the texts of the columns; equal neighbours under equal parents become one cell."""
    depth = max(len(column.heads) for column in columns)
    cells: list[HeadCell] = []
    for row in range(depth):
        place = 0
        while place < len(columns):
            heads = columns[place].heads
            if row >= len(heads):
                place += 1
                continue
            last = row == len(heads) - 1
            width = 1 if last else _same(columns, place, row)
            cells.append(HeadCell(row, place, depth - row if last else 1, width, heads[row]))
            place += width
    return cells


def _same(columns: Sequence[Column], place: int, row: int) -> int:
    """How many columns from `place` on share the group heading of this row."""
    prefix = columns[place].heads[: row + 1]
    width = 1
    while (
        place + width < len(columns)
        and columns[place + width].heads[: row + 1] == prefix
        and len(columns[place + width].heads) > row + 1
    ):
        width += 1
    return width
