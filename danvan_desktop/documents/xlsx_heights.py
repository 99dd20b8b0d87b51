"""How high the rows of a sheet must be: programs other than Excel do not fit rows to wrapped text when they open it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from danvan_desktop.documents.heads import HeadCell

_LINE_PT, _MOST_PT = 14.5, 400.0
_LETTERS = 1.2  # of Times 11 beside the digit by which a column is measured


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column of that many characters."""
    room = max(1, int(width * _LETTERS))
    return sum(max(1, len(textwrap.wrap(part, room))) for part in text.split("\n"))


def row_height(texts: Iterable[tuple[str, float]]) -> float | None:
    """Points for a row of (text, width of its column); None where one line is enough: that row grows by itself."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(lines * _LINE_PT + 2, _MOST_PT) if lines > 1 else None


def head_heights(cells: Sequence[HeadCell], widths: Sequence[float]) -> list[float]:
    """Points for each row of a head whose cells may lie over several rows and columns."""
    needed = [1] * max(cell.row + cell.rows for cell in cells)
    for cell in sorted(cells, key=lambda one: one.rows):
        lines = lines_of(cell.text, sum(widths[cell.column : cell.column + cell.columns]))
        over = needed[cell.row : cell.row + cell.rows]
        needed[cell.row + cell.rows - 1] += max(0, lines - sum(over))
    return [lines * _LINE_PT + 2 for lines in needed]
