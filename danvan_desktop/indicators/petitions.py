"""Block D: citizens received, cases, petitions (dan-van-work.md §3.4; requirements.md C1, C2)."""

from __future__ import annotations

from danvan_desktop.domain.indicator import (
    EACH,
    All,
    AnyOf,
    AtLeast,
    Counts,
    Dated,
    Empty,
    FigureKind,
    Flag,
    Has,
    In,
    Indicator,
    Not,
    Parent,
    Split,
    When,
)
from danvan_desktop.i18n import N_
from danvan_desktop.records import petition_states as states

CROWD = 5  # đoàn đông người: from five people (TT 06/2025/TT-TTCP; petitions.md §2.2)

_RECEIVED = Dated("received_on")
_OPEN_BEFORE = All((Dated("received_on", When.BEFORE), Not(Dated("resolved_on", When.BEFORE))))
_RESOLVED = Dated("resolved_on", When.UNTIL)
_PENDING = (Dated("received_on", When.UNTIL), Not(_RESOLVED))

_BEFORE = In("state", states.BEFORE_ACCEPTANCE)
_FORWARDED = In("state", states.FORWARDED)
_LATER = Dated("resolved_on", When.AFTER)
# what a record says about the end of the period: a petition accepted only afterwards was not accepted then
_NOT_ACCEPTED = AnyOf((_BEFORE, Empty(("state",)), Dated("accepted_on", When.AFTER)))
_TRANSFERRED = All((Not(_NOT_ACCEPTED), _FORWARDED))
_ENDED = All((Not(_NOT_ACCEPTED), In("state", states.RESOLVED + states.ENDED), Not(_LATER)))
_IN_SETTLEMENT = All((Not(_NOT_ACCEPTED), Not(_TRANSFERRED), Not(_ENDED)))

# a visit that is planned, missed or put off has not taken place; one refused is entered in the book and no lượt tiếp
# (Luật Tiếp công dân Art. 9)
ENTERED = (_RECEIVED, Not(In("state", ("du_kien", "vang_mat", "hoan"))))
REFUSED = AnyOf((In("state", ("tu_choi",)), In("result", ("tu_choi",))))
_VISIT = (*ENTERED, Not(REFUSED))
_HEAD = In("mode", ("dinh_ky_thu_truong", "dot_xuat_thu_truong"))
_AT_RECEPTIONS = AnyOf((
    Has("reception", "case", _VISIT), Has("case_link", "case", (Parent("reception", "reception", _VISIT),)),
))  # fmt: skip

_TURNS, _PEOPLE, _CASES, _PETITIONS = N_("visits"), N_("people"), N_("cases"), N_("petitions")

RECEPTIONS = (
    Indicator("D01.visits", N_("Citizen reception visits"), _TURNS, "reception", _VISIT),
    Indicator(
        "D01.people", N_("People received"), _PEOPLE, "reception", _VISIT,
        counts=Counts.PEOPLE, sums=("people_count",),
    ),
    Indicator(
        "D01", N_("Visits: {name}"), _TURNS, "reception", (*_VISIT, In("mode", (EACH,))), split=Split("mode")
    ),
    Indicator(
        "D02", N_("Cases raised at receptions"), _CASES, "case", (_AT_RECEPTIONS,),
        counts=Counts.CASES,
    ),
    Indicator(
        "D03", N_("Reception days of the head"), N_("days"), "reception_session",
        (Dated("session_on"), _HEAD, Not(In("state", ("du_kien", "hoan", "huy")))), certainty="check",
    ),
)  # fmt: skip

