"""Decisions about duplicates and cases as they stand: listed, and taken back one by one by an act of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import case_merge, duplicate_links, people, titles, visit_links
from danvan_desktop.app.duplicate_view import called
from danvan_desktop.app.lists import code_label
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.pair_decision import KIND, in_force
from danvan_desktop.app.saving import writing
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.duplicate import COPY, DIFFERENT, MERGED, SAME_MATTER
from danvan_desktop.storage import duplicate_decisions as sql
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

MOST = 500


_LATER = {"petition": "petition", "visit": "reception", "case": "case"}  # field of a decision → what it names
_FIRST = {"first": "petition", "first_visit": "reception", "into": "case"}


@dataclass(frozen=True)
class Named:
    """One of the two a decision is about: by number or code, never by a person's name."""

    type_name: str
    row: bytes
    title: str


@dataclass(frozen=True)
class Decision:
    """One decision in force. `first` stays, `later` was joined to it or said to be another matter."""

    row: bytes
    verdict: str
    label: str
    later: Named
    first: Named
    day: date | None


def decided(store: Store) -> list[Decision]:
    """The decisions in force, the newest first."""
    items = store.records(KIND, sql.standing(store.conn, MOST))
    return [found for item in items if (found := _decision(store, item)) is not None]


def of_petition(store: Store, row: bytes) -> Decision | None:
    """By which decision a petition was joined to another one; None where it stands by itself."""
    item = in_force(store, "petition", row, COPY, SAME_MATTER)
    return _decision(store, item) if item is not None else None


def cases_of(store: Store, later: bytes, first: bytes) -> tuple[bytes, bytes] | None:
    """The cases of two petitions where they are two: the later one's, then the earlier one's."""
    items = [store.get("petition", row) for row in (later, first)]
    one, other = (item.values.get("case") if item is not None else None for item in items)
    return (one, other) if isinstance(one, bytes) and isinstance(other, bytes) and one != other else None


def _decision(store: Store, item: Record) -> Decision | None:
    later, first = _named(store, item, _LATER), _named(store, item, _FIRST)
    if later is None or first is None:
        return None
    verdict, day = str(item.values.get("verdict") or ""), item.values.get("decided_on")
    label = code_label(store.types[KIND].field("verdict"), verdict)
    return Decision(item.id, verdict, label, later, first, day if isinstance(day, date) else None)


def _named(store: Store, item: Record, fields: dict[str, str]) -> Named | None:
    for name, type_name in fields.items():
        row = item.values.get(name)
        if isinstance(row, bytes):
            return Named(type_name, row, _title(store, type_name, row))
    return None


def _title(store: Store, type_name: str, row: bytes) -> str:
    if type_name != case_merge.CASE:
        return called(store, row, type_name)
    item = store.get(type_name, row)
    return titles.title(store.types[type_name], item) if item is not None else ""


def take_back(store: Store, decision: Decision, *, officer: str, today: date) -> str | None:
    """Take one back; the name of the act for `undo`. Raises UserError where it no longer stands."""
    if decision.verdict == MERGED:
        return case_merge.unmerge(store, decision.later.row, officer=officer, today=today)
    if decision.verdict in {COPY, SAME_MATTER}:
        visit = decision.later.type_name == visit_links.TYPE
        unlink = visit_links.unlink if visit else duplicate_links.unlink
        return unlink(store, decision.later.row, officer=officer, today=today)
    return _ask_again(store, decision, officer=officer, today=today)


def _ask_again(store: Store, decision: Decision, *, officer: str, today: date) -> str | None:
    """Two that were said to be different are proposed again."""
    item = store.get(KIND, decision.row)
    if item is None or item.deleted or item.values.get("undone_on") or item.values.get("verdict") != DIFFERENT:
        raise UserError(_("This decision no longer stands."), kept=_("Nothing was changed."))
    people.require(store, "edit")
    must_be_ours(store, store.types[KIND], item.id)
    with writing(store, officer, _("not a duplicate: taken back")) as done:
        done.batch.edit(KIND, item.id, {"undone_on": today})
    return done.group
