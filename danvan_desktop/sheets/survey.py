"""A first look at a workbook: which sheet holds which register, what each column seems to be, a few cells of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from danvan_desktop.domain.text import fold
from danvan_desktop.sheets.categories import Categories
from danvan_desktop.sheets.cells import is_blank, shown
from danvan_desktop.sheets.find_register import LOOK_AT_ROWS, best_head
from danvan_desktop.sheets.grid import Book, CellValue, Grid, Row
from danvan_desktop.sheets.head import Head, column_letter, is_number_row, read_head
from danvan_desktop.sheets.mapping import Column, OfficeMap, propose
from danvan_desktop.sheets.register_rules import IMPORTABLE, RegisterRules, rules_of

SAMPLES = 3
SAMPLED_ROWS = 60
DENUNCIATION = "to cao"
_NAMED = re.compile(r"^(?:ông|bà|anh|chị)\s", re.IGNORECASE)

OfficeMaps = Callable[[str], OfficeMap]


@dataclass(frozen=True)
class Guess:
    """A register of a type whose head begins in a row; `score` compares guesses of one workbook."""

    type_name: str
    head_row: int
    score: int


@dataclass(frozen=True)
class SheetFound:
    """A sheet and what it may hold, best first."""

    name: str
    guesses: tuple[Guess, ...]

    @property
    def best(self) -> Guess | None:
        """The best guess, or None where nothing looks like a register."""
        return self.guesses[0] if self.guesses else None


@dataclass(frozen=True)
class ColumnFound:
    """One column under a head: what it is read as, how sure, and some of its cells.

    `secret`: a person's name, address or contact, of which no cell is shown before the kind of its row is known.
    """

    place: int
    head: str
    to: str
    points: int
    tick: bool
    secret: bool
    samples: tuple[str, ...]

    @property
    def letter(self) -> str:
        """A, B … AA, as Excel shows it."""
        return column_letter(self.place)


def survey(book: Book, maps: OfficeMaps) -> list[SheetFound]:
    """Every sheet of a workbook with its guesses."""
    return [SheetFound(name, _guesses(book.top(name, LOOK_AT_ROWS), maps)) for name in book.sheet_names]


def top_texts(book: Book, sheet: str, rows: int) -> list[list[str]]:
    """The first rows of a sheet for choosing its head by eye. Of what may be a record only dots are shown."""
    return [_texts(row) for row in book.top(sheet, rows).rows]


def _texts(row: Row) -> list[str]:
    texts = [shown(cell) or "" for cell in row]
    return ["…" if text else "" for text in texts] if _may_be_record(row) else texts


def _may_be_record(row: Row) -> bool:
    """A date or a number stands in it, or a person is named among other cells."""
    if is_number_row(row):
        return False
    filled = [cell for cell in row if not is_blank(cell)]
    if any(not isinstance(cell, str) or cell.strip()[:1].isdigit() for cell in filled):
        return True
    return len(filled) > 2 and any(isinstance(c, str) and _NAMED.search(c) for c in filled)


def _guesses(grid: Grid, maps: OfficeMaps) -> tuple[Guess, ...]:
    found = []
    for type_name in IMPORTABLE:
        office = maps(type_name)
        best = best_head(grid, rules_of(type_name), Categories(type_name, office), office)
        if best is not None:
            found.append(Guess(type_name, best.head.first, best.score))
    return tuple(sorted(found, key=lambda guess: -guess.score))


def columns(book: Book, type_name: str, sheet: str, head_row: int, office: OfficeMap) -> list[ColumnFound]:
    """The columns under the head in `head_row`, whether or not they make a whole register."""
    grid = book.top(sheet, max(LOOK_AT_ROWS, head_row + SAMPLED_ROWS))
    if not 0 < head_row <= len(grid.rows):
        return []
    rules = rules_of(type_name)
    head = read_head(grid, head_row)
    mapping = propose(head, rules, office, Categories(type_name, office))
    read = {column.place: column for column in mapping.columns}
    rows = _open_rows(grid.rows[head.last : head.last + SAMPLED_ROWS], head)
    return [
        _column(place, head, read.get(place), rules, rows)
        for place, cell in enumerate(head.columns)
        if cell is not None or any(not is_blank(_at(row, place)) for row in rows)
    ]


def _column(place: int, head: Head, column: Column | None, rules: RegisterRules, rows: list[Row]) -> ColumnFound:
    secret = bool(column and column.secret) or _may_name_persons(head, place, rules)
    return ColumnFound(
        place, head.shown(place), column.to if column else "", column.points if column else 0,
        bool(column and column.tick), secret, () if secret else _samples(rows, place),
    )  # fmt: skip


def _may_name_persons(head: Head, place: int, rules: RegisterRules) -> bool:
    """Whether a head that is not read as a person's field is known as one."""
    key = head.keys[place]
    return any(rule.secret and key in rule.heads for rule in rules.columns)


def _open_rows(rows: list[Row], head: Head) -> list[Row]:
    """Rows of which a cell may be shown before they are read: no denunciation, and none under a heading of them."""
    marked = [place for place, cell in enumerate(head.columns) if cell and DENUNCIATION in fold(cell.shown)]
    found: list[Row] = []
    for row in rows:
        named = any(isinstance(cell, str) and DENUNCIATION in fold(cell) for cell in row)
        if named and sum(1 for cell in row if not is_blank(cell)) <= 2:
            break
        if not named and not is_number_row(row) and all(is_blank(_at(row, place)) for place in marked):
            found.append(row)
    return found


def _samples(rows: list[Row], place: int) -> tuple[str, ...]:
    texts = dict.fromkeys(text for row in rows if not is_blank(cell := _at(row, place)) and (text := shown(cell)))
    return tuple(list(texts)[:SAMPLES])


def _at(row: Row, place: int) -> CellValue:
    return row[place] if place < len(row) else None
