"""Official tables as dated data: their columns, cut periods, and the formulas that must hold between the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

Number = int | Decimal
Cells = Mapping[str, Mapping[str, Number]]  # table -> column number as text -> its number

_NAME = re.compile(r"(?P<key>[A-Z0-9]+)-(?P<year>(19|20)\d\d)")
_DATES = re.compile(r"(?P<first>\d{4}-\d\d-\d\d):(?P<last>\d{4}-\d\d-\d\d)")
_FORMULA = re.compile(r"(?P<left>[^<>=]+)(?P<sign><=|>=|=)(?P<right>[^<>=]+)")


@dataclass(frozen=True)
class OfficialColumn:
    """One column: its number (“mã số”), the texts of its head from the top down, and what it measures."""

    number: int
    heads: tuple[str, ...]
    measure: str = ""  # "" a count, "million_dong", "m2"


@dataclass(frozen=True)
class OfficialTable:
    """One table with the formulas inside it; `typed`: no record stands behind its cells."""

    id: str
    title: str
    short: str
    typed: bool
    columns: tuple[OfficialColumn, ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True)
class TableSet:
    """The tables of one circular, with its periods and the formulas between tables."""

    id: str
    name: str
    source: str
    valid_from: date
    tables: tuple[OfficialTable, ...]
    cross: tuple[str, ...]
    periods: Mapping[str, Mapping[str, Any]]
    unsure: frozenset[tuple[str, int]]
    stocks: frozenset[tuple[str, int]] = frozenset()  # columns whose quarters do not add up: what is carried over

    def table(self, table_id: str) -> OfficialTable:
        """The table of that name. Raises UserError."""
        for item in self.tables:
            if item.id == table_id:
                return item
        raise UserError(_("{set} has no table {name}.").format(set=self.id, name=table_id))

    def period(self, name: str) -> tuple[Period, str]:
        """“Q3-2026” → its cut days and “Quý III năm 2026”; two ISO days with a colon between give a free period.

        Raises UserError.
        """
        if dates := _DATES.fullmatch(name.strip()):
            return _free(dates["first"], dates["last"])
        found = _NAME.fullmatch(name.strip().upper())
        chosen = self._period_of(found["key"]) if found else None
        if found is None or chosen is None:
            names = ", ".join(f"{key}-2026" for key in self.periods)
            raise UserError(
                _("“{name}” is no period of {set}.").format(name=name, set=self.id),
                hint=_("Write one of: {names}, or two days: 2026-01-01:2026-03-31.").format(names=names),
            )
        year = int(found["year"])
        first, last = (_day(year, chosen[end]) for end in ("first", "last"))
        label = chosen["label"]
        return Period(first, last), f"{label} {year}" if label == "Năm" else f"{label} năm {year}".replace(
            "đầu năm năm", "đầu năm"
        )

    def named(self, period: Period) -> str:
        """“Q3-2026” for the days of a report's period; "" for any other days."""
        for year in sorted({period.first.year, period.last.year}):
            for key, chosen in self.periods.items():
                if (_day(year, chosen["first"]), _day(year, chosen["last"])) == (period.first, period.last):
                    return f"{key}-{year}"
        return ""

    def _period_of(self, key: str) -> Mapping[str, Any] | None:
        """A period by its name or one of its other names (“6M” for “6T”)."""
        also = (one for one in self.periods.values() if key in one.get("also", ()))
        return self.periods.get(key) or next(also, None)


@dataclass(frozen=True)
class Check:
    """One formula with the numbers it was tried on. `cells` are (table, column) of every cell in it."""

    formula: str
    ok: bool
    left: Number
    right: Number
    cells: tuple[tuple[str, int], ...]


def _free(first: str, last: str) -> tuple[Period, str]:
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise UserError(
            _("“{first}:{last}” is no period.").format(first=first, last=last),
            hint=_("Write the first day, a colon, the last day: 2026-01-01:2026-03-31."),
        ) from None
    return period, period.label[:1].upper() + period.label[1:]


def read_set(raw: Mapping[str, Any]) -> TableSet:
    """A set from its JSON."""
    tables = tuple(
        OfficialTable(
            item["id"], item["title"], item["short"], item["typed"],
            tuple(OfficialColumn(c["number"], tuple(c["heads"]), c.get("measure", "")) for c in item["columns"]),
            tuple(item["formulas"]),
        )
        for item in raw["tables"]
    )  # fmt: skip
    unsure, stocks = (
        frozenset((table, int(number)) for table, numbers in raw.get(name, {}).items() for number in numbers)
        for name in ("unsure", "stocks")
    )
    return TableSet(
        raw["id"], raw["name"], raw["source"], date.fromisoformat(raw["valid_from"]), tables, tuple(raw["cross"]),
        raw["periods"], unsure, stocks,
    )  # fmt: skip


def checks(tables: TableSet, cells: Cells) -> list[Check]:
    """Every formula, tried on these cells; an empty cell is 0."""
    return [_check(formula, home, cells) for formula, home in _formulas(tables)]


def _formulas(tables: TableSet) -> Iterator[tuple[str, str]]:
    for table in tables.tables:
        for formula in table.formulas:
            yield formula, table.id
    for formula in tables.cross:
        yield formula, ""


_SIGNS: Mapping[str, Callable[[Number, Number], bool]] = {
    "=": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def _check(formula: str, home: str, cells: Cells) -> Check:
    found = _FORMULA.fullmatch(formula)
    if found is None:
        raise ValueError(formula)
    sides = [[_cell(word, home) for word in found[side].split("+")] for side in ("left", "right")]
    left, right = (sum((cells.get(t, {}).get(str(n), 0) for t, n in side), start=0) for side in sides)
    shown = f"{home}: {formula}" if home else formula
    return Check(shown, _SIGNS[found["sign"]](left, right), left, right, (*sides[0], *sides[1]))


def _cell(word: str, home: str) -> tuple[str, int]:
    """“03/GQKN.1” or, inside a table, “1”."""
    table, _dot, number = word.strip().rpartition(".")
    return table or home, int(number)


def _day(year: int, parts: list[int]) -> date:
    shift, month, day = parts
    return date(year + shift, month, day)
