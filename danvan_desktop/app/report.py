"""Official reports: figures and words into a document, the document into PDF or DOCX; locking what was reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_desktop import indicators
from danvan_desktop.app.figures import figure_values, figures, units_below
from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, vi
from danvan_desktop.reports import annual, petition_register
from danvan_desktop.reports.annexes import UnitLine, unit_codes
from danvan_desktop.reports.annual import AnnualInput
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.reports.model_list import model_lines
from danvan_desktop.reports.organ import organ_from, template
from danvan_desktop.reports.petition_register import RegisterInput
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import queries
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class Wanted:
    """What is asked for: which report, of when, dated when, as what, of which unit."""

    kind: str
    period: Period
    on: date
    format: str
    unit: str | None = None

    def units(self, store: Store) -> list[str] | None:
        """The units it covers; None for all there are."""
        return None if self.unit is None else units_below(store, self.unit, self.period)


def report(  # noqa: PLR0913  everything the command line says about a report
    store: Store, kind: str, period: Period, *, on: date, format: str, path: Path, officer: str = "",
    unit: str | None = None, lock: bool = False,
) -> int | None:  # fmt: skip
    """Write a report to `path`; with `lock` keep its figures as reported. Returns the pages of a PDF."""
    if format not in FORMATS:
        raise UserError(_("A report is written as pdf or docx, not “{format}”.").format(format=format))
    if kind not in _WRITERS:
        raise UserError(_("There is no report “{kind}”.").format(kind=kind))
    wanted = Wanted(kind, period, on, format, unit)
    found = {item.code: item for item in figures(store, period, unit, translate=vi)}
    pages = _WRITERS[kind](store, wanted, found, path)
    if lock:
        _lock(store, wanted, found, officer)
    return pages


def _write_annual(store: Store, wanted: Wanted, found: dict[str, FigureValue], path: Path) -> int | None:
    document = annual.annual_document(annual_input(store, wanted, found))
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import write_docx

        write_docx(document, path)
        return None
    from danvan_desktop.documents.files import write_whole
    from danvan_desktop.documents.pdf import page_count, to_pdf

    data = to_pdf(document)
    write_whole(path, data)
    return page_count(data)


def annual_input(store: Store, wanted: Wanted, found: dict[str, FigureValue]) -> AnnualInput:
    """Everything a year report is made of."""
    return AnnualInput(
        organ=organ_from(store.settings), period=wanted.period, on=wanted.on, figures=found,
        units=_unit_lines(store, wanted),
        models=model_lines(store, _ids(store, "B01", wanted), wanted.period),
        texts=_texts(store, wanted), reported=reported_before(store, wanted),
    )  # fmt: skip


def _unit_lines(store: Store, wanted: Wanted) -> list[UnitLine]:
    """The units that handed something in, each with the figures of the table by units."""
    inside = wanted.units(store)
    codes = unit_codes(template(annual.KIND, wanted.on)["by_unit"])
    found = {
        code: name for code, name in sql.units_in_use(store.conn, ("model", "petition", "reception")).items()
        if inside is None or code in inside
    }  # fmt: skip
    if len(found) < 2:
        return []
    lines = []
    for unit, name in found.items():
        counted = figure_values(store, [_indicator(code) for code in codes], wanted.period, [unit], vi)
        values = {item.code: item for item in counted}
        if not all(value.nothing for value in values.values()):
            lines.append(UnitLine(name, values))
    return lines


def _write_register(store: Store, wanted: Wanted, found: dict[str, FigureValue], path: Path) -> int | None:
    rows = _ids(store, "D04", wanted, "unit", "received_on", "n")
    received = replace(_indicator("D04"), sums=("people_count",))
    people = sql.value(store.conn, store.types, received, wanted.period, units=wanted.units(store))
    units = sql.units_in_use(store.conn, ("petition",))
    given = RegisterInput(organ_from(store.settings), wanted.period, wanted.on, rows, found, int(people), units)
    page, lines = petition_register.register_page(given), petition_register.register_rows(store, given)
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import write_register_docx

        write_register_docx(page, lines, path)
        return None
    from danvan_desktop.documents.register_pdf import write_register_pdf

    return write_register_pdf(page, lines, path)


def _indicator(code: str) -> Indicator:
    return next(item for item in indicators.ALL if item.code == code)


def _ids(store: Store, code: str, wanted: Wanted, *order: str) -> list[bytes]:
    units = wanted.units(store)
    return sql.ids(store.conn, store.types, _indicator(code), wanted.period, units=units, order=order)


_Writer = Callable[[Store, Wanted, dict[str, FigureValue], Path], "int | None"]
_WRITERS: Mapping[str, _Writer] = {annual.KIND: _write_annual, petition_register.KIND: _write_register}
KINDS = tuple(_WRITERS)


def _texts(store: Store, wanted: Wanted) -> dict[str, str]:
    """The words officers wrote for the blocks of this year's report; the newest of a block counts."""
    mine, year = wanted.unit or store.unit.code, wanted.period.last.year
    found: dict[str, str] = {}
    for item in store.records("report_text", queries.list_ids(store.conn, store.types["report_text"])):
        said = item.values
        if (said["report"], said["year"]) == (wanted.kind, year) and said["unit"] in {None, mine}:
            found.setdefault(str(said["block"]), str(said["text"] or ""))
    return found


# --- what was reported
def reported_before(store: Store, wanted: Wanted) -> dict[str, str]:
    """The figures of the last locked report of the same kind, period and unit, as they were printed."""
    listed = queries.list_ids(store.conn, store.types["report_snapshot"])
    snapshots = [item for item in store.records("report_snapshot", listed) if _same_report(store, wanted, item)]
    if not snapshots:
        return {}
    last = max(snapshots, key=lambda item: (item.created_ms, item.id))
    figures_then: dict[str, str] = json.loads(str(last.values["figures"]))
    return figures_then


def _same_report(store: Store, wanted: Wanted, item: Record) -> bool:
    said, period = item.values, wanted.period
    mine = (wanted.kind, period.first, period.last, wanted.unit or store.unit.code)
    return (said["report"], said["period_from"], said["period_to"], said["unit"]) == mine


def _lock(store: Store, wanted: Wanted, found: dict[str, FigureValue], officer: str) -> None:
    kept = {code: item.shown() for code, item in found.items()}
    with store.batch(officer=officer, reason=f"report {wanted.kind}") as batch:
        batch.new(
            "report_snapshot",
            {
                "unit": wanted.unit or store.unit.code, "report": wanted.kind, "period_from": wanted.period.first,
                "period_to": wanted.period.last, "locked_on": wanted.on,
                "figures": json.dumps(kept, ensure_ascii=False, sort_keys=True),
            },
        )  # fmt: skip
