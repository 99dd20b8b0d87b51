"""Of which replicas other offices hold other changes than this one, and what they would only refuse again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.peers import holds


def note_forks(conn: Connection, line: bytes, firsts: Mapping[bytes, int]) -> None:
    """From which number of a replica on a line holds other changes than this office, as it says now."""
    conn.execute("DELETE FROM peer_fork WHERE line = ?", (line,))
    conn.executemany("INSERT INTO peer_fork VALUES(?,?,?)", [(line, r, first) for r, first in firsts.items()])


def note_refused(conn: Connection, line: bytes, refused: Mapping[bytes, Iterable[Range]]) -> None:
    """Numbers of replicas under which a line keeps other changes than it was sent, as it says now."""
    conn.execute("DELETE FROM peer_refused WHERE line = ?", (line,))
    rows = [(line, replica, first, last) for replica, numbers in refused.items() for first, last in numbers]
    conn.executemany("INSERT INTO peer_refused VALUES(?,?,?,?)", rows)


def note_passed_over(conn: Connection, unit: str, replica: bytes, first: int) -> None:
    """A unit sent what was written again here already: from that number on it need not send this replica's changes."""
    conn.execute(
        "INSERT INTO passed_over VALUES(?,?,?) ON CONFLICT(unit, replica) DO UPDATE"
        " SET first = min(first, excluded.first)",
        (unit, replica, first),
    )


def passed_over(conn: Connection, unit: str) -> dict[bytes, int]:
    """From which number on a unit need not send changes of our earlier replicas."""
    return dict(conn.execute("SELECT replica, first FROM passed_over WHERE unit = ?", (unit,)).fetchall())


def needs_no_more(conn: Connection, line: bytes) -> dict[bytes, list[Range]]:
    """What a line needs no more: what it holds, and what it would only refuse again."""
    found = holds(conn, line)
    for replica, first in conn.execute("SELECT replica, first FROM peer_fork WHERE line = ?", (line,)):
        found[replica] = ranges.union([*found.get(replica, ()), (first, 2**62)])
    for replica, *numbers in conn.execute("SELECT replica, first, last FROM peer_refused WHERE line = ?", (line,)):
        found[replica] = ranges.union([*found.get(replica, ()), (numbers[0], numbers[1])])
    return found
