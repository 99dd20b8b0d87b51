"""A form without its widgets, and what is typed into it: nothing kept elsewhere is lost, nothing secret is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import records
from danvan_desktop.app import pick_lists, typed
from danvan_desktop.app.form_state import UNREADABLE, FormState, bare_sentence
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.app import desks

PETITION, RECEPTION = records.get("petition"), records.get("reception")
COUNT, AREA, DAY = (PETITION.field(name) for name in ("people_count", "area_m2", "received_on"))


def loaded(store: Store, row: bytes) -> FormState:
    item = store.get("reception", row)
    assert item is not None
    return FormState.of(RECEPTION, item)


def test_what_is_kept_elsewhere_is_neither_missing_nor_emptied_by_a_save(store: Store) -> None:
    row = desks.save(store, "reception", desks.reception()).row
    store.destroy_values("reception", row, ["visitor_name"])
    state = loaded(store, row)
    assert state.withheld == {"visitor_name"}
    state.put("note", "Đã hẹn lại")
    assert "visitor_name" not in state.to_save()
    assert state.changed() == {"note"}
    assert not [problem for problem in state.check(store, desks.TODAY) if problem.field == "visitor_name"]


def test_a_denouncers_values_are_emptied_by_a_save_and_wait_in_no_draft(store: Store) -> None:
    row = desks.save(store, "reception", desks.reception()).row
    state = loaded(store, row)
    state.put("kind", "to_cao")
    assert "visitor_name" in state.secret()
    assert state.to_save()["visitor_name"] is None
    assert {"kind", "visitor_name"} <= state.changed()
    assert not [problem for problem in state.check(store, desks.TODAY) if problem.code == "denouncer"]


def test_a_text_that_cannot_be_read_is_an_error_in_its_own_words(store: Store) -> None:
    state = FormState.new(RECEPTION, desks.reception())
    state.put_unreadable("received_on", "Lịch không có ngày này.")
    found = state.check(store, desks.TODAY)
    assert [(problem.field, problem.code) for problem in found] == [("received_on", UNREADABLE)]
    assert state.dirty
    state.put("received_on", date(2026, 11, 20))
    assert state.check(store, desks.TODAY) == []


def test_an_empty_text_is_no_change() -> None:
    state = FormState(PETITION, {"village": "  "}, {"village": None})
    assert not state.dirty


def test_beside_its_field_a_problem_is_said_without_the_label(store: Store) -> None:
    state = FormState.new(RECEPTION, desks.reception(received_on=date(2027, 1, 1)))
    [problem] = state.check(store, desks.TODAY)
    assert not bare_sentence(problem, RECEPTION.field("received_on")).startswith("Ngày tiếp")


# --- what is typed
@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_it_is_written(number: Decimal) -> None:
    for text in (typed.written(AREA, number), typed.plainly_written(AREA, number)):
        assert typed.read(AREA, text, desks.TODAY) == number
    for text in (typed.written(COUNT, int(number)), typed.plainly_written(COUNT, int(number))):
        assert typed.read(COUNT, text, desks.TODAY) == int(number)


@given(st.dates(date(1946, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    for text in (typed.written(DAY, day), f"{day:%d%m%Y}", f"{day.day}-{day.month}-{day.year}"):
        assert typed.read(DAY, text, desks.TODAY) == day


@given(st.text(max_size=20), st.sampled_from([Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.TIME]))
def test_anything_typed_is_a_value_or_a_sentence(text: str, kind: Kind) -> None:
    sentence = "read"
    try:
        typed.read(Field("a", kind, "A"), text, desks.TODAY)
    except typed.UnreadableError as error:
        sentence = error.sentence
    assert sentence


# --- what can be picked
def test_a_catalogue_is_a_tree_of_what_is_valid_on_the_day() -> None:
    field = PETITION.field("field")
    offered = pick_lists.picks(field, desks.TODAY)
    assert {pick.level for pick in offered} >= {0, 1}
    assert len(pick_lists.recent_first(offered, [offered[-1].code])) == len(offered) + 1
    assert pick_lists.stored(field, "ma_khong_con", desks.TODAY).old


def test_units_are_known_by_name_the_own_one_first(tmp_path: Path) -> None:
    province = Store.create(tmp_path / "p.db", desks.KEY, UnitInfo("66", "Tỉnh Đắk Lắk", "province"))
    desks.save(province, "unit", {"code": "25999", "name": "Xã Láng Giềng", "historic": True})
    found = pick_lists.units(province)
    assert [(pick.code, pick.old) for pick in found] == [("66", False), ("25999", True)]
    assert pick_lists.unit_pick(province, "00000") is None
    province.close()


def test_a_number_another_visit_has_is_told_while_it_is_typed_and_not_refused(store: Store) -> None:
    first: dict[str, Value] = {**desks.reception(), "received_on": date(2026, 3, 2), "register_year": 2026}
    desks.save(store, "reception", {**first, "register_no": "9"})
    form = FormState.new(RECEPTION, {**first, "register_no": "10"})
    form.check(store, date(2026, 9, 1))
    assert form.problem_of("register_no") is None
    form.put("register_no", "09")
    form.check(store, date(2026, 9, 1))
    told = form.problem_of("register_no")
    assert told is not None
    assert "02/03/2026" in told.text
    assert not form.errors()
    form.put("register_no", "11")
    form.check(store, date(2026, 9, 1))
    assert form.problem_of("register_no") is None
