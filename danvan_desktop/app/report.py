"""Official reports: figures and words into a document, the document into PDF or DOCX; locking what was reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_desktop import indicators
from danvan_desktop.app import disclosure, doors, people, registers
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.figures import figure_values, figures, known_units
from danvan_desktop.app.registers import RegisterWanted
from danvan_desktop.app.report_lock import decided, decisions, lock, reported
from danvan_desktop.app.report_tables import Counted, tables_in
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.app.report_texts import texts as texts_of
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, vi
from danvan_desktop.reports import annual, period_kinds, petition_register
from danvan_desktop.reports.annexes import UnitLine, unit_codes
from danvan_desktop.reports.annual import AnnualInput
from danvan_desktop.reports.content import names_in
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.reports.model_list import model_lines
from danvan_desktop.reports.organ import organ_from, outline_template
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

FORMATS = ("pdf", "docx")
MODELS = "annex.models"  # the appendix that names individuals, as its text is kept


@dataclass(frozen=True)
class Wanted:
    """What is asked for: which report, of when, dated when, as what, of which unit.

    `texts`: words not saved yet, by block, which the preview shows instead of the saved ones. `names`: how persons
    stand in annexes and registers, "" as the office settled; `denunciations` as in RegisterWanted.
    """

    kind: str
    period: Period
    on: date
    format: str
    unit: str | None = None
    texts: Mapping[str, str] | None = None
    names: str = ""
    denunciations: bool = False

    @property
    def key(self) -> ReportKey:
        """Which report it is, whatever its date and format."""
        return ReportKey(self.kind, self.period, self.unit)

    def units(self, store: Store) -> list[str] | None:
        """The units it covers; None for all there are."""
        return None if self.unit is None else known_units(store, self.unit, self.period)


def report(  # noqa: PLR0913  everything the command line says about a report
    store: Store, kind: str, period: Period, *, on: date, format: str, path: Path, officer: str = "",
    unit: str | None = None, lock: bool = False, names: str = "", denunciations: bool = False,
) -> int | None:  # fmt: skip
    """Write a report to `path`; with `lock` keep its figures as reported. Returns the pages of a PDF."""
    from danvan_desktop.documents.files import write_whole

    doors.allow(store)
    if lock:
        people.require(store, "report_lock")
    wanted = Wanted(kind, period, on, format, unit, names=names, denunciations=denunciations)
    data = report_bytes(store, wanted)
    write_whole(path, data)
    disclosed(store, wanted).note(store, doors.SAVED, path.name)
    if lock:
        lock_report(store, wanted, officer)
    if format == "docx":
        return None
    from danvan_desktop.documents.pdf import page_count

    return page_count(data)


def disclosed(store: Store, wanted: Wanted) -> Disclosure:
    """What a report lets out of persons, for the access log: those of a register; figures name nobody."""
    if wanted.kind == petition_register.KIND:
        return registers.disclosed(store, _of_register(wanted))
    return Disclosure(disclosure.level(store, disclosure.REPORT, wanted.names))


def report_bytes(store: Store, wanted: Wanted) -> bytes:
    """The report in memory: for the preview, the printer, or a file the officer names."""
    if wanted.format not in FORMATS:
        raise UserError(_("A report is written as pdf or docx, not “{format}”.").format(format=wanted.format))
    if wanted.kind not in _WRITERS:
        raise UserError(_("There is no report “{kind}”.").format(kind=wanted.kind))
    found = {item.code: item for item in figures(store, wanted.period, wanted.unit, translate=vi)}
    return _WRITERS[wanted.kind](store, wanted, found)


def lock_report(store: Store, wanted: Wanted, officer: str) -> bytes:
    """Keep the figures of a report as reported."""
    return lock(store, wanted.key, on=wanted.on, officer=officer)


def _outlined(store: Store, wanted: Wanted, found: dict[str, FigureValue]) -> bytes:
    document = annual.annual_document(annual_input(store, wanted, found))
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import to_docx

        return to_docx(document)
    from danvan_desktop.documents.pdf import to_pdf

    return to_pdf(document)


def annual_input(
    store: Store, wanted: Wanted, found: dict[str, FigureValue], tables: Mapping[str, Counted] | None = None
) -> AnnualInput:
    """Everything a report with an outline is made of; `tables` when they are counted already."""
    texts = texts_of(store, wanted.key) if wanted.texts is None else dict(wanted.texts)
    before = reported(store, wanted.key)
    printed, now = decided(found, before, decisions(texts))
    counted = tables_in(store, wanted.key, texts.values()) if tables is None else tables
    return AnnualInput(
        organ=organ_from(store.settings), period=wanted.period, on=wanted.on, figures=printed,
        units=_unit_lines(store, wanted),
        models=model_lines(
            store, _ids(store, "B01", wanted), wanted.period,
            disclosure.level(store, disclosure.REPORT, wanted.names or names_in(texts.get(MODELS, ""))),
        ),
        texts=texts, reported=before, kind=wanted.kind,
        tables={name: item.table for name, item in counted.items()}, now=now, watermark=watermark(store),
    )  # fmt: skip


def _unit_lines(store: Store, wanted: Wanted) -> list[UnitLine]:
    """The units that handed something in, each with the figures of the table by units."""
    inside = wanted.units(store)
    codes = unit_codes(outline_template(wanted.kind, wanted.on)["by_unit"])
    found = {
        code: name for code, name in sql.units_in_use(store.conn, ("model", "petition", "reception")).items()
        if inside is None or code in inside
    }  # fmt: skip
    if len(found) < 2:
        return []
    lines = []
    for unit, name in found.items():
        counted = figure_values(store, [indicators.named(code) for code in codes], wanted.period, [unit], vi)
        values = {item.code: item for item in counted}
        if not all(value.nothing for value in values.values()):
            lines.append(UnitLine(name, values))
    return lines


def _register(store: Store, wanted: Wanted, found: dict[str, FigureValue]) -> bytes:
    return registers.register_bytes(store, _of_register(wanted))


def _of_register(wanted: Wanted) -> RegisterWanted:
    return RegisterWanted(
        "petition", wanted.period, wanted.on, wanted.format, wanted.unit, names=wanted.names,
        denunciations=wanted.denunciations,
    )  # fmt: skip


def _ids(store: Store, code: str, wanted: Wanted, *order: str) -> list[bytes]:
    units = wanted.units(store)
    return sql.ids(store.conn, store.types, indicators.named(code), wanted.period, units=units, order=order)


_Writer = Callable[[Store, Wanted, dict[str, FigureValue]], bytes]
_WRITERS: Mapping[str, _Writer] = {
    **dict.fromkeys(period_kinds.kinds(), _outlined), petition_register.KIND: _register,
}  # fmt: skip
KINDS = tuple(_WRITERS)
