"""View tables and search rows: what lists read. Derived from the journal and the vault, made again at will."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias

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

    table: str
    columns: tuple[str, ...]
    places: Mapping[str, tuple[int, Callable[[object], Cell]]]  # field -> its column's place, what makes its cell
    shown_in_search: frozenset[int]  # places whose change changes the search row
    searched: tuple[str, ...]  # fields whose text goes into search
    sealed: tuple[str, ...]  # those of them that are persons'
    guards: Guards
    insert: str
    select: str


MANY = 25  # rows from which on a statement of their own pays


@cache
def _shape(record: RecordType) -> _Shape:
    columns, table = view_columns(record), f"v_{record.name}"
    names = ", ".join(f'"{column}"' for column in columns)
    places = {
        field.name: (len(STANDING) + place, cell_maker(field)) for place, field in enumerate(stored_fields(record))
    }
    searched = tuple(field.name for field in record.searchable)
    in_search = {places[name][0] for name in searched if name in places}
    return _Shape(
        table, columns, places, frozenset({STANDING.index("deleted"), *in_search}), searched,
        tuple(field.name for field in record.searchable if field.sealed), _guards(record),
        _insert_into(table, columns), f"SELECT n, {names} FROM {table} WHERE id = ?",
    )  # fmt: skip


def _narrowed(shape: _Shape, fields: Collection[str]) -> _Shape:
    """The shape of rows that have these fields only: binding a hundred empty cells costs as much as the rest."""
    kept = [name for name in shape.places if name in fields]
    columns = (*STANDING, *kept)
    places = {name: (len(STANDING) + place, shape.places[name][1]) for place, name in enumerate(kept)}
    return replace(shape, columns=columns, places=places, insert=_insert_into(shape.table, columns))


def _insert_into(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table}(n, {names}) VALUES({','.join('?' * (len(columns) + 1))})"


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
        told = _told(_shape(types[name]).guards, items)
        unknown = told if new else _update(conn, types[name], told, owners)
        _insert(conn, types[name], unknown, owners)


def _insert(conn: Connection, record: RecordType, rows: Sequence[Derived], owners: Mapping[bytes, str]) -> None:
    """Rows that were not here: they take numbers at the end, so that the newest come first in lists."""
    if not rows:
        return
    shape = _shape(record)
    if len(rows) >= MANY:
        shape = _narrowed(shape, {name for row in rows for name in row.fields})
    first = (conn.execute(f"SELECT max(n) FROM v_{record.name}").fetchone()[0] or 0) + 1
    cells = [_cells(shape, row, owners) for row in rows]
    conn.executemany(shape.insert, [(n, *one) for n, one in enumerate(cells, first)])
    _index(conn, record, shape, [(n, *pair) for n, pair in enumerate(zip(rows, cells, strict=True), first)], new=True)


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
                search_again.append((found[0], row, cells))
    for changed, values in changes.items():
        columns = ", ".join(f'"{shape.columns[place]}" = ?' for place in changed)
        conn.executemany(f"UPDATE v_{record.name} SET {columns} WHERE n = ?", values)
    _index(conn, record, shape, search_again, new=False)
    return unknown


def _cells(shape: _Shape, row: Derived, owners: Mapping[bytes, str]) -> list[Cell]:
    cells: list[Cell] = [None] * len(shape.columns)
    cells[:4] = row.row, owners.get(row.row) or owners.get(row.row[:8], ""), row.created_ms, int(row.deleted)
    extra, places = {}, shape.places
    for name, stored in row.fields.items():
        found = places.get(name)
        if found is None:
            extra[name] = stored
        elif stored is not None:
            place, make = found
            try:  # noqa: SIM105  `suppress` costs more than the cell
                cells[place] = make(stored)
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
    shape = _shape(record)
    told = _told(shape.guards, [row for _n, row in rows])
    pairs = zip(rows, told, strict=True)
    _index(conn, record, shape, [(n, row, _cells(shape, row, {})) for (n, _row), row in pairs], new=new)


def _index(
    conn: Connection, record: RecordType, shape: _Shape, rows: Sequence[tuple[int, Derived, Sequence[Cell]]],
    *, new: bool,
) -> None:  # fmt: skip
    if not record.searchable or not rows:
        return
    sealed = {name: shape.places[name][0] for name in shape.sealed if name in shape.places}
    hashes: set[Any] = {cells[at] for _n, _row, cells in rows for at in sealed.values()} - {None}
    values: dict[Any, str] = vault.get(conn, hashes)
    if not new:
        conn.executemany(f"DELETE FROM s_{record.name} WHERE rowid = ?", [(n,) for n, _row, _cells in rows])
    texts = []
    for n, row, cells in rows:
        here = {name: values.get(cells[at]) for name, at in sealed.items()} if values else {}
        if not row.deleted and (text := _shadow(shape.searched, row, here)):
            texts.append((n, text))
    conn.executemany(f"INSERT INTO s_{record.name}(rowid, t) VALUES(?, ?)", texts)


def _told(guards: Guards, rows: Sequence[Derived]) -> Sequence[Derived]:
    """The rows without what would say who denounces."""
    if not guards:
        return rows
    return [_without(row, hidden) if (hidden := _denouncers(guards, row.fields)) else row for row in rows]


def _without(row: Derived, hidden: frozenset[str]) -> Derived:
    return replace(row, fields={name: value for name, value in row.fields.items() if name not in hidden})


def _shadow(searched: Sequence[str], row: Derived, persons: Mapping[str, str | None]) -> str:
    """Folded text of the searchable fields; a letter nobody types between them keeps phrases inside one field.

    `persons`: the texts of sealed fields that are here.
    """
    parts, fields = [], row.fields
    for name in searched:
        stored = fields.get(name)
        if isinstance(stored, dict):
            stored = persons.get(name)
        if isinstance(stored, str):
            parts.append(stored)
        elif isinstance(stored, int) and not isinstance(stored, bool):
            parts.append(str(stored))
    return fold(" ǀ ".join(parts))
