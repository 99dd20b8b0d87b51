"""What stands under a list: how many rows, of which kinds, and what is overdue; counted by the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from danvan_desktop.app.listing.filter_cell import TO_SETTLE, all_codes
from danvan_desktop.app.listing.listing import Condition, Listing, query
from danvan_desktop.app.lists import code_label
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import list_query
from danvan_desktop.storage.store import Store

GROUPED = {"petition": "type", "reception": "kind", "case": "state", "model_year": "state", "event": "kind",
           "award": "state"}  # fmt: skip
SUMMED = {"reception": ("people_count", N_("people: {count}"))}


@dataclass(frozen=True)
class Totals:
    """The foot of a list."""

    groups: tuple[tuple[str, int], ...] = ()
    overdue: int = 0
    due_today: int = 0
    sums: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Groups and sums in one line."""
        return " · ".join([*(f"{label} {count}" for label, count in self.groups), *self.sums])


def totals(store: Store, listing: Listing, today: date) -> Totals:
    """Counts over the whole list, not over what was read of it; for a worker's thread."""
    if listing.bin:
        return Totals()
    late, now = (_due(store, listing, today, late=late) for late in (True, False))
    return Totals(_groups(store, listing), late, now, _sums(store, listing))


def _groups(store: Store, listing: Listing) -> tuple[tuple[str, int], ...]:
    name = GROUPED.get(listing.type_name, "")
    field = listing.record.by_name.get(name)
    if field is None or not all_codes(field):
        return ()
    counted = list_query.groups(store.conn, store.types, query(store, listing), name)
    labels = [(code_label(field, code) if code else _("not stated"), many) for code, many in counted]
    return tuple(labels[:6])


def _sums(store: Store, listing: Listing) -> tuple[str, ...]:
    if listing.type_name not in SUMMED:
        return ()
    name, text = SUMMED[listing.type_name]
    return (_(text).format(count=list_query.total_of(store.conn, store.types, query(store, listing), name)),)


def _due(store: Store, listing: Listing, today: date, *, late: bool) -> int:
    if listing.type_name != "petition":
        return 0
    more = due_conditions(today, late=late)
    return list_query.count(
        store.conn, store.types, query(store, replace(listing, sort="due_on", conditions=(*listing.conditions, *more)))
    )


def due_conditions(today: date, *, late: bool) -> tuple[Condition, ...]:
    """Petitions still to be settled that are overdue, or due today."""
    still_open = (Condition("state", "any", TO_SETTLE), Condition("resolved_on", "empty"))
    if late:
        return (*still_open, Condition("due_on", "to", today - timedelta(days=1)))
    return (*still_open, Condition("due_on", "is", today))


ROWS = N_("rows")
NOUNS = {
    "petition": N_("petitions"), "reception": N_("visits"), "case": N_("cases"), "model": N_("models"),
    "model_year": N_("models by year"), "event": N_("conferences"), "award": N_("awards"),
    "event_opinion": N_("opinions"), "follow_up": N_("follow-ups"), "person": N_("people"),
    "organisation": N_("bodies"), "reception_session": N_("reception days"),
}  # fmt: skip


def count_text(shown: int, total: int, type_name: str) -> str:
    """'12/71 petitions', or '71 petitions' when nothing is hidden."""
    noun = _(NOUNS.get(type_name, ROWS))
    number = f"{shown:,}".replace(",", ".")
    return f"{number} {noun}" if shown == total else f"{number}/{total:,} ".replace(",", ".") + noun
