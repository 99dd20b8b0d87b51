"""All open petitions of the office by what is due: one line each, with the rule that runs and why it ends that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.app.terms import TYPE, Law, Term, Values, law, term_of
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import terms as sql
from danvan_desktop.storage.store import Store

OVERDUE, TODAY, WEEK, LATER = "overdue", "today", "this_week", "later"
UNDATED, SUSPENDED, WAITING, ELSEWHERE = "undated", "suspended", "waiting_reply", "elsewhere"
STATES = {
    OVERDUE: N_("Overdue"), TODAY: N_("Due today"), WEEK: N_("Due in the next seven days"), LATER: N_("Due later"),
    UNDATED: N_("No due date yet"), SUSPENDED: N_("Suspended"), WAITING: N_("Waiting for a reply"),
    ELSEWHERE: N_("At another body"),
}  # fmt: skip
WEEK_DAYS = 7
FIELDS = (
    "unit", "petition_no", "register_no", "received_on", "type", "round", "field", "source", "receiving_body", "state",
    "remote_area", "complex", "complex_grounds", "accepted_on", "suspended_from", "suspended_to", "suspended_before",
    "extended_to", "extension_no", "resolved_on", "result", "doc_on", "competent_body", "due_on", "due_rule",
    "due_version", "due_start", "due_raw", "due_moved", "due_calendar", "due_by", "due_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One open petition; `state` a key of STATES, `rule` empty where no term runs, `number` its own or the book's."""

    petition: bytes
    owner: str
    number: str
    rule: str
    due: date | None
    state: str
    sentence: str
    certain: bool
    values: Values
    term: Term | None


def deadlines(store: Store, on: date) -> list[Line]:
    """Every open petition, the most urgent first."""
    found = law(store)
    order = {name: place for place, name in enumerate(STATES)}
    lines = [line_of(found, row, owner, values, on) for row, owner, values in open_petitions(store, found)]
    return sorted(lines, key=lambda line: (order[line.state], line.due or date.max))


def open_petitions(store: Store, found: Law) -> Iterator[tuple[bytes, str, Values]]:
    """(id, owner, values) of every petition with something still to be done, by us or by another body."""
    states = frozenset[str]().union(*found.terms.states.values())
    yield from sql.open_petitions(store.conn, store.types[TYPE], FIELDS, sorted(states))


def line_of(found: Law, row: bytes, owner: str, values: Values, on: date) -> Line:
    """How one open petition stands on a day."""
    term = term_of(found, values)
    state = _state(found, values, term, on)
    number = str(values.get("petition_no") or values.get("register_no") or "")
    if term is None:
        return Line(row, owner, number, "", None, state, _away(values, on), True, values, None)
    return Line(row, owner, number, term.rule, term.due, state, term.sentence(), term.certain, values, term)


def _state(found: Law, values: Values, term: Term | None, on: date) -> str:
    code, states = values.get("state") or "", found.terms.states
    for name, group in ((ELSEWHERE, "elsewhere"), (WAITING, "waiting"), (SUSPENDED, "suspended")):
        if code in states[group]:
            return name
    return state_of_day(term.due if term else None, on)


def state_of_day(due: date | None, on: date) -> str:
    """Overdue, today, this week (the next seven days) or later."""
    if due is None:
        return UNDATED
    if due <= on:
        return TODAY if due == on else OVERDUE
    return WEEK if due <= on + timedelta(WEEK_DAYS) else LATER


def _away(values: Values, on: date) -> str:
    """Since when another body has it."""
    sent = values.get("doc_on") or values.get("received_on")
    if not isinstance(sent, date):
        return _("At another body.")
    text = _("At another body since {day}, {days} days.")
    return text.format(day=f"{sent:%d/%m/%Y}", days=(on - sent).days)
