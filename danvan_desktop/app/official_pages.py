"""The official tables as a file: PDF in landscape, one table a page, or a workbook with a sheet for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from danvan_desktop.app import access_log, doors
from danvan_desktop.app.official_tables import OfficialTables
from danvan_desktop.app.watermark import watermark
from danvan_desktop.documents.model import Row, TotalRow
from danvan_desktop.domain.official_tables import Number, OfficialTable
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports import official_pages
from danvan_desktop.reports.official_pages import PageInput
from danvan_desktop.reports.organ import organ_from, template
from danvan_desktop.storage.store import Store


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
    return PageInput(organ, found.set, found.period, on, rows, notes, watermark(store))


def _notes(found: OfficialTables, table: OfficialTable, spec: Mapping[str, str]) -> tuple[str, ...]:
    """What a reader of the page must know: opening balances, columns whose counting is not settled."""
    said = []
    for name, places in (("opening", found.opening), ("unsure", found.set.unsure)):
        cells = sorted(number for place, number in places if place == table.id)
        if cells:
            said.append(spec["note"].format(text=spec[name].format(cells=", ".join(map(str, cells)))))
    return tuple(said)


def _write_workbook(store: Store, found: OfficialTables, path: Path, on: date) -> None:
    from danvan_desktop.documents.xlsx import Sheet, write_sheets

    given = page_input(store, found, on)
    sheets = []
    for table in found.set.tables:
        sheet = Sheet(table.id.replace("/", " "), f"{table.id}. {table.title}", official_pages.columns(given, table))
        sheets.append((sheet, _numbers(given, table)))
    write_sheets(sheets, path)


def _numbers(given: PageInput, table: OfficialTable) -> Sequence[Sequence[str | Number] | Row]:
    """Rows with numbers as numbers, so that a province can add them up."""
    lines: list[Sequence[str | Number] | Row] = [official_pages.rows_of(given, table)[0]]
    for place, (name, cells) in enumerate(given.rows):
        row = (name, *(cells[table.id].get(str(column.number), 0) for column in table.columns))
        lines.append(TotalRow(row) if place == len(given.rows) - 1 else row)  # type: ignore[arg-type]
    return lines
