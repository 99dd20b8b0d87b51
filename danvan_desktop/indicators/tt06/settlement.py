"""03/GQKN and 04/GQTC: kết quả giải quyết khiếu nại, tố cáo thuộc thẩm quyền."""

from __future__ import annotations

from danvan_desktop.domain.indicator import All, AnyOf, Condition, Dated, Empty, In, Indicator, Not, When
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.indicators.tt06.words import column, filled

COMPLAINTS, DENUNCIATIONS = "03/GQKN", "04/GQTC"

# only full withdrawals count (TT 06/2025); without a date it ended by the end of the period
_ENDS = AnyOf((In("withdrawn", ("toan_bo",)), In("state", ("dinh_chi",)), filled("ended_on")))
_ENDED = All((_ENDS, Not(Dated("ended_on", When.AFTER))))
_REFUSED = All((Not(_ENDED), AnyOf((In("state", ("khong_thu_ly",)), filled("reject_reason")))))
_ACCEPTED = All((Not(_ENDED), Not(_REFUSED), AnyOf((Dated("accepted_on", When.UNTIL), words.SETTLING))))
_WAITING = All((Not(_ENDED), Not(_REFUSED), Not(_ACCEPTED)))
_STATUS = (_WAITING, _ACCEPTED, _REFUSED, _ENDED)  # columns 3, 4, 5, 6: each case stands in exactly one


def columns() -> tuple[Indicator, ...]:
    """Columns 1–22 of 03/GQKN and 1–25 of 04/GQTC."""
    return (*_complaints(), *_denunciations())


def decided(kind: Condition) -> tuple[Condition, ...]:
    """Decisions and conclusions issued in the period, whenever the petition came."""
    return (kind, words.OURS, Dated("result_on"), filled("result"))


def _cases(table: str, kind: Condition) -> list[Indicator]:
    """1 petitions, 2 cases, 3–6 where the cases stand; a case stands where its latest petition does."""
    petitions = All((words.COMPETENT, kind))
    case = (petitions, words.one_of_a_case(petitions))
    return [
        column(table, 1, "petition", (petitions,)),
        column(table, 2, "petition", case),
        *(column(table, number, "petition", (*case, state)) for number, state in enumerate(_STATUS, 3)),
    ]


def _sums(table: str, base: tuple[Condition, ...], first: int, *fields: str) -> list[Indicator]:
    return [column(table, number, "petition", base, field) for number, field in enumerate(fields, first)]


def _complaints() -> list[Indicator]:
    base = decided(words.COMPLAINT)
    first, second = (*base, Not(words.SECOND)), (*base, words.SECOND)
    right, wrong, partly = In("result", ("dung",)), In("result", ("sai",)), In("result", ("dung_mot_phan",))
    upheld, changed = In("result", ("cong_nhan_lan_dau",)), In("result", ("huy_sua_lan_dau",))
    decisions = [(*first, right), (*first, wrong), (*first, partly), (*second, upheld), (*second, changed)]
    return [
        *_cases(COMPLAINTS, words.COMPLAINT),
        column(COMPLAINTS, 7, "petition", base),
        *(column(COMPLAINTS, number, "petition", found) for number, found in enumerate(decisions, 8)),
        *_sums(
            COMPLAINTS, base, 13, "money_recovered", "land_recovered_m2", "money_returned", "land_returned_m2",
            "organisations_restored", "people_restored", "people_disciplined", "officials_disciplined",
            "police_cases", "police_people", "police_officials",
        ),
    ]  # fmt: skip


def _denunciations() -> list[Indicator]:
    base = decided(words.DENUNCIATION)
    rounds = ((*base, Not(words.AGAIN)), (*base, words.AGAIN))
    results = (In("result", ("dung",)), In("result", ("sai",)), In("result", ("co_dung_co_sai", "dung_mot_phan")))
    conclusions = [(*part, result) for part in rounds for result in results]
    return [
        *_cases(DENUNCIATIONS, words.DENUNCIATION),
        column(DENUNCIATIONS, 7, "petition", base),
        *(column(DENUNCIATIONS, number, "petition", found) for number, found in enumerate(conclusions, 8)),
        *_sums(
            DENUNCIATIONS, base, 14, "money_recovered", "land_recovered_m2", "money_returned", "land_returned_m2",
            "organisations_restored", "people_restored", "organisations_disciplined", "people_disciplined",
            "officials_disciplined", "police_cases", "police_people", "police_officials",
        ),
    ]  # fmt: skip


def to_be_carried_out(kind: Condition) -> tuple[Condition, ...]:
    """Decided in the period, or before it, in force by its end, and not carried out when it began.

    What was carried out was in force: without that day it counts in the period in which it was carried out.
    """
    in_force = AnyOf((
        Dated("in_force_on", When.UNTIL), All((Empty(("in_force_on",)), Dated("enforced_on", When.UNTIL))),
    ))  # fmt: skip
    before = All((Dated("result_on", When.BEFORE), in_force, Not(Dated("enforced_on", When.BEFORE))))
    return (kind, words.OURS, filled("result"), AnyOf((Dated("result_on"), before)), Not(Empty(("result_on",))))
