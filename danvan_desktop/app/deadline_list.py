"""What is due on the petitions of the office: a line for the term that runs, one for each letter and notice beside it.

Where the office set a day of its own, the line goes by whichever day comes first: a later one hides no term of the law.
A letter whose day nobody wrote down is asked for during a year; after that the register is history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.app.terms import TYPE, Law, Term, Values, law, term_of, terms_beside
from danvan_desktop.i18n import N_, _
from danvan_desktop.records.petition_options import LETTERS
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
DECIDED = "decided"  # the group of states in which only letters are left to be sent
ASKED_FOR = timedelta(365)
FIELDS = (
    "unit", "petition_no", "register_no", "received_on", "type", "round", "field", "source", "receiving_body", "state",
    "remote_area", "complex", "complex_grounds", "check_delegated", "accepted_on", "suspended_from", "suspended_to",
    "suspended_before", "extended_to", "extension_no", "extension2_no", "resolved_on", "result", "result_on",
    "reply_on", "in_force_on", "doc_on", "competent_body", "due_on", "due_rule", "due_version", "due_start", "due_raw",
    "due_moved", "due_calendar", "due_by", "due_reason", *(name for name, _label in LETTERS),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """What is due on a petition; `state` a key of STATES, `rule` empty where no term runs, `number` its or the book's.

    `main`: the term by which it is overdue or not; else a letter or a notice beside it. `due`: the law's day, or the
    office's own where that comes first.
    """

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
    main: bool = True


Row = tuple[bytes, str, Values]


def deadlines(store: Store, on: date) -> list[Line]:
    """Every open petition and every letter that is due, the most urgent first."""
    found = law(store)
    order = {name: place for place, name in enumerate(STATES)}
    rows = list(open_petitions(store, found))
    lines = [line_of(found, *row, on) for row in rows]
    lines += [_beside_line(row, term, on) for row in (*rows, *_decided(store, found, on))
              for term in _wanted(found, row[2], on)]  # fmt: skip
    return sorted(lines, key=lambda line: (order[line.state], line.due or date.max))


def more_terms(store: Store, found: Law, on: date) -> Iterator[tuple[bytes, Term]]:
    """(id, term) of every letter that is due, and of the law's term where the office set another day beside it."""
    rows = list(open_petitions(store, found))
    for row, _owner, values in rows:
        term = term_of(found, values) if values.get("due_by") is not None else None
        if term is not None and term.by_hand and term.by_law is not None:
            yield row, term
    for row, _owner, values in (*rows, *_decided(store, found, on)):
        for term in _wanted(found, values, on):
            yield row, term


def _decided(store: Store, found: Law, on: date) -> Iterator[Row]:
    states = sorted(found.terms.states.get(DECIDED, ()))
    yield from sql.decided_petitions(store.conn, store.types[TYPE], FIELDS, states, on - ASKED_FOR)


def _wanted(found: Law, values: Values, on: date) -> Iterator[Term]:
    """Letters still asked for; a right that only lapses is over once its day has passed."""
    for term in terms_beside(found, values):
        due = term.due or on
        if due >= on or (not term.running.expires and due >= on - ASKED_FOR):
            yield term


def open_petitions(store: Store, found: Law) -> Iterator[Row]:
    """(id, owner, values) of every petition with something still to be done, by us or by another body."""
    states = frozenset[str]().union(*(codes for name, codes in found.terms.states.items() if name != DECIDED))
    yield from sql.open_petitions(store.conn, store.types[TYPE], FIELDS, sorted(states))


def line_of(found: Law, row: bytes, owner: str, values: Values, on: date) -> Line:
    """How one open petition stands on a day."""
    term = term_of(found, values)
    state = _state(found, values, term, on)
    if term is None:
        return Line(row, owner, _number(values), "", None, state, _away(values, on), True, values, None)
    due = term.earliest
    return Line(row, owner, _number(values), term.rule, due, state, term.sentence(), term.certain, values, term)


def _beside_line(row: Row, term: Term, on: date) -> Line:
    number, state = _number(row[2]), state_of_day(term.due, on)
    return Line(*row[:2], number, term.rule, term.due, state, term.sentence(), term.certain, row[2], term, main=False)


def _number(values: Values) -> str:
    return str(values.get("petition_no") or values.get("register_no") or "")


def _state(found: Law, values: Values, term: Term | None, on: date) -> str:
    code, states = values.get("state") or "", found.terms.states
    for name, group in ((ELSEWHERE, "elsewhere"), (WAITING, "waiting"), (SUSPENDED, "suspended")):
        if code in states[group]:
            return name
    if term is not None and term.running.stopped:
        return SUSPENDED
    return state_of_day(term.earliest if term else None, on)


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
