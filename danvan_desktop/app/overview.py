"""What an officer wants to know in the morning: what is due, what waits, this month's figures, the year's course."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from danvan_desktop.app import deadline_list, lists, terms, titles
from danvan_desktop.app.figures import figure_values
from danvan_desktop.app.listing import Listing, first_page
from danvan_desktop.domain.indicator import Indicator, When
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _
from danvan_desktop.indicators import ALL
from danvan_desktop.indicators.agenda import AWAY, BY_LAW, DUTIES, LETTER, WAITING, Duty
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.storage import agenda
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

SOON_DAYS = 7
ROWS = 40  # of one group; the whole list is one click away
MONTHS = 12
DUE = ("overdue", "today", "soon")  # the groups that a day makes urgent
MONTHLY = ("D01.visits", "D04")
YEARLY = ("D05.ratio", "D06", "B04")


@dataclass(frozen=True)
class Task:
    """One line of the morning list; `place` says where or who, masked as in lists; `term` that of a petition.

    `due` is the day it is due; of what somebody else has, the day it went there.
    """

    duty: Duty
    row: bytes
    due: date
    title: str
    place: str
    term: terms.Term | None = None

    @property
    def by_rule(self) -> bool:
        """Whether what is to be done is what a rule asks for."""
        return self.term is not None and self.duty.name in {terms.TYPE, LETTER.name, BY_LAW.name}

    @property
    def what(self) -> str:
        """What is to be done: what the rule that runs asks for, else the duty's own words."""
        return self.said(_)

    def said(self, say: terms.Say) -> str:
        """The same on paper, where `say` is Vietnamese whatever the screen shows."""
        if self.term is None or not self.by_rule:
            return say(self.duty.task)
        label = self.term.law.label if say is _ else self.term.law.label_vi
        return say(self.duty.task).format(what=label) if self.duty is BY_LAW else label

    @property
    def why(self) -> str:
        """Why it is due that day, empty where no rule says so."""
        return self.term.sentence() if self.term else ""


@dataclass(frozen=True)
class Group:
    """Overdue, today, soon, or with somebody else: how many there are, and the first of them."""

    name: str  # "overdue", "today", "soon", "waiting_reply", "elsewhere"
    count: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Figure:
    """A figure with the type and the period whose list stands behind it."""

    value: FigureValue
    type_name: str
    period: Period


@dataclass(frozen=True)
class Overview:
    """All of it, as of one day."""

    day: date
    groups: tuple[Group, ...]
    waiting: int
    figures: tuple[Figure, ...]
    months: tuple[str, ...]  # "2026-10", the oldest first
    received: tuple[int, ...]
    resolved: tuple[int, ...]
    conflicts: int
    empty: bool  # nothing was ever entered


def overview(store: Store, today: date) -> Overview:
    """Read everything; meant to run beside the window."""
    months = _months(today)
    first = date.fromisoformat(f"{months[0]}-01")
    received, resolved = agenda.by_month(
        store.conn, store.types["petition"], ("received_on", "resolved_on"), Period(first, today)
    )
    return Overview(
        today, tuple(_groups(store, today)), _count(store, today), tuple(_figures(store, today)), months,
        tuple(received.get(month, 0) for month in months), tuple(resolved.get(month, 0) for month in months),
        len(store.conflicts()), _is_empty(store),
    )  # fmt: skip


def _groups(store: Store, today: date) -> list[Group]:
    day = timedelta(days=1)
    spans = (
        ("overdue", When.BEFORE, Period(today, today)),
        ("today", When.IN, Period(today, today)),
        ("soon", When.IN, Period(today + day, today + SOON_DAYS * day)),
    )
    found = terms.law(store)
    more = _more(store, found, today)
    groups = [_with(_group(store, found, *span), more.get(span[0], [])) for span in spans]
    return groups + [_away(store, found, duty, today) for duty in AWAY]


