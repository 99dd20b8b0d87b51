"""Where the writing replica stands: its numbers of changes and of rows, and its clock (handoff.md §2)."""

from __future__ import annotations

import time
from collections.abc import Iterable

from danvan_desktop.domain import journal
from danvan_desktop.storage.database import Connection

_ROWS_AHEAD = 1_000_000  # numbers given to rows that were never written: a form that was left, an import undone


def now_ms() -> int:
    """The machine's clock."""
    return time.time_ns() // 1_000_000


class Clock:
    """Sequence, row counter and hybrid clock of the writing replica, read once from the journal."""

    def __init__(self, conn: Connection, replica: bytes) -> None:
        self.replica = replica
        last = conn.execute(
            "SELECT seq, hlc FROM op WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
        ).fetchone()
        self.seq: int = last[0] if last else 0
        self.hlc: int = last[1] if last else 0
        self._counter = self._newest_row(conn)

    def _newest_row(self, conn: Connection) -> int:
        """The highest number of a row of ours, from the index alone: a damaged page of lines keeps no office shut.

        Others may name any number of ours; where one is far above what we can have made, only our own changes count.
        """
        within = "SELECT max(row) FROM op WHERE row BETWEEN ? AND ?"
        ends = journal.row_id(self.replica, 0), journal.row_id(self.replica, 2**64 - 1)
        row = conn.execute(within, ends).fetchone()[0]
        if row and int.from_bytes(row[8:], "big") > self.seq + _ROWS_AHEAD:
            row = conn.execute(f"{within} AND +replica = ?", (*ends, self.replica)).fetchone()[0]
        return int.from_bytes(row[8:], "big") if row else 0

    def tick(self) -> tuple[int, int, int]:
        """Next (seq, hlc, wall)."""
        wall = now_ms()
        self.seq += 1
        self.hlc = journal.next_hlc(self.hlc, wall)
        return self.seq, self.hlc, wall

    def see(self, clocks: Iterable[int]) -> None:
        """Other replicas' clocks were seen."""
        wall, hlc = now_ms(), self.hlc
        for seen in clocks:
            if seen > hlc:
                hlc = journal.adopt_hlc(hlc, seen, wall)
        self.hlc = hlc

    def new_row(self) -> bytes:
        """Id of a new row."""
        self._counter += 1
        return journal.row_id(self.replica, self._counter)
