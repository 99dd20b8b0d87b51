"""Reception days of each head now, a line each for the overview: held against what the rule asks, and planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.duty import DutyLine
    from danvan_desktop.app.duty_schedule import Schedule

AHEAD, SOON = timedelta(days=60), timedelta(days=7)
DONE, PLANNED, MISSING = "done", "planned", "missing"


@dataclass(frozen=True)
class Head:
    """One head in the month (before July 2026: the week) of today. `state`: done, planned or missing days."""

    label: str
    held: int
    need: int
    state: str
    text: str


@dataclass(frozen=True)
class DutyCard:
    """The heads, and what is still to be posted; `late` where the day for posting has passed.

    `unclear`: days that count for no head, because they do not say whose they are.
    """

    heads: tuple[Head, ...]
    posting: str = ""
    late: bool = False
    unclear: str = ""


def duty_card(store: Store, today: date) -> DutyCard | None:
    """None where this office has no such rule and no reception day ahead."""
    from danvan_desktop.app import duty, duty_schedule  # the page of the start needs neither before its data is read

    found = duty.duty(store, today, today, today)
    ahead = duty_schedule.schedule(store, Period(today, today + AHEAD), today)
    if not found.has_rules and not ahead.ahead:
        return None
    posting, late = _posting(ahead, today)
    lost = len(found.bodiless)
    text = ngettext("{count} day does not say whose it is", "{count} days do not say whose they are", lost)
    unclear = text.format(count=lost) if lost else ""
    return DutyCard(tuple(_head(line) for line in found.lines), posting, late, unclear)


def _head(line: DutyLine) -> Head:
    held, lacking = len(line.held), line.need - len(line.held)
    if lacking <= 0:
        return Head(line.body_label, held, line.need, DONE, _("enough"))
    days = ", ".join(f"{day:%d/%m}" for day in line.planned[:lacking])
    if len(line.planned) >= lacking:
        return Head(line.body_label, held, line.need, PLANNED, _("planned: {days}").format(days=days))
    open_ = lacking - len(line.planned)
    text = ngettext("{count} day not planned yet", "{count} days not planned yet", open_).format(count=open_)
    until = _("until {day}").format(day=f"{line.last:%d/%m}")
    return Head(line.body_label, held, line.need, MISSING, f"{text}, {until}")


def _posting(ahead: Schedule, today: date) -> tuple[str, bool]:
    """The first day that is not posted and must be soon, or should have been."""
    waiting = [one for one in ahead.ahead if one.posted is None and one.post_by <= today + SOON]
    if not waiting:
        return "", False
    first = min(waiting, key=lambda one: one.post_by)
    text = _("Post the schedule of {day} by {by}")
    if first.late:
        text = _("The schedule of {day} had to be posted by {by}")
    return text.format(day=f"{first.line.day:%d/%m}", by=f"{first.post_by:%d/%m}"), first.late
