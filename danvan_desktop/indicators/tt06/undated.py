"""Records that stand in no column, or in one of another period, because a day is missing; each list has its day.

The codes are “<table>.<field that is missing>”, so that number and list are one thing like those of the columns.
"""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain.indicator import All, AnyOf, Condition, Dated, Empty, Flag, In, Indicator, Not, NotZero, When
from danvan_desktop.indicators.tt06 import reception, words
from danvan_desktop.indicators.tt06.enforcement import DONE_FIELDS
from danvan_desktop.indicators.tt06.words import column, filled
from danvan_desktop.records.petition_states import SETTLED

_DECIDED = (In("type", ("khieu_nai", "to_cao")), words.OURS, Not(Dated("result_on", When.AFTER)))
_WAITING = ("moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung", "ngoai_tham_quyen", "tach_don")
# that it was processed only its state says: it counts on the day it came, and in no later period
_DAY_UNSAID = (
    filled("state"), Not(In("state", _WAITING)), Empty(("processed_on", "accepted_on", "doc_on")),
    AnyOf((Empty(("resolved_on",)), Flag("resolved_on_assumed"))),
    AnyOf((Dated("received_on"), All((Dated("received_on", When.BEFORE), Not(In("state", SETTLED)))))),
)  # fmt: skip


def _missing(table: str, field: str, *conditions: Condition) -> Indicator:
    found = column(table, 0, "petition", conditions)
    code = f"{table}.{field}"
    return replace(found, code=code, label=code)


PROCESSED = _missing("02/XLD", "processed_on", *_DAY_UNSAID)
IN_FORCE = _missing(
    "05/KQTH", "in_force_on", *_DECIDED, In("state", ("dang_thi_hanh",)), Empty(("in_force_on", "enforced_on")),
    Dated("received_on", When.UNTIL),
)  # fmt: skip
ENFORCED = _missing(
    "05/KQTH", "enforced_on", *_DECIDED, Empty(("enforced_on",)),
    AnyOf((In("state", ("thi_hanh_xong",)), NotZero(DONE_FIELDS))), Dated("received_on", When.UNTIL),
)  # fmt: skip
ALL = (reception.SESSIONLESS, PROCESSED, IN_FORCE, ENFORCED)
