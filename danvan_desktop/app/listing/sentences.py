"""What hides rows, in words for the chips above a list. A person's words never stand there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.app.listing.filter_cell import IN_TIME, LATE, codes_text, plain
from danvan_desktop.app.listing.listing import Condition, Listing
from danvan_desktop.app.listing.spans import span_text
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.i18n import _


def by_field(conditions: Sequence[Condition]) -> dict[str, tuple[Condition, ...]]:
    """Conditions grouped by their field, in the order in which the fields come."""
    found: dict[str, tuple[Condition, ...]] = {}
    for item in conditions:
        found[item.field] = (*found.get(item.field, ()), item)
    return found


def sentence(record: RecordType, conditions: Sequence[Condition]) -> str:
    """The conditions on one field as one short sentence."""
    field = record.by_name.get(conditions[0].field)
    if field is None:
        return ""
    words = _span(conditions) or ", ".join(_said(record, field, item) for item in conditions)
    return f"{_(field.label)}: {words}"


def _span(conditions: Sequence[Condition]) -> str:
    values = {item.test: item.value for item in conditions}
    low, high = values.get("from"), values.get("to")
    if len(conditions) == 2 and isinstance(low, date) and isinstance(high, date):
        return span_text(low, high)
    return ""


def _said(record: RecordType, field: Field, item: Condition) -> str:
    if item.test in {"empty", "filled"}:
        return _("nothing entered") if item.test == "empty" else _("something entered")
    if item.test in {IN_TIME, LATE}:
        return _("in time") if item.test == IN_TIME else _("late")
    if field.sealed:
        return _("by the words typed")
    if item.test == "any":
        return codes_text(record, field, item.value)
    return _compared(field, item)


def _compared(field: Field, item: Condition) -> str:
    if isinstance(item.value, bool):
        return _("yes") if item.value else _("no")
    if field.kind is Kind.LINK and not isinstance(item.value, str):
        return _("the one chosen")
    said = {"from": _("from {value}"), "to": _("up to {value}"), "has": _("“{value}”")}
    return said.get(item.test, "{value}").format(value=plain(item.value))


def figure_sentence(listing: Listing) -> str:
    """The chip of a list behind a figure."""
    if listing.start is None or listing.end is None:
        return listing.title or listing.figure
    title = listing.title or listing.figure
    return f"{title} ({span_text(listing.start, listing.end)})"
