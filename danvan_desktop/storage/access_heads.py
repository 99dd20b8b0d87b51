"""LOCAL heads of access logs (count and hash): other offices' as their packages said, and our own as others tell it.

A head that left this computer cannot be taken back, so it shows when a log was cut or written anew. Of every replica
the head with most lines is kept; a head says nothing of what stands in the log.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from danvan_desktop.storage import access_log
from danvan_desktop.storage.database import Connection

DDL = """
CREATE TABLE IF NOT EXISTS access_head(
  replica BLOB PRIMARY KEY, lines INTEGER NOT NULL, hash BLOB NOT NULL, told_by TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Head:
    """How many lines a log had and the hash of the last of them."""

    lines: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """A head, the unit that told it, and when it was heard here (ms)."""

    replica: bytes
    head: Head
    told_by: str
    at: int


def own(conn: Connection) -> Head:
    """The head of this folder's log now."""
    return Head(*access_log.head(conn))


def keep(conn: Connection, told: Told) -> None:
    """Note a head unless a longer log of that replica is known. In the caller's transaction."""
    conn.execute(
        "INSERT INTO access_head(replica, lines, hash, told_by, at) VALUES(?,?,?,?,?)"
        " ON CONFLICT(replica) DO UPDATE SET lines = excluded.lines, hash = excluded.hash,"
        " told_by = excluded.told_by, at = excluded.at WHERE excluded.lines > lines",
        (told.replica, told.head.lines, told.head.hash, told.told_by, told.at),
    )


def of(conn: Connection, replicas: Collection[bytes]) -> list[Told]:
    """Heads known of these replicas, the longest log first."""
    marks = ",".join("?" * len(replicas))
    rows = conn.execute(
        f"SELECT replica, lines, hash, told_by, at FROM access_head WHERE replica IN ({marks})"
        " ORDER BY lines DESC, replica", list(replicas),
    )  # fmt: skip
    return [Told(row[0], Head(row[1], row[2]), row[3], row[4]) for row in rows.fetchall()]


def first_unfit(conn: Connection, heads: Collection[Told]) -> Told | None:
    """The shortest head this folder's log does not lead to: from there on lines are missing or were written anew."""
    for told in sorted(heads, key=lambda one: one.head.lines):
        if access_log.hash_at(conn, told.head.lines) != told.head.hash:
            return told
    return None
