"""The registers on paper and as workbooks: Sổ tiếp công dân (Mẫu 03) and the petition register."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

from danvan_desktop import indicators
from danvan_desktop.app import access_log, doors
from danvan_desktop.app.figures import figures, units_below
from danvan_desktop.app.watermark import watermark
from danvan_desktop.documents.model import Register, Row
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, vi
from danvan_desktop.reports import petition_register, reception_register
from danvan_desktop.reports.organ import organ_from, template
from danvan_desktop.reports.register_page import RegisterInput, register_page, register_rows
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

REGISTERS: Mapping[str, ModuleType] = {"reception": reception_register, "petition": petition_register}
FORMATS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class RegisterWanted:
    """What is asked for. `columns`: field names of the template, empty for its own; `book`: volume, gives a cover."""

    kind: str
    period: Period
    on: date
    format: str
    unit: str | None = None
    columns: tuple[str, ...] = ()
    book: str = ""
    paper: str = "A4"
    names: str = "full"  # or masked, code: how much of persons is shown


def offered(kind: str, on: date) -> list[tuple[str, str, bool]]:
    """Every column a register may have: field, head, and whether its template prints it."""
    spec = template(REGISTERS[kind].KIND, on)
    heads = [(item, True) for item in spec["columns"]] + [(item, False) for item in spec.get("more", ())]
    return [(str(item["field"]), _said(item["head"]), printed) for item, printed in heads]


def _said(head: str | list[str]) -> str:
    return head if isinstance(head, str) else " – ".join(head)


def write(store: Store, wanted: RegisterWanted, path: Path) -> None:
    """Save as; the door is asked and logged. Raises UserError."""
    from danvan_desktop.documents.files import write_whole

    doors.allow(store)
    if wanted.format == "xlsx":
        _write_workbook(store, wanted, path)
    else:
        write_whole(path, register_bytes(store, wanted))
    access_log.note_softly(store, "saved_as", path.name)


def register_bytes(store: Store, wanted: RegisterWanted) -> bytes:
    """The register in memory as PDF or DOCX."""
    page, rows = register(store, wanted)
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import register_docx

        return register_docx(page, rows)
    from danvan_desktop.documents.register_pdf import draw_register

    buffer = io.BytesIO()
    draw_register(page, rows, buffer)
    return buffer.getvalue()


def register(store: Store, wanted: RegisterWanted) -> tuple[Register, Iterable[Row]]:
    """Its page and its rows, which are read once."""
    if wanted.kind not in REGISTERS or wanted.format not in FORMATS:
        raise UserError(
            _("There is no register “{kind}” as {format}.").format(kind=wanted.kind, format=wanted.format),
            hint=_("Write reception or petition, and end the file's name with .pdf, .docx or .xlsx."),
        )
    kind = REGISTERS[wanted.kind]
    given = _input(store, wanted, kind)
    page = replace(register_page(kind.KIND, given), watermark=watermark(store))
    return page, register_rows(store, kind.cells(wanted.on), given)


def _input(store: Store, wanted: RegisterWanted, kind: ModuleType) -> RegisterInput:
    units = None if wanted.unit is None else units_below(store, wanted.unit, wanted.period)
    indicator = indicators.named(kind.FIGURE)
    rows = sql.ids(store.conn, store.types, indicator, wanted.period, units=units, order=("unit", "received_on", "n"))
    counted = replace(indicator, sums=("people_count",))
    people = sql.value(store.conn, store.types, counted, wanted.period, units=units)
    found = {item.code: item for item in figures(store, wanted.period, wanted.unit, translate=vi)}
    return RegisterInput(
        organ_from(store.settings), wanted.period, wanted.on, rows, found, int(people),
        sql.units_in_use(store.conn, (kind.TYPE,)), wanted.columns, wanted.book, wanted.paper, wanted.names,
    )  # fmt: skip


def _write_workbook(store: Store, wanted: RegisterWanted, path: Path) -> None:
    from danvan_desktop.documents.xlsx import Sheet, write_xlsx

    page, rows = register(store, wanted)
    title = f"{page.title.kind} {page.title.subject}".strip()
    write_xlsx(Sheet(page.title.kind, title, page.columns, page.landscape), rows, path)
