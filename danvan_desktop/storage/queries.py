"""Which rows a list shows: ids only, read by index; records are then fetched by id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import DECIMAL_SCALE
from danvan_desktop.storage.database import Connection


def list_ids(
    conn: Connection, record: RecordType, *, units: Collection[str] | None = None, limit: int | None = None
) -> list[bytes]:
    """Ids of the rows that are not in the bin, newest first; `units` keeps only rows about these units."""
    where, values = "deleted = 0", list[object]()
    if units is not None:
        column = '"unit"' if "unit" in record.by_name else "owner"
        where += f" AND {column} IN ({','.join('?' * len(units))})"
        values += units
    order = f'"{record.order}" DESC, n DESC' if record.order else "n DESC"
    values.append(-1 if limit is None else limit)
    rows = conn.execute(f"SELECT id FROM v_{record.name} WHERE {where} ORDER BY {order} LIMIT ?", values)
    return [row[0] for row in rows]


def op_line(conn: Connection, op_id: bytes) -> bytes | None:
    """The line of an op, or None when it is not here."""
    found = conn.execute("SELECT line FROM op WHERE id = ?", (op_id,)).fetchone()
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell of an official table as somebody typed it: the place, the amount, the days it is for."""

    table: str
    column: str
    amount: Decimal
    period: Period
    unit: str


def table_cells(
    conn: Connection, table_set: str, period: Period, kind: str, units: Collection[str] | None
) -> list[TypedCell]:
    """Typed cells of official tables for this period and for those that lie wholly in it, the oldest first."""
    where, values = "", list[object]()
    if units is not None:
        where, values = f" AND unit IN ({','.join('?' * len(units))})", list(units)
    rows = conn.execute(
        "SELECT table_name, cell, amount, period_from, period_to, unit FROM v_table_cell WHERE deleted = 0"
        " AND table_set = ? AND cell_kind = ? AND period_from >= ? AND period_to <= ? AND period_from <= period_to"
        f" AND amount IS NOT NULL{where} ORDER BY period_from, period_to, id",
        (table_set, kind, period.first.isoformat(), period.last.isoformat(), *values),
    )
    return [
        TypedCell(str(row[0]), str(row[1]), Decimal(row[2]) / DECIMAL_SCALE,
                  Period(date.fromisoformat(row[3]), date.fromisoformat(row[4])), str(row[5] or "")) for row in rows
    ]  # fmt: skip
