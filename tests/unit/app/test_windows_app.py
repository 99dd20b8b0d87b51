"""What the composed windows ask for: the road of a petition, sums of an event, the same matter, years of a model."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan_desktop import records
from danvan_desktop.app import editing, event_sums, model_years, reception_day, road, same_matter, undo
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.store import Store
from tests.unit.app import desks
from tests.unit.app.desks import LAN, TODAY


def petition(store: Store, **more: Value) -> bytes:
    values = {"unit": store.unit.code, "received_on": date(2026, 11, 3), "type": "khieu_nai", "people_count": 1,
              "petition_no": "0068/2026", "state": "moi_tiep_nhan", **more}  # fmt: skip
    return desks.save(store, "petition", values).row


# --- the road
def test_the_road_has_the_steps_made_the_state_now_and_what_is_open(store: Store) -> None:
    record = records.get("petition")
    row = petition(store)
    item = store.get("petition", row)
    assert item is not None
    step = next(s for s in editing.open_moves(store, record, item, "xu_ly") if s.target == "dang_phan_loai")
    editing.move(store, "petition", row, step, {}, LAN)
    desks.save(store, "petition", {**desks.values(store, "petition", row), "note": "x"}, row)
    item = store.get("petition", row)
    assert item is not None
    way = road.road(store, record, row, editing.open_moves(store, record, item, "xu_ly"))
    assert [stop.code for stop in way.done] == ["moi_tiep_nhan"]
    assert way.now is not None
    assert (way.now.code, way.now.since is not None) == ("dang_phan_loai", True)
    assert "cho_thu_ly" in {step.target for step in way.open}


@pytest.mark.parametrize(
    ("days", "tone", "icon"), [(-3, "danger", "circle-x"), (0, "warn", "triangle-alert"), (5, "warn", "clock"),
                               (30, "text2", "clock")]
)  # fmt: skip
def test_the_days_left_are_said_in_word_icon_and_colour(days: int, tone: str, icon: str) -> None:
    said = road.due({"due_on": TODAY + timedelta(days), "state": "dang_xac_minh"}, TODAY)
    assert said is not None
    assert (said.tone, said.icon) == (tone, icon)
    assert f"{TODAY + timedelta(days):%d/%m/%Y}" in said.text


def test_what_is_settled_is_not_late_and_an_extended_day_counts() -> None:
    late = {"due_on": TODAY - timedelta(9)}
    settled = road.due({**late, "state": "da_co_ket_qua"}, TODAY)
    extended = road.due({**late, "state": "gia_han", "extended_to": TODAY + timedelta(20)}, TODAY)
    assert settled is not None
    assert extended is not None
    assert (settled.tone, extended.tone) == ("text2", "text2")
    assert road.due({}, TODAY) is None


# --- the event
def test_sums_of_an_event() -> None:
    assert "98" in event_sums.sites([{"invited": 70, "present": 60}, {"invited": 50, "present": 38}])
    past: date = TODAY - timedelta(1)
    rows: list[dict[str, Value]] = [
        {"answered_on_spot": True}, {"assigned_org": "UBND", "due_date": past, "status": "dang_giai_quyet"},
        {"assigned_org": "UBND", "due_date": past, "status": "da_giai_quyet"},
    ]  # fmt: skip
    assert event_sums.late(rows, TODAY) == [rows[1]]
    assert "3" in event_sums.opinions(rows, TODAY)


def test_delegates_stand_in_the_order_of_protocol() -> None:
    rows: list[dict[str, Value]] = [
        {"group": "bao_chi", "seq": 1}, {"group": "thanh_vien", "seq": 3}, {"group": "chu_tri", "seq": 9},
        {"group": "thanh_vien", "seq": 2}, {},
    ]  # fmt: skip
    assert event_sums.in_protocol_order(rows) == [2, 3, 1, 0, 4]


# --- the same matter
def test_a_case_is_made_of_an_earlier_petition_and_undone_whole(store: Store) -> None:
    row = petition(store, summary_redacted="Đo lại thửa đất")
    found = same_matter.join(store, "petition", row, officer=LAN)
    assert desks.values(store, "petition", row)["case"] == found.case
    assert desks.values(store, "case", found.case)["title"] == "Đo lại thửa đất"
    assert found.visit_no == 1
    assert found.group is not None
    undo.undo(store, found.group, officer=LAN)
    assert desks.whole_view(store, "case") == {}
    assert desks.values(store, "petition", row).get("case") is None


def test_a_case_that_is_there_is_used_and_its_visits_are_counted(store: Store) -> None:
    first = desks.save(store, "reception", desks.reception()).row
    made = same_matter.join(store, "reception", first, officer=LAN)
    again = same_matter.join(store, "reception", first, officer=LAN)
    assert (again.case, again.visit_no, again.group) == (made.case, 2, None)


def test_a_follow_up_of_a_visit_names_nobody(store: Store) -> None:
    values = desks.reception(result="hen_lai", due_on=date(2026, 12, 1))
    found = reception_day.follow_up_from(b"x" * 16, values)
    assert found["due_date"] == date(2026, 12, 1)
    assert "Thành" not in str(found)


# --- the years of a model
def test_a_further_year_goes_on_from_the_last() -> None:
    years: list[dict[str, Value]] = [{"year": 2025, "field": "kinh_te", "money_people": 5}, {"year": 2023}]
    assert model_years.begin([], 2026) == {"year": 2026, "registration_kind": "dang_ky_moi"}
    begun = model_years.begin(years, 2026)
    assert (begun["year"], begun["registration_kind"], begun["field"]) == (2026, "duy_tri", "kinh_te")
    assert "money_people" not in begun
    assert model_years.before(years, 2026)["year"] == 2025
    assert model_years.before(years, 2023) == {}


def test_the_money_of_a_year_is_added_up() -> None:
    assert model_years.money({"money_state": 30_000_000, "money_people": 12_000_000, "households": 9}) == 42_000_000
