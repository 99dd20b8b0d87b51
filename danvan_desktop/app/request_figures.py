"""A figure that was returned: what was reported, what the unit answers, what the records here give; part by part.

At the unit asked the last is its own figure, which the answer begins with; at the office that asked it is counted from
its copy of that unit's records.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from danvan_desktop import indicators
from danvan_desktop.app.figure_compare import Compared
from danvan_desktop.app.figures import figure_values, units_below
from danvan_desktop.app.request_view import About, Request
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _
from danvan_desktop.reports.figure_value import FigureValue, as_reported
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

NUMBER, ABOVE, BELOW = "value", "numerator", "denominator"


@dataclass(frozen=True)
class FigureLine:
    """One part of the figure on each side, "" where nothing is known. `difference`: of the newest word from here."""

    part: str
    reported: str
    answered: str
    here: str
    difference: str

    @property
    def label(self) -> str:
        """What the part is called."""
        return {NUMBER: _("Figure"), ABOVE: _("Numerator"), BELOW: _("Denominator")}[self.part]

    @property
    def agrees(self) -> bool:
        """Whether what the other side says and what stands here are the same."""
        return bool(self.here) and (self.difference == "0" or (self.answered or self.reported) == self.here)


@dataclass(frozen=True)
class FigureSides:
    """Everything about a returned figure. `here` as it would be reported from this office's records."""

    label: str
    unit: str
    here: str
    lines: tuple[FigureLine, ...]

    def as_json(self) -> dict[str, object]:
        """As `request compare --json` shows it."""
        return {
            "figure": self.label, "unit": self.unit, "here": self.here,
            "parts": [vars(line) | {"agrees": line.agrees} for line in self.lines],
        }  # fmt: skip


def sides(store: Store, request: Request) -> FigureSides | None:
    """None where the request is about no figure this program knows, or names no period."""
    unit = request.other if request.ours else store.unit.code
    item = counted(store, request.about, unit)
    if item is None:
        return None
    return FigureSides(item.label, unit, item.shown(), _lines(item, request))


def counted(store: Store, about: About, unit: str) -> FigureValue | None:
    """The figure a request is about, counted from the records of this unit that are here."""
    item = indicators.find(about.figure, partial(sql.codes_in_use, store.conn)) if about.figure else None
    if item is None or about.start is None or about.end is None or about.end < about.start:
        return None
    period = Period(about.start, about.end)
    return figure_values(store, [item], period, units_below(store, unit, period))[0]


def own_value(store: Store, request: Request) -> str:
    """What the answer of the unit asked begins with; "" where this program cannot count it."""
    item = counted(store, request.about, store.unit.code) if not request.ours else None
    return item.shown() if item is not None else ""


def _lines(here: FigureValue, request: Request) -> tuple[FigureLine, ...]:
    reported, answered = _said(here, request.about.value), _said(here, request.value_answered)
    newest = answered or reported
    difference = Compared(newest, here, "").difference if newest is not None else ""
    number = FigureLine(NUMBER, request.about.value, request.value_answered, here.shown(), difference)
    if here.denominator is None:
        return (number,)
    return (number, *(_part_line(part, reported, answered, here) for part in (ABOVE, BELOW)))


def _said(here: FigureValue, text: str) -> FigureValue | None:
    """The figure with the number somebody wrote; None for words that are no number of its kind."""
    found = as_reported(here, text) if text else here
    return None if found is here else found


def _part_line(
    part: str, reported: FigureValue | None, answered: FigureValue | None, here: FigureValue
) -> FigureLine:  # fmt: skip
    difference = _less(_part(answered or reported, part), _part(here, part))
    return FigureLine(part, _of(reported, part), _of(answered, part), _of(here, part), difference)


def _part(item: FigureValue | None, part: str) -> int | None:
    found: int | None = getattr(item, part) if item is not None else None
    return found


def _of(item: FigureValue | None, part: str) -> str:
    found = _part(item, part)
    return "" if found is None else str(found)


def _less(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return ""
    change = Decimal(one - other)
    return f"+{change}" if change > 0 else f"−{abs(change)}" if change < 0 else "0"
