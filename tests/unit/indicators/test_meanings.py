"""The fixed meanings, one by one: award years, units, bins, ratios, what a list refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from danvan_desktop.app.figures import figure_records, figures, units_below
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.errors import UserError
from danvan_desktop.reports.figure_value import percentage
from danvan_desktop.storage.store import Store
from tests.unit.indicators.worlds import new_store

Y2019 = year(2019)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = new_store()
    yield opened
    opened.close()


def _add(store: Store, type_name: str, **values: Any) -> bytes:
    with store.batch(officer="Lê Văn A") as batch:
        return batch.new(type_name, {"unit": "803", **values})


def _petition(store: Store, **values: Any) -> bytes:
    return _add(store, "petition", **{"received_on": date(2019, 3, 1), "type": "tranh_chap", **values})


def _value(store: Store, code: str, period: Period = Y2019, unit: str | None = None) -> Any:
    return next(item.value for item in figures(store, period, unit) if item.code == code)


def test_a_year_counts_awards_by_merit_year_and_other_periods_by_the_day_of_presentation(store: Store) -> None:
    _add(store, "award", recipient_name="A", award_kind="ky_niem_chuong", merit_year=2019, given_on=date(2020, 1, 14))
    assert _value(store, "L01") == 1
    assert _value(store, "L01", year(2020)) == 0
    assert _value(store, "L01", Period(date(2020, 1, 1), date(2020, 1, 31))) == 1


def test_without_a_presentation_the_day_of_the_decision_counts(store: Store) -> None:
    _add(store, "award", recipient_name="A", award_kind="giay_khen", recipient_kind="tap_the", merit_year=2018,
         decision_date=date(2019, 5, 2))  # fmt: skip
    assert _value(store, "L02.certificate.collective", Period(date(2019, 5, 1), date(2019, 5, 31))) == 1
    assert _value(store, "L02.certificate.collective") == 0


def test_a_certificate_of_any_authority_is_a_certificate(store: Store) -> None:
    for kind in ("giay_khen", "gk_xa", "bang_khen"):
        _add(store, "award", recipient_name="A", award_kind=kind, recipient_kind="ca_nhan", merit_year=2019,
             decision_no="5")  # fmt: skip
    assert _value(store, "L02.certificate.individual") == 2
    assert _value(store, "L02.commendation.individual") == 1


def test_an_award_only_proposed_does_not_count(store: Store) -> None:
    award = _add(store, "award", recipient_name="A", award_kind="ky_niem_chuong", merit_year=2019, state="de_xuat")
    assert _value(store, "L01") == 0
    with store.batch(officer="Lê Văn A") as batch:
        batch.edit("award", award, {"decision_no": "15-QĐ/BDVTW"})
    assert _value(store, "L01") == 1


def test_a_model_of_two_years_is_counted_once_and_as_it_stood_last(store: Store) -> None:
    model = _add(store, "model", name="Giờ nào việc nấy")
    for number, kind in ((2018, "dang_ky_moi"), (2019, "duy_tri")):
        _add(store, "model_year", model=model, year=number, registration_kind=kind)
    both = Period(date(2018, 1, 1), date(2019, 12, 31))
    assert [_value(store, code, both) for code in ("B01", "B01.new", "B01.continued")] == [1, 0, 1]
    assert _value(store, "B01.new", year(2018)) == 1


def test_the_years_of_a_deleted_model_raise_no_money(store: Store) -> None:
    model = _add(store, "model", name="Giờ nào việc nấy")
    _add(store, "model_year", model=model, year=2019, money_unsplit=45_500_000, money_people=1)
    assert _value(store, "B07.money") == 45_500_001
    with store.batch(officer="Lê Văn A") as batch:
        batch.delete("model", model)
    assert (_value(store, "B07.money"), _value(store, "B01")) == (0, 0)


def test_a_record_in_the_bin_counts_again_when_it_comes_back(store: Store) -> None:
    petition = _petition(store)
    with store.batch(officer="Lê Văn A") as batch:
        batch.delete("petition", petition)
    assert (_value(store, "D04"), figure_records(store, "petition", "D04", Y2019)) == (0, [])
    with store.batch(officer="Lê Văn A") as batch:
        batch.restore("petition", petition)
    assert _value(store, "D04") == 1


def test_workdays_and_land_are_added_exactly(store: Store) -> None:
    model = _add(store, "model", name="Giờ nào việc nấy")
    for area in ("0.1", "0.2", "1200.5"):
        _add(store, "model_year", model=model, year=2019, land_m2=Decimal(area))
    assert _value(store, "B07.land") == Decimal("1200.8")


def test_a_petition_resolved_after_the_period_was_open_at_its_end(store: Store) -> None:
    _petition(store, resolved_on=date(2020, 2, 1), state="da_co_ket_qua")
    assert [_value(store, code) for code in ("D05", "D06", "D06.in_settlement")] == [0, 1, 1]
    assert _value(store, "D06.opening", year(2020)) == 1


def test_a_petition_accepted_after_the_period_was_waiting_at_its_end(store: Store) -> None:
    _petition(store, accepted_on=date(2020, 1, 5), state="da_thu_ly")
    assert (_value(store, "D06.before_acceptance"), _value(store, "D06.in_settlement")) == (1, 0)


def test_a_unit_counts_for_all_above_it_in_that_period() -> None:
    store = new_store("80", "province")
    with store.batch(officer="Lê Văn A") as batch:
        batch.new(
            "unit", {"code": "803", "name": "Huyện Thạnh Hóa", "parent_code": "80", "valid_to": date(2025, 6, 30)}
        )
        batch.new("unit", {"code": "27961", "name": "Xã Tân Tây", "parent_code": "803"})
        batch.new("unit", {"code": "9", "name": "Xã mới", "parent_code": "80", "valid_from": date(2025, 7, 1)})
    for unit in ("803", "27961", "27961", "9"):
        _petition(store, unit=unit)
        _petition(store, unit=unit, received_on=date(2025, 3, 1))
    assert [_value(store, "D04", unit=code) for code in ("80", "803", "27961")] == [3, 3, 2]
    assert [_value(store, "D04", year(2025), unit=code) for code in ("80", "803", "9")] == [4, 3, 1]
    assert set(units_below(store, "80", Y2019)) == {"80", "803", "27961"}
    store.close()


def test_a_commune_of_a_dissolved_district_goes_on_counting_for_the_province() -> None:
    store = new_store("80", "province")
    with store.batch(officer="Lê Văn A") as batch:
        batch.new(
            "unit", {"code": "803", "name": "Huyện Thạnh Hóa", "parent_code": "80", "valid_to": date(2025, 6, 30)}
        )
        batch.new("unit", {"code": "27961", "name": "Xã Tân Tây", "parent_code": "803"})
    for unit in ("803", "27961"):
        _petition(store, unit=unit, received_on=date(2026, 3, 1))
    assert _value(store, "D04", year(2026), unit="80") == 1
    store.close()


def test_a_unit_that_moved_counts_where_it_stood_and_nowhere_twice() -> None:
    store = new_store("79", "province")
    with store.batch(officer="Lê Văn A") as batch:
        moved = {"code": "803", "name": "Huyện dời"}
        batch.new("unit", {**moved, "parent_code": "80", "valid_to": date(2024, 12, 31)})
        batch.new("unit", {**moved, "parent_code": "81", "valid_from": date(2025, 1, 1)})
        batch.new("unit", {"code": "27961", "name": "Xã Tân Tây", "parent_code": "803"})
    _petition(store, unit="27961")
    found = {(code, y): "27961" in units_below(store, code, year(y)) for code in ("80", "81") for y in (2024, 2025)}
    assert found == {("80", 2024): True, ("80", 2025): False, ("81", 2024): False, ("81", 2025): True}
    store.close()


def test_records_without_a_known_unit_go_by_the_office_that_wrote_them(store: Store) -> None:
    _petition(store, unit=None)
    _petition(store, unit="nơi chưa biết")
    assert _value(store, "D04", unit="803") == 2
    with pytest.raises(UserError, match="804"):
        _value(store, "D04", unit="804")
    assert len(figure_records(store, "petition", "D04", Y2019, unit="803")) == 2


def test_a_ratio_lists_its_denominator_unless_the_numerator_is_asked_for(store: Store) -> None:
    open_one, done = _petition(store), _petition(store, resolved_on=date(2019, 4, 1))
    assert set(figure_records(store, "petition", "D05.ratio", Y2019)) == {open_one, done}
    assert figure_records(store, "petition", "D05.ratio", Y2019, part="numerator") == [done]
    found = next(item for item in figures(store, Y2019) if item.code == "D05.ratio")
    assert found.as_json() == {
        "code": "D05.ratio", "label": found.label, "counts": "records", "value": 50, "numerator": 1, "denominator": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("above", "below", "shown"), [(59, 71, "83.1"), (1, 3, "33.3"), (1, 800, "0.1"), (2, 2, "100")]
)
def test_a_percentage_has_one_place_and_halves_go_up(above: int, below: int, shown: str) -> None:
    assert percentage(above, below) == Decimal(shown)


def test_nothing_divided_by_nothing_has_no_percentage(store: Store) -> None:
    assert percentage(0, 0) is None
    assert next(item for item in figures(store, Y2019) if item.code == "D05.ratio").as_json()["value"] is None


@pytest.mark.parametrize(("type_name", "code"), [("petition", "D02"), ("model_year", "B01"), ("petition", "D99")])
def test_a_list_of_the_wrong_type_or_an_unknown_figure_is_refused(store: Store, type_name: str, code: str) -> None:
    with pytest.raises(UserError):
        figure_records(store, type_name, code, Y2019)


def test_cases_and_models_are_the_records_behind_d02_and_b01(store: Store) -> None:
    case = _add(store, "case", code="VV0001")
    _add(store, "reception", case=case, received_on=date(2019, 1, 3), kind="kien_nghi")
    visit = _add(store, "reception", case=case, received_on=date(2019, 2, 3), kind="kien_nghi")
    further = _add(store, "case", code="VV0002")
    _add(store, "case_link", case=further, reception=visit)
    _add(store, "case", code="VV0003")
    model = _add(store, "model", name="Giờ nào việc nấy")
    _add(store, "model_year", model=model, year=2019)
    assert figure_records(store, "case", "D02", Y2019) == [further, case]
    assert figure_records(store, "model", "B01", Y2019) == [model]
    assert _value(store, "D01.visits") == 2


def test_a_field_is_a_figure_before_any_record_has_it(store: Store) -> None:
    assert figure_records(store, "petition", "D04.field.moi_truong", Y2019) == []
    assert "D04.field.moi_truong" not in {item.code for item in figures(store, Y2019)}


def test_fields_come_in_the_order_of_the_catalogue(store: Store) -> None:
    for code in ("khac", "quyen_su_dung_dat", "boi_thuong_gpmb", "bo_ranh"):
        _petition(store, field=code)
    codes = [item.part for item in figures(store, Y2019) if item.code.startswith("D04.field.")]
    assert codes == ["boi_thuong_gpmb", "bo_ranh", "quyen_su_dung_dat", "khac"]
