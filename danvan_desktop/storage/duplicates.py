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


def in_days(conn: Connection, record: RecordType, days: tuple[date, date]) -> list[int]:
    """Numbers of the petitions received between two days, by their index."""
    rows = conn.execute(
        f'SELECT n FROM v_{record.name} WHERE "{record.order}" BETWEEN ? AND ? ORDER BY n',
        (days[0].isoformat(), days[1].isoformat()),
    )
    return [n for (n,) in rows.fetchall()]


def read(
    conn: Connection, record: RecordType, numbers: Sequence[int], names: Sequence[str]
) -> Iterator[list[Record]]:  # fmt: skip
    """Records of these numbers with these fields only, some hundred at a time; those in the bin are left out."""
    for start in range(0, len(numbers), CHUNK):
        found = page(conn, record, numbers[start : start + CHUNK], names)
        yield [item for item in found if item is not None and not item.deleted]


def decisions(conn: Connection, petition: bytes | None = None) -> list[tuple[bytes, bytes]]:
    """Pairs of petitions about which somebody has decided and not taken it back; `petition`: only its pairs."""
    where, values = "", ()
    if petition is not None:
        where, values = ' AND ("petition" = ?1 OR "first" = ?1)', (petition,)  # type: ignore[assignment]
    rows = conn.execute(
        'SELECT "petition", "first" FROM v_duplicate WHERE deleted = 0 AND "undone_on" IS NULL'
        f' AND "petition" IS NOT NULL AND "first" IS NOT NULL{where}',
        values,
    )
    return [(bytes(one), bytes(other)) for one, other in rows.fetchall()]


def standing(conn: Connection, field: str, target: bytes, verdicts: Sequence[str]) -> bytes | None:
    """Id of the newest decision of one of these kinds about a record that has not been taken back."""
    marks = ",".join("?" * len(verdicts))
    found = conn.execute(
        f'SELECT id FROM v_duplicate WHERE "{field}" = ? AND deleted = 0 AND "undone_on" IS NULL'
        f' AND "verdict" IN ({marks}) ORDER BY n DESC LIMIT 1',
        (target, *verdicts),
    ).fetchone()
    return bytes(found[0]) if found else None
