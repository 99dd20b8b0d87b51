"""The second complaint: one only, not before the first was decided, and said to be late where it is (KN Art. 9, 33)."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import begun_round
from danvan_desktop.app.looked_over import look
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, save, values

D = date
TODAY = D(2026, 11, 22)


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def first(store: Store, **more: Value) -> bytes:
    return save(store, "petition", {
        "unit": "80305", "received_on": D(2026, 7, 1), "type": "khieu_nai", "accepted_on": D(2026, 7, 6),
        "state": "da_co_ket_qua", "resolved_on": D(2026, 8, 3), "result": "sai", "result_on": D(2026, 8, 3), **more,
    }).row  # fmt: skip


def again(store: Store, row: bytes, on: date) -> bytes:
    return begun_round.begin(store, row, officer=LAN, today=TODAY, on=on)


def codes(store: Store, row: bytes) -> set[str]:
    found = values(store, "petition", row)
    return {problem.code for problem in look(store, "petition", found, found, TODAY)}


def test_there_is_one_second_petition_and_another_is_refused_by_its_name(store: Store) -> None:
    row = first(store)
    made = again(store, row, D(2026, 8, 20))
    save(store, "petition", {"petition_no": "KN-77"}, made)
    with pytest.raises(UserError, match="KN-77"):
        again(store, row, D(2026, 8, 21))
    assert len(store.search("petition", "KN-77")) == 1


def test_an_overdue_complaint_too_has_one_second_petition(store: Store) -> None:
    row = first(store, state="dang_xac_minh", resolved_on=None, result=None, result_on=None)
    again(store, row, D(2026, 8, 20))
    with pytest.raises(UserError):
        again(store, row, D(2026, 8, 21))


@pytest.mark.parametrize("on", [D(2026, 6, 1), D(2026, 8, 2), D(2026, 11, 23)])
def test_a_second_complaint_before_the_first_decision_or_after_today_is_refused(store: Store, on: date) -> None:
    row = first(store)
    with pytest.raises(UserError):
        again(store, row, on)
    assert values(store, "petition", row)["state"] == "da_co_ket_qua"


def test_before_the_first_is_overdue_there_is_no_second(store: Store) -> None:
    row = first(store, state="dang_xac_minh", resolved_on=None, result=None, result_on=None)  # due 05/08/2026
    with pytest.raises(UserError):
        again(store, row, D(2026, 8, 5))


def test_after_thirty_days_it_is_said_to_be_late(store: Store) -> None:
    assert "complaint_too_late" in codes(store, again(store, first(store), D(2026, 10, 1)))
    assert "complaint_too_late" not in codes(store, again(store, first(store), D(2026, 8, 20)))
    far = first(store, remote_area=True)
    assert "complaint_too_late" not in codes(store, again(store, far, D(2026, 9, 10)))


def test_where_nobody_decided_the_thirty_days_run_from_the_day_somebody_should_have(store: Store) -> None:
    unsettled: dict[str, Value] = {"state": "dang_xac_minh", "resolved_on": None, "result": None, "result_on": None}
    assert "complaint_too_late" in codes(store, again(store, first(store, **unsettled), D(2026, 10, 1)))
    assert "complaint_too_late" not in codes(store, again(store, first(store, **unsettled), D(2026, 8, 20)))


@pytest.mark.parametrize(("decided", "field", "late"), [
    (D(2026, 3, 2), None, True), (D(2026, 4, 20), None, False), (D(2026, 6, 1), "ky_luat_can_bo", True),
])  # fmt: skip
def test_a_first_complaint_after_its_time_is_said_to_be_late(
    store: Store, decided: date, field: str | None, late: bool
) -> None:
    row = save(store, "petition", {"unit": "80305", "received_on": D(2026, 7, 1), "type": "khieu_nai", "state":
               "moi_tiep_nhan", "decision_on": decided, "field": field}).row  # fmt: skip
    assert ("complaint_too_late" in codes(store, row)) is late


def test_a_decision_after_the_complaint_is_pointed_out(store: Store) -> None:
    row = save(store, "petition", {"unit": "80305", "received_on": D(2026, 7, 1), "type": "khieu_nai", "state":
               "moi_tiep_nhan", "decision_on": D(2026, 7, 9)}).row  # fmt: skip
    assert "decided_after_receipt" in codes(store, row)
