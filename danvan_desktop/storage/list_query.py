"""The SQL of lists: local numbers in an indexed order, one page of records at a time, counts of groups.

Numbers are read from indexes alone: a million rows of a wide encrypted table take seconds to walk, one of its
indexes a quarter of a second. So the bin is left out by its own small index, never by a look at each row.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value, from_cell
from danvan_desktop.storage import vault
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.list_conditions import Narrowing, add_functions, by_index, is_indexed, piece, searched
from danvan_desktop.storage.piece import Piece
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.schema import stored_fields
from danvan_desktop.storage.sums import in_halves, whole

if TYPE_CHECKING:
    from danvan_desktop.domain.indicator import Indicator
    from danvan_desktop.domain.periods import Period
    from danvan_desktop.storage import figures

Types = Mapping[str, RecordType]
Step = Callable[[], None]
Numbers = array  # of local numbers, 8 bytes each: a million rows are 8 MB
CHUNK = 20_000
MOST_OWNERS = 10_000  # more than a country has communes


@dataclass(frozen=True)
class Query:
    """What a list shows and in which order; `sort` "" is the order in which records came here."""

    record: RecordType
    sort: str = ""
    descending: bool = True
    search: str = ""
    narrowings: tuple[Narrowing, ...] = ()
    figure: tuple[Indicator, Period, figures.Part] | None = None
    bin: bool = False

    @property
    def plain(self) -> bool:
        """True when nothing hides a row, so that the first page is at hand at once."""
        return not (self.search or self.narrowings or self.figure or self.bin)


def owners(conn: Connection, record: RecordType) -> list[str]:
    """Who wrote records of this type here, found by hops over an index."""
    field = next((item for item in stored_fields(record) if is_indexed(item)), None)
    found: list[str] = []
    if field is None:
        return found
    index = f"i_{record.name}__{field.name}"
    query = f"SELECT min(owner) FROM v_{record.name} INDEXED BY {index} WHERE owner > ?"
    last = conn.execute(f"SELECT min(owner) FROM v_{record.name} INDEXED BY {index}").fetchone()[0]
    while last is not None and len(found) < MOST_OWNERS:
        found.append(last)
        last = conn.execute(query, (last,)).fetchone()[0]
    return found


def sortable(record: RecordType, name: str) -> Field | None:
    """The field when lists can be put in its order by an index."""
    field = record.by_name.get(name)
    if field is None or not is_indexed(field):
        return None
    return field if any(field is item for item in stored_fields(record)) else None  # equality would walk their choices


def first_page(conn: Connection, query: Query, limit: int) -> Numbers[int]:
    """The first numbers of a plain list, at once however long it is."""
    field, table = sortable(query.record, query.sort), f"v_{query.record.name}"
    way = "DESC" if query.descending else "ASC"
    alive = _outside_bin(query.record)
    if field is None:
        rows = conn.execute(f"SELECT r.n FROM {table} r WHERE {alive} ORDER BY r.n {way} LIMIT ?", (limit,))
        return array("q", [n for (n,) in rows])
    key, index = f'r."{field.name}"', f"i_{query.record.name}__{field.name}"
    sql = (
        f"SELECT {key}, r.n FROM {table} r INDEXED BY {index} WHERE r.owner = ? AND {alive}"
        f" ORDER BY {key} {way}, r.n {way} LIMIT ?"
    )
    found = [row for owner in owners(conn, query.record) for row in conn.execute(sql, (owner, limit))]
    found.sort(key=lambda row: (row[0] is not None, row[0] if row[0] is not None else "", row[1]),
               reverse=query.descending)  # fmt: skip
    return array("q", [n for _key, n in found[:limit]])


def numbers(conn: Connection, types: Types, query: Query, step: Step | None = None) -> Numbers[int]:
    """All numbers of a list in its order. `step` is called between parts and may raise to stop."""
    sql = ordered(conn, types, query)
    found: Numbers[int] = array("q")
    cursor = conn.execute(sql.sql, sql.values)
    while rows := cursor.fetchmany(CHUNK):
        found.extend([row[0] for row in rows])
        if step is not None:
            step()
    return found


def ordered(conn: Connection, types: Types, query: Query) -> Piece:
    """The statement that reads a list's numbers."""
    record = query.record
    who = owners(conn, record)
    where = _where(conn, types, query, who)
    way = "DESC" if query.descending else "ASC"
    field = sortable(record, query.sort)
    if field is None or not who:
        return Piece(f"SELECT r.n FROM v_{record.name} r WHERE {where.sql} ORDER BY r.n {way}", where.values)
    one, values = ("r.owner = ? AND ", (who[0],)) if len(who) == 1 else ("", ())
    return Piece(
        f"SELECT r.n FROM v_{record.name} r INDEXED BY i_{record.name}__{field.name} WHERE {one}{where.sql}"
        f' ORDER BY r."{field.name}" {way}, r.n {way}',
        (*values, *where.values),
    )


