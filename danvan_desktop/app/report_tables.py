"""Tables in the body of a report, made from the same lists as the figures: one line for each code of a split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from danvan_desktop import indicators
from danvan_desktop.app.figures import figure_values, units_below
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.documents import text
from danvan_desktop.documents.model import Align, Column, Table
from danvan_desktop.domain.indicator import FigureKind, Indicator
from danvan_desktop.i18n import vi
from danvan_desktop.reports.content import TableAt, parts
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.reports.organ import template
from danvan_desktop.reports.period_kinds import EVER
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

_DATA = "report-tables"


def table_specs() -> Mapping[str, Mapping[str, Any]]:
    """The tables there are, by name."""
    return {spec["name"]: spec for spec in template(_DATA, EVER)["tables"]}


@dataclass(frozen=True)
class Counted:
    """A table and the figure behind each of its rows, the total last."""

    table: Table
    codes: tuple[str, ...]


def tables_in(store: Store, key: ReportKey, texts: Iterable[str]) -> dict[str, Counted]:
    """The tables these texts ask for."""
    named = {part.name for said in texts for part in parts(said) if isinstance(part, TableAt)}
    return {name: counted(store, key, name) for name in sorted(named & set(table_specs()))}


def counted(store: Store, key: ReportKey, name: str) -> Counted:
    """One table, counted now; lines of nothing are left out."""
    spec = table_specs()[name]
    items = _items(store, spec)
    units = None if key.unit is None else units_below(store, key.unit, key.period)
    values = figure_values(store, [item for _code, item in items], key.period, units, vi)
    told = [(code, value) for (code, _item), value in zip(items, values, strict=True)]
    lines = [(code, value) for code, value in told[:-1] if not value.nothing]
    rows = [
        (str(place), value.part_name or value.label, *_numbers(value)) for place, (_c, value) in enumerate(lines, 1)
    ]
    total = ("", template(_DATA, EVER)["total"], *_numbers(values[-1])) if rows else None
    table = Table(_columns(spec), rows, unit_line=spec["unit_line"], total=total)
    return Counted(table, (*(code for code, _value in lines), told[-1][0]) if rows else ())


def _columns(spec: Mapping[str, Any]) -> tuple[Column, ...]:
    heads = [spec["count"], *([spec["done"], spec["share"]] if "done" in spec else [])]
    first = (Column(("STT",), 12, Align.CENTER), Column((spec["first"],), 70))
    return (*first, *(Column((head,), 28, Align.CENTER) for head in heads))


def _items(store: Store, spec: Mapping[str, Any]) -> list[tuple[str, Indicator]]:
    """Code and question of each line, the whole last."""
    in_use = partial(sql.codes_in_use, store.conn)
    split = [item for item in indicators.expanded(in_use) if item.code == f"{spec['split']}.{item.part}" and item.part]
    whole = indicators.find(spec["whole"], in_use)
    above = indicators.find(spec["numerator_of"], in_use) if "numerator_of" in spec else None
    return [(item.code, _as_ratio(item, above)) for item in (*split, whole) if item is not None]


def _as_ratio(item: Indicator, above: Indicator | None) -> Indicator:
    return item if above is None else replace(item, kind=FigureKind.RATIO, numerator=above.numerator)


def _numbers(value: FigureValue) -> tuple[str, ...]:
    if value.denominator is None:
        return (value.shown(),)
    above = value.numerator or 0
    return text.number(value.denominator), text.number(above), text.percent(above, value.denominator)
