"""The official tables of a period: counted cells, typed cells and opening balances, and the formulas between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from danvan_desktop.app import typed_cells
from danvan_desktop.app.figures import known_units
from danvan_desktop.app.typed_cells import OPENING, TYPED, Place, Source
from danvan_desktop.domain import official_tables
from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.official_tables import Check, Number, OfficialTable, TableSet
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.indicators import tt06
from danvan_desktop.indicators.tt06.processing import UNCLASSIFIED
from danvan_desktop.indicators.tt06.reception import SESSIONLESS
from danvan_desktop.indicators.tt06.undecided import UNDECIDED
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import rule_files, rules
from danvan_desktop.storage.store import Store

_FILE = "tables_tt06_2025"
_COUNTED = ("petition", "reception", "reception_session")
_MILLION = 1_000_000
_MEASURE_OF_MONEY = "million_dong"
_GAPS = {
    "02/XLD.0": N_("Processed petitions that are not classified: {count}."),
    "03/GQKN.0": N_("Settled petitions without a result or the day of it: {count}."),
    "01/TCD.session_on": N_(
        "The head received, but no reception day is entered (missing in 01/TCD, columns 10 and 16):"
        " {days} days, {count} visits."
    ),
    "02/XLD.processed_on": N_("No day of processing, counted on the day they came: {count} petitions."),
    "05/KQTH.in_force_on": N_("Being enforced without the day of coming into force: {count} petitions."),
    "05/KQTH.enforced_on": N_("Enforced, or something collected, without the day of enforcement: {count} petitions."),
}


@dataclass(frozen=True)
class TableRow:
    """One office's cells: table → column number → number. `unit` is "" for the total."""

    unit: str
    name: str
    cells: dict[str, dict[str, Number]]


@dataclass(frozen=True)
class Gap:
    """Records that no column can count, or only in another period: what is missing. `code` opens their list.

    `days`: of visits whose reception day was not entered, how many such days there are, each body's for itself.
    """

    code: str
    count: int
    days: int = 0

    @property
    def sentence(self) -> str:
        """What is missing, and of how many."""
        return _(_GAPS[self.code]).format(count=self.count, days=self.days)


