"""What a step of a record asks for, what follows from it, and which paper goes with it (petitions.md §4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.checks import condition_holds
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.reading import Record


@dataclass(frozen=True)
class Step:
    """A state as the end of a step. `asks`: fields usually known then; `today`: days that are today unless said.

    `means`: what the state says of the record, filled in where nothing is written; `papers`: printables offered.
    """

    asks: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    means: tuple[tuple[str, Value], ...] = ()
    papers: tuple[str, ...] = ()


_OURS: tuple[tuple[str, Value], ...] = (("eligible", True), ("in_competence", True), ("action", "de_xuat_thu_ly"))
_NOT_OURS: tuple[tuple[str, Value], ...] = (("eligible", True), ("in_competence", False))
_PAPER = ("doc_no", "doc_on")
_PROCESSED = ("processed_on",)

STEPS: Mapping[str, Mapping[str, Step]] = {
    "petition": {
        "trung": Step(("original",), _PROCESSED),
        "tach_don": Step((), _PROCESSED),
        "khong_du_dk": Step(("ineligible_reason",), _PROCESSED, (("eligible", False),), ("not_eligible",)),
        "da_luu": Step((), (), (("action", "luu_don"),)),
        "ngoai_tham_quyen": Step(("competent_body",), (), _NOT_OURS),
        "da_huong_dan": Step(_PAPER, _PROCESSED, (*_NOT_OURS, ("action", "huong_dan")), ("guidance",)),
        "da_chuyen": Step(
            ("competent_body", *_PAPER), _PROCESSED, (*_NOT_OURS, ("action", "chuyen_don")), ("transfer",)
        ),
        "da_tra": Step(_PAPER, _PROCESSED, (*_NOT_OURS, ("action", "tra_don")), ("return",)),
        "don_doc": Step((), (), (), ("reminder",)),
        "cho_thu_ly": Step((), _PROCESSED, _OURS, ("propose_accept",)),
        "da_thu_ly": Step(
            ("accepted_on", "handled_by"), ("accepted_on",), _OURS, ("kn_accept", "tc_accept", "tc_accept_notice")
        ),
        "khong_thu_ly": Step(
            ("reject_reason", *_PAPER), _PROCESSED, (("action", "tu_choi_thu_ly"),), ("kn_reject",)
        ),
        "gia_han": Step(("extended_to", "extension_no"), (), (), ("tc_extend",)),
        "tam_dinh_chi": Step(("suspended_from", "suspended_to", "suspension_reason"), ("suspended_from",)),
        "dinh_chi": Step(("ended_on", "withdrawn"), ("ended_on", "processed_on"), (), ("withdrawal",)),
        "da_co_ket_qua": Step(("resolved_on", "result", "result_no", "result_on"), ("resolved_on",)),
        "dang_thi_hanh": Step(("in_force_on",), ("in_force_on",)),
        "thi_hanh_xong": Step(("enforced_on", "enforced_by"), ("enforced_on",)),
    },
    "reception": {"tu_choi": Step(("refusal_reason",), (), (), ("refuse_reception",))},
    "reception_session": {"khong_co_dan": Step((), (), (), ("reception_minutes_empty",))},
    "follow_up": {"da_xong": Step(("done_on", "report_doc"), ("done_on",))},
    "event": {"da_ra_thong_bao": Step(("conclusion_no", "conclusion_on"))},
}  # fmt: skip
_NONE = Step()


def step_to(type_name: str, state: str) -> Step:
    """What is known of a state of a type."""
    return STEPS.get(type_name, {}).get(state, _NONE)


def asked_for(record_type: RecordType, item: Record, target: str) -> list[str]:
    """The fields a step asks for: required in the state it leads to, or usually known then, and still empty."""
    values = {**item.values, record_type.state_field: target}
    needed = [f.name for f in record_type.fields if condition_holds(f.required_when, values)]
    wanted = [*needed, *step_to(record_type.name, target).asks]
    return [
        name for name in dict.fromkeys(wanted)
        if name in record_type.by_name and item.values.get(name) is None and name not in item.withheld
    ]  # fmt: skip


def begun(type_name: str, target: str, names: list[str], today: date) -> dict[str, Value]:
    """What the small form of a step begins with: days that are today unless the officer says otherwise."""
    return {name: today for name in names if name in step_to(type_name, target).today}


def follows(
    record_type: RecordType, item: Record, target: str, given: Mapping[str, Value], today: date | None
) -> dict[str, Value]:  # fmt: skip
    """What a step writes by itself where nobody has written anything: the tables are counted from it."""
    known = {**item.values, **{name: value for name, value in given.items() if value is not None}}
    step = step_to(record_type.name, target)
    meant: dict[str, Value] = {**dict(step.means), **dict.fromkeys(step.today if today else (), today)}
    return {
        name: value for name, value in meant.items()
        if name in record_type.by_name and known.get(name) is None and name not in item.withheld
    }  # fmt: skip
