"""What a decision changed, kept with it: field by field what stood there and what it wrote, so that it can go back.

Only open fields are ever changed by a decision. What somebody has changed again since is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Json, Value, from_cell, to_cell, to_json
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

MOST = 2_000


@dataclass
class Changed:
    """Records by (type, id) with what each field held before and after; `made` the case a decision made."""

    made: bytes | None = None
    records: dict[tuple[str, bytes], dict[str, tuple[Json, Json]]] = field(default_factory=dict)

    def edit(self, batch: Batch, record: RecordType, item: Record, values: Mapping[str, Value]) -> None:
        """Write values and keep what stood there."""
        if values:
            old = {name: item.values.get(name) for name in values}
            self._keep(record, item.id, old, values)
            batch.edit(record.name, item.id, values)

    def note(self, record: RecordType, item: Record, old: Mapping[str, Value]) -> None:
        """Something that was changed otherwise: what is to stand there again."""
        self._keep(record, item.id, old, {name: item.values.get(name) for name in old})

    def _keep(self, record: RecordType, row: bytes, old: Mapping[str, Value], new: Mapping[str, Value]) -> None:
        fields = self.records.setdefault((record.name, row), {})
        for name in new:
            fields[name] = to_json(record.field(name), old[name]), to_json(record.field(name), new[name])

    def values_now(self, store: Store, type_name: str, row: bytes) -> dict[str, Value]:
        """What goes back into a record: fields that still hold what was written."""
        item, record = store.get(type_name, row), store.types[type_name]
        found: dict[str, Value] = {}
        for name, (old, new) in self.records.get((type_name, row), {}).items():
            fits = name in record.by_name and item is not None
            if fits and item is not None and to_json(record.field(name), item.values.get(name)) == new:
                found[name] = from_cell(record.field(name), to_cell(record.field(name), old))
        return found

    def as_text(self) -> str:
        """As it is kept."""
        told = [[name, row.hex(), fields] for (name, row), fields in self.records.items()]
        return json.dumps({"made": self.made.hex() if self.made else "", "records": told}, ensure_ascii=False)


def kept(decision: Record) -> Changed:
    """What a decision changed."""
    told = json.loads(str(decision.values.get("changed") or "{}"))
    made = bytes.fromhex(told.get("made", "")) or None
    rows = {
        (str(name), bytes.fromhex(row)): {str(key): (pair[0], pair[1]) for key, pair in fields.items()}
        for name, row, fields in told.get("records", ())
    }
    return Changed(made, rows)


def put_back(store: Store, batch: Batch, changed: Changed, *, besides: bytes) -> None:
    """The other records of a decision as they were; a case it made goes to the bin where nothing else uses it."""
    unused = changed.made is not None and _unused(store, changed)
    for type_name, row in changed.records:
        if row == besides or locked(store, store.types[type_name], row):
            continue
        if changed.made is None or unused:
            batch.edit(type_name, row, changed.values_now(store, type_name, row))
    if unused and changed.made is not None and not locked(store, store.types["case"], changed.made):
        batch.delete("case", changed.made)


def _unused(store: Store, changed: Changed) -> bool:
    """Whether the case is as it was made and only the records of the decision name it."""
    made = changed.made or b""
    if len(journal_reading.ops_of_row(store.conn, made)) != 1:
        return False
    own = {row for _type, row in changed.records}
    for record in store.types.values():
        for item in record.fields:
            if item.links_to == "case":
                rows = journal_reading.linking(store.conn, record, item.name, made, limit=MOST)
                if any(row not in own for row in rows):
                    return False
    return True
