"""The vault: values of persons, addressed by their salted hash. They can stay home and can be destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TypeAlias

from danvan_desktop.domain.journal import seal
from danvan_desktop.storage.database import Connection

Sealed: TypeAlias = tuple[bytes, bytes, str]  # hash, salt, value


def sealed(value: str) -> tuple[dict[str, str], Sealed]:
    """A value under a new salt: what stands in the op, and what `put` stores."""
    salt = secrets.token_bytes(16)
    stands = seal(salt, value)
    return stands, (bytes.fromhex(stands["s"]), salt, value)


def put(conn: Connection, values: Iterable[Sealed]) -> None:
    """Store sealed values; in the order of their hashes, whose index then is walked once."""
    conn.executemany("INSERT INTO vault(hash, salt, value) VALUES(?, ?, ?)", sorted(values))


def get(conn: Connection, hashes: Iterable[bytes]) -> dict[bytes, str]:
    """The values that are here, by hash."""
    wanted = sorted(hashes)
    found: dict[bytes, str] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        marks = ",".join("?" * len(chunk))
        found |= dict(conn.execute(f"SELECT hash, value FROM vault WHERE hash IN ({marks})", chunk).fetchall())
    return found


def export(conn: Connection, hashes: Iterable[bytes]) -> dict[bytes, bytes]:
    """Salt ‖ value of the values that are here, by hash: the form in which a value travels."""
    rows = ((h, conn.execute("SELECT salt, value FROM vault WHERE hash = ?", (h,)).fetchone()) for h in hashes)
    return {h: row[0] + row[1].encode() for h, row in rows if row}


def sizes(conn: Connection, hashes: Iterable[bytes]) -> dict[bytes, int]:
    """Travelling sizes of the values that are here."""
    query = "SELECT 16 + length(CAST(value AS BLOB)) FROM vault WHERE hash = ?"
    rows = ((h, conn.execute(query, (h,)).fetchone()) for h in hashes)
    return {h: row[0] for h, row in rows if row}


def accept(conn: Connection, blob: bytes) -> bytes | None:
    """Store a travelling value; returns its hash, or None when it is malformed or was destroyed here."""
    if len(blob) < 16:
        return None
    try:
        value = blob[16:].decode()
    except UnicodeDecodeError:
        return None
    digest = bytes.fromhex(seal(blob[:16], value)["s"])
    if conn.execute("SELECT 1 FROM destroyed WHERE hash = ?", (digest,)).fetchone():
        return None
    conn.execute(
        "INSERT INTO vault(hash, salt, value) VALUES(?,?,?) ON CONFLICT DO NOTHING", (digest, blob[:16], value)
    )
    return digest


def destroy(conn: Connection, hashes: Iterable[bytes]) -> int:
    """Delete values and their salts, overwriting their place, for ever; returns how many were here."""
    wanted = list(hashes)
    conn.execute("PRAGMA secure_delete = ON")
    conn.executemany("INSERT INTO destroyed VALUES(?) ON CONFLICT DO NOTHING", [(h,) for h in wanted])
    return sum(conn.execute("DELETE FROM vault WHERE hash = ?", (h,)).rowcount for h in wanted)
