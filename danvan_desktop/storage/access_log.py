"""LOCAL access log of this data folder: who opened it, took something out of it, or looked at what is guarded.

Append-only by its chain: each line's hash covers the hash before it, and the newest hash also stands in the
settings. A line changed, left out or cut off at the end no longer fits. It never enters a segment.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.storage.database import Connection, atomic
from danvan_desktop.storage.settings import Settings

DDL = """
CREATE TABLE IF NOT EXISTS access_log(
  n INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  hash BLOB NOT NULL) STRICT;
"""
HEAD = "access.head"
_START = hashlib.sha256(b"danvan access log").digest()


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    number: int
    at_ms: int
    officer: str
    act: str
    subject: str

    @property
    def at(self) -> datetime:
        """When, by this computer's clock and zone."""
        return datetime.fromtimestamp(self.at_ms / 1000).astimezone()


@dataclass(frozen=True)
class Verified:
    """What the chain says: `broken` is the first line that does not fit, `cut` whether the end is missing.

    `back`: a line that left this computer in a package and is missing here or another one, as `back_by` told;
    `earlier`: the replica it left as, where that is one this folder was before a restore or a copy.
    """

    lines: int
    broken: int | None = None
    cut: bool = False
    back: int | None = None
    back_by: str = ""
    back_at_ms: int = 0
    earlier: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether every line is as it was written and none is missing."""
        return self.broken is None and not self.cut and self.back is None


def append(conn: Connection, officer: str, act: str, subject: str = "", at_ms: int | None = None) -> None:
    """Write one line; joins the caller's transaction where there is one."""
    settings = Settings(conn)
    with atomic(conn):
        number, before = _head(settings)
        line = Line(number + 1, time.time_ns() // 1_000_000 if at_ms is None else at_ms, officer, act, subject)
        now = _hash(before, line)
        conn.execute(
            "INSERT INTO access_log(n, at_ms, officer, act, subject, hash) VALUES(?, ?, ?, ?, ?, ?)",
            (line.number, line.at_ms, officer, act, subject, now),
        )
        settings.set(HEAD, f"{line.number} {now.hex()}")


def lines(  # noqa: PLR0913  what the list of the log may be narrowed by
    conn: Connection, *, acts: Sequence[str] = (), officer: str = "", from_ms: int = 0, to_ms: int = 2**62,
    limit: int = 500, offset: int = 0,
) -> list[Line]:  # fmt: skip
    """Lines, newest first, of some acts and one officer where these are given."""
    wanted, values = "at_ms BETWEEN ? AND ?", list[object]((from_ms, to_ms))
    if acts:
        wanted += f" AND act IN ({', '.join('?' * len(acts))})"
        values += acts
    if officer:
        wanted += " AND officer = ?"
        values.append(officer)
    rows = conn.execute(
        f"SELECT n, at_ms, officer, act, subject FROM access_log WHERE {wanted} ORDER BY n DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [Line(*row) for row in rows.fetchall()]


def officers(conn: Connection) -> list[str]:
    """Everybody who stands in the log."""
    return [row[0] for row in conn.execute("SELECT DISTINCT officer FROM access_log ORDER BY officer").fetchall()]


def verify(conn: Connection) -> Verified:
    """Walk the whole chain."""
    last, head = _head(Settings(conn))
    before, number = _START, 0
    for *cells, stored in conn.execute("SELECT n, at_ms, officer, act, subject, hash FROM access_log ORDER BY n"):
        line = Line(*cells)
        number += 1
        if line.number != number or stored != _hash(before, line):
            return Verified(last, broken=number)
        before = stored
    return Verified(number, cut=(number, before) != (last, head))


def head(conn: Connection) -> tuple[int, bytes]:
    """Number and hash of the last line; (0, start) for an empty log."""
    return _head(Settings(conn))


def hash_at(conn: Connection, number: int) -> bytes | None:
    """The hash of one line as it is stored; None where there is no such line."""
    if number == 0:
        return _START
    found = conn.execute("SELECT hash FROM access_log WHERE n = ?", (number,)).fetchone()
    return bytes(found[0]) if found else None


def _head(settings: Settings) -> tuple[int, bytes]:
    text = settings.get(HEAD)
    if not text:
        return 0, _START
    number, _blank, digest = text.partition(" ")
    return int(number), bytes.fromhex(digest)


def _hash(before: bytes, line: Line) -> bytes:
    said = json.dumps([line.number, line.at_ms, line.officer, line.act, line.subject], ensure_ascii=False)
    return hashlib.sha256(before + said.encode()).digest()
