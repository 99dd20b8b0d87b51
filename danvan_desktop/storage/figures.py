"""The SQL of figures: one query picks the records of an indicator, the number is counted over that same query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from danvan_desktop.domain import indicator as words
from danvan_desktop.domain.indicator import Condition, Indicator, When
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import Kind, RecordType
from danvan_desktop.domain.values import DECIMAL_SCALE
from danvan_desktop.storage import rules
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.piece import Piece

Part = Literal["denominator", "numerator"]
Types = Mapping[str, RecordType]


class Builder:
    """Makes the query of an indicator for one period."""

    def __init__(self, types: Types, period: Period) -> None:
        self._types, self._period = types, period
        self._aliases = 0

    def query(self, indicator: Indicator, units: Sequence[str] | None, part: Part = "denominator") -> Piece:
        """FROM … WHERE … of the records that count."""
        found = _join(" AND ", [_living(units), self.counted(indicator, part)])
        return Piece(f"FROM v_{indicator.record_type} r WHERE {found.sql}", found.values)

    def counted(self, indicator: Indicator, part: Part = "denominator") -> Piece:
        """Whether a live record counts: its conditions hold and its parent is not in the bin."""
        conditions = indicator.conditions + (indicator.numerator if part == "numerator" else ())
        pieces = [self.condition("r", indicator.record_type, item) for item in conditions]
        record = self._types[indicator.record_type]
        if record.parent and not any(isinstance(item, words.Parent) for item in conditions):
            parent = record.field(record.parent).links_to
            pieces.append(self._parent("r", indicator.record_type, words.Parent(parent, record.parent, ())))
        return _join(" AND ", pieces)

    def condition(self, alias: str, type_name: str, item: Condition) -> Piece:
        """One condition about the record that `alias` stands for."""
        return _WRITERS[type(item)](self, alias, type_name, item)

    def _dated(self, alias: str, _type: str, item: words.Dated) -> Piece:
        column, period = f'{alias}."{item.field}"', self._period
        first, last = period.first.isoformat(), period.last.isoformat()
        if item.when is When.IN:
            return Piece(f"{column} BETWEEN ? AND ?", (first, last))
        sign, value = {When.BEFORE: ("<", first), When.UNTIL: ("<=", last), When.AFTER: (">", last)}[item.when]
        return Piece(f"{column} {sign} ?", (value,))

    def _year_in(self, alias: str, _type: str, item: words.YearIn) -> Piece:
        years = self._period.years
        return Piece(f'{alias}."{item.field}" BETWEEN ? AND ?', (years[0], years[-1]))

    def _year_or_date(self, alias: str, type_name: str, item: words.YearOrDate) -> Piece:
        day = ", ".join(f'{alias}."{name}"' for name in item.dates)
        first_filled = f"coalesce({day})" if len(item.dates) > 1 else day
        by_date = Piece(
            f"{first_filled} BETWEEN ? AND ?", (self._period.first.isoformat(), self._period.last.isoformat())
        )
        if not self._period.whole_years:
            return by_date
        by_year = self._year_in(alias, type_name, words.YearIn(item.year))
        undated = _join(" AND ", [Piece(f'{alias}."{item.year}" IS NULL'), by_date])
        return _join(" OR ", [by_year, undated])

    def _in(self, alias: str, _type: str, item: words.In) -> Piece:
        marks = ",".join("?" * len(item.codes))
        return Piece(f'{alias}."{item.field}" IN ({marks})', item.codes)

    def _under(self, alias: str, type_name: str, item: words.Under) -> Piece:
        name = self._types[type_name].field(item.field).catalogue
        codes = codes_under(name, item.code) if name else (item.code,)
        return self._in(alias, type_name, words.In(item.field, codes))

    def _at_least(self, alias: str, _type: str, item: words.AtLeast) -> Piece:
        return Piece(f'{alias}."{item.field}" >= ?', (item.minimum,))

    def _flag(self, alias: str, _type: str, item: words.Flag) -> Piece:
        return Piece(f'{alias}."{item.field}" = 1')

    def _empty(self, alias: str, _type: str, item: words.Empty) -> Piece:
        return _join(" AND ", [Piece(f'{alias}."{name}" IS NULL') for name in item.fields])

    def _not_zero(self, alias: str, _type: str, item: words.NotZero) -> Piece:
        return _join(" OR ", [Piece(f'{alias}."{name}" <> 0') for name in item.fields])

    def _all(self, alias: str, type_name: str, item: words.All) -> Piece:
        return _join(" AND ", [self.condition(alias, type_name, part) for part in item.parts])

    def _any(self, alias: str, type_name: str, item: words.AnyOf) -> Piece:
        return _join(" OR ", [self.condition(alias, type_name, part) for part in item.parts])

    def _not(self, alias: str, type_name: str, item: words.Not) -> Piece:
        inner = self.condition(alias, type_name, item.part)
        return Piece(f"NOT coalesce({inner.sql}, 0)", inner.values)

    def _has(self, alias: str, _type: str, item: words.Has) -> Piece:
        child = self._alias()
        inner = self._child(item.record_type, child, item.conditions)
        link = f'{child}."{item.link}"'
        # a list made once, not a search for every record
        return Piece(
            f"{alias}.id IN (SELECT {link} FROM v_{item.record_type} {child} WHERE {inner.sql} AND {link} IS NOT NULL)",
            inner.values,
        )

    def _latest(self, alias: str, _type: str, item: words.Latest) -> Piece:
        child, later = self._alias(), self._alias()
        in_period = words.YearIn(item.year)
        inner = self._child(item.record_type, child, (in_period, *item.conditions))
        after = self._child(item.record_type, later, (in_period,))
        year = f'"{item.year}"'
        return Piece(
            f'EXISTS (SELECT 1 FROM v_{item.record_type} {child} WHERE {child}."{item.link}" = {alias}.id'
            f" AND {inner.sql} AND NOT EXISTS (SELECT 1 FROM v_{item.record_type} {later}"
            f' WHERE {later}."{item.link}" = {alias}.id AND {after.sql}'
            f" AND ({later}.{year} > {child}.{year}"
            f" OR ({later}.{year} = {child}.{year} AND {later}.id > {child}.id))))",
            inner.values + after.values,
        )

    def _parent(self, alias: str, _type: str, item: words.Parent) -> Piece:
        parent = self._alias()
        inner = self._child(item.record_type, parent, item.conditions)
        chosen = f"SELECT {parent}.id FROM v_{item.record_type} {parent} WHERE {inner.sql}"
        return Piece(f'{alias}."{item.link}" IN ({chosen})', inner.values)

    def _one_of(self, alias: str, type_name: str, item: words.OneOf) -> Piece:
        other = self._alias()
        inner = self._child(type_name, other, item.conditions)
        group = f'coalesce({other}."{item.field}", {other}.id)'
        ranked = (
            f"SELECT {other}.id AS id, row_number() OVER (PARTITION BY {group}"
            f' ORDER BY {other}."{item.order}" DESC, {other}.id DESC) AS place'
            f" FROM v_{type_name} {other} WHERE {inner.sql}"
        )
        return Piece(f"{alias}.id IN (SELECT id FROM ({ranked}) WHERE place = 1)", inner.values)

    def _shares(self, alias: str, type_name: str, item: words.Shares) -> Piece:
        other = self._alias()
        inner = self._child(type_name, other, item.conditions)
        column = f'"{item.field}"'
        chosen = f"SELECT {other}.{column} FROM v_{type_name} {other} WHERE {inner.sql}"
        return Piece(f"{alias}.{column} IN ({chosen} AND {other}.{column} IS NOT NULL)", inner.values)

    def _child(self, type_name: str, alias: str, conditions: Sequence[Condition]) -> Piece:
        pieces = [self.condition(alias, type_name, item) for item in conditions]
        return _join(" AND ", [*pieces, Piece(f"{alias}.deleted = 0")])

    def _alias(self) -> str:
        self._aliases += 1
        return f"x{self._aliases}"


_WRITERS: dict[type, Callable[..., Piece]] = {
    words.Dated: Builder._dated, words.YearIn: Builder._year_in, words.YearOrDate: Builder._year_or_date,
    words.In: Builder._in, words.Under: Builder._under,
    words.AtLeast: Builder._at_least, words.Flag: Builder._flag, words.Empty: Builder._empty,
    words.NotZero: Builder._not_zero, words.All: Builder._all, words.AnyOf: Builder._any, words.Not: Builder._not,
    words.Has: Builder._has, words.Latest: Builder._latest, words.Parent: Builder._parent,
    words.OneOf: Builder._one_of, words.Shares: Builder._shares,
}  # fmt: skip


def _join(word: str, pieces: Sequence[Piece]) -> Piece:
    values = tuple(value for piece in pieces for value in piece.values)
    return Piece("(" + word.join(piece.sql for piece in pieces) + ")", values)


def _living(units: Sequence[str] | None) -> Piece:
    """Not in the bin, and about these units; a record whose unit nobody knows goes by the office that wrote it."""
    if units is None:
        return Piece("r.deleted = 0")
    marks = ",".join("?" * len(units))
    return Piece(
        f'r.deleted = 0 AND (r."unit" IN ({marks}) OR (r.owner IN ({marks}) AND (r."unit" IS NULL'
        ' OR r."unit" NOT IN (SELECT code FROM v_unit WHERE deleted = 0 AND code IS NOT NULL))))',
        (*units, *units),
    )


def ids(  # noqa: PLR0913  the question and how its answer is laid out
    conn: Connection, types: Types, indicator: Indicator, period: Period, *,
    units: Sequence[str] | None = None, part: Part = "denominator", order: Sequence[str] = (),
) -> list[bytes]:  # fmt: skip
    """The records of a figure, newest first or in the `order` of columns; of a ratio its denominator or numerator."""
    query = Builder(types, period).query(indicator, units, part)
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
        columns = [_number(builder, item, part) for _place, item, part in asked]
        living = _living(units)
        bound = (*(value for column in columns for value in column.values), *living.values)
        chosen = ", ".join(column.sql for column in columns)
        row = conn.execute(f"SELECT {chosen} FROM v_{type_name} r WHERE {living.sql}", bound).fetchone()
        for (place, item, _part), cell in zip(asked, row, strict=True):
            answers[place] = _exact(types[type_name], item, cell or 0)
    return [answers[place] for place in range(len(questions))]


def _number(builder: Builder, indicator: Indicator, part: Part) -> Piece:
    counts = builder.counted(indicator, part)
    if not indicator.sums:
        return Piece(f"count(CASE WHEN {counts.sql} THEN 1 END)", counts.values)
    added = " + ".join(f'coalesce(r."{name}", 0)' for name in indicator.sums)
    return Piece(f"sum(CASE WHEN {counts.sql} THEN {added} END)", counts.values)


def _exact(record: RecordType, indicator: Indicator, cell: int) -> int | Decimal:
    decimal = bool(indicator.sums) and record.field(indicator.sums[0]).kind is Kind.DECIMAL
    return Decimal(cell) / DECIMAL_SCALE if decimal else int(cell)


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
    """A unit and all that stood under it at any time of the period; without one, all that ever did."""
    first, last = (period.first.isoformat(), period.last.isoformat()) if period else ("", "9999")
    rows = conn.execute(
        "WITH RECURSIVE tree(code) AS (SELECT ? UNION SELECT u.code FROM v_unit u JOIN tree t ON u.parent_code = t.code"
        " WHERE u.deleted = 0 AND u.code IS NOT NULL AND coalesce(u.valid_from, '') <= ?"
        " AND coalesce(u.valid_to, '9999') >= ?) SELECT code FROM tree",
        (code, last, first),
    )
    return [str(row[0]) for row in rows]


def codes_under(name: str, code: str) -> tuple[str, ...]:
    """A code of a catalogue and all below it."""
    found = [code]
    for parent in found:
        found += [entry.code for entry in rules.catalogue(name) if entry.parent == parent]
    return tuple(found)