def _where(conn: Connection, types: Types, query: Query, who: Sequence[str]) -> Piece:
    record = query.record
    add_functions(conn)
    pieces = [Piece("r.deleted = 1" if query.bin else _outside_bin(record))]
    pieces += _narrowed(types, query, who)
    if query.search.strip():
        pieces.append(searched(record, query.search))
    if query.figure is not None:
        from danvan_desktop.storage import figures

        indicator, period, part = query.figure
        counted = figures.Builder(types, period).query(indicator, None, part)
        pieces.append(Piece(f"r.n IN (SELECT r.n {counted.sql})", counted.values))
    return Piece(" AND ".join(item.sql for item in pieces), tuple(v for item in pieces for v in item.values))


def _narrowed(types: Types, query: Query, who: Sequence[str]) -> list[Piece]:
    """What indexes answer, and in one walk over the table, in the order of the file, what they do not."""
    record = query.record
    fast = [piece(types, record, item, who) for item in query.narrowings if by_index(record, item)]
    slow = [piece(types, record, item, who) for item in query.narrowings if not by_index(record, item)]
    if slow:
        inner = " AND ".join(item.sql for item in slow)
        values = tuple(value for item in slow for value in item.values)
        fast.append(Piece(f"r.n IN (SELECT r.n FROM v_{record.name} r NOT INDEXED WHERE {inner})", values))
    return fast


def _outside_bin(record: RecordType) -> str:
    return f"r.n NOT IN (SELECT n FROM v_{record.name} WHERE deleted = 1)"


def count(conn: Connection, types: Types, query: Query) -> int:
    """How many rows a list has."""
    table = f"v_{query.record.name}"
    if query.plain:
        every = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return int(every - conn.execute(f"SELECT count(*) FROM {table} WHERE deleted = 1").fetchone()[0])
    every_one = ordered(conn, types, query)
    return int(conn.execute(f"SELECT count(*) FROM ({every_one.sql})", every_one.values).fetchone()[0])


def groups(conn: Connection, types: Types, query: Query, name: str) -> list[tuple[Value, int]]:
    """How many rows of a list have each value of an indexed field, most first."""
    field = query.record.field(name)
    where = _where(conn, types, query, owners(conn, query.record))
    hint = f" INDEXED BY i_{query.record.name}__{name}" if is_indexed(field) else ""
    rows = conn.execute(
        f'SELECT r."{name}", count(*) FROM v_{query.record.name} r{hint} WHERE {where.sql} GROUP BY 1 ORDER BY 2 DESC',
        where.values,
    )
    return [(from_cell(field, cell), int(many)) for cell, many in rows.fetchall()]


def total_of(conn: Connection, types: Types, query: Query, name: str) -> int:
    """The sum of a whole-number field over a list."""
    where = _where(conn, types, query, owners(conn, query.record))
    table = f"v_{query.record.name}"
    added = in_halves(f'r."{name}"').sql
    return whole(conn.execute(f"SELECT {added} FROM {table} r WHERE {where.sql}", where.values).fetchone()[0])


def page(conn: Connection, record: RecordType, wanted: Sequence[int], names: Iterable[str]) -> list[Record | None]:
    """Records of these numbers with only these fields read; None for one that is gone."""
    fields = [field for field in stored_fields(record) if field.name in set(names)]
    columns = "".join(f', "{field.name}"' for field in fields)
    marks = ",".join("?" * len(wanted))
    rows = conn.execute(
        f"SELECT n, id, owner, created_at, deleted{columns} FROM v_{record.name} WHERE n IN ({marks})", list(wanted)
    ).fetchall()
    sealed = [place for place, field in enumerate(fields, 5) if field.sealed]
    texts = vault.get(conn, {row[place] for row in rows for place in sealed if row[place]}) if sealed else {}
    found = {row[0]: _record(record, fields, row, texts) for row in rows}
    return [found.get(n) for n in wanted]


def _record(record: RecordType, fields: Sequence[Field], row: Sequence[object], texts: Mapping[bytes, str]) -> Record:
    values: dict[str, Value] = {}
    withheld = set()
    for field, cell in zip(fields, row[5:], strict=True):
        if not field.sealed:
            values[field.name] = from_cell(field, cell)  # type: ignore[arg-type]  # a cell of the driver
            continue
        values[field.name] = texts.get(cell) if isinstance(cell, bytes) else None
        if cell is not None and values[field.name] is None:
            withheld.add(field.name)
    return Record(
        record.name, bytes(row[1]), str(row[2]), values, int(row[3]), bool(row[4]), frozenset(withheld)  # type: ignore[call-overload]
    )  # fmt: skip


def number_of(conn: Connection, record: RecordType, row: bytes) -> int | None:
    """The local number of a record."""
    found = conn.execute(f"SELECT n FROM v_{record.name} WHERE id = ?", (row,)).fetchone()
    return found[0] if found else None


def ids_of(conn: Connection, record: RecordType, wanted: Sequence[int]) -> list[bytes]:
    """Ids of local numbers, in their order."""
    found: dict[int, bytes] = {}
    for start in range(0, len(wanted), 500):
        chunk = list(wanted[start : start + 500])
        marks = ",".join("?" * len(chunk))
        found.update(conn.execute(f"SELECT n, id FROM v_{record.name} WHERE n IN ({marks})", chunk).fetchall())
    return [found[n] for n in wanted if n in found]
