"""Figures of a period, and the records behind each: number and list are read from the same query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from danvan_desktop import indicators, records
from danvan_desktop.domain.indicator import NOT_STATED, FigureKind, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _, language
from danvan_desktop.reports.figure_value import FigureValue, percentage
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import rules
from danvan_desktop.storage.store import Store

_NOT_STATED = N_("not stated")
_SHOWN = 20  # codes of units in a hint


def units_below(store: Store, unit: str, period: Period | None = None) -> list[str]:
    """A unit and all units under it at any time of the period; the unit alone when the tree does not know it."""
    return sql.units_under(store.conn, unit, period)


def known_units(store: Store, unit: str, period: Period | None = None) -> list[str]:
    """A unit and those under it. Raises UserError for one that neither the tree, a record nor a key here names."""
    found = units_below(store, unit, period)
    if store.unit.code in found:
        return found
    known = _named_units(store)
    if not known.intersection(found):
        raise UserError(
            _("Nothing here is about the unit “{unit}”.").format(unit=unit[:40]),
            hint=_("Units there are: {names}.").format(names=_some(sorted(known))),
        )
    return found


def _named_units(store: Store) -> set[str]:
    """Codes of our own unit, of those in the tree, of those that records are about, of those whose keys are here."""
    from danvan_desktop.app import unit_names

    about = [record.name for record in store.types.values() if record.name != "unit" and "unit" in record.by_name]
    tree = sql.codes_in_use(store.conn, "unit", "code")
    return {store.unit.code, *tree, *sql.units_in_use(store.conn, about), *unit_names.known_units(store)}


def _some(codes: Sequence[str]) -> str:
    """As many codes as one reads."""
    return ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else "")


def figures(
    store: Store, period: Period, unit: str | None = None, *, translate: Callable[[str], str] = _
) -> list[FigureValue]:
    """Every figure of the period. Parts of records without a code stand there only when there are any."""
    items = list(indicators.expanded(partial(sql.codes_in_use, store.conn)))
    found = figure_values(store, items, period, _units(store, period, unit), translate)
    return [item for item in found if item.part != NOT_STATED or item.value]


def figure_values(
    store: Store, items: Sequence[Indicator], period: Period, units: Sequence[str] | None,
    translate: Callable[[str], str] = _,
) -> list[FigureValue]:  # fmt: skip
    """These figures, counted together."""
    below: list[sql.Question] = [(item, "denominator") for item in items]
    above: list[sql.Question] = [(item, "numerator") for item in items if item.kind is FigureKind.RATIO]
    counted = sql.values(store.conn, store.types, below + above, period, units=units)
    numerators = dict(zip((item.code for item, _part in above), counted[len(below) :], strict=True))
    return [
        _figure_value(item, number, numerators.get(item.code), translate)
        for item, number in zip(items, counted, strict=False)
    ]


def _figure_value(
    item: Indicator, below: int | Decimal, numerator: int | Decimal | None, translate: Callable[[str], str]
) -> FigureValue:
    above = None if numerator is None else int(numerator)
    return FigureValue(
        code=item.code, label=figure_label(item, translate), counts=item.counts.value, kind=item.kind.value,
        value=below if above is None else percentage(above, int(below)),
        numerator=above, denominator=None if above is None else int(below),
        unit=translate(item.unit), certain=item.certainty == "fixed", part=item.part,
        part_name=_part_name(item, translate) if item.part else "",
    )  # fmt: skip


def figure_label(item: Indicator, translate: Callable[[str], str] = _) -> str:
    """What the figure is called; a part carries the name of its code."""
    label = translate(item.label)
    return label.format(name=_part_name(item, translate)) if item.part else label


def _part_name(item: Indicator, translate: Callable[[str], str]) -> str:
    if item.part == NOT_STATED:
        return translate(_NOT_STATED)
    type_name, name = indicators.split_field(item)
    field = records.get(type_name).field(name)
    for choice in field.choices:
        if choice.code == item.part:
            return translate(choice.label)
    for entry in rules.catalogue(field.catalogue) if field.catalogue else ():
        if entry.code == item.part:
            english = translate is _ and language() == "en"
            return entry.label_en if english else entry.label_vi
    return item.part


def known(store: Store, code: str) -> Indicator:
    """The figure of a code; UserError when there is none."""
    item = indicators.find(code, partial(sql.codes_in_use, store.conn))
    if item is None:
        raise UserError(
            _("There is no figure “{code}”.").format(code=code), hint=_("“danvan figures” lists all of them.")
        )
    return item


def figure_records(
    store: Store, type_name: str, code: str, period: Period, *, unit: str | None = None, part: str = "denominator"
) -> list[bytes]:
    """Ids behind a figure; UserError when there is no such figure or the type is not the figure's."""
    item = known(store, code)
    if item.record_type != type_name:
        raise UserError(
            _("The figure {code} counts records of the type “{right}”, not “{given}”.").format(
                code=code, right=item.record_type, given=type_name
            )
        )
    if part not in {"denominator", "numerator"}:
        raise UserError(_("A ratio has the parts “denominator” and “numerator”, not “{part}”.").format(part=part))
    wanted: sql.Part = "numerator" if part == "numerator" else "denominator"
    return sql.ids(store.conn, store.types, item, period, units=_units(store, period, unit), part=wanted)


def _units(store: Store, period: Period, unit: str | None) -> list[str] | None:
    return None if unit is None else known_units(store, unit, period)