def _more(store: Store, found: terms.Law, today: date) -> dict[str, list[Task]]:
    """Letters that are due, and terms of the law beside days the office set itself, by the group of their day."""
    names = {deadline_list.OVERDUE: "overdue", deadline_list.TODAY: "today", deadline_list.WEEK: "soon"}
    listed = []
    for row, term in deadline_list.more_terms(store, found, today):
        duty, due = (BY_LAW, term.by_law) if term.by_hand else (LETTER, term.due)
        name = names.get(deadline_list.state_of_day(due, today))
        if name is not None and due is not None:
            listed.append((name, duty, due, row, term))
    items = {item.id: item for item in store.records(terms.TYPE, list({row for _n, _d, _on, row, _t in listed}))}
    record, groups = lists.record_type(terms.TYPE), dict[str, list[Task]]()
    for name, duty, due, row, term in listed:
        shown = titles.title(record, items[row]), titles.detail(record, items[row])
        groups.setdefault(name, []).append(Task(duty, row, due, *shown, term))
    return groups


def _with(group: Group, more: list[Task]) -> Group:
    """A group with these beside; where not all have room, letters wait for what is to be settled."""
    first = sorted(more, key=lambda task: (task.duty is LETTER, task.due))
    at = sum(task.duty is not LETTER for task in first)
    room = (*sorted((*group.tasks, *first[:at]), key=_due), *first[at:])[:ROWS]
    return replace(group, count=group.count + len(more), tasks=tuple(sorted(room, key=_due)))


def _due(task: Task) -> date:
    return task.due


def _away(store: Store, found: terms.Law, duty: Duty, today: date) -> Group:
    """What somebody else has, the longest first."""
    period = Period(today, today)
    wanted = Indicator(duty.name, duty.task, "", duty.record_type, duty.open)
    count = int(sql.value(store.conn, store.types, wanted, period))
    rows = agenda.away_rows(store.conn, store.types, wanted, period, ROWS) if count else []
    return Group(duty.name, count, tuple(_told(store, found, duty, rows)))


def _group(store: Store, found: terms.Law, name: str, when: When, period: Period) -> Group:
    duties = [duty for duty in DUTIES if duty.missed or name != "overdue"]
    numbers = sql.values(store.conn, store.types, [(duty.bucket(when), "denominator") for duty in duties], period)
    tasks: list[Task] = []
    for duty, number in zip(duties, numbers, strict=True):
        if number:
            tasks += _tasks(store, found, duty, when, period)
    tasks.sort(key=_due)
    return Group(name, sum(int(number) for number in numbers), tuple(tasks[:ROWS]))


def _tasks(store: Store, found: terms.Law, duty: Duty, when: When, period: Period) -> list[Task]:
    rows = agenda.first_rows(store.conn, store.types, duty.bucket(when), period, day=duty.day, limit=ROWS)
    return _told(store, found, duty, rows)


def _told(store: Store, found: terms.Law, duty: Duty, rows: list[tuple[date, bytes]]) -> list[Task]:
    record = lists.record_type(duty.record_type)
    items = store.records(duty.record_type, [row for _day, row in rows])
    tasks = []
    for (due, row), item in zip(rows, items, strict=True):
        term = terms.term_of(found, item.values) if duty.record_type == terms.TYPE else None
        tasks.append(Task(duty, row, due, titles.title(record, item), titles.detail(record, item), term))
    return tasks


def _figures(store: Store, today: date) -> list[Figure]:
    month, year = Period(today.replace(day=1), today), Period(date(today.year, 1, 1), today)
    found = []
    for codes, period in ((MONTHLY, month), (YEARLY, year)):
        items = [item for item in ALL if item.code in codes and item.split is None]
        values = figure_values(store, items, period, None)
        found += [Figure(value, item.record_type, period) for value, item in zip(values, items, strict=True)]
    return found


def _count(store: Store, today: date) -> int:
    return int(sql.value(store.conn, store.types, WAITING, Period(today, today)))


def _months(today: date) -> tuple[str, ...]:
    last = today.year * 12 + today.month - 1
    return tuple(f"{place // 12:04}-{place % 12 + 1:02}" for place in range(last - MONTHS + 1, last + 1))


def _is_empty(store: Store) -> bool:
    return not any(first_page(store, Listing(name), 1) for name in ("petition", "reception", "model"))
