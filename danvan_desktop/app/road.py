"""Where a record stands on its way: steps done with their dates, the state now, what is open next, the days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.lists import code_label
from danvan_desktop.domain.record_type import RecordType, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.records.petition_states import ENDED, FORWARDED, RESOLVED
from danvan_desktop.storage.history import Change
from danvan_desktop.storage.store import Store

NEAR = 7  # days before a due date from which it is said in warning colour
SUSPENDED = "tam_dinh_chi"
_OVER = frozenset({*ENDED, *FORWARDED, *RESOLVED, "da_xong"})  # nothing of ours is due any more


@dataclass(frozen=True)
class Stop:
    """One state of the way; `since` the day it was come into, None for what is only open."""

    code: str
    label: str
    since: date | None = None


@dataclass(frozen=True)
class Road:
    """States left behind, the state now, and the steps open from it."""

    done: tuple[Stop, ...]
    now: Stop | None
    open: tuple[Transition, ...]


def road(store: Store, record: RecordType, row: bytes, open_steps: Sequence[Transition]) -> Road:
    """The way of a record, read from the history of its state."""
    field = record.field(record.state_field)
    item = store.get(record.name, row)
    now = item.values.get(record.state_field) if item else None
    past = [
        Stop(str(change.new), code_label(field, change.new), change.when.astimezone().date())
        for change in states_of(store.history(record.name, row), record.state_field)
    ]
    if past and past[-1].code == now:
        return Road(tuple(past[:-1]), past[-1], tuple(open_steps))
    return Road(tuple(past), Stop(str(now), code_label(field, now)) if now else None, tuple(open_steps))


def states_of(changes: Sequence[Change], name: str) -> list[Change]:
    """Changes of the state that are in force, oldest first; writing the same state again is no step."""
    found: list[Change] = []
    for change in changes:
        counts = change.field == name and change.allowed and isinstance(change.new, str)
        if counts and (not found or found[-1].new != change.new):
            found.append(change)
    return found


@dataclass(frozen=True)
class Due:
    """How far away a due date is, in words; `tone` and `icon` repeat it."""

    text: str
    icon: str
    tone: str


def due(values: Mapping[str, Value], today: date) -> Due | None:
    """What is said of a petition's due date; None where none is set. An extended one counts."""
    days = [found for name in ("extended_to", "due_on") if isinstance(found := values.get(name), date)]
    day = max(days, default=None)
    if values.get("state") == SUSPENDED:
        return Due(_("Suspended, the clock stands still"), "circle-pause", "text2")
    if not isinstance(day, date):
        return None
    if values.get("state") in _OVER or values.get("resolved_on") is not None:
        return Due(_("Was due on {date}").format(date=f"{day:%d/%m/%Y}"), "calendar-check", "text2")
    return due_day(day, today)


def due_day(day: date, today: date) -> Due:
    """What is said of a day by which something must be done."""
    left = (day - today).days
    if left < 0:
        text = ngettext("{days} day late, was due on {date}", "{days} days late, was due on {date}", -left)
        return Due(text.format(days=-left, date=f"{day:%d/%m/%Y}"), "circle-x", "danger")
    if left == 0:
        return Due(_("Due today, {date}").format(date=f"{day:%d/%m/%Y}"), "triangle-alert", "warn")
    text = ngettext("{days} day left, due on {date}", "{days} days left, due on {date}", left)
    near = left <= NEAR
    return Due(text.format(days=left, date=f"{day:%d/%m/%Y}"), "clock", "warn" if near else "text2")
