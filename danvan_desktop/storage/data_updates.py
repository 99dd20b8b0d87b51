"""LOCAL table of installed data updates: the signed list and its files.

Inside the encrypted file, so a backup brings them along, and nothing on the disk can be altered unseen. Of each
publisher and table the highest number that was not taken back is in force; earlier ones are kept as the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.rule_files import RuleFile

INSTALLED, TAKEN_BACK = "installed", "taken_back"

DDL = """
CREATE TABLE IF NOT EXISTS data_update(
  publisher TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, officer TEXT NOT NULL, state TEXT NOT NULL,
  signer TEXT NOT NULL, manifest BLOB NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY(publisher, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS data_update_file(
  publisher TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY(publisher, number, name)) STRICT;
"""


@dataclass(frozen=True)
class Installed:
    """One data update taken in here. `at`: Unix ms; `signer`: who signed, as shown."""

    publisher: str
    number: int
    at: int
    officer: str
    state: str
    signer: str
    manifest: bytes
    signature: bytes


def listed(conn: Connection) -> list[Installed]:
    """Every update ever taken in, the newest first; none where the file is older than this table."""
    if not _there(conn):
        return []
    rows = conn.execute(
        "SELECT publisher, number, at, officer, state, signer, manifest, signature FROM data_update"
        " ORDER BY at DESC, publisher, number DESC"
    )
    return [Installed(*row) for row in rows]


def add(conn: Connection, update: Installed, files: Mapping[str, bytes]) -> None:
    """Keep an update; it is in force from now on. In the caller's transaction."""
    conn.execute(
        "INSERT OR REPLACE INTO data_update VALUES(?,?,?,?,?,?,?,?)",
        (update.publisher, update.number, update.at, update.officer, update.state, update.signer, update.manifest,
         update.signature),
    )  # fmt: skip
    conn.execute("DELETE FROM data_update_file WHERE publisher = ? AND number = ?", (update.publisher, update.number))
    conn.executemany(
        "INSERT INTO data_update_file VALUES(?,?,?,?)",
        [(update.publisher, update.number, name, data) for name, data in files.items()],
    )


def take_back(conn: Connection, publisher: str, number: int) -> None:
    """What this update brought counts no longer; what was before it does. In the caller's transaction."""
    conn.execute("UPDATE data_update SET state = ? WHERE publisher = ? AND number = ?", (TAKEN_BACK, publisher, number))


def files_in_force(conn: Connection) -> list[RuleFile]:
    """The tables of every update that was not taken back: of each publisher and table the newest."""
    if not _there(conn):
        return []
    rows = conn.execute(
        "SELECT f.name, f.data, f.publisher, max(f.number) FROM data_update_file f JOIN data_update u"
        " ON u.publisher = f.publisher AND u.number = f.number WHERE u.state = ? GROUP BY f.publisher, f.name"
        " ORDER BY f.publisher, f.name",
        (INSTALLED,),
    )
    return [RuleFile(*row) for row in rows]


def _there(conn: Connection) -> bool:
    return bool(conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'data_update'").fetchone())
