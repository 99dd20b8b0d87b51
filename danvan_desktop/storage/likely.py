"""LOCAL: which petitions and visits may be one, as the last look found; ids, reasons and days, no word of a record.

Derived from the view and made again at will: `forget_all` (danvan rebuild) or a newer way of comparing empties it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.storage.database import Connection

VERSION = 1  # of the comparison: another one looks at everything again
_TABLES = {
    "likely": "later BLOB NOT NULL, first BLOB NOT NULL, later_type TEXT NOT NULL, first_type TEXT NOT NULL,"
              " score REAL NOT NULL, reasons TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY(later, first)",
    "likely_seen": "version INTEGER PRIMARY KEY, number INTEGER NOT NULL",
}  # fmt: skip
DDL = "".join(f"CREATE TABLE IF NOT EXISTS {name}({columns}) STRICT;\n" for name, columns in _TABLES.items())
_COMPARED = ("petition", "reception", "petition_party")


@dataclass(frozen=True)
class Likely:
    """One line: two records that may be one; `reasons` are codes, `place` the word for the place they share."""

    later: bytes
    first: bytes
    later_type: str
    first_type: str
    score: float
    reasons: tuple[str, ...]
    place: str = ""


def ready(conn: Connection, *, in_memory: bool = False) -> None:
    """Make the tables that are missing; `in_memory`: beside a file that is only read."""
    word = "TEMP " if in_memory else ""
    have = {name for (name,) in conn.execute(f"SELECT name FROM {'temp.' if in_memory else ''}sqlite_master")}
    for name, columns in _TABLES.items():
        if name not in have:
            conn.execute(f"CREATE {word}TABLE {name}({columns}) STRICT")


def newest(conn: Connection) -> int:
    """Local number of the last change this file holds."""
    return int(conn.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()[0])


def seen(conn: Connection) -> int | None:
    """Up to which change everything was compared; None when nothing was, or otherwise than now."""
    found = conn.execute("SELECT number FROM likely_seen WHERE version = ?", (VERSION,)).fetchone()
    return int(found[0]) if found else None


def note_seen(conn: Connection, number: int) -> None:
    """Everything up to this change was compared."""
    conn.execute("DELETE FROM likely_seen")
    conn.execute("INSERT INTO likely_seen(version, number) VALUES(?, ?)", (VERSION, number))


def changed_since(conn: Connection, number: int, limit: int) -> list[tuple[str, bytes]]:
    """Petitions and visits touched by a later change, at most `limit`; a person in a petition stands for it."""
    marks = ",".join("?" * len(_COMPARED))
    rows = conn.execute(
        f"SELECT DISTINCT type, row FROM op WHERE n > ? AND type IN ({marks}) LIMIT ?", (number, *_COMPARED, limit)
    ).fetchall()
    found: dict[tuple[str, bytes], None] = {}
    for name, row in rows:
        if name != "petition_party":
            found[name, row] = None
            continue
        parent = conn.execute("SELECT petition FROM v_petition_party WHERE id = ?", (row,)).fetchone()
        if parent and parent[0] is not None:
            found["petition", bytes(parent[0])] = None
    return list(found)


def put(conn: Connection, lines: Iterable[Likely]) -> None:
    """Write lines; one about the same two is replaced."""
    conn.executemany(
        "REPLACE INTO likely(later, first, later_type, first_type, score, reasons, place) VALUES(?,?,?,?,?,?,?)",
        [(o.later, o.first, o.later_type, o.first_type, o.score, " ".join(o.reasons), o.place) for o in lines],
    )


def partners(conn: Connection, row: bytes) -> list[tuple[str, bytes]]:
    """Records a record may be one with, as found before."""
    rows = conn.execute(
        "SELECT first_type, first FROM likely WHERE later = ?1"
        " UNION SELECT later_type, later FROM likely WHERE first = ?1", (row,)
    )  # fmt: skip
    return [(str(name), bytes(other)) for name, other in rows.fetchall()]


def forget(conn: Connection, rows: Sequence[bytes]) -> None:
    """Take the lines of these records away."""
    conn.executemany("DELETE FROM likely WHERE later = ?1 OR first = ?1", [(row,) for row in rows])


def forget_all(conn: Connection) -> None:
    """As if nobody had ever looked."""
    for name in _TABLES:
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone():
            conn.execute(f"DELETE FROM {name}")


# what a person has said about two records already; known to be one, or parts of one that was split
_DECIDED = (
    "EXISTS(SELECT 1 FROM v_duplicate d WHERE d.deleted = 0 AND d.undone_on IS NULL AND ("
    " (d.petition = l.later AND d.first = l.first) OR (d.petition = l.first AND d.first = l.later)"
    " OR (d.visit = l.later AND coalesce(d.first_visit, d.first) = l.first)"
    " OR (d.visit = l.first AND coalesce(d.first_visit, d.first) = l.later)))"
)
_PETITIONS = (
    "FROM likely l JOIN v_petition a ON a.id = l.later JOIN v_petition b ON b.id = l.first"
    " WHERE l.later_type = 'petition' AND l.first_type = 'petition' AND a.deleted = 0 AND b.deleted = 0"
    " AND coalesce(a.original, a.id) <> coalesce(b.original, b.id)"
    " AND 'tach_don' NOT IN (coalesce(a.state, ''), coalesce(b.state, ''))"
)

_ENDS = (
    'SELECT id, received_on, "case" AS matter, NULL AS taken FROM v_petition WHERE deleted = 0'
    ' UNION ALL SELECT id, received_on, "case", petition FROM v_reception WHERE deleted = 0'
)


def petitions(conn: Connection, days: tuple[date, date] | None, limit: int) -> list[Likely]:
    """Pairs of petitions about which nobody has decided, the likeliest first; one of each received in `days`."""
    where, values = _within(days)
    return _lines(conn, f"{_PETITIONS}{where}", values, limit)


def visits(conn: Connection, days: tuple[date, date] | None, limit: int) -> list[Likely]:
    """Pairs with a visit in them that have no case in common yet; one of each received in `days`."""
    where, values = _within(days)
    return _lines(conn, f"FROM likely l JOIN ({_ENDS}) a ON a.id = l.later JOIN ({_ENDS}) b ON b.id = l.first"
                        " WHERE 'reception' IN (l.later_type, l.first_type)"
                        " AND (a.matter IS NULL OR b.matter IS NULL OR a.matter <> b.matter)"
                        " AND coalesce(a.taken, x'') <> b.id AND coalesce(b.taken, x'') <> a.id"
                        f"{where}", values, limit)  # fmt: skip


def _within(days: tuple[date, date] | None) -> tuple[str, tuple[str, ...]]:
    if days is None:
        return "", ()
    first, last = days[0].isoformat(), days[1].isoformat()
    return " AND (a.received_on BETWEEN ? AND ? OR b.received_on BETWEEN ? AND ?)", (first, last, first, last)


def _lines(conn: Connection, query: str, values: Sequence[str], limit: int) -> list[Likely]:
    rows = conn.execute(
        f"SELECT l.later, l.first, l.later_type, l.first_type, l.score, l.reasons, l.place {query}"
        f" AND NOT {_DECIDED} ORDER BY l.score DESC, l.later, l.first LIMIT ?",
        (*values, limit),
    )
    return [
        Likely(bytes(later), bytes(first), late_type, first_type, score, tuple(codes.split()), place)
        for later, first, late_type, first_type, score, codes, place in rows.fetchall()
    ]
