"""Conflicts: both values side by side with who and when, kept until a person of the owning unit chooses."""

from __future__ import annotations

from typing import Any

from danvan_desktop.app import people
from danvan_desktop.app.lists import KEPT_AT_UNIT, field_label
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.domain.journal import DELETED, parse_line
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import queries
from danvan_desktop.storage.history import WITHHELD, Conflict, Side
from danvan_desktop.storage.store import Store


def listed(store: Store) -> list[dict[str, Any]]:
    """Every conflict with its sides, as JSON."""
    return [_as_json(store, conflict) for conflict in store.conflicts()]


def _as_json(store: Store, conflict: Conflict) -> dict[str, Any]:
    record = store.types.get(conflict.type_name)
    return {
        "type": conflict.type_name, "label": _(record.label) if record else conflict.type_name,
        "row": conflict.row.hex(), "field": conflict.field,
        "field_label": field_label(record, conflict.field) if record else conflict.field,
        "sides": [_side(side) for side in conflict.sides],
    }  # fmt: skip


def _side(side: Side) -> dict[str, object]:
    value = _(KEPT_AT_UNIT) if side.value is WITHHELD else side.value
    return {
        "op": side.op_id.hex(), "value": value, "when": side.when.isoformat(timespec="seconds"),
        "officer": side.officer, "unit": side.unit,
    }  # fmt: skip


def resolve(store: Store, row: str, field: str, keep: str, *, officer: str) -> None:
    """Keep the value that op `keep` wrote; the others stay in the history. Raises UserError."""
    found = [c for c in store.conflicts() if c.row.hex() == row.lower() and c.field == field]
    if not found:
        message = _("There is no conflict over “{field}” in {row}.").format(field=field, row=row)
        raise UserError(message, hint=_("“danvan conflicts” lists them."))
    conflict = found[0]
    if keep.lower() not in {side.op_id.hex() for side in conflict.sides}:
        message = _("{keep} is not one of the values in this conflict.").format(keep=keep)
        raise UserError(message, hint=_("“danvan conflicts” lists them."))
    only_the_owner(store, conflict)
    people.require(store, "process")
    line = queries.op_line(store.conn, bytes.fromhex(keep))
    fields = parse_line(line).fields if line else {}
    kept = bool(fields.get(DELETED, False)) if field == DELETED else fields[field]
    with store.batch(officer=officer, reason=_("conflict settled")) as batch:
        batch.settle(conflict.type_name, conflict.row, field, kept)


def only_the_owner(store: Store, conflict: Conflict) -> None:
    """Raise UserError when the record belongs to another unit: it alone chooses."""
    owner = owner_of(store, conflict.row)
    if owner != store.unit.code:
        message = _("This record belongs to unit {unit}.").format(unit=owner)
        raise UserError(message, hint=_("Only that unit chooses; ask it to, both values are kept until then."))
