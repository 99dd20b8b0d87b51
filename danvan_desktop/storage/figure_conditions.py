"""The SQL of one figure's conditions: which records count, and which values they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from danvan_desktop.domain import indicator as words
from danvan_desktop.domain.indicator import Condition, Indicator, When
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage import rules
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
        found = _join(" AND ", [living(units), self.counted(indicator, part)])
        return Piece(f"FROM v_{indicator.record_type} r WHERE {found.sql}", found.values)

    def counted(self, indicator: Indicator, part: Part = "denominator") -> Piece:
        """Whether a live record counts: its conditions hold and its parent is not in the bin."""
        conditions = indicator.conditions + (indicator.numerator if part == "numerator" else ())
        pieces = [self.condition("r", indicator.record_type, item) for item in conditions]
        record = self._types[indicator.record_type]
        if record.parent and not any(isinstance(item, words.Parent) for item in conditions):
            parent = record.field(record.parent).links_to
            pieces.append(self._parent("r", indicator.record_type, words.Parent(parent, record.parent, ())))
        if indicator.each is not None:
            having = self._having(indicator.record_type, indicator.each)
            pieces.append(Piece(f"r.id IN (SELECT id FROM ({having.sql}))", having.values))
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

    def _alike(self, alias: str, _type: str, item: words.Alike) -> Piece:
        other = self._alias()
        inner = self._child(item.record_type, other, item.conditions)
        pairs = [f'{other}."{theirs}" = {alias}."{ours}"' for ours, theirs in item.same]
        pairs += [f'coalesce({other}."{name}" = {alias}."{name}", 1)' for name in item.loose]
        found = " AND ".join([f"{other}.owner = {alias}.owner", *pairs])
        return Piece(f"EXISTS (SELECT 1 FROM v_{item.record_type} {other} WHERE {found} AND {inner.sql})", inner.values)

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

    def each(self, indicator: Indicator, item: words.Each, units: Sequence[str] | None) -> Piece:
        """FROM … WHERE … with a row for each value that counts, and the record that has it."""
        having, alive = self._having(indicator.record_type, item), living(units)
        return Piece(
            f"FROM ({having.sql}) h JOIN v_{indicator.record_type} r ON r.id = h.id WHERE {alive.sql}",
            having.values + alive.values,
        )

    def _having(self, type_name: str, item: words.Each) -> Piece:
        """Each value with the last record that has it."""
        had, values = self._values_had(type_name, item, item.conditions)
        for higher in item.without:
            theirs = self._values_had(type_name, item, higher)
            had, values = f"{had} AND held.value NOT IN (SELECT value FROM ({theirs[0]}))", values + theirs[1]
        ranked = f"SELECT id, row_number() OVER (PARTITION BY value ORDER BY day DESC, id DESC) AS place FROM ({had})"
        return Piece(f"SELECT id FROM ({ranked}) WHERE place = 1", values)

    def _values_had(
        self, type_name: str, item: words.Each, conditions: Sequence[Condition]
    ) -> tuple[str, tuple[object, ...]]:
        """Pairs of records that fulfil the conditions and the values they have."""
        other, table, field = self._alias(), f"v_{type_name}", f'"{item.field}"'
        inner = self._child(type_name, other, conditions)
        links = f'SELECT "{type_name}" AS id, {field} AS value FROM v_{item.through} WHERE deleted = 0'
        pairs = (
            f"SELECT id, {field} AS value FROM {table} WHERE {field} IS NOT NULL UNION {links}"
            f' AND "{type_name}" IS NOT NULL UNION SELECT id, id FROM {table} WHERE {field} IS NULL'
            f' AND id NOT IN (SELECT "{type_name}" FROM v_{item.through} WHERE deleted = 0'
            f' AND "{type_name}" IS NOT NULL)'
        )
        return (
            f'SELECT held.id, held.value, {other}."{item.order}" AS day FROM ({pairs}) held'
            f" JOIN {table} {other} ON {other}.id = held.id WHERE {inner.sql}"
        ), inner.values

    def _one_of(self, alias: str, type_name: str, item: words.OneOf) -> Piece:
        other = self._alias()
        inner = self._child(type_name, other, item.conditions)
        linked = ""
        if item.through:
            linked = (
                f'(SELECT min(l."{item.field}") FROM v_{item.through} l'
                f' WHERE l."{type_name}" = {other}.id AND l.deleted = 0), '
            )
        group = f'coalesce({other}."{item.field}", {linked}{other}.id)'
        ranked = (
            f"SELECT {other}.id AS id, row_number() OVER (PARTITION BY {group}"
            f' ORDER BY {other}."{item.order}" DESC, {other}.id DESC) AS place'
            f" FROM v_{type_name} {other} WHERE {inner.sql}"
        )
        return Piece(f"{alias}.id IN (SELECT id FROM ({ranked}) WHERE place = 1)", inner.values)

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
    words.Has: Builder._has, words.Alike: Builder._alike, words.Latest: Builder._latest, words.Parent: Builder._parent,
    words.OneOf: Builder._one_of,
}  # fmt: skip


def _join(word: str, pieces: Sequence[Piece]) -> Piece:
    values = tuple(value for piece in pieces for value in piece.values)
    return Piece("(" + word.join(piece.sql for piece in pieces) + ")", values)


def living(units: Sequence[str] | None) -> Piece:
    """Not in the bin, and about these units; a record whose unit nobody knows goes by the office that wrote it."""
    if units is None:
        return Piece("r.deleted = 0")
    marks = ",".join("?" * len(units))
    return Piece(
        f'r.deleted = 0 AND (r."unit" IN ({marks}) OR (r.owner IN ({marks}) AND (r."unit" IS NULL'
        ' OR r."unit" NOT IN (SELECT code FROM v_unit WHERE deleted = 0 AND code IS NOT NULL))))',
        (*units, *units),
    )


def codes_under(name: str, code: str) -> tuple[str, ...]:
    """A code of a catalogue and all below it."""
    found = [code]
    for parent in found:
        found += [entry.code for entry in rules.catalogue(name) if entry.parent == parent]
    return tuple(found)