PETITIONS = (
    Indicator("D04", N_("Petitions received, all types"), _PETITIONS, "petition", (_RECEIVED,)),
    Indicator(
        "D04.type", N_("Petitions: {name}"), _PETITIONS, "petition", (_RECEIVED, In("type", (EACH,))),
        split=Split("type"),
    ),
    Indicator(
        "D04.field", N_("Petitions in the field: {name}"), _PETITIONS, "petition", (_RECEIVED, In("field", (EACH,))),
        split=Split("field"),
    ),
    Indicator(
        "D04.round", N_("Petitions by round: {name}"), _PETITIONS, "petition", (_RECEIVED, In("round", (EACH,))),
        split=Split("round"),
    ),
    Indicator(
        "D04.before", N_("Petitions, status elsewhere: {name}"), _PETITIONS, "petition",
        (_RECEIVED, In("settled_before", (EACH,))), split=Split("settled_before"),
    ),
    Indicator(
        "D04.ineligible", N_("Petitions not eligible: {name}"), _PETITIONS, "petition",
        (_RECEIVED, In("ineligible_reason", (EACH,)), Not(Empty(("ineligible_reason",)))),
        split=Split("ineligible_reason"),
    ),
    Indicator(
        "D04.crowd", N_("Petitions of five people or more"), _PETITIONS, "petition",
        (_RECEIVED, AtLeast("people_count", CROWD)),
    ),
    Indicator(
        "D05", N_("Resolved of those received in the period"), _PETITIONS, "petition", (_RECEIVED, _RESOLVED)
    ),
    Indicator(
        "D05.ratio", N_("Share resolved of those received in the period"), "%", "petition", (_RECEIVED,),
        kind=FigureKind.RATIO, numerator=(_RESOLVED,),
    ),
    Indicator(
        "D05.carried", N_("Resolved of those carried over and received"), _PETITIONS, "petition",
        (AnyOf((_RECEIVED, _OPEN_BEFORE)), _RESOLVED),
    ),
    Indicator(
        "D05.carried.ratio", N_("Share resolved of those carried over and received"), "%", "petition",
        (AnyOf((_RECEIVED, _OPEN_BEFORE)),), kind=FigureKind.RATIO, numerator=(_RESOLVED,),
    ),
)  # fmt: skip

_S = FigureKind.STOCK
PENDING = (
    Indicator(
        "D06.opening", N_("Petitions carried over from before the period"), _PETITIONS, "petition", (_OPEN_BEFORE,),
        kind=_S,
    ),
    Indicator("D06", N_("Petitions open at the end of the period"), _PETITIONS, "petition", _PENDING, kind=_S),
    Indicator(
        "D06.before_acceptance", N_("Open: being verified for acceptance"), _PETITIONS, "petition",
        (*_PENDING, _NOT_ACCEPTED), kind=_S,
    ),
    Indicator(
        "D06.in_settlement", N_("Open: being settled"), _PETITIONS, "petition", (*_PENDING, _IN_SETTLEMENT), kind=_S
    ),
    Indicator(
        "D06.transferred", N_("Open: guided or forwarded, no result yet"), _PETITIONS, "petition",
        (*_PENDING, _TRANSFERRED), kind=_S,
    ),
    Indicator(
        "D06.undated", N_("Open: ended without a date of resolution"), _PETITIONS, "petition", (*_PENDING, _ENDED),
        kind=_S, certainty="check",
    ),
)  # fmt: skip


def _in_case(flag: str) -> tuple[AnyOf, AnyOf]:
    """A case seen in the period that itself or through one of its petitions carries the flag."""
    seen = AnyOf((Has("reception", "case", _VISIT), Has("petition", "case", (_RECEIVED,))))
    return seen, AnyOf((Flag(flag), Has("petition", "case", (_RECEIVED, Flag(flag)))))


SERIOUS = (
    Indicator(
        "D07.crowd", N_("Crowds of five people or more received"), N_("crowds"), "reception",
        (*_VISIT, AtLeast("people_count", CROWD)),
    ),
    Indicator(
        "D07.complex", N_("Complex cases"), _CASES, "case", _in_case("complex"), counts=Counts.CASES,
        certainty="check",
    ),
    Indicator(
        "D07.long", N_("Long-lasting cases"), _CASES, "case", _in_case("long_lasting"), counts=Counts.CASES,
        certainty="check",
    ),
)  # fmt: skip

BLOCK = (*RECEPTIONS, *PETITIONS, *PENDING, *SERIOUS)
