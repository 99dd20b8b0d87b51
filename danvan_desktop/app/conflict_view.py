"""Fields with two values as people read them, and the choice between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.app import conflicts, people, titles
from danvan_desktop.app.handover import unit_names
from danvan_desktop.app.lists import KEPT_AT_UNIT, field_label, secret, stored_text
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.domain.journal import DELETED
from danvan_desktop.domain.record_type import Field
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.history import WITHHELD, Conflict, Side
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class SideView:
    """One of the values: what, who, when, from which unit. `shown`: lists show this one now."""

    op: str
    text: str
    officer: str
    unit: str
    when: datetime
    here: bool
    shown: bool


@dataclass(frozen=True)
class ConflictView:
    """One field over which two sides differ."""

    type_name: str
    row: bytes
    field: str
    field_label: str
    record_label: str
    title: str  # names no person
    sides: tuple[SideView, ...]
    before: str
    ours: bool  # this office owns the record and chooses
    owner: str

    @property
    def deletion(self) -> bool:
        """Whether one side put the record into the bin."""
        return self.field == DELETED


def listed(store: Store) -> list[ConflictView]:
    """Every open conflict, in the order of records."""
    names = unit_names(store)
    return [_view(store, conflict, names) for conflict in store.conflicts()]


def count(store: Store) -> int:
    """How many there are."""
    return len(store.conflicts())


def _view(store: Store, conflict: Conflict, names: dict[str, str]) -> ConflictView:
    record = store.types.get(conflict.type_name)
    item = store.get(conflict.type_name, conflict.row) if record else None
    unit = owner_of(store, conflict.row)
    field = record.by_name.get(conflict.field) if record else None
    shown = conflict.sides[-1].op_id if conflict.sides else b""
    hidden = bool(field and item and secret(field, item))
    sides = tuple(_side(store, side, field, names, shown=side.op_id == shown, hidden=hidden) for side in conflict.sides)
    return ConflictView(
        conflict.type_name, conflict.row, conflict.field,
        field_label(record, conflict.field) if record else conflict.field,
        _(record.label) if record else conflict.type_name, titles.title(record, item) if record and item else "", sides,
        _before(store, conflict, field, hidden=hidden) if record else "", unit == store.unit.code,
        names.get(unit, unit),
    )  # fmt: skip


def _side(
    store: Store, side: Side, field: Field | None, names: dict[str, str], *, shown: bool, hidden: bool
) -> SideView:
    text = _("(secret)") if hidden else _text(field, side.value)
    return SideView(
        side.op_id.hex(), text, side.officer, names.get(side.unit, side.unit), side.when.astimezone(),
        side.replica == store.replica.id, shown,
    )  # fmt: skip


def _text(field: Field | None, value: object) -> str:
    if value is WITHHELD:
        return _(KEPT_AT_UNIT)
    if field is None:
        return _("in the bin") if value is True else _("kept, with changes")
    if value is None:
        return _("(empty)")
    return stored_text(field, value)


def _before(store: Store, conflict: Conflict, field: Field | None, *, hidden: bool) -> str:
    """What the field held before the first of the sides."""
    ops = {side.op_id for side in conflict.sides}
    past = store.history(conflict.type_name, conflict.row)
    first = next((c for c in past if c.field == conflict.field and c.op_id in ops), None)
    if first is None or field is None or hidden or first.old is None:
        return ""
    return _text(field, first.old)


def choose(store: Store, conflict: ConflictView, op: str, officer: str) -> None:
    """Keep one side; the other stays in the history. Raises UserError."""
    conflicts.resolve(store, conflict.row.hex(), conflict.field, op, officer=officer)


def write_another(store: Store, conflict: ConflictView, value: Value, officer: str) -> None:
    """End a conflict with a third value. Raises UserError when another unit owns the record."""
    if conflict.deletion:
        raise UserError(_("Keep the record or put it into the bin; there is no third way."))
    found = next((c for c in store.conflicts() if (c.row, c.field) == (conflict.row, conflict.field)), None)
    if found is None:
        raise UserError(_("This was settled in the meantime."))
    conflicts.only_the_owner(store, found)
    people.require(store, "process")
    with store.batch(officer=officer, reason=_("conflict settled")) as batch:
        batch.edit(conflict.type_name, conflict.row, {conflict.field: value})
