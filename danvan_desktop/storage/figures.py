"""The SQL of figures: one query picks the records of an indicator, the number is counted over that same query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import Kind, RecordType
from danvan_desktop.domain.values import DECIMAL_SCALE
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.figure_conditions import Builder, Part, Types, codes_under, living
from danvan_desktop.storage.piece import Piece
from danvan_desktop.storage.sums import in_halves, whole

__all__ = (
    "Builder", "Part", "Types", "codes_in_use", "codes_under", "ids", "units_in_use", "units_under", "value", "values",
)  # fmt: skip


def ids(  # noqa: PLR0913  the question and how its answer is laid out
    conn: Connection, types: Types, indicator: Indicator, period: Period, *,
    units: Sequence[str] | None = None, part: Part = "denominator", order: Sequence[str] = (),
) -> list[bytes]:  # fmt: skip
    """The records of a figure, newest first or in the `order` of columns; of a ratio its denominator or numerator."""
    builder = Builder(types, period)
    each = indicator.each
    query = builder.query(indicator, units, part) if each is None else builder.each(indicator, each, units)
    sorting = ", ".join(f'r."{name}"' for name in order) or "r.n DESC"
    return [row[0] for row in conn.execute(f"SELECT r.id {query.sql} ORDER BY {sorting}", query.values)]


def value(
    conn: Connection, types: Types, indicator: Indicator, period: Period, *,
    units: Sequence[str] | None = None, part: Part = "denominator",
) -> int | Decimal:  # fmt: skip
    """The number of one figure, over the same conditions as its list."""
    return values(conn, types, [(indicator, part)], period, units=units)[0]


Question = tuple[Indicator, Part]


def values(
    conn: Connection, types: Types, questions: Sequence[Question], period: Period, *,
    units: Sequence[str] | None = None,
) -> list[int | Decimal]:  # fmt: skip
    """The numbers of many figures in one pass over each table, over the same conditions as their lists."""
    builder = Builder(types, period)
    answers: dict[int, int | Decimal] = {}
    for type_name in dict.fromkeys(item.record_type for item, _part in questions):
        asked = [(place, *question) for place, question in enumerate(questions) if question[0].record_type == type_name]
        columns = [_number(builder, item, part, units) for _place, item, part in asked]
        alive = living(units)
        bound = (*(value for column in columns for value in column.values), *alive.values)
        chosen = ", ".join(column.sql for column in columns)
        row = conn.execute(f"SELECT {chosen} FROM v_{type_name} r WHERE {alive.sql}", bound).fetchone()
        for (place, item, _part), cell in zip(asked, row, strict=True):
            answers[place] = _exact(types[type_name], item, cell or 0)
    return [answers[place] for place in range(len(questions))]


def _number(builder: Builder, indicator: Indicator, part: Part, units: Sequence[str] | None) -> Piece:
    if indicator.each is not None:
        values = builder.each(indicator, indicator.each, units)
        return Piece(f"(SELECT count(*) {values.sql})", values.values)
    counts = builder.counted(indicator, part)
    if not indicator.sums:
        return Piece(f"count(CASE WHEN {counts.sql} THEN 1 END)", counts.values)
    added = " + ".join(f'coalesce(r."{name}", 0)' for name in indicator.sums)
    return in_halves(f"CASE WHEN {counts.sql} THEN {added} END", counts.values)


def _exact(record: RecordType, indicator: Indicator, cell: int | str) -> int | Decimal:
    decimal = bool(indicator.sums) and record.field(indicator.sums[0]).kind is Kind.DECIMAL
    return Decimal(whole(cell)) / DECIMAL_SCALE if decimal else whole(cell)


def codes_in_use(conn: Connection, type_name: str, field: str) -> list[str]:
    """Codes that stand in live records, among them ones no catalogue knows."""
    rows = conn.execute(
        f'SELECT DISTINCT "{field}" FROM v_{type_name} WHERE deleted = 0 AND "{field}" IS NOT NULL ORDER BY 1'
    )
    return [str(row[0]) for row in rows]


def units_in_use(conn: Connection, types: Iterable[str]) -> dict[str, str]:
    """Codes of the units that live records of these types are about, with their names; in the order of the codes."""
    codes = sorted({code for name in types for code in codes_in_use(conn, name, "unit")})
    known = dict(conn.execute("SELECT code, name FROM v_unit WHERE deleted = 0 AND code IS NOT NULL").fetchall())
    return {code: known.get(code) or code for code in codes}


def units_under(conn: Connection, code: str, period: Period | None = None) -> list[str]:
    """A unit and all that stood under it at any time of the period; without one, all that ever did.

    What stood under a unit that is no more stands under the next one above it.
    """
    first, last = (period.first.isoformat(), period.last.isoformat()) if period else ("", "9999")
    rows = conn.execute(
        "WITH RECURSIVE tree(code, valid) AS (SELECT ?1, 1 UNION SELECT u.code, coalesce(u.valid_to, '9999') >= ?2"
        " FROM v_unit u JOIN tree t ON u.parent_code = t.code"
        " WHERE u.deleted = 0 AND u.code IS NOT NULL AND coalesce(u.valid_from, '') <= ?3"
        " AND (coalesce(u.valid_to, '9999') >= ?2 OR NOT EXISTS(SELECT 1 FROM v_unit o WHERE o.code = u.code"
        " AND o.deleted = 0 AND coalesce(o.valid_from, '') <= ?3 AND coalesce(o.valid_to, '9999') > u.valid_to)))"
        " SELECT DISTINCT code FROM tree WHERE valid",
        (code, first, last),
    )
    return [str(row[0]) for row in rows]
