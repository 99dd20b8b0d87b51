"""Saving what can be read of a damaged file into a new one, from which lists and search are made again.

The old file is only read. A page whose authentication code does not fit spoils its connection for good, so each
one that fails is closed and another is opened for the next try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop.domain.journal import BadOpError, parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage.database import Connection, DatabaseError, atomic, connect
from danvan_desktop.storage.files import need_space
from danvan_desktop.storage.store import Store

CHUNK = 2_000
LEAF = 16  # rows of about one page
_DERIVED = ("v_", "s_", "sqlite_")
_MADE_AGAIN = {"replaced", "conflict"}
_NEEDED = ("unit.code", "replica.id")


@dataclass(frozen=True)
class Salvaged:
    """How many saves were read, how many places of the journal and of persons' values were lost."""

    saves: int
    lost: int


def salvage(
    damaged: Path, key: bytes, target: Path, types: Mapping[str, RecordType] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Salvaged:  # fmt: skip
    """Write what can be read of `damaged` into the new file `target`. Raises EnvironmentProblem when nothing can."""
    need_space(target.parent, damaged.stat().st_size)
    reader = _Reader(damaged, key)
    conn = connect(target, key)
    try:
        lost = _copy_all(reader, conn, progress)
    except DatabaseError as error:
        raise hopeless() from error
    finally:
        reader.close()
        conn.close()
    return _begin_again(target, key, types, lost)


def hopeless() -> EnvironmentProblem:
    """Not even the list of tables, the unit or the replica can be read."""
    return EnvironmentProblem(
        _("Too much of the data file is damaged: its journal cannot be read."),
        kept=_("The damaged file was left as it is."),
        hint=_("Take the last good backup."), code="damaged",
    )  # fmt: skip


class _Reader:
    """Reads rows of the damaged file with a fresh connection after each failure."""

    def __init__(self, file: Path, key: bytes) -> None:
        self._file, self._key = file, key
        self._conn: Connection | None = None

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """All rows, or DatabaseError."""
        try:
            return list(self._open().execute(query, values).fetchall())
        except DatabaseError:
            self.close()
            raise

    def until_damage(self, query: str, *values: object) -> tuple[list[tuple[object, ...]], bool]:
        """Rows up to the first damaged page, and whether that was all."""
        found: list[tuple[object, ...]] = []
        try:
            for row in self._open().execute(query, values):
                found.append(row)
        except DatabaseError:
            self.close()
            return found, False
        return found, True

    def close(self) -> None:
        """Let the file go."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None

    def _open(self) -> Connection:
        if self._conn is None:
            self._conn = connect(self._file, self._key, read_only=True)
        return self._conn


def _copy_all(reader: _Reader, conn: Connection, progress: Callable[[int], None] | None) -> int:
    lost = 0
    made = reader.rows("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC")
    tables = [(str(name), str(sql)) for kind, name, _of, sql in made if kind == "table" and not _is_derived(str(name))]
    kept = {name for name, _sql in tables}
    for name, sql in tables:
        with atomic(conn):
            conn.execute(sql)
            if name not in _MADE_AGAIN:
                lost += _copy(reader, conn, name, with_rowid="WITHOUT ROWID" not in sql.upper(), progress=progress)
    with atomic(conn):
        for index in [str(row[3]) for row in made if row[0] == "index" and row[2] in kept]:
            conn.execute(index)
    return lost


def _is_derived(name: str) -> bool:
    return name.startswith(_DERIVED)


def _copy(
    reader: _Reader, conn: Connection, table: str, *, with_rowid: bool, progress: Callable[[int], None] | None
) -> int:
    """Copy one table; returns how many of its rows are known to be lost."""
    lost = 0
    for rows, missing in _by_number(reader, table) if with_rowid else _from_both_ends(reader, table):
        lost += missing
        good = [row for row in rows if table != "op" or _is_op(row)]
        lost += len(rows) - len(good)
        if good:
            marks = ", ".join("?" * len(good[0]))
            conn.executemany(f"INSERT OR IGNORE INTO {table} VALUES({marks})", good)
        if progress:
            progress(len(rows))
    return lost


Found = tuple[list[tuple[object, ...]], int]


def _by_number(reader: _Reader, table: str) -> Iterator[Found]:
    """Chunk by chunk; a chunk that cannot be read is halved until the damage stands alone."""
    last = _last_number(reader, table)
    todo = [(low, min(low + CHUNK - 1, last)) for low in range(last - last % CHUNK, -1, -CHUNK)]
    while todo:
        low, high = todo.pop()
        try:
            yield reader.rows(f"SELECT * FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", low, high), 0
        except DatabaseError:
            if high - low < LEAF:
                yield _around_damage(reader, table, low, high)
                continue
            middle = (low + high) // 2
            todo += [(middle + 1, high), (low, middle)]


def _around_damage(reader: _Reader, table: str, low: int, high: int) -> Found:
    """The rows before and behind a damaged page; a lost branch of a million rows must not take a million tries."""
    query = f"SELECT rowid, * FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    before, _all = reader.until_damage(query, low, high)
    behind, _all = reader.until_damage(f"{query} DESC", low, high)
    found = {row[0]: row[1:] for row in (*before, *behind)}
    return list(found.values()), high - low + 1 - len(found)


def _last_number(reader: _Reader, table: str) -> int:
    try:
        return int(str(reader.rows(f"SELECT coalesce(max(rowid), 0) FROM {table}")[0][0]))
    except DatabaseError:
        found, _whole = reader.until_damage(f"SELECT rowid FROM {table} ORDER BY rowid")
        return int(str(found[-1][0])) if found else 0


def _from_both_ends(reader: _Reader, table: str) -> Iterator[Found]:
    """Tables without numbers: from the first row to the damage, and from the last row back to it."""
    rows, whole = reader.until_damage(f"SELECT * FROM {table}")
    yield rows, 0
    if not whole:
        names = [str(row[1]) for row in reader.rows(f"PRAGMA table_info({table})") if int(str(row[5]))]
        order = ", ".join(f"{name} DESC" for name in names)
        yield reader.until_damage(f"SELECT * FROM {table} ORDER BY {order}")[0], 1


def _is_op(row: tuple[object, ...]) -> bool:
    line = row[-1]
    try:
        return isinstance(line, bytes) and parse_line(line).op_id == row[3]
    except BadOpError:
        return False


def _begin_again(target: Path, key: bytes, types: Mapping[str, RecordType] | None, lost: int) -> Salvaged:
    """Lists and search from the journal, as a new replica: numbers that were lost must not be given twice."""
    store = Store.open(target, key, types=types)
    try:
        if not all(store.settings.get(name) for name in _NEEDED):
            raise hopeless()
        store.rebuild()
        with store.writing():
            _forget_torn_segments(store.conn, store.replica.id)
            store.become_new_replica()
            store.settings.set("care.found", "")
            store.settings.set("salvaged.at", datetime.now(UTC).isoformat(timespec="seconds"))
            saves = store.conn.execute("SELECT count(*) FROM op").fetchone()[0]
    finally:
        store.close()
    return Salvaged(saves, lost)


def _forget_torn_segments(conn: Connection, mine: bytes) -> None:
    """Segments that lack an op can be handed to nobody; what is left of our own is then cut anew."""
    torn = conn.execute(
        "SELECT id, replica, first FROM segment s WHERE last - first + 1 <>"
        " (SELECT count(*) FROM op WHERE op.replica = s.replica AND seq BETWEEN s.first AND s.last)"
    ).fetchall()
    conn.executemany("DELETE FROM segment WHERE id = ?", [(row[0],) for row in torn])
    first = min((row[2] for row in torn if row[1] == mine), default=None)
    if first is not None:
        conn.execute("DELETE FROM segment WHERE replica = ? AND last >= ?", (mine, first))
