"""Reception days of each head against the rule in force (A6, A6b): days a week or a month, posted in time.

A day counts once, when a session was held (with or without visitors) or when the head received somebody that day; a
day on which a deputy received in the head's place is told beside and not counted (Luật 136/2025; petitions.md §1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.app.lists import code_label
from danvan_desktop.app.terms import Law, law
from danvan_desktop.domain.deadline_rules import Rule
from danvan_desktop.domain.deadlines import compute
from danvan_desktop.domain.indicator import Dated, In, Indicator, Not
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

WEEK, MONTH, DAY = "per_week", "per_month", timedelta(days=1)
RULES = {"ubnd": "A6", "cap_uy": "A6b"}  # receiving body → the rule of its head
POSTED = "A4"
HELD = ("da_tiep", "khong_co_dan")
PLANNED = "du_kien"
_BY_HEAD = ("dinh_ky_thu_truong",)
_SESSIONS = Indicator("duty.sessions", "", "", "reception_session", (
    Dated("session_on"), In("mode", _BY_HEAD), In("state", (*HELD, PLANNED)),
))  # fmt: skip
_VISITS = Indicator(
    "duty.visits", "", "", "reception",
    (Dated("received_on"), In("mode", _BY_HEAD), Not(In("state", ("du_kien", "hoan")))),
)  # fmt: skip


@dataclass(frozen=True)
class DutyLine:
    """One head in one week or month. `state`: ok, short, open (not over yet) or partial (not wholly asked for).

    `by_deputy`: days on which somebody else received in the head's place.
    """

    body: str
    body_label: str
    rule: Rule
    first: date
    last: date
    held: tuple[date, ...]
    planned: tuple[date, ...]
    by_deputy: tuple[date, ...]
    state: str

    @property
    def need(self) -> int:
        """Days the rule asks for."""
        return self.rule.length or 0

    @property
    def sentence(self) -> str:
        """How it stands, in one sentence."""
        told = {
            "ok": _("{body}, {first}–{last}: {held} of {need} days received."),
            "short": _("{body}, {first}–{last}: only {held} of {need} days received."),
            "open": _("{body}, {first}–{last}: {held} of {need} days received, {planned} more planned."),
            "partial": _("{body}, {first}–{last}: {held} days received; the period is not asked for as a whole."),
        }[self.state]
        return told.format(body=self.body_label, first=f"{self.first:%d/%m}", last=f"{self.last:%d/%m/%Y}",
                           held=len(self.held), need=self.need, planned=len(self.planned))  # fmt: skip


@dataclass(frozen=True)
class Posting:
    """Whether a planned day was announced in time. `by`: the last day for it; `posted` None: not said."""

    row: bytes
    day: date
    by: date
    posted: date | None

    @property
    def late(self) -> bool:
        """Whether it was announced too late."""
        return self.posted is not None and self.posted > self.by


@dataclass(frozen=True)
class Bodiless:
    """A reception day, or a visit received by a head, that names no body: it is no head's against the rule."""

    type_name: str
    row: bytes
    day: date

    @property
    def sentence(self) -> str:
        """What is missing, and what it does."""
        text = (
            _("{day}: this reception day does not say whose it is (receiving body); it counts for no head.")
            if self.type_name == _SESSIONS.record_type
            else _("{day}: a visit received by the head does not say of which body; it counts for no head.")
        )
        return text.format(day=f"{self.day:%d/%m/%Y}")


@dataclass(frozen=True)
class Duty:
    """What was asked about, and whether this office has such rules at all (they are the commune's).

    `bodiless`: days that 01/TCD counts and no line here does.
    """

    lines: tuple[DutyLine, ...]
    postings: tuple[Posting, ...]
    has_rules: bool = True
    bodiless: tuple[Bodiless, ...] = ()


