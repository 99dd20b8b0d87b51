"""Rows copied in Excel, taken in like a sheet of a workbook: the same heads, the same readers of cells, one import."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop import records
from danvan_desktop.app import import_maps
from danvan_desktop.app.import_compare import compare
from danvan_desktop.app.import_preview import Preview
from danvan_desktop.app.import_sheet import save_rows
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.grid import Grid
from danvan_desktop.sheets.make_plan import Wanted, make_plan
from danvan_desktop.sheets.register_rules import IMPORTABLE, rules_of
from danvan_desktop.storage.import_log import ImportLog
from danvan_desktop.storage.store import Store

MOST_ROWS = 5_000
MODELS = frozenset({"model", "model_year"})


@dataclass(frozen=True)
class PastedBook:
    """What lay on the clipboard, as a workbook of one sheet."""

    name: str
    rows: tuple[tuple[str | None, ...], ...]

    @property
    def sheet_names(self) -> list[str]:
        """The one sheet."""
        return [self.name]

    def top(self, name: str, rows: int) -> Grid:
        """The first rows."""
        return Grid(name, [list(row) for row in self.rows[:rows]])

    def whole(self, name: str) -> Grid:
        """All rows."""
        return Grid(name, [list(row) for row in self.rows])

    def close(self) -> None:
        """Nothing is open."""


def _register(type_name: str) -> str:
    return "model" if type_name in MODELS else type_name


def read(store: Store, type_name: str, text: str, columns: Sequence[str], today: date) -> Preview:
    """What would be taken in. Without a head of their own the rows are read in the order of the list's `columns`.

    Raises UserError when nothing there can be read as rows of the type.
    """
    name = _register(type_name)
    rows = cells(text)
    if not rows or name not in IMPORTABLE:
        raise UserError(
            _("There are no rows on the clipboard that could be pasted here."),
            hint=_("In Excel choose the rows together with their head, copy them, then paste here."),
        )
    if len(rows) > MOST_ROWS:
        text = _("More than {count} rows are too many to paste.").format(count=MOST_ROWS)
        raise UserError(text, hint=_("Save them as a workbook and take it in as a register."))
    if not _has_head(name, rows[0]):
        rows.insert(0, [_(records.get(type_name).field(column).label) for column in columns])
    book = PastedBook(_("Clipboard"), tuple(tuple(cell or None for cell in row) for row in rows))
    office = import_maps.standing(store, name)
    wanted = Wanted(name, store.unit.code, today, book.name, today.year if name == "model" else None, 1)
    plan = make_plan(book, wanted, office)
    return Preview(plan, compare(store, ImportLog(store.conn, store.settings), plan, store.unit.code))


def cells(text: str) -> list[list[str]]:
    """Cells of tab-separated text, a quoted one with line breaks too; empty rows are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    return [row for row in rows if any(clean(cell) for cell in row)]


def _has_head(type_name: str, row: Sequence[str]) -> bool:
    """Whether a row is a head: most of its cells are what registers call their columns."""
    known = {head for rule in rules_of(type_name).columns for head in rule.heads}
    known |= {fold_key(_(field.label)) for field in records.get(type_name).fields}
    filled = [fold_key(cell) for cell in row if cell]
    return sum(cell in known for cell in filled) * 2 >= len(filled)


def save(store: Store, preview: Preview, officer: str) -> int:
    """Save the good rows as one import, which can be undone as a whole; returns its number."""
    return save_rows(store, preview.plan, preview.found.new, file=_("Clipboard"), officer=officer, unit=store.unit.code)
