"""A group of the morning list as a list of petitions."""

from __future__ import annotations

from datetime import date, timedelta

from danvan_desktop.app.listing import Condition, Listing
from danvan_desktop.i18n import N_, _
from danvan_desktop.indicators.agenda import AWAITED, ELSEWHERE, SETTLED
from danvan_desktop.records.petition_states import STATES

DAY = timedelta(days=1)
AWAY = {
    "waiting_reply": (AWAITED, N_("Waiting for somebody else")), "elsewhere": (ELSEWHERE, N_("At another body")),
}  # fmt: skip


def listing(name: str, today: date, days: int = 7) -> Listing:
    """The petitions that are overdue, due today or due in the next days, or that somebody else has."""
    if name in AWAY:
        codes, title = AWAY[name]
        conditions = (Condition("state", "any", codes), Condition("resolved_on", "empty", None))
        return Listing("petition", conditions=conditions, title=_(title))
    return _due(name, today, days)


def _due(name: str, today: date, days: int) -> Listing:
    spans = {"overdue": (None, today - DAY), "today": (today, today), "soon": (today + DAY, today + days * DAY)}
    first, last = spans[name]
    open_states = tuple(state.code for state in STATES if state.code not in SETTLED)
    conditions = [Condition("state", "any", open_states), Condition("resolved_on", "empty", None)]
    if first is not None:
        conditions.append(Condition("due_on", "from", first))
    conditions.append(Condition("due_on", "to", last))
    titles = {"overdue": _("Overdue"), "today": _("Due today"), "soon": _("Due in the next seven days")}
    return Listing("petition", conditions=tuple(conditions), sort="due_on", descending=False, title=titles[name])


def waiting(today: date) -> Listing:
    """The petitions that wait for somebody else: a reply, a missing paper."""
    return listing("waiting_reply", today)