@dataclass(frozen=True)
class OfficialTables:
    """A set of tables for a period. Every number of `total` is counted, not added up from the rows."""

    set: TableSet
    name: str  # of the period: "Q3-2026"
    period: Period
    label: str
    total: TableRow
    rows: tuple[TableRow, ...] = ()
    checks: tuple[Check, ...] = ()
    opening: frozenset[tuple[str, int]] = field(default_factory=frozenset)  # cells with an opening balance in them
    sources: tuple[Source, ...] = ()  # every typed cell that stands in `total`
    stray: tuple[Source, ...] = ()  # typed cells that no table shows
    gaps: tuple[Gap, ...] = ()  # what no column counts, where there is any

    def gap(self, code: str) -> int:
        """How many petitions lack what the gap of that code is about."""
        return next((one.count for one in self.gaps if one.code == code), 0)

    @property
    def unclassified(self) -> int:
        """Processed petitions of which nobody wrote whether they are eligible: 02/XLD.0."""
        return self.gap(UNCLASSIFIED.code)

    @property
    def undecided(self) -> int:
        """Settled, but without a result or the day of it: in no column of 03 and 04; 03/GQKN.0."""
        return self.gap(UNDECIDED.code)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known of the whole: a period that was over before this form of the tables was in force."""
        if self.period.last >= self.set.valid_from:
            return ()
        text = _("Counted again in the form of {source}, which is in force from {day}.")
        return (text.format(source=self.set.source, day=f"{self.set.valid_from:%d/%m/%Y}"),)

    @property
    def failing(self) -> tuple[Check, ...]:
        """Formulas that do not hold: they block the report, never the records."""
        return tuple(check for check in self.checks if not check.ok)

    def as_json(self) -> dict[str, object]:
        """As `danvan tables --json` prints it."""
        shown = {
            table: {column: plain(number) for column, number in cells.items()}
            for table, cells in self.total.cells.items()
        }
        told = [
            {"formula": c.formula, "ok": c.ok, "cells": [f"{table}.{number}" for table, number in c.cells]}
            for c in self.checks
        ]
        return {
            "set": self.set.id, "period": [self.period.first.isoformat(), self.period.last.isoformat()],
            "label": self.label, "tables": shown, "checks": told, "notes": list(self.notes),
            "unclassified": self.unclassified, "undecided": self.undecided,
            "undated": [
                {"figure": one.code, "count": one.count, "sentence": one.sentence}
                | ({"days": one.days} if one.days else {})
                for one in self.gaps if one.code != UNCLASSIFIED.code
            ],
            "sources": [one.as_json() for one in self.sources],
            "stray": [f"{one.table}.{one.column}" for one in self.stray],
        }  # fmt: skip


@rule_files.cached(1)
def table_sets() -> tuple[TableSet, ...]:
    """The sets this program knows, the newest law first."""
    found = (official_tables.read_set(item) for item in rules.table(_FILE)["sets"])
    return tuple(sorted(found, key=lambda item: item.valid_from, reverse=True))


def table_set(set_id: str) -> TableSet:
    """The set of that name. Raises UserError."""
    for found in table_sets():
        if found.id == set_id:
            return found
    names = ", ".join(item.id for item in table_sets())
    raise UserError(
        _("There is no set of tables “{name}”.").format(name=set_id),
        hint=_("Sets there are: {names}.").format(names=names),
    )


def tables(
    store: Store, set_id: str, period_name: str, *, unit: str | None = None, by_unit: bool = False
) -> OfficialTables:
    """All cells of a period, of all that this office holds or of a unit and those under it. Raises UserError.

    `by_unit` adds a row for every unit that has records; it is what a province prints.
    """
    chosen = table_set(set_id)
    period, label = chosen.period(period_name)
    units = None if unit is None else known_units(store, unit, period)
    typed = typed_cells.read(store, chosen, period, units)
    total = _row(store, chosen, period, units, typed, ("", ""))
    rows = _rows(store, chosen, period, units, typed) if by_unit else []
    stray = [one for one in typed if _is_stray(chosen, one)]
    standing = tuple(one for one in typed if one not in stray)
    return OfficialTables(
        chosen, period_name, period, label, total, tuple(rows), tuple(official_tables.checks(chosen, total.cells)),
        frozenset(typed_cells.added(standing, OPENING)), standing, tuple(stray), tuple(_gaps(store, period, units)),
    )  # fmt: skip


def _gaps(store: Store, period: Period, units: Sequence[str] | None) -> Iterator[Gap]:
    for one in tt06.uncounted():
        if count := int(sql.value(store.conn, store.types, one, period, units=units)):
            yield Gap(one.code, count, _days(store, one, period, units) if one is SESSIONLESS else 0)


def _days(store: Store, listed: Indicator, period: Period, units: Sequence[str] | None) -> int:
    """On how many days these visits were received, by the body and the office they were received at."""
    rows = sql.ids(store.conn, store.types, listed, period, units=units)
    visits = (item.values for item in store.records(listed.record_type, rows))
    return len({(one.get("unit"), one.get("receiving_body"), one.get("received_on")) for one in visits})


def place_problem(chosen: TableSet, table: str, column: str, kind: str) -> str:
    """Why a typed cell would stand in no table: “table”, “column”, “counted”, or "" where it does stand in one."""
    tables_there = {one.id: one for one in chosen.tables}
    if table not in tables_there:
        return "table"
    if column not in {str(one.number) for one in tables_there[table].columns}:
        return "column"
    return "counted" if kind == TYPED and tt06.find(f"{table}.{column}") is not None else ""


def _is_stray(chosen: TableSet, one: Source) -> bool:
    return bool(place_problem(chosen, one.table, one.column, one.kind))


def _rows(
    store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None, typed: Sequence[Source]
) -> list[TableRow]:  # fmt: skip
    named = sql.units_in_use(store.conn, _COUNTED)
    wanted = {code: name for code, name in named.items() if units is None or code in units}
    return [
        _row(store, chosen, period, [code], [one for one in typed if one.unit == code], (code, name))
        for code, name in wanted.items()
    ]  # fmt: skip


def _row(
    store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None, sources: Sequence[Source],
    unit: tuple[str, str],
) -> TableRow:  # fmt: skip
    counted = _counted(store, period, units)
    typed, opening = (typed_cells.added(sources, kind) for kind in (TYPED, OPENING))
    cells = {table.id: _cells(table, counted, typed, opening) for table in chosen.tables}
    return TableRow(*unit, cells)


def _counted(store: Store, period: Period, units: Sequence[str] | None) -> dict[str, Number]:
    columns: tuple[Indicator, ...] = tt06.columns()
    numbers = sql.values(store.conn, store.types, [(c, "denominator") for c in columns], period, units=units)
    return {column.code: number for column, number in zip(columns, numbers, strict=True)}


Typed = dict[Place, Decimal]


def _cells(table: OfficialTable, counted: dict[str, Number], typed: Typed, opening: Typed) -> dict[str, Number]:
    """Counted, or typed where nothing is counted; an opening balance is added."""
    found: dict[str, Number] = {}
    for column in table.columns:
        place = (table.id, column.number)
        number = counted.get(f"{table.id}.{column.number}", typed.get(place, 0))
        if column.measure == _MEASURE_OF_MONEY and not table.typed:
            number = Decimal(number) / _MILLION
        found[str(column.number)] = _exact(number + opening.get(place, 0))
    return found


def _exact(number: Number) -> Number:
    return int(number) if number == int(number) else number


def plain(number: Number) -> int | float:
    """As JSON has it."""
    return number if isinstance(number, int) else float(number)
