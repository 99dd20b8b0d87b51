"""Cells of the official tables that somebody typed: those of the period itself, else those of the quarters within it.

A flow adds up. A stock does not, for what is carried over stands in every quarter: an opening balance counts once, as
it was declared first; a number typed for a stock is the last one. A longer period's own typed cell goes before all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.documents.text import decimal
from danvan_desktop.domain.official_tables import TableSet
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _
from danvan_desktop.storage import queries
from danvan_desktop.storage.queries import TypedCell
from danvan_desktop.storage.store import Store

TYPED, OPENING = "nhap_tay", "dau_ky"
Place = tuple[str, int]


@dataclass(frozen=True)
class Source:
    """Where a part of a number comes from. `kind`: typed by hand or an opening balance; `name` “Q3-2026” or ""."""

    table: str
    column: str
    kind: str
    amount: Decimal
    period: Period
    name: str
    unit: str

    @property
    def place(self) -> Place | None:
        """Table and column number; None where no number was typed for the column."""
        return (self.table, int(self.column)) if self.column.isascii() and self.column.isdigit() else None

    def as_json(self) -> dict[str, object]:
        """As `danvan tables --json` shows it."""
        amount = int(self.amount) if self.amount == int(self.amount) else float(self.amount)
        return {
            "cell": f"{self.table}.{self.column}", "kind": self.kind, "amount": amount, "period": self.name,
            "from": self.period.first, "to": self.period.last, "unit": self.unit,
        }  # fmt: skip


def read(store: Store, chosen: TableSet, period: Period, units: Sequence[str] | None) -> list[Source]:
    """The typed cells that stand for this period, of these units."""
    found = []
    for kind in (TYPED, OPENING):
        groups: dict[tuple[str, str, str], list[TypedCell]] = {}
        for cell in queries.table_cells(store.conn, chosen.id, period, kind, units):
            groups.setdefault((cell.unit, cell.table, cell.column), []).append(cell)
        for cells in groups.values():
            found += [_source(chosen, kind, cell) for cell in _standing(chosen, kind, cells)]
    return found


def _source(chosen: TableSet, kind: str, cell: TypedCell) -> Source:
    name = chosen.named(cell.period)
    return Source(cell.table, cell.column.lstrip("0") or cell.column, kind, cell.amount, cell.period, name, cell.unit)


def _standing(chosen: TableSet, kind: str, cells: list[TypedCell]) -> list[TypedCell]:
    """Of one unit's cells of one place those that count: the longest periods that do not overlap."""
    spans: list[Period] = []
    for span in sorted({cell.period for cell in cells}, key=lambda one: (one.first - one.last, one.first)):
        if all(span.last < other.first or other.last < span.first for other in spans):
            spans.append(span)
    spans.sort(key=lambda one: one.first)
    if (cells[0].table, int(cells[0].column) if cells[0].column.isdigit() else 0) in chosen.stocks:
        spans = spans[:1] if kind == OPENING else spans[-1:]
    return [cell for cell in cells if cell.period in spans]


def added(sources: Iterable[Source], kind: str) -> dict[Place, Decimal]:
    """The amounts of one kind by their place."""
    found: dict[Place, Decimal] = {}
    for one in sources:
        if one.kind == kind and one.place is not None:
            found[one.place] = found.get(one.place, Decimal(0)) + one.amount
    return found


def source_words(chosen: TableSet, one: Source) -> str:
    """“02/XLD, column 1: 5 declared as opening balance for Quý III năm 2026.”"""
    text = (
        _("{table}, column {column}: opening balance {amount} declared for {period}.") if one.kind == OPENING
        else _("{table}, column {column}: {amount} typed by hand for {period}.")
    )  # fmt: skip
    label = period_label(chosen, one)
    return text.format(table=one.table, column=one.column, amount=decimal(one.amount), period=label)


def part_words(chosen: TableSet, one: Source) -> str:
    """The same beside the cell itself: “5 dư đầu kỳ (Quý III năm 2026)”."""
    text = _("{amount} opening balance ({period})") if one.kind == OPENING else _("{amount} typed by hand ({period})")
    return text.format(amount=decimal(one.amount), period=period_label(chosen, one))


def period_label(chosen: TableSet, one: Source) -> str:
    """“Quý III năm 2026”, or the days where they are no period of a report."""
    return chosen.period(one.name)[1] if one.name else one.period.label
