"""Which sheet and which rows hold the register of a type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.categories import Categories
from danvan_desktop.sheets.grid import Book, Grid
from danvan_desktop.sheets.head import Head, may_be_head, read_head, title_lines
from danvan_desktop.sheets.mapping import ColumnMapping, OfficeMap, propose
from danvan_desktop.sheets.register_rules import RegisterRules

LOOK_AT_ROWS = 150
TITLE_WEIGHT = 400
LEAST_COLUMNS = 2


@dataclass(frozen=True)
class Found:
    """The head that fits best in one sheet."""

    sheet: str
    head: Head
    mapping: ColumnMapping
    score: int


def find_register(
    book: Book, rules: RegisterRules, codes: Categories, office: OfficeMap, sheet: str | None
) -> tuple[Found, list[str]]:
    """The best sheet and its head, and other sheets that look the same. Raises UserError when none fits."""
    names = [_named(book, sheet)] if sheet else book.sheet_names
    found = [best for name in names if (best := best_head(book.top(name, LOOK_AT_ROWS), rules, codes, office))]
    if not found:
        raise _nothing(rules, names, sheet)
    best = max(found, key=lambda item: item.score)  # the first of equals: sheets come in the book's order
    alike = [item.sheet for item in found if item is not best and item.head.keys == best.head.keys]
    return best, alike


def head_at(book: Book, rules: RegisterRules, codes: Categories, office: OfficeMap, place: tuple[str, int]) -> Found:
    """The head in a sheet's row that an officer named. Raises UserError when it lacks required columns."""
    name, number = _named(book, place[0]), place[1]
    grid = book.top(name, max(LOOK_AT_ROWS, number + 10))
    if not 0 < number <= len(grid.rows):
        raise UserError(_("Sheet {name} has no row {row}.").format(name=name, row=number))
    head = read_head(grid, number)
    mapping = propose(head, rules, office, codes)
    if not fits(mapping, rules, office):
        raise _nothing(rules, book.sheet_names, name)
    return Found(name, head, mapping, mapping.score)


def best_head(grid: Grid, rules: RegisterRules, codes: Categories, office: OfficeMap) -> Found | None:
    """The head of this register in a sheet's first rows, or None."""
    best: Found | None = None
    for number, row in enumerate(grid.rows, 1):
        if not may_be_head(row, rules) and not (office.columns and _names_mapped(row, office)):
            continue
        head = read_head(grid, number)
        mapping = propose(head, rules, office, codes)
        if not fits(mapping, rules, office):
            continue
        score = mapping.score + (TITLE_WEIGHT if _title_fits(grid, number, rules) else 0)
        if best is None or score > best.score:
            best = Found(grid.name, head, mapping, score)
    return best


def _names_mapped(row: object, office: OfficeMap) -> bool:
    return (
        isinstance(row, list | tuple)
        and sum(1 for cell in row if isinstance(cell, str) and fold_key(cell) in office.columns) >= 1
    )


def fits(mapping: ColumnMapping, rules: RegisterRules, office: OfficeMap) -> bool:
    """All required columns but the kind, which a title or a heading may give instead, and some more."""
    needed = [name for name in rules.required if name != rules.kind and name not in office.defaults]
    least = LEAST_COLUMNS if mapping.has(rules.kind) or not rules.kind else LEAST_COLUMNS + 1
    return all(mapping.has(name) for name in needed) and len({column.to for column in mapping.columns}) >= least


def _title_fits(grid: Grid, number: int, rules: RegisterRules) -> bool:
    texts = [fold_key(text) for text in (grid.name, *title_lines(grid.rows[: number - 1]))]
    return any(re.search(rf"\b{word}\b(?! vi\b)", text) for text in texts for word in rules.title_words)


def _named(book: Book, sheet: str) -> str:
    wanted = clean(sheet)
    for name in book.sheet_names:
        if name == sheet or clean(name) == wanted:
            return name
    folded = [name for name in book.sheet_names if fold_key(name) == fold_key(wanted)]
    if len(folded) == 1:
        return folded[0]
    raise UserError(
        _("The workbook has no sheet {name}.").format(name=sheet),
        hint=_("Its sheets are: {names}.").format(names=", ".join(book.sheet_names)),
    )


def _nothing(rules: RegisterRules, names: list[str], sheet: str | None) -> UserError:
    from danvan_desktop import records

    label = _(records.get(rules.record).plural)
    needed = ", ".join(_(rules.target(name)[1].label) for name in rules.required)
    where = _("Sheet {name}").format(name=sheet) if sheet else _("The workbook")
    return UserError(
        _("{where} has no head row of a register of this kind: {label}.").format(where=where, label=label),
        kept=_("Nothing was imported."),
        hint=_("Its columns must include: {needed}. Name other heads with --map; the sheets are: {names}.").format(
            needed=needed, names=", ".join(names)
        ),
    )
