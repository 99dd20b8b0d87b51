"""Thời hiệu: whether a complaint came in time, the first (KN Art. 9, 48) or the second (KN Art. 33).

Only said, never refused: the days of an obstacle are not counted, and only an officer knows of them.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop.app.next_round import SECOND
from danvan_desktop.app.terms import Law, Values
from danvan_desktop.domain.deadlines import Deadline, compute
from danvan_desktop.domain.problem import WARNING, Problem
from danvan_desktop.i18n import _

DISCIPLINE = "ky_luat_can_bo"
_RULES = {(False, False): "B0", (False, True): "B9a", (True, False): "B4", (True, True): "B9b"}


def limit(found: Law, values: Values, unsettled: date | None = None) -> Deadline | None:
    """Until when a complaint might come; None where the day it runs from is not known.

    `unsettled`: where there is no first decision, the day by which there should have been one (KN Art. 33).
    """
    known = values.get("decision_on") or unsettled
    if values.get("type") != "khieu_nai" or not isinstance(known, date):
        return None
    rule = _RULES[values.get("round") == SECOND, values.get("field") == DISCIPLINE]
    own = values.get("remote_area")
    far = own if isinstance(own, bool) else found.remote(values)
    return compute(found.rules, found.calendar, rule, known, remote=far)


def problems(found: Law, values: Values, unsettled: date | None = None) -> list[Problem]:
    """A complaint that came after its time."""
    end, came = limit(found, values, unsettled), values.get("received_on")
    if end is None or not isinstance(came, date) or came <= end.due:
        return []
    text = _("Received after the time limit to complain, {last} ({rule}): look whether an obstacle kept the person.")
    said = text.format(last=f"{end.due:%d/%m/%Y}", rule=end.rule)
    return [Problem("received_on", "complaint_too_late", WARNING, said)]
