"""Changes that somebody wrote without the right to: kept in the journal, counted nowhere, shown here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from danvan_desktop.app.lists import KEPT_AT_UNIT, field_label, stored_text
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.app.titles import title
from danvan_desktop.domain.journal import DELETED, LAST_WALL_MS, Author, Op, parse_line
from danvan_desktop.domain.record_type import RecordType, Rule
from danvan_desktop.i18n import _
from danvan_desktop.storage import sharing
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Outside:
    """One such change. `values` are (label, text); a citizen's value shows as kept at its unit."""

    op: str
    type_name: str
    row: bytes
    label: str
    title: str  # names no person
    unit: str
    officer: str
    when: datetime
    why: str
    values: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, object]:
        """As `conflicts --outside-rights --json` shows it."""
        return {
            "op": self.op, "type": self.type_name, "row": self.row.hex(), "unit": self.unit or None,
            "officer": self.officer, "when": self.when.isoformat(timespec="seconds"), "reason": self.why,
            "values": [{"label": label, "value": text} for label, text in self.values],
        }  # fmt: skip


def listed(store: Store) -> list[Outside]:
    """All of them, oldest first."""
    return [_outside(store, parse_line(line)) for line in sharing.refused(store.conn)]


def count(store: Store) -> int:
    """How many there are."""
    return sharing.count_refused(store.conn)


def _outside(store: Store, op: Op) -> Outside:
    record, author = store.types.get(op.type_name), store.roster.get(op.replica)
    item = store.get(op.type_name, op.row) if record else None
    values = tuple((field_label(record, n) if record else n, _text(record, n, v)) for n, v in sorted(op.fields.items()))
    return Outside(
        op.op_id.hex(), op.type_name, op.row, _(record.label) if record else op.type_name,
        title(record, item) if record and item else "", author.unit if author else "", op.officer,
        datetime.fromtimestamp(min(op.wall, LAST_WALL_MS) / 1000, UTC).astimezone(), _why(store, op, record, author),
        values,
    )  # fmt: skip


def _text(record: RecordType | None, name: str, value: object) -> str:
    if name == DELETED:
        return _("in the bin") if value is True else _("kept, with changes")
    field = record.by_name.get(name) if record else None
    if isinstance(value, dict) or (field is not None and field.sealed):
        return _(KEPT_AT_UNIT)
    return _("(empty)") if value is None else stored_text(field, value)


def _why(store: Store, op: Op, record: RecordType | None, author: Author | None) -> str:
    if author is None:
        return _("written by a computer that is not known here")
    if author.closed_at is not None and op.seq > author.closed_at:
        return _("written after this computer was closed")
    by_kind = _why_by_kind(op, record)
    owner = owner_of(store, op.row)
    if author.unit in {tenure.unit for tenure in store.shares.tenures.get(op.row, ())[:-1]}:
        return _("written after the dossier was handed on to unit {unit}").format(unit=owner)
    return by_kind or _("the record belongs to unit {unit}").format(unit=owner)


def _why_by_kind(op: Op, record: RecordType | None) -> str:
    if record is not None and record.rule is Rule.CATALOGUE:
        return _("only the province writes records of this kind")
    if record is not None and record.rule is Rule.APPEND_ONLY and op.parents:
        return _("records of this kind are not changed once they are made")
    if record is not None and record.sharing:
        return _("the other side of this request or transfer writes these fields")
    return ""
