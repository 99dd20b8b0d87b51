"""Where a record stands on its way: steps done with their dates, the state now, what is open next, the days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from danvan_desktop.app.lists import code_label
from danvan_desktop.domain.record_type import RecordType, Transition
from danvan_desktop.domain.running_term import day_by_law, open_suspension
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.records.petition_states import ENDED, FORWARDED, RESOLVED
from danvan_desktop.storage.history import Change
from danvan_desktop.storage.store import Store

NEAR = 7  # days before a due date from which it is said in warning colour
SUSPENDED = "tam_dinh_chi"
# the day a state came about, by the record itself: it is seldom the day somebody typed it
_PROCESSED = ("doc_on", "processed_on")
EVENT_DAYS: Mapping[str, tuple[str, ...]] = {
    "moi_tiep_nhan": ("received_on",), "da_tiep": ("received_on",), "da_huong_dan": _PROCESSED,
    "da_chuyen": _PROCESSED, "da_tra": _PROCESSED, "khong_thu_ly": _PROCESSED, "khong_du_dk": ("processed_on",),
    "trung": ("processed_on",), "tach_don": ("processed_on",), "cho_thu_ly": ("processed_on",),
    "da_thu_ly": ("accepted_on",), "tam_dinh_chi": ("suspended_from",), "dinh_chi": ("ended_on",),
    "da_co_ket_qua": ("result_on", "resolved_on"),
}  # fmt: skip
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
    history = store.history(record.name, row)
    past = [
        Stop(str(change.new), code_label(field, change.new), day)
        for change, day in _days(history, states_of(history, record.state_field))
    ]
    if past and past[-1].code == now:
        return Road(tuple(past[:-1]), past[-1], tuple(open_steps))
    return Road(tuple(past), Stop(str(now), code_label(field, now)) if now else None, tuple(open_steps))


def _days(history: Sequence[Change], steps: Sequence[Change]) -> list[tuple[Change, date]]:
    """Each step with the day its event has in the record as it stood until the next one; else the day it was typed."""
    found, told, at = [], {}, 0
    for step, following in zip_longest(steps, steps[1:]):
        while at < len(history) and (following is None or history[at].op_id != following.op_id):
            if history[at].allowed:
                told[history[at].field] = history[at].new
            at += 1
        days = (told.get(name) for name in EVENT_DAYS.get(str(step.new), ()))
        day = next((day for day in days if isinstance(day, str)), "")
        found.append((step, date.fromisoformat(day) if day else step.when.astimezone().date()))
    return found


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
    """What is said of a petition's due date; None where none is set. An extended one counts.

    Of the law's day and one that the office set itself the earlier: a later one hides no term of the law.
    """
    days = (day_by_law(values), values.get("due_on") if values.get("due_by") is not None else None)
    day = min((day for day in days if isinstance(day, date)), default=None)
    over = values.get("state") in _OVER or values.get("resolved_on") is not None
    if values.get("state") == SUSPENDED or (open_suspension(values) and not over):
        return Due(_("Suspended, the clock stands still"), "circle-pause", "text2")
    if not isinstance(day, date):
        return None
    if over:
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
