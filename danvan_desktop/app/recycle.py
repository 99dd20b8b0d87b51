"""The bin: records go there with a reason, their child rows with them, and come back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from danvan_desktop.app import people
from danvan_desktop.app.ownership import locked, must_be_ours
from danvan_desktop.app.saving import Saved, writing
from danvan_desktop.app.titles import detail, title
from danvan_desktop.domain.journal import LAST_WALL_MS, Op
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import import_log, journal_reading
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.store import Store

REASON_NEEDED = frozenset({"petition", "reception", "case", "model_year"})
GROUP = 1_000  # a signed segment does not tear a group: larger acts are several groups of one transaction
MOST = 500


@dataclass(frozen=True)
class Binned:
    """A record in the bin. `locked`: why it cannot be brought back here, empty when it can."""

    row: bytes
    title: str
    detail: str
    officer: str
    when: datetime | None
    reason: str
    locked: str


def reason_needed(type_name: str) -> bool:
    """Whether an officer must say why a record of this type is removed."""
    return type_name in REASON_NEEDED


def remove(store: Store, type_name: str, rows: Iterable[bytes], *, officer: str, reason: str) -> Saved:
    """Move records and what belongs to them into the bin, as one act; a UserError when one of them may not be."""
    people.require(store, "delete")
    wanted = _present(store, type_name, rows, deleted=False)
    if reason_needed(type_name) and not reason.strip():
        raise UserError(_("Say why this is removed."), kept=_("Nothing was removed."))
    record = store.types[type_name]
    for row in wanted:
        must_be_ours(store, record, row)
    with writing(store, officer, reason) as done:
        for place, row in enumerate(wanted):
            if place and place % GROUP == 0:
                done.batch.new_group()
            _remove_with_children(store, done.batch, type_name, row)
    return Saved(wanted[0], done.group)


def _remove_with_children(store: Store, batch: Batch, type_name: str, row: bytes) -> None:
    for child in store.types.values():
        if child.parent and child.field(child.parent).links_to == type_name:
            for found in sorted(import_log.linked_from(store.conn, child.name, child.parent, [row]).get(row, ())):
                if not locked(store, child, found):
                    _remove_with_children(store, batch, child.name, found)
    batch.delete(type_name, row)


def restore(store: Store, type_name: str, rows: Iterable[bytes], *, officer: str) -> Saved:
    """Bring records back from the bin, with the child rows that went there together with them."""
    people.require(store, "delete")
    wanted = _present(store, type_name, rows, deleted=True)
    record = store.types[type_name]
    for row in wanted:
        must_be_ours(store, record, row)
    with writing(store, officer, _("Brought back from the bin")) as done:
        for row in wanted:
            for child_type, child in _went_along(store, type_name, row):
                done.batch.restore(child_type, child)
            done.batch.restore(type_name, row)
    return Saved(wanted[0], done.group)


def _went_along(store: Store, type_name: str, row: bytes) -> Iterator[tuple[str, bytes]]:
    """Child rows that were removed in the same act and still lie in the bin."""
    op = journal_reading.deletion(store.conn, row, type_name)
    if op is None:
        return
    parents = {(type_name, row)}
    together = journal_reading.ops_between(store.conn, op.replica, *journal_reading.group_of(store.conn, op))
    for other in reversed(together):  # a record stands after its children
        child = store.types.get(other.type_name)
        found = store.get(other.type_name, other.row) if child and child.parent else None
        if child is None or found is None or not found.deleted:
            continue
        if (child.field(child.parent).links_to, found.values.get(child.parent)) in parents:
            parents.add((child.name, found.id))
            yield child.name, found.id


def binned(store: Store, type_name: str, limit: int = MOST) -> list[Binned]:
    """Records of a type in the bin: who removed them, when and why; those removed last come first."""
    record = store.types[type_name]
    found = []
    for item in store.records(type_name, journal_reading.in_bin(store.conn, record, limit=limit)):
        op = journal_reading.deletion(store.conn, item.id, type_name)
        found.append(Binned(
            item.id, title(record, item), detail(record, item), op.officer if op else "", _when(op),
            op.reason if op else "", locked(store, record, item.id),
        ))  # fmt: skip
    return sorted(found, key=lambda item: item.when or datetime.min.replace(tzinfo=UTC), reverse=True)


def count(store: Store, type_name: str) -> int:
    """How many records of a type lie in the bin."""
    return journal_reading.count_in_bin(store.conn, store.types[type_name])


def _when(op: Op | None) -> datetime | None:
    return datetime.fromtimestamp(min(op.wall, LAST_WALL_MS) / 1000, UTC) if op else None


def _present(store: Store, type_name: str, rows: Iterable[bytes], *, deleted: bool) -> Sequence[bytes]:
    found = [item.id for item in store.records(type_name, list(rows)) if item.deleted == deleted]
    if not found:
        text = _("None of these records is in the bin.") if deleted else _("None of these records is there any more.")
        raise UserError(text, kept=_("Nothing was changed."))
    return found
