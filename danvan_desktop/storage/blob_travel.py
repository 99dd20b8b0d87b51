"""Attached files on their way between offices: whole or in pieces, what is still lacking, who lacks what.

A file travels as salt ‖ bytes, so that its SHA-256 is the hash an attachment names. Pieces are cut at fixed places:
those of any package, of any sender, in any order, fit together. Until all are here they lie in a table of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.domain.record_type import Kind, RecordType
from danvan_desktop.storage import blobs
from danvan_desktop.storage.blobs import SALT_BYTES
from danvan_desktop.storage.database import Connection

DDL = """
CREATE TABLE IF NOT EXISTS blob_piece(
  hash BLOB NOT NULL, n INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(hash, n)) STRICT;
CREATE TABLE IF NOT EXISTS blob_look(hash BLOB PRIMARY KEY, kind TEXT) STRICT, WITHOUT ROWID;
"""
PIECE = 256_000  # three of them go into the smallest part
MAX_BLOB = 80_000_000 + SALT_BYTES
MOST_PIECES = -(-MAX_BLOB // PIECE)
ALL: tuple[Range, ...] = ((1, MOST_PIECES),)
TOLD = 20_000  # missing files named in one receipt


def pieces_of(size: int) -> int:
    """How many pieces a travelling file of that size has."""
    return max(1, -(-size // PIECE))


# --- leaving
def sizes(conn: Connection, hashes: Iterable[bytes]) -> dict[bytes, int]:
    """Travelling sizes of those files that are here."""
    found: dict[bytes, int] = {}
    for digest in hashes:
        row = conn.execute("SELECT size FROM blob WHERE hash = ?", (digest,)).fetchone()
        if row is not None:
            found[digest] = row[0] + SALT_BYTES
    return found


def digest_of(data: bytes) -> bytes:
    """The hash under which an attachment names a travelling file."""
    return hashlib.sha256(data).digest()


def whole(conn: Connection, digest: bytes) -> bytes | None:
    """Salt ‖ bytes; None when they are not here or not what was kept: a damaged file must not stop a package."""
    row = conn.execute("SELECT salt, data FROM blob WHERE hash = ?", (digest,)).fetchone()
    data = row[0] + row[1] if row else b""
    return data if row and hashlib.sha256(data).digest() == digest else None


def named_in(lines: Iterable[bytes], types: Mapping[str, RecordType]) -> set[bytes]:
    """Hashes of files that these ops attach, by types known here."""
    from danvan_desktop.domain import journal

    fields = {name: _file_fields(record) for name, record in types.items() if _file_fields(record)}
    marks = [b'"t":"%s"' % name.encode() for name in fields]
    found: set[bytes] = set()
    for line in lines:
        if any(mark in line for mark in marks):
            op = journal.parse_line(line)
            found |= {h for name in fields.get(op.type_name, ()) if (h := digest_in(op.fields.get(name)))}
    return found


def _file_fields(record: RecordType) -> list[str]:
    return [field.name for field in record.fields if field.kind is Kind.ATTACHMENT]


def digest_in(raw: object) -> bytes | None:
    """The hash an attachment names; None where what stands there is none."""
    try:
        digest = bytes.fromhex(raw) if isinstance(raw, str) else b""
    except ValueError:
        return None
    return digest if len(digest) == hashlib.sha256().digest_size else None


# --- arriving
def accept(conn: Connection, data: bytes) -> bytes | None:
    """Keep a file that came, not looked into yet; its hash, None when it was destroyed here. In `writing`."""
    if len(data) < SALT_BYTES or len(data) > MAX_BLOB:
        return None
    digest = hashlib.sha256(data).digest()
    if blobs.is_destroyed(conn, digest):
        return None
    new = conn.execute(
        "INSERT INTO blob(hash, salt, size, data) VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
        (digest, data[:SALT_BYTES], len(data) - SALT_BYTES, data[SALT_BYTES:]),
    ).rowcount
    if new:
        conn.execute("INSERT INTO blob_look VALUES(?, NULL) ON CONFLICT DO NOTHING", (digest,))
    conn.execute("DELETE FROM blob_piece WHERE hash = ?", (digest,))
    return digest


def accept_piece(conn: Connection, digest: bytes, number: int, size: int, data: bytes) -> bool:
    """Keep piece `number` (from 1) of a file of `size`; True when the file is whole now. In `writing`.

    Pieces of which some was not the file's own are all dropped and asked for again.
    """
    count = pieces_of(size)
    if blobs.is_destroyed(conn, digest) or blobs.holds(conn, digest.hex()):
        return False
    conn.execute("DELETE FROM blob_piece WHERE hash = ? AND size <> ?", (digest, size))
    conn.execute("INSERT INTO blob_piece VALUES(?,?,?,?) ON CONFLICT DO NOTHING", (digest, number, size, data))
    here = conn.execute("SELECT count(*) FROM blob_piece WHERE hash = ?", (digest,)).fetchone()[0]
    if here < count:
        return False
    rows = conn.execute("SELECT data FROM blob_piece WHERE hash = ? ORDER BY n", (digest,))
    joined = b"".join(row[0] for row in rows)
    conn.execute("DELETE FROM blob_piece WHERE hash = ?", (digest,))
    return hashlib.sha256(joined).digest() == digest and accept(conn, joined) is not None


def piece_fits(number: int, size: int, data: bytes) -> bool:
    """Whether a piece may be one of a file of that size."""
    if not SALT_BYTES <= size <= MAX_BLOB or not 1 <= number <= pieces_of(size):
        return False
    return len(data) == min(PIECE, size - (number - 1) * PIECE)


def lacking(conn: Connection, digest: bytes) -> list[Range]:
    """Numbers of the pieces that are not here; all of them where none is."""
    rows = conn.execute("SELECT n, size FROM blob_piece WHERE hash = ? ORDER BY n", (digest,)).fetchall()
    if not rows:
        return list(ALL)
    here = {row[0] for row in rows}
    return ranges.union((n, n) for n in range(1, pieces_of(rows[0][1]) + 1) if n not in here)


def missing(conn: Connection, types: Mapping[str, RecordType], unit: str) -> dict[bytes, list[Range]]:
    """Files that the unit's records name and that are neither here whole nor destroyed, with the pieces lacking."""
    found: dict[bytes, list[Range]] = {}
    for name, record in types.items():
        for field in _file_fields(record):
            rows = conn.execute(
                f'SELECT DISTINCT "{field}" FROM v_{name} WHERE owner = ? AND "{field}" IS NOT NULL'
                f' AND "{field}" NOT IN (SELECT lower(hex(hash)) FROM blob)'
                f' AND "{field}" NOT IN (SELECT lower(hex(hash)) FROM destroyed) LIMIT ?',
                (unit, TOLD),
            )
            found |= {h: lacking(conn, h) for row in rows.fetchall() if (h := digest_in(row[0]))}
    return found