def duty(store: Store, first: date, last: date, today: date) -> Duty:
    """The reception days of the heads from `first` to `last`."""
    found = law(store)
    sessions = _records(store, _SESSIONS, first, last)
    told = (_posting(found, item) for item in sessions)
    postings = tuple(sorted((one for one in told if first <= one.day <= last), key=lambda one: one.day))
    if store.unit.level != "commune":
        return Duty((), postings, has_rules=False)
    visits = _records(store, _VISITS, first, last)
    lines = [
        _line(store, body, rule, span, (sessions, visits), (first, last), today)
        for body, rule_id in RULES.items() for rule, span in _spans(found, rule_id, first, last)
    ]  # fmt: skip
    start, end = (pick(days, default=edge) for pick, days, edge in (
        (min, (line.first for line in lines), first), (max, (line.last for line in lines), last)
    ))  # fmt: skip
    return Duty(tuple(lines), postings, bodiless=tuple(_bodiless((sessions, visits), start, end)))


def _bodiless(records: tuple[list[Record], list[Record]], first: date, last: date) -> list[Bodiless]:
    """Days without a body; of several visits of one day the first tells of it."""
    found: dict[tuple[str, date], Bodiless] = {}
    for one, name, items in zip((_SESSIONS, _VISITS), ("session_on", "received_on"), records, strict=True):
        for item in items:
            day = item.values.get(name)
            if isinstance(day, date) and first <= day <= last and not item.values.get("receiving_body"):
                found.setdefault((one.record_type, day), Bodiless(one.record_type, item.id, day))
    return sorted(found.values(), key=lambda one: (one.day, one.type_name))


def _records(store: Store, wanted: Indicator, first: date, last: date) -> list[Record]:
    """Of whole weeks and months around, so that a period at the edge is judged by all of its days."""
    start, end = min(_monday(first), first.replace(day=1)), max(_monday(last) + 6 * DAY, _month_end(last))
    rows = sql.ids(store.conn, store.types, wanted, Period(start, end), units=[store.unit.code])
    return store.records(wanted.record_type, rows)


def _spans(found: Law, rule_id: str, first: date, last: date) -> Iterator[tuple[Rule, tuple[date, date]]]:
    """Each week or month with the rule in force on its first day; where the rule changes, the next begins that day."""
    day = first
    while day <= last:
        rule, holds = found.rules.pick(rule_id, day)
        start = _monday(day) if rule.unit == WEEK else day.replace(day=1)
        end = start + 6 * DAY if rule.unit == WEEK else _month_end(day)
        if rule.valid_from is not None:
            start = max(start, rule.valid_from)
        if rule.valid_to is not None:
            end = min(end, rule.valid_to)
        if holds:
            yield rule, (start, end)
        day = end + DAY


def _line(  # noqa: PLR0913, PLR0917  what a period is judged by
    store: Store, body: str, rule: Rule, span: tuple[date, date], records: tuple[list[Record], list[Record]],
    asked: tuple[date, date], today: date,
) -> DutyLine:  # fmt: skip
    start, end = span
    held, planned, deputy = set[date](), set[date](), set[date]()
    for place, items in enumerate(records):
        for item in items:
            day = item.values.get("received_on" if place else "session_on")
            if item.values.get("receiving_body") != body or not isinstance(day, date) or not start <= day <= end:
                continue
            done = bool(place) or item.values.get("state") in HELD
            (deputy if item.values.get("by_delegate") is True else held if done else planned).add(day)
    whole = (end - start).days >= (6 if rule.unit == WEEK else 27) and asked[0] <= start and end <= asked[1]
    state = "ok" if len(held) >= (rule.length or 0) else "open" if end >= today else "short" if whole else "partial"
    label = code_label(store.types["reception_session"].field("receiving_body"), body)
    return DutyLine(body, label, rule, start, end, _sorted(held), _sorted(planned - held), _sorted(deputy), state)


def _posting(found: Law, item: Record) -> Posting:
    day, posted = item.values["session_on"], item.values.get("announced_on")
    assert isinstance(day, date)  # noqa: S101  the indicator asked for it
    return Posting(item.id, day, announce_by(found, day), posted if isinstance(posted, date) else None)


def announce_by(found: Law, day: date) -> date:
    """The last day to post a reception day (rule A4)."""
    return compute(found.rules, found.calendar, POSTED, day).due


def _sorted(days: set[date]) -> tuple[date, ...]:
    return tuple(sorted(days))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _month_end(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
