"""Lists of records for both faces: all, by search, or behind a figure; persons masked where the law wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from danvan_desktop import records
from danvan_desktop.documents import text
from danvan_desktop.domain.record_type import DefinitionError, Field, Kind, RecordType
from danvan_desktop.domain.values import Value, canonical_decimal
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import queries, rules
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.disclosure import Disclosure

KEPT_AT_UNIT = N_("(kept at the unit)")


@dataclass(frozen=True)
class Wanted:
    """Which records: a type, then any of a figure with its period, a search text, a unit, a limit.

    `stage`: of petitions those of a ready-made filter (app.stages) as of the day `on`.
    """

    type_name: str
    figure: str | None = None
    start: date | None = None
    end: date | None = None
    part: str = "denominator"
    search: str | None = None
    unit: str | None = None
    limit: int | None = None
    stage: str | None = None
    on: date | None = None


def record_type(name: str) -> RecordType:
    """The definition of a type; UserError names the ones there are."""
    try:
        return records.get(name)
    except (DefinitionError, KeyError):
        known = ", ".join(sorted(record.name for record in records.ALL))
        message = _("There is no record type “{name}”.").format(name=name)
        raise UserError(message, hint=_("Known types: {known}.").format(known=known)) from None


def wanted_ids(store: Store, wanted: Wanted) -> list[bytes]:
    """Ids of the records wanted, newest first (a figure's in its own order)."""
    record = record_type(wanted.type_name)
    units = _unit_tree(store, wanted.unit)
    if wanted.stage is not None:
        from danvan_desktop.app.stages import wanted_ids as of_stage

        return of_stage(store, wanted, units)
    if wanted.figure is not None:
        found = _behind_figure(store, wanted)
        if wanted.search:
            hits = set(store.search(record.name, wanted.search, limit=-1))
            found = [row for row in found if row in hits]
        return found[: wanted.limit]
    if wanted.search is not None:
        return _searched(store, record, wanted, units)
    return queries.list_ids(store.conn, record, units=units, limit=wanted.limit)


def _searched(store: Store, record: RecordType, wanted: Wanted, units: list[str] | None) -> list[bytes]:
    limit = wanted.limit if wanted.limit is not None and units is None else -1
    found = store.search(record.name, wanted.search or "", limit=limit)
    if units is not None:
        inside = set(queries.list_ids(store.conn, record, units=units))
        found = [row for row in found if row in inside]
    return found[: wanted.limit]


def _behind_figure(store: Store, wanted: Wanted) -> list[bytes]:
    from danvan_desktop.app.figures import figure_records
    from danvan_desktop.domain.periods import Period

    if wanted.start is None or wanted.end is None:
        raise UserError(_("A figure needs its period."), hint=_("Give --from and --to."))
    period = Period(wanted.start, wanted.end)
    return figure_records(store, wanted.type_name, wanted.figure or "", period, unit=wanted.unit, part=wanted.part)


def _unit_tree(store: Store, unit: str | None) -> list[str] | None:
    if unit is None:
        return None
    from danvan_desktop.app.figures import known_units

    return sorted(known_units(store, unit))


def as_json(store: Store, wanted: Wanted, going: Disclosure | None = None) -> list[dict[str, object]]:
    """Records as JSON objects, each with its id; persons in a denunciation are null.

    `going`: how much of persons is shown; what it keeps back of a denunciation or of what hangs on one is null and
    named under `secret`, its code stands under `denunciation`.
    """
    from danvan_desktop.app import disclosure
    from danvan_desktop.domain.masking import Level

    record = record_type(wanted.type_name)
    items = store.records(record.name, wanted_ids(store, wanted))
    going = going or disclosure.Disclosure(Level.FULL)
    codes = disclosure.of_denunciations(store, record, items)
    return [
        disclosure.json_values(record, item, json_row(record, item), going, codes.get(item.id, "")) for item in items
    ]  # fmt: skip


def json_row(record: RecordType, item: Record) -> dict[str, object]:
    """One record as JSON; `withheld` names person fields whose value is kept elsewhere or was destroyed."""
    row: dict[str, object] = {"id": item.id.hex()}
    for field in record.fields:
        row[field.name] = None if secret(field, item) else plain(item.values.get(field.name))
    if item.withheld:
        row["withheld"] = sorted(item.withheld)
    return row


def secret(field: Field, item: Record) -> bool:
    """True where a value would be a denouncer's."""
    condition = field.denouncer_when
    return condition is not None and item.values.get(condition.field) in condition.codes


def plain(value: Value) -> object:
    """A value in the form JSON and people's eyes share."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal):
        return canonical_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def shown(field: Field, item: Record) -> str:
    """A cell of a list as people read it: labels for codes, dd/mm/yyyy, marks for what is kept back."""
    if secret(field, item):
        return _("(secret)")
    if field.name in item.withheld:
        return _(KEPT_AT_UNIT)
    value = item.values.get(field.name)
    return "" if value is None else value_text(field, value)


def value_text(field: Field, value: Value) -> str:
    """A value as people read it: labels for codes, dd/mm/yyyy."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"  # strftime costs ten times as much, in every cell
    if isinstance(value, tuple):
        return ", ".join(code_label(field, code) for code in value)
    if field.kind is Kind.MONEY and isinstance(value, int):
        return text.number(value)
    if isinstance(value, Decimal):
        return text.decimal(value)
    return code_label(field, value) if field.choices or field.catalogue else str(plain(value))


def code_label(field: Field, code: object) -> str:
    """The label of a code, from the definition or the dated catalogue."""
    for choice in field.choices:
        if choice.code == code:
            return _(choice.label)
    if field.catalogue:
        return rules.label(field.catalogue, str(code))
    return str(code)


def as_table(
    store: Store, wanted: Wanted, going: Disclosure | None = None
) -> tuple[list[str], list[tuple[str, ...]]]:  # fmt: skip
    """Heads and rows of a list for the terminal; `going` as in `as_json`."""
    from danvan_desktop.app import disclosure
    from danvan_desktop.domain.masking import Level

    record = record_type(wanted.type_name)
    columns = record.columns
    items = store.records(record.name, wanted_ids(store, wanted))
    going = going or disclosure.Disclosure(Level.FULL)
    codes = disclosure.of_denunciations(store, record, items)
    heads = ["ID", *(_(field.label) for field in columns)]
    rows = []
    for item in items:
        kept = (disclosure.cell(record, field, item, going, codes.get(item.id, "")) for field in columns)
        told = (shown(one, item) if text is None else text for one, text in zip(columns, kept, strict=True))
        rows.append((item.id.hex(), *told))
    return heads, rows


def find(store: Store, type_name: str, row: str) -> tuple[RecordType, Record]:
    """The record an id names; UserError when it is none."""
    record = record_type(type_name)
    try:
        item = store.get(record.name, bytes.fromhex(row))
    except ValueError:
        item = None
    if item is None:
        message = _("There is no {type} with the id {row}.").format(type=_(record.label), row=row)
        raise UserError(message, hint=_("Copy the id from “danvan records {type}”.").format(type=record.name))
    return record, item


def stored_text(field: Field | None, value: object) -> str:
    """A value as the journal holds it, as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool) or (field and field.kind is Kind.YES_NO and value in (0, 1)):
        return _("yes") if value else _("no")
    if field is None or not isinstance(value, str):
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    if field.kind is Kind.DATE and (day := _iso_day(value)):
        return f"{day:%d/%m/%Y}"
    return code_label(field, value) if field.choices or field.catalogue else value


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def field_label(record: RecordType, name: str) -> str:
    """The label of a field; the deletion mark has one too."""
    if name == "_del":
        return _("In the bin")
    return _(record.by_name[name].label) if name in record.by_name else name
