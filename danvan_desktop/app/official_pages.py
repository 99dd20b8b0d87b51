"""The official tables as a file: PDF in landscape, one table a page, or a workbook with a sheet for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, doors
from danvan_desktop.app.official_tables import OfficialTables
from danvan_desktop.app.typed_cells import OPENING, TYPED, period_label
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain.official_tables import Number, OfficialTable
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports import official_pages
from danvan_desktop.reports.official_pages import PageInput
from danvan_desktop.reports.organ import organ_from, template
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.documents.xlsx import SheetRow

_LEAST_LETTERS = 6.0  # of a column of a sheet


def pdf(store: Store, found: OfficialTables, on: date) -> bytes:
    """All tables as PDF."""
    from danvan_desktop.documents.register_pdf import registers_pdf

    return registers_pdf(official_pages.pages(page_input(store, found, on)))


def write(store: Store, found: OfficialTables, path: Path, on: date) -> None:
    """Save as: .pdf or .xlsx by the name. Raises UserError; the door is asked and logged."""
    if path.suffix.lower() not in {".pdf", ".xlsx"}:
        raise UserError(
            _("“{name}” is neither .pdf nor .xlsx.").format(name=path.name), hint=_("End the name with .pdf or .xlsx.")
        )
    doors.allow(store)
    if path.suffix.lower() == ".pdf":
        from danvan_desktop.documents.files import write_whole

        write_whole(path, pdf(store, found, on))
    else:
        _write_workbook(store, found, path, on)
    access_log.note_softly(store, "saved_as", path.name)


def page_input(store: Store, found: OfficialTables, on: date) -> PageInput:
    """What the pages are made of."""
    spec = template(official_pages.KIND, on)
    organ = organ_from(store.settings)
    rows: list[tuple[str, Mapping[str, Mapping[str, Number]]]] = [(row.name, row.cells) for row in found.rows]
    alone = not rows
    rows.append(((organ.name or store.unit.name) if alone else spec["total"], found.total.cells))
    notes = {table.id: _notes(found, table, spec) for table in found.set.tables}
    return PageInput(organ, found.set, found.period, on, rows, notes, watermark(store), found.failing)


def _notes(found: OfficialTables, table: OfficialTable, spec: Mapping[str, str]) -> tuple[str, ...]:
    """What a reader of the page must know: numbers no record stands behind, columns whose counting is not settled."""
    said = [
        spec[word].format(cells=_listed(cells), period=label) for (word, label), cells in _typed(found, table).items()
    ]
    if unsure := {number for place, number in found.set.unsure if place == table.id}:
        said.append(spec["unsure"].format(cells=_listed(unsure)))
    return tuple(spec["note"].format(text=text) for text in said)


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _typed(found: OfficialTables, table: OfficialTable) -> dict[tuple[str, str], set[int]]:
    """Columns by what was typed for them and for when; of a typed table only what comes from another period."""
    cells: dict[tuple[str, str], set[int]] = {}
    for one in found.sources:
        if one.place is None or one.table != table.id or (one.kind == TYPED and one.period == found.period):
            continue
        word = "opening" if one.kind == OPENING else "typed"
        cells.setdefault((word, period_label(found.set, one)), set()).add(one.place[1])
    return cells


def _write_workbook(store: Store, found: OfficialTables, path: Path, on: date) -> None:
    from danvan_desktop.documents.xlsx import MM_PER_CHARACTER, Sheet, write_sheets

    given = page_input(store, found, on)
    sheets = []
    for table in found.set.tables:
        columns = tuple(  # on paper their width is counted in letters
            replace(column, width=max(column.width, _LEAST_LETTERS) * MM_PER_CHARACTER)
            for column in official_pages.columns(given, table)
        )
        sheet = Sheet(
            table.id.replace("/", " "), f"{table.id}. {table.title}", columns,
            lines=official_pages.lines_above(given, table), alarm=bool(given.fails(table)),
        )  # fmt: skip
        sheets.append((sheet, _numbers(given, table)))
    write_sheets(sheets, path)


def _numbers(given: PageInput, table: OfficialTable) -> Sequence[SheetRow]:
    """Rows with numbers as numbers, so that a province can add them up."""
    from danvan_desktop.documents.xlsx import Marked, SheetTotal

    lines: list[SheetRow] = [official_pages.rows_of(given, table)[0]]
    for name, cells in given.rows[:-1]:
        lines.append((name, *(cells[table.id].get(str(column.number), 0) for column in table.columns)))
    name, total = given.rows[-1]
    marked = given.marked(table)
    numbers = ((column.number, total[table.id].get(str(column.number), 0)) for column in table.columns)
    told = (Marked(amount) if number in marked else amount for number, amount in numbers)
    lines.append(SheetTotal((name, *told)))
    return [*lines, *official_pages.note_rows(given, table)]
