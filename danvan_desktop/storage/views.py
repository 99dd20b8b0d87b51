"""View tables and search rows: what lists read. Derived from the journal and the vault, made again at will."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.values import UNFIT, Cell, cell_maker
from danvan_desktop.storage import sharing, vault
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.schema import STANDING, stored_fields, view_columns


@dataclass(frozen=True, slots=True)
class Derived:
    """One row as the journal has it now; `fields` as in JSON."""

    type_name: str
    row: bytes
    created_ms: int
    deleted: bool
    fields: Mapping[str, object]


# (field, codes, fields that are a denouncer's where it holds one of the codes)
Guards: TypeAlias = tuple[tuple[str, frozenset[str], frozenset[str]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What a type's view table looks like, worked out once."""

    columns: tuple[str, ...]
    places: Mapping[str, tuple[int, Callable[[object], Cell]]]  # field -> its column's place, what makes its cell
    shown_in_search: frozenset[int]  # places whose change changes the search row
    guards: Guards
    insert: str
    select: str


@cache
def _shape(record: RecordType) -> _Shape:
    columns, table = view_columns(record), f"v_{record.name}"
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ",".join("?" * (len(columns) + 1))
    places = {
        field.name: (len(STANDING) + place, cell_maker(field)) for place, field in enumerate(stored_fields(record))
    }
    searched = {places[field.name][0] for field in record.searchable if field.name in places}
    return _Shape(
        columns, places, frozenset({STANDING.index("deleted"), *searched}), _guards(record),
        f"INSERT INTO {table}(n, {names}) VALUES({marks})", f"SELECT n, {names} FROM {table} WHERE id = ?",
    )  # fmt: skip


def _guards(record: RecordType) -> Guards:
    found: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for field in record.fields:
        if (when := field.denouncer_when) is not None:
            found[when.field, frozenset(when.codes)].add(field.name)
    return tuple((name, codes, frozenset(fields)) for (name, codes), fields in found.items())


def _denouncers(guards: Guards, fields: Mapping[str, object]) -> frozenset[str]:
    """Fields of a row that would say who denounces: whatever stands in its ops, lists and search never have it."""
    hidden: frozenset[str] = frozenset()
    for name, codes, found in guards:
        code = fields.get(name)
        if isinstance(code, str) and code in codes:
            hidden |= found
    return hidden


def write_rows(conn: Connection, types: Mapping[str, RecordType], rows: Sequence[Derived], *, new: bool) -> None:
    """Insert (`new`) or bring up to date view rows and their search rows."""
    by_type: dict[str, list[Derived]] = defaultdict(list)
    for row in rows:
        if row.type_name in types:
            by_type[row.type_name].append(row)
    owners = dict(conn.execute("SELECT id, unit FROM replica")) | sharing.holders(conn) if by_type else {}
    for name, items in by_type.items():
        unknown = items if new else _update(conn, types[name], items, owners)
        _insert(conn, types[name], unknown, owners)


def _insert(conn: Connection, record: RecordType, rows: Sequence[Derived], owners: Mapping[bytes, str]) -> None:
    """Rows that were not here: they take numbers at the end, so that the newest come first in lists."""
    if not rows:
        return
    shape = _shape(record)
    first = (conn.execute(f"SELECT max(n) FROM v_{record.name}").fetchone()[0] or 0) + 1
    conn.executemany(shape.insert, [(n, *_cells(shape, row, owners)) for n, row in enumerate(rows, first)])
    index_rows(conn, record, list(enumerate(rows, first)), new=True)


def _update(
    conn: Connection, record: RecordType, rows: Sequence[Derived], owners: Mapping[bytes, str]
) -> list[Derived]:
    """Write only the columns that changed, so that no index is touched in vain; returns the rows not here."""
    shape = _shape(record)
    changes: dict[tuple[int, ...], list[list[Cell]]] = defaultdict(list)
    unknown, search_again = [], []
    for row in rows:
        found = conn.execute(shape.select, (row.row,)).fetchone()
        if not found:
            unknown.append(row)
            continue
        cells = _cells(shape, row, owners)
        if changed := tuple(place for place, cell in enumerate(cells) if cell != found[place + 1]):
            changes[changed].append([*(cells[place] for place in changed), found[0]])
            if not shape.shown_in_search.isdisjoint(changed):
                search_again.append((found[0], row))
    for changed, values in changes.items():
        columns = ", ".join(f'"{shape.columns[place]}" = ?' for place in changed)
        conn.executemany(f"UPDATE v_{record.name} SET {columns} WHERE n = ?", values)
    index_rows(conn, record, search_again, new=False)
    return unknown


def _cells(shape: _Shape, row: Derived, owners: Mapping[bytes, str]) -> list[Cell]:
    cells: list[Cell] = [None] * len(shape.columns)
    cells[:4] = row.row, owners.get(row.row) or owners.get(row.row[:8], ""), row.created_ms, int(row.deleted)
    extra, places = {}, shape.places
    hidden = _denouncers(shape.guards, row.fields) if shape.guards else ()
    for name, stored in row.fields.items():
        place = places.get(name)
        if place is None:
            extra[name] = stored
        elif stored is not None and name not in hidden:
            try:  # noqa: SIM105  `suppress` costs more than the cell
                cells[place[0]] = place[1](stored)
            except UNFIT:
                pass  # an op written by another version: kept in the journal, shown as empty
    if extra:
        cells[4] = json.dumps(extra, ensure_ascii=False, sort_keys=True)
    return cells


def forget_rows(conn: Connection, record: RecordType, rows: Sequence[bytes]) -> None:
    """Take rows out of the view table and out of search."""
    for row in rows:
        found = conn.execute(f"SELECT n FROM v_{record.name} WHERE id = ?", (row,)).fetchone()
        if found:
            conn.execute(f"DELETE FROM v_{record.name} WHERE n = ?", found)
            if record.searchable:
                conn.execute(f"DELETE FROM s_{record.name} WHERE rowid = ?", found)


def index_rows(conn: Connection, record: RecordType, rows: Sequence[tuple[int, Derived]], *, new: bool) -> None:
    """Write the folded shadow text of rows into search; deleted rows leave it."""
    if not record.searchable or not rows:
        return
    guards = _shape(record).guards
    if guards:
        rows = [(n, _without(row, _denouncers(guards, row.fields))) for n, row in rows]
    values = _person_values(conn, record, (row for _n, row in rows))
    if not new:
        conn.executemany(f"DELETE FROM s_{record.name} WHERE rowid = ?", [(n,) for n, _row in rows])
    texts = [(n, _shadow(record, row, values)) for n, row in rows if not row.deleted]
    conn.executemany(f"INSERT INTO s_{record.name}(rowid, t) VALUES(?, ?)", [pair for pair in texts if pair[1]])


def _without(row: Derived, hidden: frozenset[str]) -> Derived:
    if not hidden:
        return row
    return replace(row, fields={name: value for name, value in row.fields.items() if name not in hidden})


def _person_values(conn: Connection, record: RecordType, rows: Iterable[Derived]) -> dict[str, str]:
    """Texts of the sealed searchable fields whose value is here, by the hash in hex."""
    sealed = [field.name for field in record.searchable if field.sealed]
    wanted = set()
    for row in rows:
        for name in sealed:
            stored = row.fields.get(name)
            if isinstance(stored, dict):
                try:
                    wanted.add(bytes.fromhex(stored["s"]))
                except UNFIT:
                    continue  # no hash: there is no value for it
    return {digest.hex(): value for digest, value in vault.get(conn, wanted).items()}


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
