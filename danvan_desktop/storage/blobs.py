"""Bytes of attached files, inside the encrypted file. Addressed by SHA-256(salt ‖ bytes), like a person's value.

The salt comes from the bytes and a secret of this data folder: the same file is kept once, and nobody outside can
tell from an op which file is attached.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from danvan_desktop.storage.database import Connection, atomic, overwriting
from danvan_desktop.storage.settings import Settings

DDL = """
CREATE TABLE IF NOT EXISTS blob(
  hash BLOB PRIMARY KEY, salt BLOB NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
"""
SALT_BYTES = 16
_KEY = "blob.key"


def put(conn: Connection, settings: Settings, data: bytes) -> str:
    """Keep bytes; returns the hash that an attachment names, as hex."""
    with atomic(conn):
        if not settings.get(_KEY):
            settings.set(_KEY, secrets.token_hex(32))
        salt = hashlib.blake2b(data, key=bytes.fromhex(settings.get(_KEY)), digest_size=SALT_BYTES).digest()
        if is_destroyed(conn, hashlib.sha256(salt + data).digest()):
            salt = secrets.token_bytes(SALT_BYTES)  # other computers of the office keep what was destroyed away
        digest = hashlib.sha256(salt + data)
        conn.execute(
            "INSERT INTO blob(hash, salt, size, data) VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
            (digest.digest(), salt, len(data), data),
        )
    return digest.hexdigest()


def get(conn: Connection, digest: str) -> bytes | None:
    """The bytes, None when they are not here; a ValueError when they are not what was kept."""
    found = conn.execute("SELECT salt, data FROM blob WHERE hash = ?", (bytes.fromhex(digest),)).fetchone()
    if found is None:
        return None
    if hashlib.sha256(found[0] + found[1]).hexdigest() != digest:
        raise ValueError(digest)
    return bytes(found[1])


def holds(conn: Connection, digest: str) -> bool:
    """Whether the bytes of a hash are here."""
    try:
        wanted = bytes.fromhex(digest)
    except ValueError:
        return False
    return conn.execute("SELECT 1 FROM blob WHERE hash = ?", (wanted,)).fetchone() is not None


def is_destroyed(conn: Connection, digest: bytes) -> bool:
    """Whether bytes of that hash were destroyed in this office."""
    return conn.execute("SELECT 1 FROM destroyed WHERE hash = ?", (digest,)).fetchone() is not None


def destroy(conn: Connection, digest: str) -> bool:
    """Delete bytes and their salt for good, overwriting their place; True when they were here."""
    with overwriting(conn), atomic(conn):
        conn.execute("INSERT INTO destroyed VALUES(?) ON CONFLICT DO NOTHING", (bytes.fromhex(digest),))
        done = forget(conn, [bytes.fromhex(digest)])
    conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return bool(done)


def forget(conn: Connection, hashes: Iterable[bytes]) -> int:
    """Delete bytes that were destroyed, and pieces of them; returns how many files were here. In a transaction."""
    wanted = [(h,) for h in hashes]
    with overwriting(conn):
        conn.executemany("DELETE FROM blob_piece WHERE hash = ?", wanted)
        return sum(conn.execute("DELETE FROM blob WHERE hash = ?", one).rowcount for one in wanted)


def attached_as(conn: Connection, digest: str) -> list[bytes]:
    """Ids of every attachment, not in the bin, whose bytes these are."""
    query = "SELECT id FROM v_attachment WHERE sha256 = ? AND deleted = 0"
    return [row for (row,) in conn.execute(query, (digest,)).fetchall()]


def total(conn: Connection) -> int:
    """Bytes that all attached files take."""
    return int(conn.execute("SELECT coalesce(sum(size), 0) FROM blob").fetchone()[0])


def attached(conn: Connection, owner_row: bytes, *, deleted: bool = False) -> list[bytes]:
    """Ids of a record's attachments, in the order of their numbers, then of their adding."""
    where, values = "owner_row = ? AND deleted = ?", [owner_row.hex(), int(deleted)]
    unit = conn.execute("SELECT unit FROM held WHERE row = ?", (owner_row,)).fetchone()
    unit = unit or conn.execute("SELECT unit FROM replica WHERE id = ?", (owner_row[:8],)).fetchone()
    if unit:  # who may change a record attaches its files: owner stands first in the index
        where, values = f"owner = ? AND {where}", [unit[0], *values]
    rows = conn.execute(f"SELECT id FROM v_attachment WHERE {where} ORDER BY seq IS NULL, seq, n", values)
    return [row[0] for row in rows.fetchall()]
