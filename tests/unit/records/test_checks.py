"""One validation for form, import and package."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import records
from danvan_desktop.domain.checks import condition_holds, errors, problems, withheld_for_denouncer
from danvan_desktop.domain.record_type import RecordType, When
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import rules

TODAY = date(2026, 11, 22)
PETITION: dict[str, Value] = {
    "unit": "80", "received_on": date(2026, 3, 26), "type": "khieu_nai", "field": "bo_ranh", "state": "da_thu_ly",
    "people_count": 1,
}  # fmt: skip
AWARD: dict[str, Value] = {
    "unit": "80", "recipient_kind": "ca_nhan", "recipient_name": "Lê Văn A", "award_kind": "giay_khen",
}  # fmt: skip


def codes(type_name: str, values: dict[str, Value], **more: Value) -> dict[str, str]:
    found = problems(records.get(type_name), {**values, **more}, TODAY, rules.codes())
    return {problem.code: problem.severity for problem in found}


def test_a_sound_petition_has_no_problem() -> None:
    assert codes("petition", PETITION) == {}


@pytest.mark.parametrize("name", ["received_on", "type"])
def test_date_and_type_of_a_petition_are_required(name: str) -> None:
    assert codes("petition", PETITION, **{name: None}) == {"required": "error"}


def test_blank_text_counts_as_missing() -> None:
    assert codes("model", {"unit": "80", "name": "  "}) == {"required": "error"}


def test_a_date_after_today_is_an_error_but_a_term_may_lie_ahead() -> None:
    assert codes("petition", PETITION, received_on=date(2091, 4, 10)) == {"future": "error"}
    assert codes("petition", PETITION, due_on=date(2027, 1, 10)) == {}


def test_today_itself_is_allowed() -> None:
    assert codes("petition", PETITION, received_on=TODAY) == {}


def test_resolved_before_received_is_an_error() -> None:
    early: dict[str, Value] = {"state": "da_co_ket_qua", "resolved_on": date(2026, 3, 1)}
    assert codes("petition", PETITION, **early) == {"resolved_before_received": "error"}


def test_received_before_written_is_only_a_warning() -> None:
    assert codes("petition", PETITION, written_on=date(2026, 3, 27)) == {"received_before_written": "warning"}


def test_numbers_keep_their_bounds() -> None:
    assert codes("petition", PETITION, people_count=-2) == {"too_small": "error"}
    assert codes("petition", PETITION, area_m2=Decimal("-0.5")) == {"too_small": "error"}


@pytest.mark.parametrize("value", ["hai người", True, Decimal("1.5")])
def test_a_value_of_another_kind_is_an_error(value: Value) -> None:
    assert codes("petition", PETITION, people_count=value) == {"wrong_kind": "error"}


def test_unknown_codes_are_errors() -> None:
    assert codes("petition", PETITION, type="khieu_lai") == {"unknown_code": "error"}
    assert codes("petition", PETITION, field="dat") == {"unknown_code": "error"}


def test_without_catalogues_their_codes_are_not_checked() -> None:
    assert problems(records.get("petition"), {**PETITION, "field": "dat"}, TODAY) == []


def test_a_text_too_long_is_a_warning() -> None:
    assert codes("petition", PETITION, summary_redacted="a" * 501) == {"too_long": "warning"}


def test_a_reason_is_asked_for_when_its_state_needs_one() -> None:
    assert codes("petition", PETITION, state="khong_thu_ly") == {"required_when": "warning"}
    assert codes("petition", PETITION, eligible=False) == {"required_when": "warning"}
    assert codes("petition", PETITION, eligible=True) == {}


def test_five_people_are_a_crowd_until_it_is_said() -> None:
    assert codes("petition", PETITION, people_count=5) == {"crowd": "warning"}
    assert codes("petition", PETITION, people_count=5, group=True) == {}
    assert codes("petition", PETITION, people_count=4) == {}


@pytest.mark.parametrize(("people", "sent", "allowed"), [(5, 2, True), (10, 3, False), (11, 5, True), (11, 6, False)])
def test_a_crowd_sends_as_many_as_the_law_allows(people: int, sent: int, allowed: bool) -> None:
    found = codes("petition", PETITION, people_count=people, rep_count=sent, group=True)
    assert ("too_many_representatives" not in found) is allowed


def test_resolved_without_a_day_is_a_warning() -> None:
    assert codes("petition", PETITION, state="da_co_ket_qua") == {"resolved_without_date": "warning"}


def test_a_record_without_a_unit_is_a_warning() -> None:
    assert codes("petition", PETITION, unit=None) == {"unit_missing": "warning"}


def test_a_denouncer_must_not_stand_in_the_values() -> None:
    named = {"type": "to_cao", "petitioner_name": "Trần Thị B"}
    assert codes("petition", PETITION, **named) == {"denouncer": "error"}
    record = records.get("petition")
    assert "petitioner_name" in withheld_for_denouncer(record, {"type": "to_cao"})
    assert withheld_for_denouncer(record, PETITION) == ()


def test_problems_never_repeat_the_value() -> None:
    secret = "Trần Thị Bí Mật"
    found = problems(records.get("petition"), {**PETITION, "type": "to_cao", "petitioner_name": secret}, TODAY)
    assert all(secret not in problem.text for problem in found)


def test_an_effective_model_needs_a_result_and_a_figure() -> None:
    year: dict[str, Value] = {"unit": "80", "year": 2026, "effective": "co"}
    assert codes("model_year", year) == {"effective_unproved": "warning"}
    assert codes("model_year", year, result_year="Đã làm 2 km đường", money_unsplit=1_200_000_000) == {}


def test_no_district_recognises_after_june_2025() -> None:
    given_by: dict[str, Value] = {"year": 2025, "level": "huyen", "decision_date": date(2025, 6, 30)}
    assert codes("model_recognition", given_by) == {}
    assert codes("model_recognition", given_by, decision_date=date(2025, 7, 1)) == {"no_district": "warning"}


def test_a_dialogue_keeps_its_terms_or_warns() -> None:
    event: dict[str, Value] = {
        "unit": "80", "title": "Đối thoại", "kind": "doi_thoai", "dialogue_kind": "dinh_ky",
        "start_on": date(2026, 10, 20), "announced_on": date(2026, 10, 13), "result_published_on": date(2026, 10, 30),
    }  # fmt: skip
    assert codes("event", event) == {}
    late = {"announced_on": date(2026, 10, 14), "result_published_on": date(2026, 10, 31)}
    assert codes("event", event, **late) == {"announced_late": "warning", "published_late": "warning"}


def test_an_award_is_not_decided_before_its_minutes() -> None:
    papers = {"minutes_date": date(2026, 5, 2), "decision_date": date(2026, 5, 1)}
    assert codes("award", AWARD, **papers) == {"decided_before_minutes": "error"}


def test_a_medal_goes_to_one_person() -> None:
    collective = {"award_kind": "ky_niem_chuong", "recipient_kind": "tap_the"}
    assert codes("award", AWARD, **collective) == {"medal_for_one": "warning"}


def test_more_present_than_invited_is_a_warning() -> None:
    assert codes("site", {"invited": 10, "present": 12}) == {"more_than_all": "warning"}


def test_the_link_to_the_parent_is_not_missed() -> None:
    assert codes("site", {}) == {}


def test_conditions_read_yes_no_and_several_choices() -> None:
    assert condition_holds(When("eligible", ("no",)), {"eligible": False})
    assert condition_holds(When("purposes", ("doi_thoai",)), {"purposes": ("doi_thoai", "tong_ket")})
    assert not condition_holds(None, {})


@given(
    st.sampled_from(records.ALL),
    st.dictionaries(
        st.sampled_from(sorted({f.name for r in records.ALL for f in r.fields})),
        st.one_of(
            st.none(), st.text(max_size=8), st.integers(-5, 3000), st.booleans(), st.dates(), st.binary(max_size=16),
            st.decimals(allow_nan=True), st.tuples(st.text(max_size=3)),
        ),
        max_size=12,
    ),
)  # fmt: skip
def test_whatever_stands_in_a_record_is_answered_not_raised(record: RecordType, values: dict[str, Value]) -> None:
    found = problems(record, values, TODAY, rules.codes())
    assert errors(found) == [problem for problem in found if problem.severity == "error"]
    assert all(problem.text and "{" not in problem.text for problem in found)
