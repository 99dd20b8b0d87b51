"""What the columns of the tables are made of: where a petition stood on the last day of the period."""

from __future__ import annotations

from danvan_desktop.domain.indicator import All, AnyOf, Condition, Dated, Empty, Flag, In, Indicator, Not, Under, When
from danvan_desktop.storage import rules


def column(
    table: str, number: int, record_type: str, conditions: tuple[Condition, ...], *sums: str, check: bool = False
) -> Indicator:
    """One column. Its label is the table's and column's name: the official heading stands in the table's data."""
    code = f"{table}.{number}"
    return Indicator(
        code, code, "", record_type, conditions, sums=sums, certainty="check" if check else "fixed"
    )  # fmt: skip


def filled(field: str) -> Condition:
    """The field holds something."""
    return Not(Empty((field,)))


def _processed(when: When) -> Condition:
    """Processed (đã xử lý) against the period: by its own date, else the first paper that shows it."""
    undated = Empty(("processed_on",))
    shown = AnyOf((Dated("accepted_on", when), Dated("doc_on", when), Dated("resolved_on", when)))
    return AnyOf((Dated("processed_on", when), All((undated, shown))))


_NOT_SPLIT = Not(In("state", ("tach_don",)))  # its children are counted instead

IN_HAND = All((
    AnyOf((Dated("received_on"), All((Dated("received_on", When.BEFORE), Not(_processed(When.BEFORE)))))), _NOT_SPLIT,
))  # fmt: skip
PROCESSED = All((IN_HAND, _processed(When.UNTIL)))
# what was accepted had to be eligible and ours, also where an old register has no such columns
_ACCEPTED_EVER = filled("accepted_on")
ELIGIBLE = All((
    PROCESSED, Not(In("state", ("trung",))),
    AnyOf((Flag("eligible"), All((Empty(("eligible",)), _ACCEPTED_EVER)))),
))  # fmt: skip
_OURS = AnyOf((Flag("in_competence"), All((Empty(("in_competence",)), _ACCEPTED_EVER))))
COMPETENT = All((ELIGIBLE, _OURS))
ELSEWHERE = All((ELIGIBLE, Not(_OURS)))
OURS = All((Not(In("state", ("trung", "tach_don"))), AnyOf((_OURS, filled("accepted_on")))))

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
