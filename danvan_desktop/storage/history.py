"""Who changed what, when, from what to what: read from the ops, kept nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.denouncer import conditions, may_tell
from danvan_desktop.domain.journal import DELETED, LAST_WALL_MS, Op, parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import sealed_hash
from danvan_desktop.domain.veil import VEIL, veiled_from
from danvan_desktop.storage import vault
from danvan_desktop.storage.batch import live_ops
from danvan_desktop.storage.database import Connection

WITHHELD = object()  # a person's value that is not here, or was destroyed


@dataclass(frozen=True)
class Change:
    """One field of one save. `old` and `new` as in JSON, persons' values as text or WITHHELD."""

    when: datetime
    officer: str
    unit: str
    field: str
    old: object
    new: object
    op_id: bytes
    reason: str
    allowed: bool


@dataclass(frozen=True)
class Side:
    """One of the values in conflict over a field."""

    op_id: bytes
    when: datetime
    officer: str
    unit: str
    value: object
    replica: bytes = b""


@dataclass(frozen=True)
class Conflict:
    """A field of a row with more than one live value; both are kept until a person chooses."""

    type_name: str
    row: bytes
    field: str
    sides: tuple[Side, ...]


def history(conn: Connection, record: RecordType, row: bytes) -> list[Change]:
    """All changes of a row, oldest first."""
    shown: dict[str, object] = {}
    changes = []
    units = _units(conn)
    query = "SELECT line, ok FROM op WHERE row = ? AND type = ? ORDER BY hlc, id"
    for line, allowed in conn.execute(query, (row, record.name)).fetchall():
        op = parse_line(line)
        for name in sorted(op.fields):
            new = _readable(conn, record, name, op.fields[name])
            changes.append(Change(
                _when(op), op.officer, units.get(op.replica, ""), name, shown.get(name), new,
                op.op_id, op.reason, bool(allowed),
            ))  # fmt: skip
            if allowed:
                shown[name] = new
    return _without_denouncers(record, changes, shown)


def _without_denouncers(record: RecordType, changes: list[Change], shown: Mapping[str, object]) -> list[Change]:
    """A complaint that is known for a denunciation now tells nobody who was named before, in its texts neither."""
    codes = {name: value for name, value in shown.items() if isinstance(value, str)}
    secret = withheld_for_denouncer(record, codes)
    saves = {op: place for place, op in enumerate(dict.fromkeys(change.op_id for change in changes))}
    until = _veiled(changes, saves)
    if secret:
        told = (field.name for field in record.fields if may_tell(field))
        until |= dict.fromkeys(told, _became(record, changes, saves)) | dict.fromkeys(secret, len(saves))
    return [_told(change, saves[change.op_id], until.get(change.field, -1)) for change in changes] if until else changes


def _told(change: Change, place: int, until: int) -> Change:
    """The change with what stood there before the save `until` hidden."""
    old = _hidden(change.old) if place <= until else change.old
    return replace(change, old=old, new=_hidden(change.new) if place < until else change.new)


def _became(record: RecordType, changes: list[Change], saves: Mapping[bytes, int]) -> int:
    """The save with which a record became a denunciation; -1 where it was one from the beginning."""
    codes = dict(conditions(record))
    places = [
        saves[change.op_id] for change in changes
        if change.old is not None and change.old not in (now := codes.get(change.field, ())) and change.new in now
    ]  # fmt: skip
    return max(places, default=-1)


def _veiled(changes: list[Change], saves: Mapping[bytes, int]) -> dict[str, int]:
    """Field → the last save that veiled a name in its text: what stood there before is not told again."""
    return {
        change.field: saves[change.op_id] for change in changes
        if veiled_from(change.new, change.old) or (change.old is WITHHELD and VEIL in str(change.new))
    }  # fmt: skip


def _hidden(value: object) -> object:
    return None if value is None else WITHHELD


def conflicts(
    conn: Connection, types: Mapping[str, RecordType], only: Collection[tuple[bytes, str]] | None = None
) -> list[Conflict]:
    """Every field with more than one live value, and deletions that met an edit; of `only` these (row, field)."""
    units = _units(conn)
    found = []
    pairs = conn.execute("SELECT DISTINCT type, row, field FROM conflict ORDER BY row, field").fetchall()
    for type_name, row, name in pairs:
        if only is not None and (row, name) not in only:
            continue
        record = types.get(type_name)
        sides = tuple(
            Side(
                op.op_id, _when(op), op.officer, units.get(op.replica, ""), _side_value(conn, record, name, op),
                op.replica,
            )
            for op in live_ops(conn, row, type_name) if name in op.fields or name == DELETED
        )  # fmt: skip
        if _differ(sides):
            found.append(Conflict(type_name, row, name, sides))
    return found


def _differ(sides: tuple[Side, ...]) -> bool:
    """Two computers that wrote the same leave nothing to choose; of withheld values nobody can say they are equal."""
    values = [side.value for side in sides]
    return len(values) < 2 or WITHHELD in values or any(value != values[0] for value in values)


def _side_value(conn: Connection, record: RecordType | None, name: str, op: Op) -> object:
    if name == DELETED:
        return op.fields.get(DELETED, False)
    return _readable(conn, record, name, op.fields[name])


def _readable(conn: Connection, record: RecordType | None, name: str, stored: object) -> object:
    """A person's value as text where it is here."""
    if digest := sealed_hash(stored):
        return vault.get(conn, [digest]).get(digest, WITHHELD)
    return stored


def _when(op: Op) -> datetime:
    return datetime.fromtimestamp(min(op.wall, LAST_WALL_MS) / 1000, UTC)


def _units(conn: Connection) -> dict[bytes, str]:
    return dict(conn.execute("SELECT id, unit FROM replica").fetchall())
