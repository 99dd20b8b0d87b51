"""The steps of every record type: what each asks for, cannot do without, and says of the record (petitions.md §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from danvan_desktop.domain.values import Value

DECIDED = ("khieu_nai", "to_cao")  # types of which tables 03 and 04 count decisions


@dataclass(frozen=True)
class Step:
    """A state as the end of a step. `asks`: fields usually known then; `today`: days that are today unless said.

    `means`: what the state says of the record, filled in where nothing is written; of those in `states` also where
    something else is. `needs`: groups of fields of which one must stand (of petitions of the types `of`, () all).
    `days`: a day that is that of the first of other fields, before it is today. `anew`: asked at each such step again,
    whatever stands there from the last one. `ends`: what holds no longer. `papers`: printables offered.
    """

    asks: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    means: tuple[tuple[str, Value], ...] = ()
    papers: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    of: tuple[str, ...] = ()
    days: tuple[tuple[str, tuple[str, ...]], ...] = ()
    states: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


_OURS: tuple[tuple[str, Value], ...] = (("eligible", True), ("in_competence", True), ("action", "de_xuat_thu_ly"))
_NOT_OURS: tuple[tuple[str, Value], ...] = (("eligible", True), ("in_competence", False))
# what an office took over half-way has no day of processing: the tables take the day it came, so that stays
_SETTLED_HERE: tuple[tuple[str, Value], ...] = (("eligible", True), ("in_competence", True))
_PROCESSED_BEFORE = ("processed_on", ("accepted_on", "doc_on", "received_on"))
_PAPER = ("doc_no", "doc_on")
_PROCESSED = ("processed_on",)
_BY_PAPER = (("processed_on", ("doc_on",)),)  # processed the day its paper is of
# what shows on paper that a petition was processed: a day a step took for want of one gives way to these
SHOWN = ("accepted_on", "doc_on", "resolved_on", "result_on", "ended_on")
REOPEN = ("reopen_reason", "reopened_by")  # petitions.md §4.2: closed is opened again with reason and leader's name
_RESULT = ("result", "result_no", "result_on")
_ACCEPT_PAPERS = ("kn_accept", "tc_accept", "tc_accept_notice")
_SUSPENDED = ("suspended_from", "suspension_reason", "suspended_to")

STEPS: Mapping[str, Mapping[str, Step]] = {
    "petition": {
        "trung": Step(("original",), _PROCESSED, days=_BY_PAPER),
        "tach_don": Step((), _PROCESSED, days=_BY_PAPER),
        "cho_bo_sung": Step(("supplement_asked", "supplement_by"), anew=("supplement_asked", "supplement_by")),
        "khong_du_dk": Step(
            ("ineligible_reason",), _PROCESSED, (("eligible", False),), ("not_eligible",),
            needs=(("ineligible_reason",),), days=_BY_PAPER, states=("eligible",),
        ),
        "da_luu": Step((), (), (("action", "luu_don"),), states=("action",)),
        "ngoai_tham_quyen": Step(("competent_body",), (), _NOT_OURS, states=("in_competence",)),
        "da_huong_dan": Step(
            _PAPER, _PROCESSED, (*_NOT_OURS, ("action", "huong_dan")), ("guidance",), days=_BY_PAPER,
            states=("action",),
        ),
        "da_chuyen": Step(
            ("competent_body", *_PAPER), ("doc_on", *_PROCESSED), (*_NOT_OURS, ("action", "chuyen_don")),
            ("transfer",), needs=(("competent_body",), ("doc_no",), ("doc_on",)), days=_BY_PAPER, states=("action",),
        ),
        "da_tra": Step(
            _PAPER, _PROCESSED, (*_NOT_OURS, ("action", "tra_don")), ("return",), days=_BY_PAPER, states=("action",)
        ),
        "don_doc": Step((), (), (), ("reminder",)),
        "cho_thu_ly": Step((), _PROCESSED, _OURS, ("propose_accept",), days=_BY_PAPER),
        "da_thu_ly": Step(
            ("accepted_on", "handled_by"), ("accepted_on", *_PROCESSED), _OURS, _ACCEPT_PAPERS,
            needs=(("accepted_on",),), days=(("processed_on", ("accepted_on",)),),
        ),
        "khong_thu_ly": Step(
            ("reject_reason", *_PAPER), _PROCESSED, (("action", "tu_choi_thu_ly"),), ("kn_reject",),
            needs=(("reject_reason",),), days=_BY_PAPER, states=("action",),
        ),
        "gia_han": Step(
            ("extension_no", "extended_to", "complex_grounds"), (), (), ("tc_extend",),
            needs=(("extension_no", "extended_to"),),
        ),
        "tam_dinh_chi": Step(
            _SUSPENDED, ("suspended_from",), needs=(("suspended_from",),), anew=_SUSPENDED,
            ends=("suspension_sent_on",),
        ),
        "dinh_chi": Step(
            ("ended_on", "withdrawn"), ("ended_on", "processed_on"), (), ("withdrawal",), needs=(("ended_on",),),
            days=(("processed_on", ("ended_on",)),),
        ),
        "da_co_ket_qua": Step(
            ("resolved_on", *_RESULT), ("resolved_on",), _SETTLED_HERE, needs=(("result",), ("result_on",)), of=DECIDED,
            days=(("resolved_on", ("result_on",)), ("result_on", ("resolved_on",)), _PROCESSED_BEFORE),
        ),
        "dang_thi_hanh": Step(("in_force_on",), ("in_force_on",)),
        "thi_hanh_xong": Step(("enforced_on", "enforced_by"), ("enforced_on",)),
        "chuyen_co_quan_dieu_tra": Step(
            ("competent_body", *_PAPER, "police_cases", "police_people"), ("doc_on", *_PROCESSED),
            (*_NOT_OURS, ("action", "chuyen_don"), ("police_cases", 1)), ("transfer",), needs=(("competent_body",),),
            days=_BY_PAPER,
        ),
    },
    "reception": {"tu_choi": Step(("refusal_reason",), (), (), ("refuse_reception",))},
    "reception_session": {"khong_co_dan": Step((), (), (), ("reception_minutes_empty",))},
    "follow_up": {"da_xong": Step(("done_on", "report_doc"), ("done_on",))},
    "event": {"da_ra_thong_bao": Step(("conclusion_no", "conclusion_on"))},
}  # fmt: skip
NONE = Step()

_CLOSES_FORWARDED = Step(("reply_no", "reply_on"))
FROM: Mapping[tuple[str, str, str], Step] = {  # where the state a step leaves makes it another one
    ("petition", "tam_dinh_chi", "dang_xac_minh"): Step(
        ("suspended_to",), ("suspended_to",), needs=(("suspended_to",),), anew=("suspended_to",)
    ),
    ("petition", "dong", "dang_xac_minh"): Step(
        (*REOPEN, "accepted_on"), needs=tuple((name,) for name in REOPEN), anew=REOPEN,
        ends=("resolved_on", "resolved_on_assumed", "ended_on", "reject_reason"),
    ),
    ("petition", "tam_dinh_chi", "dinh_chi"): replace(
        STEPS["petition"]["dinh_chi"], days=(("processed_on", ("ended_on",)), ("suspended_to", ("ended_on",)))
    ),
    **{("petition", source, "dong"): _CLOSES_FORWARDED for source in ("da_chuyen", "cho_phuc_dap", "don_doc")},
}  # fmt: skip
# a denunciation that is extended already is extended by a second decision; a complaint by another day
SECOND_EXTENSION = Step(
    ("extension2_no", "extended_to", "complex_grounds"), (), (), ("tc_extend",), needs=(("extension2_no",),),
    anew=("extended_to",),
)  # fmt: skip
ANOTHER_EXTENSION = Step(
    ("extension_no", "extended_to"), needs=(("extension_no", "extended_to"),), anew=("extension_no", "extended_to")
)
RESOLVED_AGAIN = Step(
    ("resolved_on", *_RESULT), ("resolved_on",), needs=(("result",), ("result_on",)), of=DECIDED,
    days=(("resolved_on", ("result_on",)), ("result_on", ("resolved_on",))), anew=_RESULT,
    ends=("decision_sent_on", "published_on", "in_force_on"),
)  # fmt: skip
