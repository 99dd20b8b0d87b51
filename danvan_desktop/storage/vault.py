"""The vault: values of persons, addressed by their salted hash. They can stay home and can be destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from danvan_desktop.domain.journal import seal
from danvan_desktop.storage.database import Connection


def put(conn: Connection, value: str) -> dict[str, str]:
    """Store a value under a new salt; returns what stands in the op."""
    salt = secrets.token_bytes(16)
    sealed = seal(salt, value)
    conn.execute("INSERT INTO vault(hash, salt, value) VALUES(?, ?, ?)", (bytes.fromhex(sealed["s"]), salt, value))
    return sealed


def get(conn: Connection, hashes: Iterable[bytes]) -> dict[bytes, str]:
    """The values that are here, by hash."""
    wanted = list(hashes)
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


def accept(conn: Connection, blob: bytes) -> bytes | None:
    """Store a travelling value; returns its hash, or None when it is malformed."""
    if len(blob) < 16:
        return None
    try:
        value = blob[16:].decode()
    except UnicodeDecodeError:
        return None
    digest = bytes.fromhex(seal(blob[:16], value)["s"])
    conn.execute(
        "INSERT INTO vault(hash, salt, value) VALUES(?,?,?) ON CONFLICT DO NOTHING", (digest, blob[:16], value)
    )
    return digest


def destroy(conn: Connection, hashes: Iterable[bytes]) -> int:
    """Delete values and their salts, overwriting their place; returns how many were here."""
    conn.execute("PRAGMA secure_delete = ON")
    return sum(conn.execute("DELETE FROM vault WHERE hash = ?", (h,)).rowcount for h in hashes)
