"""Packages that could not be taken in: ciphertext, why, and what to do. They never block others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_desktop.domain.text import shown_name
from danvan_desktop.storage.database import Connection

# beside a package what was read of it, so that it is not opened each time it is listed; `elsewhere`: it is for others
DDL = """
CREATE TABLE IF NOT EXISTS kept_look(
  id BLOB PRIMARY KEY, mark TEXT NOT NULL, look TEXT NOT NULL, elsewhere INTEGER NOT NULL DEFAULT 0)
  STRICT, WITHOUT ROWID;
"""
UNREADABLE = "unreadable"
_ELSEWHERE = f"reason = '{UNREADABLE}' AND coalesce((SELECT elsewhere FROM kept_look l WHERE l.id = quarantine.id), 0)"

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
    elsewhere: bool = False  # sealed for another unit, as what came beside it shows: nobody has to look after it


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
    conn.execute("DELETE FROM kept_look WHERE id = ?", (package,))


def note_look(conn: Connection, package: bytes, mark: str, look: str) -> None:
    """Keep what was read of a package; it holds while `mark` does."""
    conn.execute(
        "INSERT INTO kept_look(id, mark, look) VALUES(?,?,?)"
        " ON CONFLICT(id) DO UPDATE SET mark = excluded.mark, look = excluded.look",
        (package, mark, look),
    )


def look(conn: Connection, package: bytes, mark: str) -> str:
    """What was read of a package while `mark` held, "" where nothing is known."""
    row = conn.execute("SELECT look FROM kept_look WHERE id = ? AND mark = ?", (package, mark)).fetchone()
    return str(row[0]) if row else ""


def note_elsewhere(conn: Connection, packages: Iterable[bytes]) -> None:
    """These are for another unit: they stay listed and are no fault."""
    conn.executemany("UPDATE kept_look SET elsewhere = 1 WHERE id = ?", [(package,) for package in packages])


def to_look_after(conn: Connection) -> int:
    """Packages somebody has to look after.

    Those of new units are counted as units, those of refused ones and those for other units wait for nothing.
    """
    query = f"SELECT count(*) FROM quarantine WHERE reason NOT IN ('new-unit', 'refused-unit') AND NOT ({_ELSEWHERE})"
    return int(conn.execute(query).fetchone()[0])


def listed(conn: Connection) -> list[Held]:
    """Everything kept, oldest first, without the bytes."""
    query = (
        f"SELECT id, file, status, reason, mark, coalesce(length(data), 0), {_ELSEWHERE} FROM quarantine"
        " ORDER BY at, id"
    )
    return [Held(r[0], r[1], r[2], r[3], r[4], None, r[5], bool(r[6])) for r in conn.execute(query)]


def worth_retrying(conn: Connection, mark: str) -> list[bytes]:
    """Packages refused when roster and program were other than `mark` says now."""
    rows = conn.execute("SELECT id FROM quarantine WHERE mark <> ? AND data IS NOT NULL ORDER BY at, id", (mark,))
    return [row[0] for row in rows]


def read(conn: Connection, package: bytes) -> Held:
    """One package with its bytes."""
    query = "SELECT id, file, status, reason, mark, data, coalesce(length(data), 0) FROM quarantine WHERE id = ?"
    return Held(*conn.execute(query, (package,)).fetchone())
