"""Packages that could not be taken in: ciphertext, why, and what to do. They never block others."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.text import shown_name
from danvan_desktop.storage.database import Connection

MAX_KEPT = 512_000_000  # ciphertext kept in all; more than that is noted without its bytes


@dataclass(frozen=True, slots=True)
class Held:
    """One package in quarantine or waiting."""

    id: bytes
    file: str
    status: str
    reason: str
    mark: str
    data: bytes | None
    size: int = 0  # of the bytes kept


def put(conn: Connection, held: Held, at: int) -> bool:
    """Keep a package, a second time its newest reason; False where there is no room left for its bytes."""
    size = conn.execute("SELECT coalesce(sum(length(data)), 0) FROM quarantine").fetchone()[0]
    data = held.data if held.data is not None and size + len(held.data) <= MAX_KEPT else None
    conn.execute(
        "INSERT INTO quarantine VALUES(?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET status = excluded.status,"
        " reason = excluded.reason, mark = excluded.mark, data = coalesce(data, excluded.data)",
        (held.id, shown_name(held.file), held.status, held.reason, held.mark, at, data),
    )
    there = "SELECT data IS NOT NULL FROM quarantine WHERE id = ?"
    return held.data is None or bool(conn.execute(there, (held.id,)).fetchone()[0])


def mark_as(conn: Connection, package: bytes, status: str, reason: str) -> None:
    """A kept package has another reason to be kept."""
    conn.execute("UPDATE quarantine SET status = ?, reason = ? WHERE id = ?", (status, reason, package))


def release(conn: Connection, package: bytes) -> None:
    """A package was taken in after all."""
    conn.execute("DELETE FROM quarantine WHERE id = ?", (package,))


def listed(conn: Connection) -> list[Held]:
    """Everything kept, oldest first, without the bytes."""
    query = "SELECT id, file, status, reason, mark, coalesce(length(data), 0) FROM quarantine ORDER BY at, id"
    return [Held(row[0], row[1], row[2], row[3], row[4], None, row[5]) for row in conn.execute(query)]


def worth_retrying(conn: Connection, mark: str) -> list[bytes]:
    """Packages refused when roster and program were other than `mark` says now."""
    rows = conn.execute("SELECT id FROM quarantine WHERE mark <> ? AND data IS NOT NULL ORDER BY at, id", (mark,))
    return [row[0] for row in rows]


def read(conn: Connection, package: bytes) -> Held:
    """One package with its bytes."""
    query = "SELECT id, file, status, reason, mark, data, coalesce(length(data), 0) FROM quarantine WHERE id = ?"
    return Held(*conn.execute(query, (package,)).fetchone())
