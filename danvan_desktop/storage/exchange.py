"""Questions the hand-over asks of the journal: what is unacknowledged, which values travel, how states compare."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from danvan_desktop.domain import journal, ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage import schema
from danvan_desktop.storage.database import Connection

DIGEST_UP_TO = 200_000  # rows; comparing states must not cost more than the export it follows
MISSING_TOLD = 50_000


def sealed_in(lines: Iterable[bytes]) -> set[bytes]:
    """Hashes of persons' values that these ops name, of known and unknown types alike."""
    found = set()
    for line in lines:
        if b'{"s":"' in line:
            for value in journal.parse_line(line).fields.values():
                if isinstance(value, dict) and isinstance(value.get("s"), str) and len(value["s"]) == 64:
                    found.add(bytes.fromhex(value["s"]))
    return found


def digest_of(value: bytes) -> bytes:
    """The hash by which an op names a travelling value (salt ‖ value)."""
    return hashlib.sha256(value).digest()


def missing_values(conn: Connection, types: Mapping[str, RecordType], unit: str) -> list[bytes]:
    """Hashes shown in the unit's own rows whose value is neither here nor destroyed."""
    found: set[bytes] = set()
    for name, record in types.items():
        for field in (f for f in schema.stored_fields(record) if f.sealed):
            rows = conn.execute(
                f'SELECT DISTINCT "{field.name}" FROM v_{name} WHERE owner = ? AND "{field.name}" IS NOT NULL'
                f' AND "{field.name}" NOT IN (SELECT hash FROM vault)'
                f' AND "{field.name}" NOT IN (SELECT hash FROM destroyed) LIMIT ?', (unit, MISSING_TOLD),
            )  # fmt: skip
            found |= {row[0] for row in rows}
    return sorted(found)[:MISSING_TOLD]


def destroyed_values(conn: Connection) -> list[bytes]:
    """Hashes of values destroyed here; another installation of the unit destroys them too."""
    return [row[0] for row in conn.execute("SELECT hash FROM destroyed ORDER BY hash")]


def unacknowledged(
    conn: Connection, held: Mapping[bytes, Collection[Range]], replicas: Iterable[bytes], apart: bytes = b""
) -> tuple[int, int]:
    """(records, ms of the oldest) of the ops of these replicas that a peer with `held` has not acknowledged.

    The record `apart` is not counted: the office's own unit, which nobody typed.
    """
    rows: set[bytes] = set()
    oldest = 0
    for replica in replicas:
        top = conn.execute("SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?", (replica,)).fetchone()[0]
        for first, last in _gaps(list(held.get(replica, ())), top):
            for row, hlc in conn.execute(
                "SELECT row, min(hlc) FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND row <> ? GROUP BY row",
                (replica, first, last, apart),
            ):
                rows.add(row)
                oldest = min(oldest or hlc >> 16, hlc >> 16)
    return len(rows), oldest


def waiting(
    conn: Connection, held: Mapping[bytes, Collection[Range]], replicas: Iterable[bytes]
) -> dict[str, tuple[set[bytes], set[bytes], int]]:
    """By type what a peer with `held` has not acknowledged: rows made, rows changed, and bytes of their lines."""
    found: dict[str, tuple[set[bytes], set[bytes], int]] = {}
    for replica in replicas:
        top = conn.execute("SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?", (replica,)).fetchone()[0]
        for first, last in _gaps(list(held.get(replica, ())), top):
            query = (
                "SELECT type, row, sum(length(line)), min(hlc) = (SELECT min(o.hlc) FROM op o WHERE o.row = op.row)"
                " FROM op WHERE replica = ? AND seq BETWEEN ? AND ? GROUP BY type, row"
            )
            for type_name, row, size, made in conn.execute(query, (replica, first, last)):
                new, changed, total = found.get(type_name, (set(), set(), 0))
                (new if made else changed).add(row)
                found[type_name] = (new, changed, total + size)
    return {name: (new, changed - new, size) for name, (new, changed, size) in found.items()}


def _gaps(held: list[Range], top: int) -> list[Range]:
    gaps, expected = [], 1
    for first, last in ranges.union(held):
        if first > expected:
            gaps.append((expected, min(first - 1, top)))
        expected = last + 1
    return [*gaps, *([(expected, top)] if expected <= top else [])]


def counts(conn: Connection, wanted: Iterable[tuple[bytes, int, int]]) -> dict[str, int]:
    """Ops per type in these ranges."""
    found: dict[str, int] = {}
    for replica, first, last in wanted:
        for name, number in conn.execute(
            "SELECT type, count(*) FROM op WHERE replica = ? AND seq BETWEEN ? AND ? GROUP BY type",
            (replica, first, last),
        ):
            found[name] = found.get(name, 0) + number
    return found


def state_digests(conn: Connection, types: Mapping[str, RecordType], units: Collection[str]) -> dict[str, str]:
    """Digest per type of the rows these units own; empty when there are too many to compare at every receipt.

    Under "" stands the digest of the tables' shape: only equal shapes can be compared.
    """
    marks = ",".join("?" * len(units))
    total = 0
    shape = sorted((name, *schema.view_columns(record)) for name, record in types.items())
    found = {"": hashlib.sha256(repr(shape).encode()).hexdigest()}
    for name, record in types.items():
        if record.sharing:
            continue  # the other party may have written more than both sides hold
        where = f"FROM v_{name} WHERE owner IN ({marks}) AND id NOT IN (SELECT row FROM held)"
        number = conn.execute(f"SELECT count(*) {where}", list(units)).fetchone()[0]
        total += number
        if total > DIGEST_UP_TO:
            return {}
        if number:
            columns = ", ".join(f'"{c}"' for c in schema.view_columns(record))
            digest = hashlib.sha256()
            for row in conn.execute(f"SELECT {columns} {where} ORDER BY id", list(units)):
                digest.update(repr(row).encode())
            found[name] = digest.hexdigest()
    return found
