"""The official tables of a period: counted cells, typed cells and opening balances, and the formulas between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from danvan_desktop.domain import official_tables
from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.domain.official_tables import Check, Number, OfficialTable, TableSet
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.indicators import tt06
from danvan_desktop.indicators.tt06.processing import UNCLASSIFIED
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import queries, rule_files, rules
from danvan_desktop.storage.store import Store

_FILE = "tables_tt06_2025"
_MILLION = 1_000_000
_MEASURE_OF_MONEY = "million_dong"


@dataclass(frozen=True)
class TableRow:
    """One office's cells: table → column number → number. `unit` is "" for the total."""

    unit: str
    name: str
    cells: dict[str, dict[str, Number]]


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
    unclassified: int = 0  # processed petitions of which nobody wrote whether they are eligible: 02/XLD.0

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
            "label": self.label, "tables": shown, "checks": told, "unclassified": self.unclassified,
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
        hint=_("Write one of: {names}.").format(names=names),
    )


def tables(
    store: Store, set_id: str, period_name: str, *, unit: str | None = None, by_unit: bool = False
) -> OfficialTables:
    """All cells of a period, of all that this office holds or of a unit and those under it. Raises UserError.

    `by_unit` adds a row for every unit that has records; it is what a province prints.
    """
    chosen = table_set(set_id)
    period, label = chosen.period(period_name)
    units = None if unit is None else sql.units_under(store.conn, unit, period)
    total = _row(store, chosen, period, units, "", "")
    rows = _rows(store, chosen, period, units) if by_unit else []
    opening = frozenset(_typed(store, chosen, period, units, "dau_ky"))
    found = official_tables.checks(chosen, total.cells)
    waiting = sql.value(store.conn, store.types, UNCLASSIFIED, period, units=units)
    return OfficialTables(
        chosen, period_name, period, label, total, tuple(rows), tuple(found), opening, int(waiting)
    )  # fmt: skip


def _rows(store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None) -> list[TableRow]:
    named = sql.units_in_use(store.conn, ("petition", "reception", "reception_session"))
    wanted = {code: name for code, name in named.items() if units is None or code in units}
    return [_row(store, chosen, period, [code], code, name) for code, name in wanted.items()]


def _row(store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None, unit: str, name: str) -> TableRow:
    counted = _counted(store, period, units)
    typed = _typed(store, chosen, period, units, "nhap_tay")
    opening = _typed(store, chosen, period, units, "dau_ky")
    cells = {table.id: _cells(table, counted, typed, opening) for table in chosen.tables}
    return TableRow(unit, name, cells)


def _counted(store: Store, period: Period, units: Sequence[str] | None) -> dict[str, Number]:
    columns: tuple[Indicator, ...] = tt06.columns()
    numbers = sql.values(store.conn, store.types, [(c, "denominator") for c in columns], period, units=units)
    return {column.code: number for column, number in zip(columns, numbers, strict=True)}


Typed = dict[tuple[str, int], Decimal]


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


def _typed(store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None, kind: str) -> Typed:
    """Typed cells of exactly this period, added up over the units."""
    found: Typed = {}
    for item in queries.table_cells(store.conn, chosen.id, period, kind, units):
        place = (item[0], int(item[1])) if item[1].isdigit() else None
        if place is not None:
            found[place] = found.get(place, Decimal(0)) + item[2]
    return found


def plain(number: Number) -> int | float:
    """As JSON has it."""
    return number if isinstance(number, int) else float(number)
