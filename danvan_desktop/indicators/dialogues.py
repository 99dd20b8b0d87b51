"""Blocks E and H: dialogues with the people, meetings with voters (dan-van-work.md §3.4, §3.6, §4.4)."""

from __future__ import annotations

from danvan_desktop.domain.indicator import (
    All,
    AnyOf,
    Counts,
    Dated,
    Empty,
    FigureKind,
    Flag,
    In,
    Indicator,
    Not,
    Parent,
    When,
)
from danvan_desktop.i18n import N_

_HELD = (Dated("start_on"), Not(In("status", ("du_kien", "da_duyet_kh", "da_moi", "hoan", "huy"))))
_DIALOGUE = (*_HELD, In("kind", ("doi_thoai",)))
_VOTERS = (*_HELD, In("kind", ("tiep_xuc_cu_tri",)))
_AT_DIALOGUE = Parent("event", "event", _DIALOGUE)
_ON_SPOT = AnyOf((Flag("answered_on_spot"), In("status", ("tra_loi_ngay",))))
_ASSIGNED = (_AT_DIALOGUE, Not(_ON_SPOT), Not(Empty(("assigned_org",))))
# a state without a day cannot be placed in time: it is taken as it stands
_DONE = AnyOf((
    Dated("answered_on", When.UNTIL),
    All((In("status", ("da_giai_quyet",)), Empty(("answered_on",)))),
))  # fmt: skip
_MEETINGS, _OPINIONS = N_("meetings"), N_("opinions")

DIALOGUES = (
    Indicator("E01", N_("Periodic dialogues of the heads"), _MEETINGS, "event",
              (*_DIALOGUE, In("dialogue_kind", ("dinh_ky",)))),
    Indicator("E02", N_("Ad hoc and thematic dialogues"), _MEETINGS, "event",
              (*_DIALOGUE, In("dialogue_kind", ("dot_xuat", "chuyen_de")))),
    Indicator("E03", N_("People attending dialogues"), N_("people"), "site", (_AT_DIALOGUE,),
              counts=Counts.PEOPLE, sums=("present",)),
    Indicator("E04", N_("Opinions raised at dialogues"), _OPINIONS, "event_opinion", (_AT_DIALOGUE,)),
    Indicator("E05", N_("Answered on the spot"), _OPINIONS, "event_opinion", (_AT_DIALOGUE, _ON_SPOT)),
    Indicator("E05.ratio", N_("Share answered on the spot"), "%", "event_opinion", (_AT_DIALOGUE,),
              kind=FigureKind.RATIO, numerator=(_ON_SPOT,)),
)  # fmt: skip

ASSIGNED = (
    Indicator("E06", N_("Assigned to a body"), _OPINIONS, "event_opinion", _ASSIGNED),
    Indicator("E06.done", N_("Assigned and settled"), _OPINIONS, "event_opinion", (*_ASSIGNED, _DONE)),
    Indicator("E06.overdue", N_("Assigned and overdue"), _OPINIONS, "event_opinion",
              (*_ASSIGNED, Dated("due_date", When.UNTIL), Not(_DONE))),
)  # fmt: skip

VOTERS = (
    Indicator("H01", N_("Meetings with voters"), _MEETINGS, "event", _VOTERS),
    Indicator("H01.voters", N_("Voters attending"), N_("voters"), "site", (Parent("event", "event", _VOTERS),),
              counts=Counts.PEOPLE, sums=("voters_present",)),
)  # fmt: skip

DIALOGUE_BLOCK = (*DIALOGUES, *ASSIGNED)
VOTER_BLOCK = VOTERS
