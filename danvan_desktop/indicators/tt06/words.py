"""What the columns of the tables are made of: where a petition stood on the last day of the period."""

from __future__ import annotations

from danvan_desktop.domain.indicator import (
    All,
    AnyOf,
    Condition,
    Dated,
    Each,
    Empty,
    Flag,
    In,
    Indicator,
    Not,
    OneOf,
    Under,
    When,
)
from danvan_desktop.records.petition_states import IN_SETTLEMENT
from danvan_desktop.storage import rules

CASE, LINK = "case", "case_link"  # the case a record names, and the links to further ones


def column(
    table: str, number: int, record_type: str, conditions: tuple[Condition, ...], *sums: str, check: bool = False,
    each: Each | None = None,
) -> Indicator:  # fmt: skip
    """One column. Its label is the table's and column's name: the official heading stands in the table's data."""
    code = f"{table}.{number}"
    return Indicator(
        code, code, "", record_type, conditions, sums=sums, certainty="check" if check else "fixed", each=each
    )  # fmt: skip


def one_of_a_case(*conditions: Condition) -> Condition:
    """Of the petitions of one case the last: vụ việc of 02/XLD, 03/GQKN and 04/GQTC.

    A petition stands for one case: the one it names, or where it names none the first it is linked to. A further case
    is counted by the petition that names it and adds none of its own, for the circular wants vụ việc ≤ đơn (02/XLD 5,
    03/GQKN 2, 04/GQTC 2); a letter with several matters is split (TCD Art. 25(3)), and each part counts for itself.
    """
    return OneOf(CASE, "received_on", conditions, LINK)


def filled(field: str) -> Condition:
    """The field holds something."""
    return Not(Empty((field,)))


_UNPROCESSED = ("moi_tiep_nhan", "dang_phan_loai", "cho_bo_sung", "ngoai_tham_quyen")
_ASSUMED = Flag("resolved_on_assumed")


def _processed(when: When) -> Condition:
    """Processed (đã xử lý) against the period: by its own date, else the first paper that shows it.

    Where only the state says so, as in the stock an office begins with or in an old register, it was processed when it
    was received: so it is neither stock that waits nor processed in a later period.
    """
    undated, unshown = Empty(("processed_on",)), Empty(("accepted_on", "doc_on"))
    resolved = All((Dated("resolved_on", when), Not(_ASSUMED)))
    shown = AnyOf((Dated("accepted_on", when), Dated("doc_on", when), resolved))
    said = All((
        unshown, AnyOf((Empty(("resolved_on",)), _ASSUMED)), filled("state"), Not(In("state", _UNPROCESSED)),
        Dated("received_on", when),
    ))  # fmt: skip
    return AnyOf((Dated("processed_on", when), All((undated, AnyOf((shown, said))))))


_NOT_SPLIT = Not(In("state", ("tach_don",)))  # its children are counted instead

IN_HAND = All((
    AnyOf((Dated("received_on"), All((Dated("received_on", When.BEFORE), Not(_processed(When.BEFORE)))))), _NOT_SPLIT,
))  # fmt: skip
PROCESSED = All((IN_HAND, _processed(When.UNTIL)))
# what was accepted had to be eligible and ours, also where an old register has no such columns; where it has no day
# either, the state says so
SETTLING = All((Empty(("accepted_on",)), In("state", IN_SETTLEMENT)))
_ACCEPTED_EVER = AnyOf((filled("accepted_on"), SETTLING))
ACCEPTED = _ACCEPTED_EVER
ELIGIBLE = All((
    PROCESSED, Not(In("state", ("trung",))),
    AnyOf((Flag("eligible"), All((Empty(("eligible",)), _ACCEPTED_EVER)))),
))  # fmt: skip
_OURS = AnyOf((Flag("in_competence"), All((Empty(("in_competence",)), _ACCEPTED_EVER))))
COMPETENT = All((ELIGIBLE, _OURS))
ELSEWHERE = All((ELIGIBLE, Not(_OURS)))
OURS = All((Not(In("state", ("trung", "tach_don"))), AnyOf((_OURS, _ACCEPTED_EVER))))

UNSAID = All((Empty(("eligible",)), Not(_ACCEPTED_EVER)))  # nobody wrote whether it is eligible

COMPLAINT = In("type", ("khieu_nai",))
DENUNCIATION = In("type", ("to_cao",))
# where disputes between residents are counted is an open question (petitions.md §9.5): with proposals and feedback
FEEDBACK = Not(In("type", ("khieu_nai", "to_cao")))
SECOND = In("round", ("lan_hai",))
AGAIN = In("round", ("to_cao_tiep", "lan_hai"))


def reported(kind: str, number: int) -> Condition:
    """The matter's field belongs to this official column for petitions of this kind (catalogue: `report`)."""
    tops = [e.code for e in rules.catalogue("petition_field") if dict(e.report).get(kind) == number]
    return AnyOf(tuple(Under("field", code) for code in tops)) if tops else All((Empty(("field",)), filled("field")))


def others(kind: str, *numbers: int) -> Condition:
    """The matter belongs to none of these columns; a matter without a field goes to “khác”."""
    return Not(AnyOf(tuple(reported(kind, number) for number in numbers)))
