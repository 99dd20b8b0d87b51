"""LOCAL table of the computers that asked to be taken in and were refused: by whom, when, why. It can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.storage.database import Connection

DDL = """
CREATE TABLE IF NOT EXISTS refused_unit(
  replica BLOB PRIMARY KEY, reason TEXT NOT NULL, officer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class RefusedUnit:
    """A computer that is not taken in. `at`: ms."""

    replica: bytes
    reason: str
    officer: str
    at: int


def listed(conn: Connection) -> dict[bytes, RefusedUnit]:
    """All of them by replica."""
    rows = conn.execute("SELECT replica, reason, officer, at FROM refused_unit ORDER BY at, replica")
    return {row[0]: RefusedUnit(*row) for row in rows}


def put(conn: Connection, refused: RefusedUnit) -> None:
    """Refuse a computer; a second time the reason is another one."""
    conn.execute(
        "INSERT INTO refused_unit VALUES(?,?,?,?) ON CONFLICT(replica) DO UPDATE SET reason = excluded.reason,"
        " officer = excluded.officer, at = excluded.at",
        (refused.replica, refused.reason, refused.officer, refused.at),
    )


def take_back(conn: Connection, replica: bytes) -> None:
    """It waits again."""
    conn.execute("DELETE FROM refused_unit WHERE replica = ?", (replica,))
