"""A save: records and their children become ops in one transaction; parents are looked up, persons sealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from danvan_desktop.domain import journal
from danvan_desktop.domain.record_type import Field, FieldClass, RecordType
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.domain.values import BadValueError, Value, sealed_hash, to_json
from danvan_desktop.errors import BugError
from danvan_desktop.storage import vault
from danvan_desktop.storage.clock import Clock
from danvan_desktop.storage.database import Connection

FLUSH_AT = 2_000


class Batch:
    """Collects the ops of one save or import. Made by `Store.batch`, which holds the transaction.

    `write` applies lines that were just made; `replica` and `counter` come from the store.
    """

    def __init__(
        self, conn: Connection, types: Mapping[str, RecordType], clock: Clock,
        write: Callable[[list[journal.Op]], None], *, officer: str, reason: str = "",
    ) -> None:  # fmt: skip
        self._conn, self._types, self._clock, self._write = conn, types, clock, write
        self._officer, self._reason = clean(officer), clean(reason)
        self._pending: list[journal.Op] = []
        self._values: list[vault.Sealed] = []
        self._rows: set[bytes] = set()  # of what is pending
        self._group = ""
        self._last = ""

    def new_group(self) -> None:
        """What follows belongs together (a record and its children) and is applied whole."""
        self._group = f"{self._clock.seq + 1:x}"

    def new(self, type_name: str, values: Mapping[str, Value], *, row: bytes | None = None) -> bytes:
        """Add a record; returns its id. `row` only for rows everybody knows (derived ids)."""
        record = self._types[type_name]
        kept = {
            name: value for name, value in values.items() if value is not None and self._may_hold(record, name, values)
        }
        fields = {name: self._stored(record.field(name), value) for name, value in kept.items()}
        target = row or self._clock.new_row()
        if row is not None:
            self._settle(row)
            heads = _heads(live_ops(self._conn, row, type_name))
            self._add(record.name, target, fields, {name: heads[name] for name in fields if name in heads})
        else:
            self._add(record.name, target, fields, {})
        return target

    def edit(
        self, type_name: str, row: bytes, values: Mapping[str, Value], *, beside: Collection[str] = (),
        seen: bool = False,
    ) -> bool:  # fmt: skip
        """Change fields of a record; unchanged ones make no op. True when something changed.

        `beside`: fields whose live values stay beside the new one, as a conflict that a person settles. `seen`: the op
        names every op on the row that is known here, so that what is added later does not pass for what was answered.
        """
        self._settle(row)
        record = self._types[type_name]
        live = live_ops(self._conn, row, type_name)
        heads, current = _heads(live), _shown(live)
        wanted = dict(values)
        if forgotten := self._now_secret(record, {**_plain(record, current), **wanted}):
            wanted |= dict.fromkeys(forgotten)
            self._forget(record, row, forgotten)
        fields = {}
        for name, value in wanted.items():
            if not self._same(record.field(name), value, current.get(name), len(heads.get(name, ()))):
                fields[name] = None if value is None else self._stored(record.field(name), value)
        if fields:
            parents = {name: heads.get(name, []) for name in fields if name not in beside}
            if seen:
                parents[journal.SEEN] = _all_ops(self._conn, row, type_name)
            self._add(type_name, row, fields, parents)
        return bool(fields)

    def put_back(self, type_name: str, row: bytes, stored: Mapping[str, object], *, past: bool = False) -> None:
        """Write values as they once stood in ops (a person's as its hash) over the live ones, in one op.

        `past`: over every value these fields ever had here. Who gets this op and some older one, but none of those
        between, is to take the older for no value beside it.
        """
        self._settle(row)
        heads = _heads(_allowed_ops(self._conn, row, type_name) if past else live_ops(self._conn, row, type_name))
        parents = {name: heads.get(name, []) for name in stored}
        if past and stored.get(journal.DELETED):
            parents[journal.SEEN] = sorted({op for ids in heads.values() for op in ids})
        self._add(type_name, row, dict(stored), parents)

    def settle(self, type_name: str, row: bytes, field: str, stored: object) -> None:
        """End a conflict: write `stored` (as in JSON) over every live value of the field."""
        self._settle(row)
        heads = _heads(live_ops(self._conn, row, type_name))
        parents = {field: heads.get(field, [])}
        if field == journal.DELETED:
            parents[journal.SEEN] = sorted({op for ids in heads.values() for op in ids})
        self._add(type_name, row, {field: stored}, parents)

    def delete(self, type_name: str, row: bytes) -> None:
        """Move a record to the bin: a field like any other, undone by `restore`."""
        self._settle(row)
        heads = _heads(live_ops(self._conn, row, type_name))
        seen = sorted({op for ids in heads.values() for op in ids})
        self._add(
            type_name,
            row,
            {journal.DELETED: True},
            {journal.DELETED: heads.get(journal.DELETED, []), journal.SEEN: seen},
        )

    def restore(self, type_name: str, row: bytes) -> None:
        """Bring a record back from the bin."""
        self._settle(row)
        heads = _heads(live_ops(self._conn, row, type_name))
        self._add(type_name, row, {journal.DELETED: False}, {journal.DELETED: heads.get(journal.DELETED, [])})

    def again(self, op: journal.Op, row: bytes, fields: Mapping[str, Any], parents: Mapping[str, list[str]]) -> str:
        """Write an op once more as this replica's own, as its officer's; returns the id it has now."""
        kept = self._officer, self._reason, self._group
        self._officer, self._reason = op.officer, op.reason
        self._group = f"{op.group}.{op.replica[:2].hex()}" if op.group else ""
        self._add(op.type_name, row, fields, parents)
        self._officer, self._reason, self._group = kept
        return self._last

    def flush(self) -> None:
        """Apply what has been collected so far, still inside the transaction."""
        if self._values:
            vault.put(self._conn, self._values)
            self._values = []
        if self._pending:
            self._write(self._pending)
            self._pending = []
            self._rows = set()

    def _settle(self, row: bytes) -> None:
        """Apply what has been collected when some of it is about `row`, whose state is now asked for."""
        if row in self._rows:
            self.flush()

    def _add(self, type_name: str, row: bytes, fields: Mapping[str, Any], parents: Mapping[str, list[str]]) -> None:
        seq, hlc, wall = self._clock.tick()
        line = journal.make_line(
            replica=self._clock.replica, seq=seq, hlc=hlc, wall=wall, officer=self._officer, type_name=type_name,
            row=row, fields=fields, parents=parents, reason=self._reason, group=self._group,
        )  # fmt: skip
        op = journal.Op(
            journal.op_id(line), self._clock.replica, seq, hlc, wall, self._officer, self._reason, self._group,
            type_name, row, fields, parents, line,
        )  # fmt: skip
        self._pending.append(op)
        self._last = op.op_id.hex()
        self._rows.add(row)
        if len(self._pending) >= FLUSH_AT:
            self.flush()

    def _stored(self, field: Field, value: Value) -> object:
        if field.cls in {FieldClass.LOCAL, FieldClass.DENOUNCER}:
            raise BugError(f"{field.name} never enters the journal")
        try:
            if field.sealed:
                stands, stored = vault.sealed(clean_long(str(value)))
                self._values.append(stored)
                return stands
            return to_json(field, value)
        except (BadValueError, ValueError) as error:
            raise BugError(f"{field.name}: {type(value).__name__} does not fit {field.kind}") from error

    def _may_hold(self, record: RecordType, name: str, values: Mapping[str, Value]) -> bool:
        condition = record.field(name).denouncer_when
        return condition is None or values.get(condition.field) not in condition.codes

    def _now_secret(self, record: RecordType, values: Mapping[str, object]) -> list[str]:
        """Fields that must not hold a value in this record: a denouncer's."""
        return [
            field.name for field in record.fields
            if field.denouncer_when and values.get(field.denouncer_when.field) in field.denouncer_when.codes
        ]  # fmt: skip

    def _forget(self, record: RecordType, row: bytes, names: list[str]) -> None:
        sealed = [name for name in names if record.field(name).sealed]
        vault.destroy(self._conn, sealed_hashes(self._conn, row, sealed))

    def _same(self, field: Field, value: Value, stored: object, heads: int) -> bool:
        if heads > 1:
            return False
        if value is None or stored is None:
            return value is None and stored is None
        if field.sealed:
            digest = sealed_hash(stored)
            return vault.get(self._conn, [digest]).get(digest) == clean_long(str(value))
        return to_json(field, value) == stored


def live_ops(conn: Connection, row: bytes, type_name: str) -> list[journal.Op]:
    """Allowed ops of a record, each with only the fields nobody has replaced, oldest first."""
    gone = {(f, op) for f, op in conn.execute("SELECT field, op FROM replaced WHERE row = ?", (row,))}
    found = []
    for op in _allowed_ops(conn, row, type_name):
        fields = {name: value for name, value in op.fields.items() if (name, op.op_id) not in gone}
        if fields:
            found.append(replace(op, fields=fields))
    return found


def _allowed_ops(conn: Connection, row: bytes, type_name: str) -> list[journal.Op]:
    """Every op of a record that lay within its author's right, replaced or not, oldest first."""
    query = "SELECT line FROM op WHERE row = ? AND type = ? AND ok = 1 ORDER BY hlc, id"
    lines = conn.execute(query, (row, type_name))
    return [journal.parse_line(line) for (line,) in lines]


def _all_ops(conn: Connection, row: bytes, type_name: str) -> list[str]:
    found = conn.execute("SELECT id FROM op WHERE row = ? AND type = ? ORDER BY n", (row, type_name))
    return [op_id.hex() for (op_id,) in found]


def _heads(live: list[journal.Op]) -> dict[str, list[str]]:
    """Ids of the live ops, by field."""
    heads: dict[str, list[str]] = defaultdict(list)
    for op in live:
        for name in op.fields:
            heads[name].append(op.op_id.hex())
    return dict(heads)


def _shown(live: list[journal.Op]) -> dict[str, Any]:
    """Shown value by field: that of the op with the greatest (hlc, id), and they come in that order."""
    return {name: value for op in live for name, value in op.fields.items()}


def sealed_hashes(conn: Connection, row: bytes, names: list[str]) -> set[bytes]:
    """Hashes that any op of a row ever gave these person fields."""
    found = set()
    for (line,) in conn.execute("SELECT line FROM op WHERE row = ?", (row,)).fetchall():
        fields = journal.parse_line(line).fields
        found |= {digest for n in names if (digest := sealed_hash(fields.get(n)))}
    return found


def _plain(record: RecordType, stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name in record.by_name}
