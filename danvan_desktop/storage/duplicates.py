"""Which petitions are worth comparing, by search and by the index of days; what persons decided about pairs of them.

Nothing is walked through: words go to the search table, days to their index, rows are read with few columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.list_query import page
from danvan_desktop.storage.reading import Record

CHUNK = 500


def all_words(words: Sequence[str]) -> str:
    """FTS5 expression: every one of these folded words."""
    return " ".join(f'"{word}"' for word in words)


def any_phrase(phrases: Sequence[str]) -> str:
    """FTS5 expression: at least one of these folded phrases."""
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def bounds(conn: Connection, record: RecordType, days: tuple[date, date]) -> tuple[int, int]:
    """The lowest and the highest number of what was received between two days; none are (0, 0)."""
    found = conn.execute(
        f'SELECT min(n), max(n) FROM v_{record.name} WHERE "{record.order}" BETWEEN ? AND ?',
        (days[0].isoformat(), days[1].isoformat()),
    ).fetchone()
    return (found[0], found[1]) if found[0] is not None else (0, 0)


def by_words(
    conn: Connection, record: RecordType, expression: str, within: tuple[int, int], limit: int, *, best: bool = False
) -> list[int]:  # fmt: skip
    """Numbers within bounds of petitions whose words fit: the newest, or the `best` fitting ones."""
    if not expression:
        return []
    order = "rank" if best else "rowid DESC"
    rows = conn.execute(
        f"SELECT rowid FROM s_{record.name} WHERE s_{record.name} MATCH ? AND rowid BETWEEN ? AND ?"
        f" ORDER BY {order} LIMIT ?",
        (expression, *within, limit),
    )
    return [n for (n,) in rows.fetchall()]


def in_days(conn: Connection, record: RecordType) -> list[int]:
    """Numbers of all records of a type, in the order of their days."""
    rows = conn.execute(f'SELECT n FROM v_{record.name} ORDER BY "{record.order}", n')
    return [n for (n,) in rows.fetchall()]


def people_in(conn: Connection, petitions: Sequence[bytes]) -> list[int]:
    """Numbers of the people listed in these petitions."""
    marks = ",".join("?" * len(petitions))
    rows = conn.execute(f"SELECT n FROM v_petition_party WHERE petition IN ({marks}) ORDER BY n", list(petitions))
    return [n for (n,) in rows.fetchall()]


def by_people(conn: Connection, expression: str, limit: int) -> list[int]:
    """Numbers of the petitions with a person in them whose words fit, the newest persons first."""
    rows = conn.execute(
        "SELECT v.n FROM (SELECT rowid AS n FROM s_petition_party WHERE s_petition_party MATCH ? ORDER BY rowid DESC"
        " LIMIT ?) s JOIN v_petition_party p ON p.n = s.n JOIN v_petition v ON v.id = p.petition",
        (expression, limit),
    )
    return [n for (n,) in rows.fetchall()]


def read(
    conn: Connection, record: RecordType, numbers: Sequence[int], names: Sequence[str]
) -> Iterator[list[Record]]:  # fmt: skip
    """Records of these numbers with these fields only, some hundred at a time; those in the bin are left out."""
    for start in range(0, len(numbers), CHUNK):
        found = page(conn, record, numbers[start : start + CHUNK], names)
        yield [item for item in found if item is not None and not item.deleted]


_SIDES = 'coalesce("petition", "visit"), coalesce("first_visit", "first")'


def decisions(conn: Connection, row: bytes) -> list[tuple[bytes, bytes]]:
    """Pairs with this record about which somebody has decided and not taken it back."""
    rows = conn.execute(
        f'SELECT {_SIDES} FROM v_duplicate WHERE deleted = 0 AND "undone_on" IS NULL'
        ' AND ("petition" = ?1 OR "visit" = ?1 OR "first" = ?1 OR "first_visit" = ?1)',
        (row,),
    )
    return [(bytes(one), bytes(other)) for one, other in rows.fetchall() if one is not None and other is not None]


def standing(conn: Connection, field: str, target: bytes, verdicts: Sequence[str]) -> bytes | None:
    """Id of the newest decision of one of these kinds about a record that has not been taken back."""
    marks = ",".join("?" * len(verdicts))
    found = conn.execute(
        f'SELECT id FROM v_duplicate WHERE "{field}" = ? AND deleted = 0 AND "undone_on" IS NULL'
        f' AND "verdict" IN ({marks}) ORDER BY n DESC LIMIT 1',
        (target, *verdicts),
    ).fetchone()
    return bytes(found[0]) if found else None
