"""The bytes of an open database while nobody changes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from weakref import WeakKeyDictionary

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage.database import DatabaseError, explain
from danvan_desktop.storage.store import Store

_TRIES = 3
# POSIX drops all locks of a process on a file when any descriptor of it is closed, SQLite's too: the
# descriptor we read with stays open until the store is closed.
_descriptors: WeakKeyDictionary[Store, int] = WeakKeyDictionary()


@contextmanager
def still_file(store: Store, database: Path) -> Iterator[BinaryIO]:
    """The database file with all saves in it, held still: others can read, nobody can save meanwhile."""
    conn = store.conn
    try:
        _hold(store, database)
        with _stream(store, database) as stream:
            yield stream
    except DatabaseError as error:
        raise explain(error) from error
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


def _hold(store: Store, database: Path) -> None:
    """Bring the log into the file, then bar writing; again if somebody saved in between."""
    log = database.with_name(f"{database.name}-wal")
    if store.conn.in_transaction:
        raise _busy()
    for _attempt in range(_TRIES):
        busy = store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        store.conn.execute("BEGIN IMMEDIATE")
        if not busy and (not log.exists() or log.stat().st_size == 0):
            return
        store.conn.execute("ROLLBACK")
    raise _busy()


def _stream(store: Store, database: Path) -> BinaryIO:
    if os.name != "posix":
        return database.open("rb")
    if store not in _descriptors:
        descriptor = os.open(database, os.O_RDONLY)
        _descriptors[store] = descriptor
        store.after_close.append(lambda: os.close(descriptor))
    os.lseek(_descriptors[store], 0, os.SEEK_SET)
    return os.fdopen(_descriptors[store], "rb", closefd=False)


def _busy() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The data is being read or saved somewhere else, so no backup could be made."),
        kept=_("Nothing was written."), hint=_("Close other lists and windows, then try again."),
    )  # fmt: skip
