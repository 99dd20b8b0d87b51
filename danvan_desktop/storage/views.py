"""View tables and search rows: what lists read. Derived from the journal and the vault, made again at will."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record_type import Kind, RecordType
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.values import Cell, to_cell
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.schema import stored_fields, view_columns

_TEXTS = {Kind.TEXT, Kind.LONG_TEXT}


@dataclass(frozen=True, slots=True)
class Derived:
    """One row as the journal has it now; `fields` as in JSON."""

    type_name: str
    row: bytes
    created_ms: int
    deleted: bool
    fields: dict[str, object]


def write_rows(conn: Connection, types: Mapping[str, RecordType], rows: Sequence[Derived], *, new: bool) -> None:
    """Insert (`new`) or replace view rows and their search rows."""
    by_type: dict[str, list[Derived]] = defaultdict(list)
    for row in rows:
        if row.type_name in types:
            by_type[row.type_name].append(row)
    for name, items in by_type.items():
        _write_type(conn, types[name], items, new=new)


def _write_type(conn: Connection, record: RecordType, rows: list[Derived], *, new: bool) -> None:
    owners = _owners(conn)
    columns = view_columns(record)
    numbers = _numbers(conn, record, rows, new=new)
    marks = ",".join("?" * (len(columns) + 1))
    names = ", ".join(f'"{column}"' for column in columns)
    cells = [(n, *_cells(record, row, owners)) for n, row in zip(numbers, rows, strict=True)]
    update = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    again = "" if new else f" ON CONFLICT(id) DO UPDATE SET {update}"
    conn.executemany(f"INSERT INTO v_{record.name}(n, {names}) VALUES({marks}){again}", cells)
    if record.searchable:
        index_rows(conn, record, list(zip(numbers, rows, strict=True)), new=new)


def _owners(conn: Connection) -> dict[bytes, str]:
    return dict(conn.execute("SELECT id, unit FROM replica"))


def _numbers(conn: Connection, record: RecordType, rows: list[Derived], *, new: bool) -> list[int]:
    """Local numbers: those the rows have, new ones at the end, so that the newest come first in lists."""
    have: dict[bytes, int] = {}
    if not new:
        for row in rows:
            found = conn.execute(f"SELECT n FROM v_{record.name} WHERE id = ?", (row.row,)).fetchone()
            if found:
                have[row.row] = found[0]
    following = (conn.execute(f"SELECT max(n) FROM v_{record.name}").fetchone()[0] or 0) + 1
    numbers = []
    for row in rows:
        if row.row not in have:
            have[row.row] = following
            following += 1
        numbers.append(have[row.row])
    return numbers


def _cells(record: RecordType, row: Derived, owners: Mapping[bytes, str]) -> tuple[Cell, ...]:
    fields = stored_fields(record)
    known = {field.name for field in fields}
    extra = {name: value for name, value in row.fields.items() if name not in known}
    return (
        row.row, owners.get(row.row[:8], ""), row.created_ms, int(row.deleted),
        json.dumps(extra, ensure_ascii=False, sort_keys=True) if extra else None,
        *(to_cell(field, row.fields.get(field.name)) for field in fields),  # type: ignore[arg-type]
    )  # fmt: skip


def index_rows(conn: Connection, record: RecordType, rows: Sequence[tuple[int, Derived]], *, new: bool) -> None:
    """Write the folded shadow text of rows into search; deleted rows leave it."""
    values = _person_values(conn, record, (row for _n, row in rows))
    if not new:
        conn.executemany(f"DELETE FROM s_{record.name} WHERE rowid = ?", [(n,) for n, _row in rows])
    texts = [(n, _shadow(record, row, values)) for n, row in rows if not row.deleted]
    conn.executemany(f"INSERT INTO s_{record.name}(rowid, t) VALUES(?, ?)", [pair for pair in texts if pair[1]])


def _person_values(conn: Connection, record: RecordType, rows: Iterable[Derived]) -> dict[str, str]:
    sealed = [field.name for field in record.searchable if field.sealed]
    wanted = [
        stored["s"] for row in rows for name in sealed
        if isinstance(stored := row.fields.get(name), dict) and isinstance(stored.get("s"), str)
    ]  # fmt: skip
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        chunk = [bytes.fromhex(h) for h in wanted[start : start + 500]]
        marks = ",".join("?" * len(chunk))
        found |= {h.hex(): v for h, v in conn.execute(f"SELECT hash, value FROM vault WHERE hash IN ({marks})", chunk)}
    return found


def _shadow(record: RecordType, row: Derived, values: Mapping[str, str]) -> str:
    """Folded text of all searchable fields; a letter nobody types between them keeps phrases inside one field."""
    parts = []
    for field in record.searchable:
        stored = row.fields.get(field.name)
        if isinstance(stored, dict):
            stored = values.get(str(stored.get("s")))
        if isinstance(stored, str | int) and not isinstance(stored, bool):
            parts.append(str(stored))
    return fold(" ǀ ".join(parts))
