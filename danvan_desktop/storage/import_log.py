"""LOCAL memory of imports: which rows each one made, and keyed digests by which the same row is known again.

The digests are over open cells only and keyed with a secret of this data folder: no person can be guessed from them.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.storage.database import Connection, atomic
from danvan_desktop.storage.settings import Settings

_TABLES = """
CREATE TABLE IF NOT EXISTS import_run(
  id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, file TEXT NOT NULL, officer TEXT NOT NULL,
  made_ms INTEGER NOT NULL, undone_ms INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS import_row(
  import INTEGER NOT NULL, row BLOB NOT NULL, type TEXT NOT NULL, same BLOB, alike BLOB,
  PRIMARY KEY(import, row)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS import_row_same ON import_row(same);
CREATE INDEX IF NOT EXISTS import_row_alike ON import_row(alike);
"""
_KEY = "import.key"
_CHUNK = 500


@dataclass(frozen=True)
class Run:
    """One import that was made."""

    id: int
    type_name: str
    file: str
    officer: str
    made_ms: int
    undone_ms: int | None


@dataclass(frozen=True)
class MadeRow:
    """A row an import made; `same` and `alike` are digests with and without the register's number."""

    row: bytes
    type_name: str
    same: bytes | None = None
    alike: bytes | None = None


class ImportLog:
    """Imports of this data folder."""

    def __init__(self, conn: Connection, settings: Settings) -> None:
        self._conn = conn
        if not (_is_there(conn) and settings.get(_KEY)):  # a reader's connection may only read
            self._make(settings)
        self._key = bytes.fromhex(settings.get(_KEY))

    def _make(self, settings: Settings) -> None:
        with atomic(self._conn):
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    self._conn.execute(statement)
            if not settings.get(_KEY):
                settings.set(_KEY, secrets.token_hex(32))

    def digest(self, *parts: str | bytes) -> bytes:
        """Keyed digest over texts; 16 bytes."""
        found = hashlib.blake2b(key=self._key, digest_size=16)
        for part in parts:
            raw = part.encode("utf-8") if isinstance(part, str) else part
            found.update(len(raw).to_bytes(8, "big") + raw)
        return found.digest()

    def known(self, column: str, digests: Iterable[bytes], type_name: str) -> dict[bytes, list[bytes]]:
        """Digest → rows made before that are not in the bin; `column` is "same" or "alike"."""
        if column not in {"same", "alike"}:
            raise ValueError(column)
        found: dict[bytes, list[bytes]] = {}
        for chunk in _chunks(list(set(digests))):
            marks = ",".join("?" * len(chunk))
            rows = self._conn.execute(
                f"SELECT r.{column}, r.row FROM import_row r JOIN v_{type_name} v ON v.id = r.row AND v.deleted = 0"
                f" WHERE r.{column} IN ({marks}) AND r.type = ?",
                [*chunk, type_name],
            )
            for digest, row in rows.fetchall():
                found.setdefault(bytes(digest), []).append(bytes(row))
        return found

    def add(self, type_name: str, file: str, officer: str, made_ms: int, rows: Iterable[MadeRow]) -> int:
        """Note an import and its rows; returns its number. In the transaction of the import."""
        number = self._conn.execute(
            "INSERT INTO import_run(type, file, officer, made_ms) VALUES(?, ?, ?, ?) RETURNING id",
            (type_name, file, officer, made_ms),
        ).fetchone()[0]
        self._conn.executemany(
            "INSERT INTO import_row(import, row, type, same, alike) VALUES(?, ?, ?, ?, ?)",
            [(number, made.row, made.type_name, made.same, made.alike) for made in rows],
        )
        return int(number)

    def run(self, number: int) -> Run | None:
        """One import, or None."""
        found = self._conn.execute(
            "SELECT id, type, file, officer, made_ms, undone_ms FROM import_run WHERE id = ?", (number,)
        ).fetchone()
        return Run(*found) if found else None

    def runs(self) -> list[Run]:
        """All imports, newest first."""
        rows = self._conn.execute("SELECT id, type, file, officer, made_ms, undone_ms FROM import_run ORDER BY id DESC")
        return [Run(*row) for row in rows.fetchall()]

    def living(self, number: int) -> int:
        """How many of the rows an import made are not in the bin."""
        types = self._conn.execute("SELECT DISTINCT type FROM import_row WHERE import = ?", (number,)).fetchall()
        count = 0
        for (name,) in types:
            found = self._conn.execute(
                f"SELECT COUNT(*) FROM import_row r JOIN v_{name} v ON v.id = r.row AND v.deleted = 0"
                " WHERE r.import = ? AND r.type = ?", (number, name),
            ).fetchone()  # fmt: skip
            count += int(found[0])
        return count

    def counts(self) -> dict[int, int]:
        """How many rows each import made, by its number."""
        rows = self._conn.execute("SELECT import, COUNT(*) FROM import_row GROUP BY import").fetchall()
        return {int(number): int(count) for number, count in rows}

    def made(self, number: int) -> list[MadeRow]:
        """Rows an import made."""
        rows = self._conn.execute("SELECT row, type FROM import_row WHERE import = ? ORDER BY row", (number,))
        return [MadeRow(bytes(row), str(type_name)) for row, type_name in rows.fetchall()]

    def undone(self, number: int, now_ms: int) -> None:
        """Note that an import was taken back."""
        self._conn.execute("UPDATE import_run SET undone_ms = ? WHERE id = ?", (now_ms, number))


def run_of(conn: Connection, row: bytes) -> Run | None:
    """The import that brought a row; None for one that was typed."""
    if not _is_there(conn):
        return None
    found = conn.execute(
        "SELECT id, type, file, officer, made_ms, undone_ms FROM import_run WHERE id ="
        " (SELECT MAX(import) FROM import_row WHERE row = ?)", (row,),
    ).fetchone()  # fmt: skip
    return Run(*found) if found else None


def _is_there(conn: Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('import_run', 'import_row')"
    return bool(conn.execute(query).fetchone()[0] == 2)


def live(conn: Connection, type_name: str, rows: Iterable[bytes]) -> set[bytes]:
    """Those of the rows that are not in the bin."""
    found: set[bytes] = set()
    for chunk in _chunks(list(rows)):
        marks = ",".join("?" * len(chunk))
        query = f"SELECT id FROM v_{type_name} WHERE deleted = 0 AND id IN ({marks})"
        found |= {bytes(row[0]) for row in conn.execute(query, chunk).fetchall()}
    return found


def linked_from(conn: Connection, type_name: str, field: str, targets: Sequence[bytes]) -> dict[bytes, set[bytes]]:
    """Target → live rows of a type whose link field names it."""
    found: dict[bytes, set[bytes]] = {}
    for chunk in _chunks(list(targets)):
        marks = ",".join("?" * len(chunk))
        query = f'SELECT "{field}", id FROM v_{type_name} WHERE deleted = 0 AND "{field}" IN ({marks})'
        for target, row in conn.execute(query, chunk).fetchall():
            found.setdefault(bytes(target), set()).add(bytes(row))
    return found


def cases_of(conn: Connection, unit: str) -> list[tuple[int | None, str, bytes]]:
    """(register year, code, id) of the live cases of a unit."""
    rows = conn.execute('SELECT register_year, code, id FROM v_case WHERE deleted = 0 AND "unit" = ?', (unit,))
    return [(year, str(code), bytes(row)) for year, code, row in rows.fetchall() if code]


def models_of(conn: Connection, unit: str) -> list[tuple[bytes, str, str, str]]:
    """(id, name, holder, place) of the live models of a unit."""
    rows = conn.execute('SELECT id, name, holder_name, place FROM v_model WHERE deleted = 0 AND "unit" = ?', (unit,))
    return [(bytes(row), str(name or ""), str(holder or ""), str(place or "")) for row, name, holder, place in rows]


def model_years(conn: Connection, unit: str) -> list[tuple[bytes, int]]:
    """(model, year) of the live model years of a unit."""
    rows = conn.execute(
        'SELECT model, year FROM v_model_year WHERE deleted = 0 AND "unit" = ? AND model IS NOT NULL', (unit,)
    )
    return [(bytes(model), int(year)) for model, year in rows.fetchall() if year]


def numbers_of(conn: Connection, type_name: str, unit: str) -> set[tuple[int | None, str]]:
    """(register year, register number) of the live records of a unit."""
    rows = conn.execute(
        f'SELECT register_year, register_no FROM v_{type_name} WHERE deleted = 0 AND "unit" = ?', (unit,)
    )
    return {(year, str(number)) for year, number in rows.fetchall() if number}


def unit_is_known(conn: Connection, code: str) -> bool:
    """True when a unit of that code is recorded."""
    return conn.execute('SELECT 1 FROM v_unit WHERE deleted = 0 AND "code" = ?', (code,)).fetchone() is not None


def _chunks(items: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
