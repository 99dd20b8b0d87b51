"""LOCAL counters of number books, and what registers show of the numbers in use. No package holds a counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from danvan_desktop.storage.database import Connection, atomic

DDL = """
CREATE TABLE IF NOT EXISTS number_counter(
  book TEXT PRIMARY KEY, next INTEGER NOT NULL, used_on TEXT, stale INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""
LOOK_AT = 20_000  # newest records of a register's year in which the highest number is looked for


class Counter(NamedTuple):
    """The next number of a book. `stale`: records came in since, which may hold higher ones."""

    next: int
    used_on: str
    stale: bool


def counter(conn: Connection, book: str) -> Counter | None:
    """The counter of a book; None when no number was taken from it here."""
    found = conn.execute("SELECT next, used_on, stale FROM number_counter WHERE book = ?", (book,)).fetchone()
    return Counter(found[0], found[1] or "", bool(found[2])) if found else None


def set_counter(conn: Connection, book: str, next_number: int, used_on: str) -> None:
    """Keep the next number of a book."""
    with atomic(conn):
        conn.execute(
            "INSERT INTO number_counter(book, next, used_on, stale) VALUES(?, ?, ?, 0) ON CONFLICT(book) DO UPDATE SET"
            " next = excluded.next, used_on = coalesce(excluded.used_on, used_on), stale = 0",
            (book, next_number, used_on or None),
        )


def all_counters(conn: Connection) -> dict[str, Counter]:
    """Every counter by its book."""
    rows = conn.execute("SELECT book, next, used_on, stale FROM number_counter ORDER BY book").fetchall()
    return {book: Counter(number, used or "", bool(stale)) for book, number, used, stale in rows}


def records_came(conn: Connection) -> None:
    """Records came in from a workbook or another office: registers are looked through again before the next number."""
    with atomic(conn):
        conn.execute("UPDATE number_counter SET stale = 1")


def highest(conn: Connection, type_name: str, field: str, unit: str, year: int) -> int:
    """The highest whole number in a unit's register of a year, the bin too: a number is not given twice."""
    found = conn.execute(
        f'SELECT max(CAST("{field}" AS INTEGER)) FROM (SELECT "{field}" FROM v_{type_name} INDEXED BY '
        f"i_{type_name}__register_year WHERE owner = ? AND register_year = ? ORDER BY n DESC LIMIT ?) "
        f'WHERE "{field}" GLOB \'[0-9]*\' AND "{field}" NOT GLOB \'*[^0-9]*\' AND length("{field}") < 8',
        (unit, year, LOOK_AT),
    ).fetchone()
    return int(found[0] or 0)


def twice(conn: Connection, type_name: str, field: str, unit: str, year: int) -> dict[str, list[bytes]]:
    """Numbers that more than one live record of a unit's register of a year has, with the records, oldest first.

    “01” is the number 1: what holds figures only is compared without zeros in front.
    """
    plain = f'CASE WHEN "{field}" GLOB \'*[^0-9]*\' THEN "{field}" ELSE ltrim("{field}", \'0\') END'
    rows = conn.execute(
        f"SELECT {plain}, id FROM v_{type_name} WHERE deleted = 0 AND owner = ? AND register_year = ?"
        f" AND {plain} IN (SELECT {plain} FROM v_{type_name} WHERE deleted = 0 AND owner = ? AND register_year = ?"
        f" AND \"{field}\" <> '' GROUP BY {plain} HAVING count(*) > 1) ORDER BY created_at, n",
        (unit, year, unit, year),
    )
    found: dict[str, list[bytes]] = {}
    for number, row in rows.fetchall():
        found.setdefault(str(number), []).append(bytes(row))
    return found


def holders(conn: Connection, type_name: str, field: str, unit: str, year: int, number: str) -> list[bytes]:
    """The live records of a unit's register of a year that have a number, oldest first; “01” is the number 1."""
    rows = conn.execute(
        f"SELECT id FROM v_{type_name} INDEXED BY i_{type_name}__register_year WHERE deleted = 0 AND owner = ?"
        f" AND register_year = ? AND ltrim(\"{field}\", '0') = ltrim(?, '0') ORDER BY created_at, n LIMIT 5",
        (unit, year, number),
    )
    return [bytes(row) for (row,) in rows]


def papers(conn: Connection, unit: str, kinds: Sequence[str], first_year: int, last_year: int) -> list[bytes]:
    """The papers of these kinds that a unit made itself in these years and that have a number, oldest first."""
    marks = ", ".join("?" * len(kinds))
    rows = conn.execute(
        f"SELECT id FROM v_paper WHERE deleted = 0 AND owner = ? AND paper_kind IN ({marks})"
        " AND signed_on BETWEEN ? AND ? AND paper_no <> '' AND coalesce(came_in, 0) = 0 ORDER BY n",
        (unit, *kinds, f"{first_year}-01-01", f"{last_year}-12-31"),
    )
    return [bytes(row) for (row,) in rows.fetchall()]


def years(conn: Connection, type_name: str, unit: str) -> list[int]:
    """Register years a unit has records of, the newest first."""
    rows = conn.execute(
        f"SELECT DISTINCT register_year FROM v_{type_name} WHERE owner = ? AND register_year IS NOT NULL"
        " ORDER BY register_year DESC", (unit,),
    )  # fmt: skip
    return [int(year) for (year,) in rows.fetchall()]


def book_rows(conn: Connection, unit: str) -> list[bytes]:
    """The number books that a unit has opened, oldest first."""
    rows = conn.execute('SELECT id FROM v_number_book WHERE deleted = 0 AND "unit" = ? ORDER BY n', (unit,))
    return [bytes(row) for (row,) in rows.fetchall()]


def began(conn: Connection, replica: bytes) -> int:
    """The clock of a replica's first change that is here; 0 where none is."""
    found = conn.execute("SELECT hlc FROM op WHERE replica = ? ORDER BY seq LIMIT 1", (replica,)).fetchone()
    return int(found[0]) if found else 0


def unnumbered(conn: Connection, type_name: str, field: str, unit: str, year: int, replica: bytes) -> list[bytes]:
    """Live records of a unit's register of a year without a number, made elsewhere than by a replica; oldest first."""
    rows = conn.execute(
        f"SELECT id FROM v_{type_name} WHERE deleted = 0 AND owner = ? AND register_year = ?"
        f" AND coalesce(\"{field}\", '') = '' AND substr(id, 1, 8) <> ? ORDER BY received_on, created_at, n",
        (unit, year, replica),
    )
    return [bytes(row) for (row,) in rows]