def not_whole(conn: Connection, hashes: Iterable[bytes]) -> set[bytes]:
    """Those files that are neither here whole nor destroyed."""
    return {h for h in hashes if not blobs.holds(conn, h.hex()) and not blobs.is_destroyed(conn, h)}


def is_named(conn: Connection, types: Mapping[str, RecordType], digest: bytes) -> bool:
    """Whether some record here names that file."""
    return any(
        conn.execute(f'SELECT 1 FROM v_{name} WHERE "{field}" = ? LIMIT 1', (digest.hex(),)).fetchone()
        for name, record in types.items()
        for field in _file_fields(record)
    )


# --- what others lack
def learn(conn: Connection, line: bytes, told: Mapping[bytes, Sequence[Range]]) -> None:
    """Keep which files a line says it lacks; what it said before is forgotten. In `writing`."""
    conn.execute("DELETE FROM peer_blob WHERE line = ?", (line,))
    conn.executemany(
        "INSERT INTO peer_blob VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
        [(line, digest, first, last) for digest, lacks in told.items() for first, last in lacks],
    )


def asked(conn: Connection, lines: Collection[bytes]) -> dict[bytes, list[Range]]:
    """Files, and their pieces, that those lines said they lack."""
    found: dict[bytes, list[Range]] = {}
    marks = ",".join("?" * len(lines))
    for digest, first, last in conn.execute(
        f"SELECT hash, first, last FROM peer_blob WHERE line IN ({marks})", list(lines)
    ):
        found.setdefault(digest, []).append((first, last))
    return {digest: ranges.union(lacks) for digest, lacks in found.items()}


# --- whether somebody has looked into what came
def unseen(conn: Connection) -> list[bytes]:
    """Files that came and were not looked into yet."""
    return [row[0] for row in conn.execute("SELECT hash FROM blob_look WHERE kind IS NULL ORDER BY hash")]


def note_look(conn: Connection, digest: bytes, kind: str) -> None:
    """Keep what a file was found to be; "" for one that cannot be opened."""
    conn.execute("UPDATE blob_look SET kind = ? WHERE hash = ?", (kind, digest))


def look_of(conn: Connection, digest: str) -> str | None:
    """What a file that came was found to be, "" cannot be opened; None: it is our own, or was not looked into."""
    row = conn.execute("SELECT kind FROM blob_look WHERE hash = ?", (bytes.fromhex(digest),)).fetchone()
    return row[0] if row else None


def came_from_elsewhere(conn: Connection, digest: str) -> bool:
    """Whether a file was brought by a package."""
    query = "SELECT 1 FROM blob_look WHERE hash = ?"
    return conn.execute(query, (bytes.fromhex(digest),)).fetchone() is not None
