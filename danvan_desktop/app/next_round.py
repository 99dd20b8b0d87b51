"""Khiếu nại lần hai, tố cáo tiếp: when it is open (petitions.md §4.2–4.3); begun_round.py begins it.

A second complaint is open after the first decision, and also where the first is overdue and not settled (NĐ 124/2020
Art. 4). After a second decision there is no third. Whoever denounces again does so after a conclusion, in law by rule
C10; a denunciation that is only overdue goes to the superior body (C11) and makes no new petition.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from danvan_desktop.domain.running_term import day_by_law
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_states import RESOLVED

Values = Mapping[str, Value]
TYPE, SECOND, AGAIN = "petition", "lan_hai", "to_cao_tiep"
ROUND_OF = {"khieu_nai": SECOND, "to_cao": AGAIN}


def closed(type_name: str, values: Values, target: str, today: date) -> str:
    """Why a step to another round is not open, "" where it is or where the step is another."""
    if type_name != TYPE or target not in {SECOND, AGAIN}:
        return ""
    if ROUND_OF.get(str(values.get("type"))) != target:
        return _("This step does not fit the type of petition.")
    if target == SECOND and values.get("round") == SECOND:
        return _("This is the second round already; what follows is the court.")
    if values.get("state") in RESOLVED or values.get("result") is not None:
        return ""
    if target == SECOND and overdue(values, today):
        return ""
    return _("A second round is open after the first decision, or once the first is overdue and not settled.")


def overdue(values: Values, today: date) -> bool:
    """Whether an accepted complaint is past the law's day and not settled. A suspended one has none that passes."""
    day = day_by_law(values)
    late = day is not None and day < today
    return late and values.get("accepted_on") is not None and values.get("state") != "tam_dinh_chi"
