"""The SQL of terms: petitions still open, or done, with only the columns their terms depend on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value, from_cell
from danvan_desktop.storage.database import Connection


def open_petitions(
    conn: Connection, record: RecordType, fields: Sequence[str], states: Collection[str]
) -> Iterator[tuple[bytes, str, dict[str, Value]]]:
    """(id, owner, values) of live petitions without a day of resolution in these states; none of `fields` is sealed.

    "" among the states stands for a petition whose state was never given.
    """
    items = [record.field(name) for name in fields]
    names = ", ".join(f'"{name}"' for name in fields)
    marks = ",".join("?" * len(states))
    rows = conn.execute(
        f"SELECT id, owner, {names} FROM v_{record.name} WHERE deleted = 0 AND resolved_on IS NULL"
        f" AND coalesce(state, '') IN ({marks}) ORDER BY due_on IS NULL, due_on, n",
        tuple(states),
    )
    yield from _read(items, rows)


def decided_petitions(
    conn: Connection, record: RecordType, fields: Sequence[str], states: Sequence[str], since: date
) -> Iterator[tuple[bytes, str, dict[str, Value]]]:
    """(id, owner, values) of live petitions in these states, resolved since a day or on none that is written.

    Read along the index of that day: of the many that were settled long ago nothing is read.
    """
    items = [record.field(name) for name in fields]
    names, marks = ", ".join(f'"{name}"' for name in fields), ",".join("?" * len(states))
    table, index = f"v_{record.name}", f"i_{record.name}__resolved_on"
    for bound, more in (("resolved_on >= ?", (since.isoformat(),)), ("resolved_on IS NULL", ())):
        rows = conn.execute(
            f"SELECT id, owner, {names} FROM {table} INDEXED BY {index} WHERE deleted = 0 AND {bound}"
            f" AND state IN ({marks}) ORDER BY n", (*more, *states),
        )  # fmt: skip
        yield from _read(items, rows)


def _read(items: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[bytes, str, dict[str, Value]]]:
    for row, owner, *cells in rows:
        yield (
            bytes(row),
            str(owner),
            {item.name: from_cell(item, cell) for item, cell in zip(items, cells, strict=True)},
        )


def done_petitions(
    conn: Connection, record: RecordType, fields: Sequence[str], done: str
) -> Iterator[tuple[int, dict[str, Value]]]:
    """(local number, values) of live petitions with a day in the field `done`; none of `fields` is sealed."""
    items = [record.field(name) for name in fields]
    names = ", ".join(f'"{name}"' for name in fields)
    rows = conn.execute(f'SELECT n, {names} FROM v_{record.name} WHERE deleted = 0 AND "{done}" IS NOT NULL')
    for number, *cells in rows:
        yield int(number), {item.name: from_cell(item, cell) for item, cell in zip(items, cells, strict=True)}


def remote_units(conn: Connection) -> frozenset[str]:
    """Codes of the units that lie in a remote area."""
    rows = conn.execute("SELECT code FROM v_unit WHERE deleted = 0 AND remote_area = 1 AND code IS NOT NULL")
    return frozenset(str(row[0]) for row in rows)
