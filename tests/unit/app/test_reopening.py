"""A closed petition taken up again: by a leader, with the reason and the name (petitions.md §4.2); moves beside it."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import editing, steps, terms
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.records import petition_states
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TODAY = date(2026, 11, 22)
SAID: dict[str, Value] = {"reopen_reason": "Có tài liệu mới", "reopened_by": "Nguyễn Thị Hồng"}


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def closed(store: Store) -> Record:
    with store.batch(officer="A") as batch:
        row = batch.new("petition", {
            "unit": "80305", "type": "khieu_nai", "received_on": date(2026, 9, 1), "accepted_on": date(2026, 9, 8),
            "state": "dong", "resolved_on": date(2026, 10, 5), "result": "sai",
        })  # fmt: skip
    found = store.get("petition", row)
    assert found is not None
    return found


def again(store: Store, item: Record, values: dict[str, Value]) -> Record:
    record = store.types["petition"]
    [step] = [one for one in record.transitions if one.source == "dong"]
    editing.move(store, "petition", item.id, step, values, "A", today=TODAY)
    found = store.get("petition", item.id)
    assert found is not None
    return found


def test_without_reason_and_leader_nothing_is_opened_again(store: Store) -> None:
    item = closed(store)
    record = store.types["petition"]
    assert steps.asked_for(record, item, "dang_xac_minh") == list(steps.REOPEN)
    for missing in steps.REOPEN:
        with pytest.raises(UserError):
            again(store, item, {name: value for name, value in SAID.items() if name != missing})
    found = store.get("petition", item.id)
    assert found is not None
    assert found.values["state"] == "dong"


def test_what_is_opened_again_is_open_has_a_term_and_keeps_its_result(store: Store) -> None:
    found = again(store, closed(store), SAID).values
    assert (found["state"], found.get("resolved_on"), found["result"]) == ("dang_xac_minh", None, "sai")
    assert (found["reopen_reason"], found["reopened_by"]) == tuple(SAID.values())
    now = terms.term_of(terms.law(store), found)
    assert now is not None
    assert now.rule == "B2"


@pytest.mark.parametrize(
    "state", ["dang_phan_loai", "cho_thu_ly", "da_thu_ly", "dang_xac_minh", "doi_thoai", "gia_han"]
)
def test_signs_of_a_crime_are_handed_on_at_once_from_every_step_at_work(state: str) -> None:
    moves = {step.target for step in petition_states.TRANSITIONS if step.source == state}
    assert "chuyen_co_quan_dieu_tra" in moves


@pytest.mark.parametrize("state", ["dang_xac_minh", "doi_thoai", "gia_han"])
def test_settling_may_be_suspended_at_any_of_its_steps(state: str) -> None:
    assert {"tam_dinh_chi", "dinh_chi"} <= {step.target for step in petition_states.TRANSITIONS if step.source == state}
