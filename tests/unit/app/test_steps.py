"""What a step of a petition asks for and what follows from it by itself, so that the tables count it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop import records
from danvan_desktop.app import editing, steps
from danvan_desktop.app.official_tables import tables
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.reports import letters
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TODAY = date(2026, 7, 6)
PETITION = records.get("petition")


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def _new(store: Store, **values: Any) -> bytes:
    given: dict[str, Any] = {
        "unit": "80305", "received_on": date(2026, 7, 1), "type": "khieu_nai", "state": "moi_tiep_nhan", **values,
    }  # fmt: skip
    with store.batch(officer="A") as batch:
        return batch.new("petition", given)


def _walk(store: Store, row: bytes, *targets: str, **values: Any) -> Record:
    for target in targets:
        item = store.get("petition", row)
        assert item is not None
        step = next(t for t in PETITION.transitions if (t.source, t.target) == (item.values["state"], target))
        editing.move(store, "petition", row, step, values if target == targets[-1] else {}, "A", today=TODAY)
    item = store.get("petition", row)
    assert item is not None
    return item


def test_a_petition_proposed_for_acceptance_counts_as_processed_eligible_and_ours(store: Store) -> None:
    item = _walk(store, _new(store), "dang_phan_loai", "cho_thu_ly")
    told = {name: item.values[name] for name in ("processed_on", "eligible", "in_competence", "action")}
    assert told == {"processed_on": TODAY, "eligible": True, "in_competence": True, "action": "de_xuat_thu_ly"}


def test_each_way_out_of_competence_is_counted_in_its_own_column(store: Store) -> None:
    for target in ("da_huong_dan", "da_chuyen", "da_tra"):
        _walk(store, _new(store), "dang_phan_loai", "ngoai_tham_quyen", target, competent_body="Sở X", doc_no="7")
    cells = tables(store, "TT06-2025", "Q3-2026").total.cells["02/XLD"]
    assert {n: cells[n] for n in ("1", "2", "3", "4", "23", "24", "25")} == {
        "1": 3, "2": 3, "3": 3, "4": 0, "23": 3, "24": 2, "25": 1,
    }  # fmt: skip


def test_what_the_officer_wrote_before_is_never_written_over(store: Store) -> None:
    row = _new(store, processed_on=date(2026, 7, 3), in_competence=False)
    item = _walk(store, row, "dang_phan_loai", "cho_thu_ly")
    assert item.values["processed_on"] == date(2026, 7, 3)
    assert item.values["in_competence"] is False


def test_what_is_typed_for_the_step_goes_before_what_follows_from_it(store: Store) -> None:
    row = _new(store)
    item = _walk(store, row, "dang_phan_loai", "cho_thu_ly", "da_thu_ly", accepted_on=date(2026, 7, 5))
    assert item.values["accepted_on"] == date(2026, 7, 5)


def test_a_step_asks_only_for_what_is_still_empty(store: Store) -> None:
    row = _new(store, competent_body="Phòng Kinh tế")
    item = store.get("petition", row)
    assert item is not None
    assert steps.asked_for(PETITION, item, "da_chuyen") == ["doc_no", "doc_on"]
    assert steps.asked_for(PETITION, item, "khong_thu_ly") == ["reject_reason", "doc_no", "doc_on"]


@pytest.mark.parametrize("type_name", sorted(steps.STEPS))
def test_every_step_speaks_of_states_fields_codes_and_papers_that_exist(type_name: str) -> None:
    record = records.get(type_name)
    known = {kind.id for kind in letters.kinds()}
    for state, step in steps.STEPS[type_name].items():
        assert state in {choice.code for choice in record.field(record.state_field).choices}
        assert {*step.asks, *step.today} <= set(record.by_name)
        for name, value in step.means:
            codes = {choice.code for choice in record.field(name).choices}
            assert value in codes if codes else isinstance(value, bool | int)
        assert set(step.papers) <= known


def test_every_state_of_a_petition_can_be_reached_by_its_steps() -> None:
    reached, grown = {"moi_tiep_nhan"}, True
    while grown:
        new: set[str] = {t.target for t in PETITION.transitions if t.source in reached} - reached
        reached |= new
        grown = bool(new)
    assert reached == {choice.code for choice in PETITION.field("state").choices}


def test_a_closed_petition_is_opened_again_by_a_leader_only() -> None:
    again: list[Transition] = [t for t in PETITION.transitions if t.source == "dong"]
    assert [t.role for t in again] == ["lanh_dao"]
