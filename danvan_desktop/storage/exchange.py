"""Questions the hand-over asks of the journal: what is unacknowledged, which values travel, how states compare."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from danvan_desktop.domain import journal, ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage import parting, schema
from danvan_desktop.storage.database import Connection

DIGEST_UP_TO = 200_000  # rows; comparing states must not cost more than the export it follows
MISSING_TOLD = 50_000
STATE_FORM = 2  # how a row is written for its digest; another one is not compared
_HASH = re.compile("[0-9a-f]{64}")


def sealed_in(lines: Iterable[bytes]) -> set[bytes]:
    """Hashes of persons' values that these ops name, of known and unknown types alike."""
    found = set()
    for line in lines:
        if b'{"s":"' in line:
            for value in journal.parse_line(line).fields.values():
                if isinstance(value, dict) and _HASH.fullmatch(str(value.get("s"))):
                    found.add(bytes.fromhex(value["s"]))
    return found


def digest_of(value: bytes) -> bytes:
    """The hash by which an op names a travelling value (salt ‖ value)."""
    return hashlib.sha256(value).digest()


def missing_values(conn: Connection, types: Mapping[str, RecordType], unit: str) -> list[bytes]:
    """Hashes named in the unit's own rows whose value is neither here nor destroyed: shown ones and earlier ones.

    Ops come without values by way of another office, and what was replaced or lost a conflict is read again: in the
    history, beside the other value when somebody chooses, when a change is undone.
    """
    found: set[bytes] = set()
    for name, record in types.items():
        sealed = [field.name for field in schema.stored_fields(record) if field.sealed]
        for field in sealed:
            rows = conn.execute(
                f'SELECT DISTINCT "{field}" FROM v_{name} WHERE owner = ? AND "{field}" IS NOT NULL'
                f' AND "{field}" NOT IN (SELECT hash FROM vault)'
                f' AND "{field}" NOT IN (SELECT hash FROM destroyed) LIMIT ?', (unit, MISSING_TOLD),
            )  # fmt: skip
            found |= {row[0] for row in rows}
        if sealed:
            found |= _missing(conn, sealed_in(_not_shown(conn, name, sealed, unit)))
    return sorted(found)[:MISSING_TOLD]


def _not_shown(conn: Connection, type_name: str, fields: Collection[str], unit: str) -> Iterable[bytes]:
    """Lines of the ops on the unit's rows whose write of one of these fields was replaced or stands in a conflict."""
    marks = ",".join("?" * len(fields))
    rows = conn.execute(
        f"SELECT o.line FROM (SELECT row, op FROM replaced WHERE field IN ({marks})"
        f" UNION SELECT row, op FROM conflict WHERE field IN ({marks})) w"
        f" CROSS JOIN v_{type_name} v ON v.id = w.row AND v.owner = ? CROSS JOIN op o ON o.id = w.op",
        [*fields, *fields, unit],
    )
    return (line for (line,) in rows)


def _missing(conn: Connection, hashes: Iterable[bytes]) -> set[bytes]:
    """Those of which there is neither the value nor the word that it was destroyed."""
    query = "SELECT 1 FROM vault WHERE hash = ? UNION ALL SELECT 1 FROM destroyed WHERE hash = ?"
    return {h for h in hashes if conn.execute(query, (h, h)).fetchone() is None}


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


def tops(conn: Connection) -> list[tuple[bytes, int]]:
    """The highest sequence number here of every replica."""
    found: list[tuple[bytes, int]] = []
    last = b""
    while True:  # one step a replica along the key: a million ops are not read for it
        row = conn.execute("SELECT replica FROM op WHERE replica > ? ORDER BY replica LIMIT 1", (last,)).fetchone()
        if row is None:
            return found
        last = row[0]
        top = conn.execute("SELECT max(seq) FROM op WHERE replica = ?", (last,)).fetchone()[0]
        found.append((last, top))


def _gaps(held: list[Range], top: int) -> list[Range]:
    gaps, expected = [], 1
    for first, last in ranges.union(held):
        if first > expected:
            gaps.append((expected, min(first - 1, top)))
        expected = last + 1
    return [*gaps, *([(expected, top)] if expected <= top else [])]


def _deciding(conn: Connection, units: Collection[str]) -> list[tuple[object, ...]]:
    """What one side may have heard of these units' rows and the other not yet, though both hold the same numbers.

    Which of them were ever handed on (those are not compared), where their closed computers were closed, and what
    stands here under the first number that one of them used twice.
    """
    of_units = f"SELECT id FROM replica WHERE unit IN ({','.join('?' * len(units))})"
    query = (
        f"SELECT row, 0 FROM held WHERE substr(row, 1, 8) IN ({of_units})"
        f" UNION ALL SELECT id, closed_at FROM replica WHERE closed_at IS NOT NULL AND id IN ({of_units}) ORDER BY 1, 2"
    )
    found = [tuple(row) for row in conn.execute(query, [*units, *units])]
    mine = {replica for (replica,) in conn.execute(of_units, list(units))}
    return found + [(r, *first) for r, first in sorted(parting.told_of(conn).items()) if r in mine]


def state_digests(conn: Connection, types: Mapping[str, RecordType], units: Collection[str]) -> dict[str, str]:
    """Digest per type of the rows these units own; empty when there are too many to compare at every receipt.

    Under "" stands the digest of the tables' shape and of what else decides how ops are read: only where both are equal
    can the rest be compared.
    """
    marks = ",".join("?" * len(units))
    total = 0
    shape = sorted((name, *schema.view_columns(record)) for name, record in types.items())
    read_by = [STATE_FORM, *shape, *_deciding(conn, units)]
    found = {"": hashlib.sha256(repr(read_by).encode()).hexdigest()}
    for name, record in types.items():
        if record.sharing:
            continue  # the other party may have written more than both sides hold
        where = f"FROM v_{name} WHERE owner IN ({marks}) AND id NOT IN (SELECT row FROM held)"
        number = conn.execute(f"SELECT count(*) {where}", list(units)).fetchone()[0]
        total += number
        if total > DIGEST_UP_TO:
            return {}
        if number:
            digest = hashlib.sha256()
            for (row,) in conn.execute(f"SELECT {_written(record)} {where} ORDER BY id", list(units)):
                digest.update(row)
            found[name] = digest.hexdigest()
    return found


@cache
def _written(record: RecordType) -> str:
    """SQL of a row's cells as the bytes of one text, the empty ones left out.

    A hundred cells a row are dear to fetch one by one, and a text would be decoded only to be encoded again.
    """
    cells = (
        f'CASE WHEN "{name}" IS NOT NULL THEN \'{place}=\' || quote("{name}") END'
        for place, name in enumerate(schema.view_columns(record))
    )
    return f"CAST(concat_ws(char(10), {', '.join(cells)}) || char(10) AS BLOB)"
