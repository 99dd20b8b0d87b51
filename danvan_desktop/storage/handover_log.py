"""LOCAL journal of hand-overs: what was written for whom and what was taken in, as the officer saw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.text import shown_name
from danvan_desktop.storage.database import Connection

OUT, IN = "out", "in"
_TABLE = """
CREATE TABLE IF NOT EXISTS handover_log(
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, way TEXT NOT NULL, unit TEXT NOT NULL, number INTEGER NOT NULL,
  file TEXT NOT NULL, package BLOB NOT NULL, status TEXT NOT NULL, records INTEGER NOT NULL,
  conflicts INTEGER NOT NULL, receipt INTEGER NOT NULL, officer TEXT NOT NULL) STRICT
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One package that went out or came in. `records`: changes sent, or records new and changed here."""

    at: int
    way: str
    unit: str
    number: int
    file: str
    package: bytes
    status: str
    records: int
    conflicts: int
    receipt: bool
    officer: str


def add(conn: Connection, entry: Entry) -> None:
    """Note one. In the caller's transaction."""
    conn.execute(_TABLE)
    conn.execute(
        "INSERT INTO handover_log(at, way, unit, number, file, package, status, records, conflicts, receipt, officer)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        (
            entry.at, entry.way, entry.unit, entry.number, shown_name(entry.file), entry.package, entry.status,
            entry.records, entry.conflicts, int(entry.receipt), entry.officer,
        ),
    )  # fmt: skip


def listed(conn: Connection, limit: int = 1000) -> list[Entry]:
    """The newest first; empty where nothing was ever noted."""
    there = conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'handover_log'").fetchone()
    if there is None:
        return []
    rows = conn.execute(
        "SELECT at, way, unit, number, file, package, status, records, conflicts, receipt, officer FROM handover_log"
        " ORDER BY n DESC LIMIT ?", (limit,),
    )  # fmt: skip
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    *first, receipt, officer = row
    return Entry(*first, receipt=bool(receipt), officer=officer)  # type: ignore[misc]
