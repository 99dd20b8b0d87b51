"""Lists of records for both faces: all, by search, or behind a figure; persons masked where the law wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from danvan_desktop import records
from danvan_desktop.app.office import Office
from danvan_desktop.documents import text
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.record_type import DefinitionError, Field, Kind, RecordType
from danvan_desktop.domain.values import Value, canonical_decimal
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import queries, rekey, rules
from danvan_desktop.storage.history import WITHHELD
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


def history(store: Store, type_name: str, row: str) -> list[dict[str, object]]:
    """All changes of a record, oldest first; of a denunciation no words that may tell who denounces."""
    from danvan_desktop.app import disclosure

    record, item = find(store, type_name, row)
    code = disclosure.of_denunciations(store, record, [item]).get(item.id, "")
    kept = {field.name for field in record.fields if code and denouncer.may_tell(field)}
    return [
        {
            "when": change.when.isoformat(timespec="seconds"), "officer": change.officer, "unit": change.unit,
            "field": change.field, "label": field_label(record, change.field),
            "old": _told(change.old, kept=change.field in kept), "new": _told(change.new, kept=change.field in kept),
            "op": change.op_id.hex(), "reason": change.reason, "allowed": change.allowed,
        }
        for change in store.history(record.name, item.id)
    ]  # fmt: skip


def history_rows(type_name: str, changes: list[dict[str, object]]) -> list[tuple[str, ...]]:
    """Changes as people read them: local time, officer, field, before, after; labels for codes."""
    by_name = record_type(type_name).by_name
    rows: list[tuple[str, ...]] = []
    for change in changes:
        when = datetime.fromisoformat(str(change["when"])).astimezone()
        field = by_name.get(str(change["field"]))
        before, after = (stored_text(field, change[part]) for part in ("old", "new"))
        rows.append((f"{when:%d/%m/%Y %H:%M}", str(change["officer"]), str(change["label"]), before, after))
    return rows


def stored_text(field: Field | None, value: object) -> str:
    """A value as the journal holds it, as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool) or (field and field.kind is Kind.YES_NO and value in {0, 1}):
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


def _told(value: object, *, kept: bool) -> object:
    if kept and value is not None:
        return _("(secret)")
    return _(KEPT_AT_UNIT) if value is WITHHELD else value


def destroy_values(office: Office, type_name: str, row: str, fields: list[str]) -> int:
    """Destroy persons' values of one record for good, in copies kept aside too; returns how many there were."""
    from danvan_desktop.app import access_log, people

    people.require(office, "destroy")
    record, item = find(office.store, type_name, row)
    unknown = [name for name in fields if name not in record.by_name or not record.field(name).sealed]
    if unknown:
        persons = ", ".join(field.name for field in record.fields if field.sealed)
        message = _("No field of persons: {names}.").format(names=", ".join(unknown))
        raise UserError(message, hint=_("Fields of persons here: {persons}.").format(persons=persons))
    for copy in rekey.kept_copies(office.data_dir):
        copy.unlink(missing_ok=True)
    access_log.note(office, "destroyed", item.id.hex())
    return office.store.destroy_values(record.name, item.id, fields)
