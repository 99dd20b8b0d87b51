"""The petition register of a period on paper: landscape, packed, denouncers and kept-back values marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from danvan_desktop import records
from danvan_desktop.documents.model import Align, Column, GroupRow, Register, Row, Title, TotalRow
from danvan_desktop.documents.text import number
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.figure_value import Figures
from danvan_desktop.reports.labels import label
from danvan_desktop.reports.organ import Organ, template
from danvan_desktop.reports.wording import Facts
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

KIND = "petition-register"
_AT_ONCE = 500
# free words of a denunciation may give the denouncer away: paper has the redacted summary only
_FREE_WORDS = frozenset({"content", "note"})
_TYPE = records.get("petition")


@dataclass(frozen=True)
class RegisterInput:
    """What the register is made of; `rows` are ids in the order of the paper."""

    organ: Organ
    period: Period
    on: date
    rows: Sequence[bytes]
    figures: Figures
    people: int
    units: Mapping[str, str] = field(default_factory=dict)  # code -> name; from two on, each gets a line of its own


def register_page(given: RegisterInput) -> Register:
    """Head and columns."""
    spec = template(KIND, given.on)
    columns = tuple(
        Column((item["head"],), item["width"], Align(item.get("align", "left"))) for item in spec["columns"]
    )
    subject = Facts({}, {"period": given.period.label}).fill(spec["period"]) or ""
    header = replace(given.organ.header("", given.on), symbol="", number="")
    return Register(given.organ.profile(given.on), Title(spec["kind"], subject), columns, header)


def register_rows(store: Store, given: RegisterInput) -> Iterator[Row]:
    """The rows one after another, the totals at the foot."""
    spec = template(KIND, given.on)
    unit: object = ""
    for start in range(0, len(given.rows), _AT_ONCE):
        for item in store.records("petition", given.rows[start : start + _AT_ONCE]):
            if len(given.units) > 1 and item.values.get("unit") != unit:
                unit = item.values.get("unit")
                yield GroupRow(given.units.get(str(unit), str(unit or "")))
            yield tuple(_cell(spec, column["field"], item) for column in spec["columns"])
    if not given.rows:
        yield GroupRow(spec["empty"])
        return
    yield TotalRow(tuple(_total(spec, column["field"], given) for column in spec["columns"]))
    facts = Facts(given.figures, {"people": _people(given)})
    for clauses in spec["foot"]:
        if said := facts.sentence(clauses):
            yield GroupRow(said)


def _people(given: RegisterInput) -> str:
    """The people of the petitions; nothing when no register counted them."""
    return number(given.people) if given.people else ""


def _total(spec: Mapping[str, Any], field: str, given: RegisterInput) -> str:
    totals = {"petitioner_name": f"{spec['total']}: {number(len(given.rows))}", "people_count": _people(given)}
    return totals.get(field, "")


def _cell(spec: Mapping[str, Any], field: str, item: Record) -> str:
    secret = item.values.get("type") == "to_cao"
    if secret and (_denouncers(field) or field in _FREE_WORDS):
        return _redacted(spec, field, item)
    return _SPECIAL.get(field, _plain)(spec, field, item)


def _denouncers(field: str) -> bool:
    known = _TYPE.by_name.get(field)
    return known is not None and known.denouncer_when is not None


def _redacted(spec: Mapping[str, Any], field: str, item: Record) -> str:
    summary = item.values.get("summary_redacted") if field == "content" else None
    if field == "note" and not item.values.get(field) and field not in item.withheld:
        return ""
    return str(summary or spec["secret"])


def _plain(spec: Mapping[str, Any], field: str, item: Record) -> str:
    value = item.values.get(field)
    if value is None:
        return str(spec["withheld"]) if field in item.withheld else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    known = _TYPE.field(field)
    return label("petition", field, value) if known.choices or known.catalogue else str(value)


def _number(spec: Mapping[str, Any], _field: str, item: Record) -> str:
    return str(item.values.get("petition_no") or item.values.get("register_no") or "")


def _content(spec: Mapping[str, Any], field: str, item: Record) -> str:
    return str(item.values.get("summary_redacted") or "") or _plain(spec, field, item)


def _resolved(spec: Mapping[str, Any], field: str, item: Record) -> str:
    assumed = f" {spec['assumed']}" if item.values.get("resolved_on_assumed") else ""
    return _plain(spec, field, item) + assumed


_SPECIAL: dict[str, Callable[[Mapping[str, Any], str, Record], str]] = {
    "number": _number, "content": _content, "resolved_on": _resolved,
}  # fmt: skip
