"""The registers on paper and as workbooks: Sổ tiếp công dân (Mẫu 03) and the petition register."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

from danvan_desktop import indicators
from danvan_desktop.app import disclosure, doors
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.figures import figures, known_units
from danvan_desktop.app.register_sheet import typed_rows
from danvan_desktop.app.watermark import watermark
from danvan_desktop.documents.model import Register, Row
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.indicator import Condition, In, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, vi
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.reports import petition_register, reception_register
from danvan_desktop.reports.organ import organ_from, template
from danvan_desktop.reports.register_page import RegisterInput, columns, register_page, register_rows
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

REGISTERS: Mapping[str, ModuleType] = {"reception": reception_register, "petition": petition_register}
FORMATS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class RegisterWanted:
    """What is asked for. `columns`: field names of the template, empty for its own; `book`: volume, gives a cover.

    `names`: how much of persons is shown, "" as the office settled. `denunciations`: somebody looked and ticked that
    the redacted summaries of denunciations may stand in it.
    """

    kind: str
    period: Period
    on: date
    format: str
    unit: str | None = None
    columns: tuple[str, ...] = ()
    book: str = ""
    paper: str = "A4"
    names: str = ""
    denunciations: bool = False


def offered(kind: str, on: date) -> list[tuple[str, str, bool]]:
    """Every column a register may have: field, head, and whether its template prints it."""
    spec = template(REGISTERS[kind].KIND, on)
    heads = [(item, True) for item in spec["columns"]] + [(item, False) for item in spec.get("more", ())]
    return [(str(item["field"]), _said(item["head"]), printed) for item, printed in heads]


def sets(kind: str, on: date) -> dict[str, str]:
    """Other forms of a register, chosen as its columns: “03-TCD” and how it is called."""
    found = template(REGISTERS[kind].KIND, on).get("sets", {})
    return {name: str(one["name"]) for name, one in found.items()}


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
    disclosed(store, wanted).note(store, doors.SAVED, path.name)


def disclosed(store: Store, wanted: RegisterWanted) -> Disclosure:
    """What a register lets out, for the access log and for the question before it."""
    record = store.types[REGISTERS[wanted.kind].TYPE]
    found = _rows(store, wanted, tuple(In(name, codes) for name, codes in denouncer.conditions(record)[:1]))
    codes = disclosure.of_denunciations(store, record, store.records(record.name, found)) if found else {}
    level = disclosure.level(store, disclosure.REGISTER, wanted.names)
    return Disclosure(level, wanted.denunciations, list(codes.values()), bool(_rows(store, wanted)))


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
    cells = replace(
        kind.cells(wanted.on), summaries=wanted.denunciations,
        accepted=_petitions(store, wanted, words.ACCEPTED), ours=_petitions(store, wanted, words.OURS),
    )  # fmt: skip
    return page, register_rows(store, cells, given)


def _petitions(store: Store, wanted: RegisterWanted, condition: Condition) -> frozenset[bytes]:
    """Petitions that visits of a register may have led to."""
    found = Indicator("register.petitions", "", "", "petition", (condition,))
    return frozenset(sql.ids(store.conn, store.types, found, wanted.period) if wanted.kind == "reception" else ())


def _rows(store: Store, wanted: RegisterWanted, only: tuple[Condition, ...] = ()) -> list[bytes]:
    """The records of a register in the order of the paper, or those of them with these conditions."""
    units = None if wanted.unit is None else known_units(store, wanted.unit, wanted.period)
    indicator = REGISTERS[wanted.kind].listed()
    indicator = replace(indicator, conditions=(*indicator.conditions, *only))
    return sql.ids(
        store.conn, store.types, indicator, wanted.period, units=units, order=("unit", "received_on", "n")
    )  # fmt: skip


def _input(store: Store, wanted: RegisterWanted, kind: ModuleType) -> RegisterInput:
    units = None if wanted.unit is None else known_units(store, wanted.unit, wanted.period)
    indicator = indicators.named(kind.FIGURE)
    counted = replace(indicator, sums=("people_count",))
    people = sql.value(store.conn, store.types, counted, wanted.period, units=units)
    found = {item.code: item for item in figures(store, wanted.period, wanted.unit, translate=vi)}
    return RegisterInput(
        organ_from(store.settings), wanted.period, wanted.on, _rows(store, wanted), found, int(people),
        sql.units_in_use(store.conn, (kind.TYPE,)), wanted.columns, wanted.book, wanted.paper,
        disclosure.level(store, disclosure.REGISTER, wanted.names),
    )  # fmt: skip


def _write_workbook(store: Store, wanted: RegisterWanted, path: Path) -> None:
    from danvan_desktop.documents.xlsx import Sheet, write_xlsx

    page, rows = register(store, wanted)
    title = f"{page.title.kind} {page.title.subject}".strip()
    kind = REGISTERS[wanted.kind]
    fields = [item["field"] for item in columns(template(kind.KIND, wanted.on), wanted.columns)]
    typed = typed_rows(store.types[kind.TYPE], fields, rows)
    write_xlsx(Sheet(page.title.kind, title, page.columns, page.landscape), typed, path)
