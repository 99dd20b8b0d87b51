"""The frame of a printed register: columns as the template or the officer has them, cover, totals at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Align, Column, Cover, GroupRow, Register, Row, Title, TotalRow, Uncounted
from danvan_desktop.documents.text import number
from danvan_desktop.domain import masking
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports.figure_value import Figures
from danvan_desktop.reports.organ import Organ, template
from danvan_desktop.reports.register_cells import Cells
from danvan_desktop.reports.wording import Facts
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

_AT_ONCE = 500


@dataclass(frozen=True)
class RegisterInput:
    """What a register is made of; `rows` are ids in the order of the paper.

    `book`: the number of the volume, with which it gets a cover and a closing line on every page.
    """

    organ: Organ
    period: Period
    on: date
    rows: Sequence[bytes]
    figures: Figures
    people: int
    units: Mapping[str, str] = field(default_factory=dict)  # code -> name; from two on, each gets a line of its own
    chosen: tuple[str, ...] = ()  # columns an officer chose; else those of the template
    book: str = ""
    paper: str = "A4"
    names: str = masking.Level.FULL  # how much of persons is shown


def columns(spec: Mapping[str, Any], chosen: Sequence[str]) -> list[Mapping[str, Any]]:
    """The columns to print: the template's, those of a set it names (“03-TCD”), or each as chosen. Raises UserError."""
    sets = spec.get("sets", {})
    if not chosen or (len(chosen) == 1 and chosen[0] in sets):
        return list((sets[chosen[0]] if chosen else spec)["columns"])
    known = {item["field"]: item for item in (*spec["columns"], *spec.get("more", ()))}
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise UserError(
            _("This register has no column “{name}”.").format(name=unknown[0]),
            hint=_("Columns there are: {names}.").format(names=", ".join((*known, *sets))),
        )
    return [known[name] for name in chosen]


def register_page(kind: str, given: RegisterInput) -> Register:
    """Head, columns, cover."""
    spec = template(kind, given.on)
    found = tuple(
        Column(_heads(item["head"]), item["width"], Align(item.get("align", "left")))
        for item in columns(spec, given.chosen)
    )
    subject = Facts({}, {"period": given.period.label}).fill(spec["period"]) or ""
    header = replace(given.organ.header("", given.on), symbol="", number="")
    return Register(
        given.organ.profile(given.on), Title(spec["kind"], subject), found, header, paper=given.paper,
        cover=_cover(spec, given) if given.book else None, page_foot=spec.get("page_foot", "") if given.book else "",
    )  # fmt: skip


def _heads(head: str | Sequence[str]) -> tuple[str, ...]:
    return (head,) if isinstance(head, str) else tuple(head)


def _cover(spec: Mapping[str, Any], given: RegisterInput) -> Cover:
    words = spec["cover"]
    lines = (words["book"].format(book=given.book),)
    return Cover(lines, words["pages"], given.organ.signer_post or words["signer"], words["note"])


def register_rows(store: Store, cells: Cells, given: RegisterInput) -> Iterator[Row]:
    """The rows one after another, the totals at the foot. The column “place”: the book's number, else the running one.

    A row of which the register says so (a visit that was refused) is entered, numbered, and counted nowhere.
    """
    fields = [item["field"] for item in columns(cells.spec, given.chosen)]
    unit: object = ""
    place = counted = 0
    for start in range(0, len(given.rows), _AT_ONCE):
        for item in store.records(cells.record.name, given.rows[start : start + _AT_ONCE]):
            if len(given.units) > 1 and item.values.get("unit") != unit:
                unit = item.values.get("unit")
                yield GroupRow(given.units.get(str(unit), str(unit or "")))
            place += 1
            if given.names != masking.Level.FULL:
                item = replace(item, values=masking.values(cells.record, item.values, given.names))  # noqa: PLW2901
            line = tuple(_place(cells, item, place) if name == "place" else cells.text(name, item) for name in fields)
            counted += cells.counts(item)
            yield line if cells.counts(item) else Uncounted(line)
    if not given.rows:
        yield GroupRow(cells.spec["empty"])
        return
    yield _totals(cells.spec, fields, given, counted)
    facts = Facts(given.figures, {"people": people(given)})
    for clauses in cells.spec["foot"]:
        if said := facts.sentence(clauses):
            yield GroupRow(said)


def _place(cells: Cells, item: Record, running: int) -> str:
    own = cells.special.get("place")
    return (own(cells, "place", item) if own else "") or str(running)


def people(given: RegisterInput) -> str:
    """The people of the records; nothing when no register counted them."""
    return number(given.people) if given.people else ""


def _totals(spec: Mapping[str, Any], fields: Sequence[str], given: RegisterInput, counted: int) -> TotalRow:
    """“Cộng: 71” in the first column wide enough for it, the people under their own."""
    said = f"{spec['total']}: {number(counted)}"
    named = [name for name in ("petitioner_name", "visitor", "content") if name in fields]
    first = named[0] if named else fields[0]
    return TotalRow(
        tuple(said if name == first else people(given) if name == "people_count" else "" for name in fields)
    )
