"""Finding the head of a register under its titles, in one row or several, with merged groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.sheets.cells import is_blank
from danvan_desktop.sheets.grid import CellValue, Grid, Merge, Row
from danvan_desktop.sheets.register_rules import RegisterRules

MAX_HEAD_ROWS = 4
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-Za-z])\s*[)\]]?(?:\s*=.*)?")
_NUMERIC = re.compile(r"[\d\s.,/\-()%]+")


@dataclass(frozen=True)
class HeadCell:
    """One column's head: `text` as the officer sees it (lowest level), `group` what stands above it."""

    text: str
    group: str = ""

    @property
    def shown(self) -> str:
        """The column's name in messages."""
        return f"{self.group} – {self.text}" if self.group else self.text


@dataclass(frozen=True)
class Head:
    """A head block: 1-based first and last row, and a head cell for each column (None: no head)."""

    first: int
    last: int
    columns: tuple[HeadCell | None, ...]
    title: tuple[str, ...] = ()

    def shown(self, column: int) -> str:
        """Name of a 0-based column: its head, else its letter."""
        cell = self.columns[column] if column < len(self.columns) else None
        return cell.shown if cell else column_letter(column)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Folded head texts, for recognising the same head on a later page."""
        return tuple(fold_key(cell.text) if cell else "" for cell in self.columns)


def column_letter(column: int) -> str:
    """A, B … AA of a 0-based column."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def may_be_head(row: Row, rules: RegisterRules) -> bool:
    """A quick look: two texts that are head texts of this register."""
    found = set()
    for cell in row:
        if isinstance(cell, str) and len(cell) <= 120:
            key = fold_key(cell)
            if key in rules.known or (key and len(cell) <= 60 and rules.hints.search(key)):
                found.add(key)
    return len(found) >= 2


def read_head(grid: Grid, number: int) -> Head:
    """The head block that begins in row `number` (1-based), with its lower rows."""
    last = number
    while last < len(grid.rows) and last - number + 1 < MAX_HEAD_ROWS and _goes_on(grid, number, last):
        last += 1
    levels = [_spread(grid, row, last) for row in range(number, last + 1)]
    width = max(len(level) for level in levels)
    columns = tuple(_head_cell([level[c] if c < len(level) else "" for level in levels]) for c in range(width))
    return Head(number, last, columns, tuple(title_lines(grid.rows[: number - 1])))


def title_lines(rows: Sequence[Row]) -> list[str]:
    """Texts above the head, top to bottom."""
    return [clean(cell) for row in rows for cell in row if isinstance(cell, str) and clean(cell)]


def _head_cell(texts: list[str]) -> HeadCell | None:
    levels = [text for place, text in enumerate(texts) if text and text not in texts[:place]]
    if not levels:
        return None
    return HeadCell(levels[-1], " – ".join(levels[:-1]))


def _goes_on(grid: Grid, first: int, last: int) -> bool:
    """Whether the row after `last` still belongs to the head."""
    above, below = _last_texts(grid.rows[first - 1 : last]), grid.rows[last]
    if is_number_row(below):
        return False
    texts = [(c, cell) for c, cell in enumerate(below) if not is_blank(cell)]
    if not texts or any(not isinstance(cell, str) or _NUMERIC.fullmatch(cell.strip()) for _c, cell in texts):
        return False
    if any(m.top <= last < m.bottom and m.top >= first for m in grid.merges):
        return True
    if any(m.top == last == m.bottom and m.right > m.left and _holds(m, texts) for m in grid.merges):
        return True
    return len(texts) >= 2 and all(_under_group(above, c) for c, _cell in texts) and not _first_text(below, above)


def _last_texts(rows: Sequence[Row]) -> Row:
    """The lowest text of each column so far."""
    found: list[CellValue] = [None] * max((len(row) for row in rows), default=0)
    for row in rows:
        for c, cell in enumerate(row):
            if not is_blank(cell):
                found[c] = cell
    return found


def _holds(merge: Merge, texts: list[tuple[int, CellValue]]) -> bool:
    return sum(1 for c, _cell in texts if merge.left <= c + 1 <= merge.right) >= 2


def _under_group(above: Row, column: int) -> bool:
    """Nothing stands above this column, or a group begins above it that has room to its right."""
    cell = above[column] if column < len(above) else None
    right = above[column + 1] if column + 1 < len(above) else None
    return is_blank(cell) or is_blank(right)


def _first_text(below: Row, above: Row) -> bool:
    """The first headed column has a text below: then that row is data, not a lower head row."""
    first = next((c for c, cell in enumerate(above) if not is_blank(cell)), 0)
    return first < len(below) and not is_blank(below[first])


def _spread(grid: Grid, number: int, last: int) -> list[str]:
    """Texts of a head row; a group's text stands in each of its columns."""
    row = grid.rows[number - 1]
    texts = [clean(str(cell)) if not is_blank(cell) else "" for cell in row]
    merged = [m for m in grid.merges if m.top == number and m.right > m.left]
    for m in merged:
        texts.extend([""] * (m.right - len(texts)))
        for c in range(m.left - 1, m.right):
            texts[c] = texts[m.left - 1]
    if not merged and number < last:
        _spread_without_merges(texts, grid.rows[number])
    return texts


def _spread_without_merges(texts: list[str], below: Row) -> None:
    width = max(len(texts), len(below))
    texts.extend([""] * (width - len(texts)))
    for c in range(1, width):
        if not texts[c] and c < len(below) and not is_blank(below[c]):
            texts[c] = texts[c - 1]


def is_number_row(row: Row) -> bool:
    """The row "(1) (2) (3)", "1 2 3" or "A B 1 2" under a head."""
    cells = [cell for cell in row if cell is not None and not is_blank(cell)]
    if len(cells) < 3:
        return False
    texts = []
    for cell in cells:  # of most rows the first or second cell tells
        texts.append(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip())
        if not _COLUMN_NUMBER.fullmatch(texts[-1]):
            return False
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text.partition("=")[0]))]
    if all(text.startswith(("(", "[")) for text in texts):
        return True
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))
