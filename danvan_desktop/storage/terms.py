"""The SQL of terms: petitions that are still open, with only the columns their terms depend on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from danvan_desktop.domain.record_type import RecordType
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
    for row, owner, *cells in rows:
        values = {item.name: from_cell(item, cell) for item, cell in zip(items, cells, strict=True)}
        yield bytes(row), str(owner), values


def remote_units(conn: Connection) -> frozenset[str]:
    """Codes of the units that lie in a remote area."""
    rows = conn.execute("SELECT code FROM v_unit WHERE deleted = 0 AND remote_area = 1 AND code IS NOT NULL")
    return frozenset(str(row[0]) for row in rows)
