"""Links between records: found as one types, and both ways from a record. Never reads more than a screenful."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.app.titles import detail, title
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.domain.text import fold_key
from danvan_desktop.i18n import _
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

RECENT = 200  # records looked through when search has nothing to say
THROUGH = "case_link"  # a record that only leads to others
MOST = 100  # linking records shown per field


@dataclass(frozen=True)
class Hit:
    """A record that may be linked to; `title` names no person, `detail` may: it is for the list only."""

    row: bytes
    title: str
    detail: str


@dataclass(frozen=True)
class Related:
    """A record at the other end of a link. `outward`: this record names it; `field` is the link's label."""

    type_name: str
    row: bytes
    title: str
    detail: str
    field: str
    outward: bool


def link_field(record: RecordType, target: str) -> Field | None:
    """The link of a type that leads to another: its parent, or the first such field."""
    if record.parent and record.field(record.parent).links_to == target:
        return record.field(record.parent)
    return next((field for field in record.fields if field.links_to == target), None)


def find_links(store: Store, type_name: str, text: str, limit: int = 20) -> list[Hit]:
    """Records for what was typed, accents not needed, newest first; the newest ones when nothing is typed."""
    record = store.types[type_name]
    if not fold_key(text):
        ids = journal_reading.newest(store.conn, record, limit=limit)
        return [_hit(record, item) for item in store.records(type_name, ids)]
    ids = store.search(type_name, text, limit=limit) if record.searchable else []
    found = [_hit(record, item) for item in store.records(type_name, ids)]
    if len(found) < limit:  # short words and types without search: look through the newest
        found += [hit for hit in _among_newest(store, record, text) if hit.row not in set(ids)]
    return found[:limit]


def _among_newest(store: Store, record: RecordType, text: str) -> list[Hit]:
    words = fold_key(text).split()
    hits = (_hit(record, item) for item in store.records(
        record.name, journal_reading.newest(store.conn, record, limit=RECENT)
    ))  # fmt: skip
    return [hit for hit in hits if all(word in fold_key(f"{hit.title} {hit.detail}") for word in words)]


def _hit(record: RecordType, item: Record) -> Hit:
    return Hit(item.id, title(record, item), detail(record, item))


def related(store: Store, type_name: str, row: bytes) -> list[Related]:
    """Records this one links to, then those that link here."""
    record = store.types[type_name]
    item = store.get(type_name, row)
    if item is None:
        return []
    found = []
    for field in record.fields:
        target = item.values.get(field.name)
        if field.kind is Kind.LINK and isinstance(target, bytes) and field.links_to in store.types:
            found += _ends(store, field.links_to, [target], _(field.label), outward=True)
    for other in store.types.values():
        for field in other.fields:
            if field.links_to == type_name:
                ids = journal_reading.linking(store.conn, other, field.name, row, limit=MOST)
                found += _ends(store, other.name, ids, _(other.label), outward=False)
    return [end for one in found for end in _through(store, one, row)]


def _through(store: Store, one: Related, row: bytes) -> list[Related]:
    """A link to a further case is told by what stands at its other end."""
    item = store.get(one.type_name, one.row) if one.type_name == THROUGH else None
    if item is None:
        return [one]
    found: list[Related] = []
    for field in store.types[THROUGH].fields:
        target = item.values.get(field.name)
        if field.kind is Kind.LINK and isinstance(target, bytes) and target != row:
            found += _ends(store, field.links_to, [target], one.field, outward=False)
    return found


def _ends(store: Store, type_name: str, ids: list[bytes], label: str, *, outward: bool) -> list[Related]:
    record = store.types[type_name]
    return [
        Related(type_name, item.id, title(record, item), detail(record, item), label, outward)
        for item in store.records(type_name, ids)
        if not item.deleted
    ]
