"""Looks at the file that fit into an opening, and those a reader can take while others work."""

from __future__ import annotations

import time
from collections.abc import Callable

from danvan_desktop.storage import care
from danvan_desktop.storage.care import CheckReport
from danvan_desktop.storage.database import Connection, DatabaseError
from danvan_desktop.storage.store import Store

_STEPS = 2_000  # of SQLite's machine between two looks at the clock
ON_READER = (care.FILE, care.CIPHER, care.JOURNAL, care.OWN, care.FORK, care.VAULT)


def newest_op(conn: Connection) -> int:
    """Number of the newest save in this file, 0 for none."""
    return int(conn.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()[0])


def quick(conn: Connection, seconds: float) -> list[str]:
    """What SQLite finds wrong within the time, small and dear tables first; [] also when the time ran out."""
    deadline = time.monotonic() + seconds
    conn.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    try:
        for table in reversed(care.NOT_DERIVED):
            rows = [str(row[0]) for row in conn.execute(f"PRAGMA quick_check({table})")]
            if rows != ["ok"]:
                return rows
    except DatabaseError as error:
        return [] if "interrupt" in str(error).lower() else [str(error)]
    finally:
        conn.set_progress_handler(None, 0)
    return []


def on_reader(store: Store, progress: Callable[[str], None] | None = None) -> CheckReport:
    """All that can be looked at without writing. Changes nothing.

    A page that is being written at that moment looks altered, so what is bad is looked at once more.
    """
    report = care.check(store, codes=ON_READER, progress=progress)
    if report.ok:
        return report
    return care.check(store, codes=[code for code in ON_READER if code in report.bad])
