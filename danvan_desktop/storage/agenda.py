"""The SQL of the overview: the first rows of a duty by their day, and counts by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.figures import Builder, Types


def first_rows(
    conn: Connection, types: Types, indicator: Indicator, period: Period, *, day: str, limit: int
) -> list[tuple[date, bytes]]:
    """(day, id) of the records of an indicator, the earliest day first."""
    query = Builder(types, period).query(indicator, None)
    rows = conn.execute(
        f'SELECT r."{day}", r.id {query.sql} ORDER BY r."{day}", r.n DESC LIMIT ?', (*query.values, limit)
    )
    return [(date.fromisoformat(text), bytes(row)) for text, row in rows]


def by_month(conn: Connection, type_name: str, days: Sequence[str], period: Period) -> list[dict[str, int]]:
    """For each date field the live records per month "2026-10" of the period."""
    bounds = (period.first.isoformat(), period.last.isoformat())
    found = []
    for day in days:
        rows = conn.execute(
            f'SELECT substr("{day}", 1, 7), count(*) FROM v_{type_name} WHERE deleted = 0 AND "{day}" BETWEEN ? AND ?'
            " GROUP BY 1", bounds,
        )  # fmt: skip
        found.append(dict(rows.fetchall()))
    return found
