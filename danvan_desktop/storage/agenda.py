"""The SQL of the overview: the first rows of a duty by their day, and counts by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.figures import Builder, Types
from danvan_desktop.storage.list_conditions import is_indexed


def first_rows(
    conn: Connection, types: Types, indicator: Indicator, period: Period, *, day: str, limit: int
) -> list[tuple[date, bytes]]:
    """(day, id) of the records of an indicator, the earliest day first."""
    query = Builder(types, period).query(indicator, None)
    rows = conn.execute(
        f'SELECT r."{day}", r.id {query.sql} ORDER BY r."{day}", r.n DESC LIMIT ?', (*query.values, limit)
    )
    return [(date.fromisoformat(text), bytes(row)) for text, row in rows]


def away_rows(
    conn: Connection, types: Types, indicator: Indicator, period: Period, limit: int
) -> list[tuple[date, bytes]]:
    """(day of the letter it went with, or of receipt, id) of petitions that somebody else has, the longest first."""
    query = Builder(types, period).query(indicator, None)
    day = "coalesce(r.doc_on, r.received_on)"
    rows = conn.execute(
        f"SELECT {day}, r.id {query.sql} AND {day} IS NOT NULL ORDER BY 1, r.n DESC LIMIT ?", (*query.values, limit)
    )
    return [(date.fromisoformat(text), bytes(row)) for text, row in rows]


def by_month(conn: Connection, record: RecordType, days: Sequence[str], period: Period) -> list[dict[str, int]]:
    """For each date field the live records per month "2026-10" of the period; by the field's index where it has one.

    The index alone is read, and the bin's small one: a walk over a million wide rows takes ten times as long.
    """
    bounds = (period.first.isoformat(), period.last.isoformat())
    table, found = f"v_{record.name}", []
    for day in days:
        hint = f"INDEXED BY i_{record.name}__{day}" if is_indexed(record.field(day)) else ""
        rows = conn.execute(
            f'SELECT substr("{day}", 1, 7), count(*) FROM {table} {hint} WHERE "{day}" BETWEEN ? AND ?'
            f" AND n NOT IN (SELECT n FROM {table} WHERE deleted = 1) GROUP BY 1", bounds,
        )  # fmt: skip
        found.append(dict(rows.fetchall()))
    return found
