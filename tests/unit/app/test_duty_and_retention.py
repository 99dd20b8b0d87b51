"""Reception days against the rule, files whose time is over, persons masked: what an officer and a leader are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2
import pytest

from danvan_desktop import records
from danvan_desktop.app import duty, duty_card, masking, retention, saving
from danvan_desktop.app.reception_day import day_book, party_terms
from danvan_desktop.domain import masking as domain_masking
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store
from tests.unit.app import desks
from tests.unit.app.desks import LAN, TODAY

pytestmark = pytest.mark.usefixtures("vietnamese")


def new(store: Store, type_name: str, **values: Any) -> bytes:
    with store.batch(officer=LAN) as batch:
        return batch.new(type_name, {"unit": desks.UNIT.code, **values})


def session(store: Store, day: date, body: str | None = "ubnd", **more: Any) -> bytes:
    values = {"session_on": day, "mode": "dinh_ky_thu_truong", "receiving_body": body, "state": "da_tiep", **more}
    return new(store, "reception_session", **values)


def of(store: Store, first: date, last: date, body: str = "ubnd", today: date = TODAY) -> list[duty.DutyLine]:
    return [line for line in duty.duty(store, first, last, today).lines if line.body == body]


def test_the_chairman_owes_two_days_a_month_since_july_2026(store: Store) -> None:
    session(store, date(2026, 9, 3))
    session(store, date(2026, 9, 17), state="khong_co_dan")
    session(store, date(2026, 10, 1))
    lines = of(store, date(2026, 9, 1), date(2026, 10, 31))
    assert [(line.rule.unit, line.need, len(line.held), line.state) for line in lines] == [
        ("per_month", 2, 2, "ok"), ("per_month", 2, 1, "short")
    ]  # fmt: skip
    assert "01/10" in lines[1].sentence


def test_days_that_name_no_body_are_told_for_they_count_in_the_table_and_for_no_head(store: Store) -> None:
    lost = session(store, date(2026, 9, 3), body=None)
    visit = new(store, "reception", received_on=date(2026, 9, 9), kind="khieu_nai", mode="dinh_ky_thu_truong")
    session(store, date(2026, 9, 17))
    found = duty.duty(store, date(2026, 9, 1), date(2026, 9, 30), TODAY)
    assert [(one.type_name, one.row, one.day) for one in found.bodiless] == [
        ("reception_session", lost, date(2026, 9, 3)), ("reception", visit, date(2026, 9, 9))
    ]  # fmt: skip
    assert "03/09/2026" in found.bodiless[0].sentence
    card = duty_card.duty_card(store, date(2026, 9, 30))
    assert card is not None
    assert "2" in card.unclear
    typed: dict[str, Any] = {"unit": desks.UNIT.code, "session_on": date(2026, 9, 3), "mode": "dinh_ky_thu_truong"}
    asked = saving.check(store, "reception_session", {**typed, "state": "da_tiep"}, TODAY)
    assert [one.field for one in asked] == ["receiving_body"]


def test_before_july_2026_it_was_a_day_a_week_and_no_week_is_asked_for_under_both_rules(store: Store) -> None:
    session(store, date(2026, 6, 16))
    lines = of(store, date(2026, 6, 15), date(2026, 7, 31))
    assert [(line.first, line.last, line.state) for line in lines] == [
        (date(2026, 6, 15), date(2026, 6, 21), "ok"), (date(2026, 6, 22), date(2026, 6, 28), "short"),
        (date(2026, 6, 29), date(2026, 6, 30), "partial"), (date(2026, 7, 1), date(2026, 7, 31), "short"),
    ]  # fmt: skip


def test_the_secretary_has_the_partys_own_rule(store: Store) -> None:
    session(store, date(2026, 3, 5), "cap_uy")
    (line,) = of(store, date(2026, 3, 1), date(2026, 3, 31), "cap_uy")
    assert (line.rule.id, line.need, len(line.held)) == ("A6b", 2, 1)


def test_a_day_counts_once_and_a_deputys_day_is_told_beside(store: Store) -> None:
    session(store, date(2026, 9, 3))
    new(store, "reception", received_on=date(2026, 9, 3), mode="dinh_ky_thu_truong", receiving_body="ubnd", kind="khac")
    new(store, "reception", received_on=date(2026, 9, 10), mode="dinh_ky_thu_truong", receiving_body="ubnd",
        kind="khac", by_delegate=True)  # fmt: skip
    session(store, date(2026, 9, 24), mode="dot_xuat_thu_truong")
    (line,) = of(store, date(2026, 9, 1), date(2026, 9, 30))
    assert line.held == (date(2026, 9, 3),)
    assert line.by_deputy == (date(2026, 9, 10),)


def test_a_month_that_is_not_over_is_open_not_short(store: Store) -> None:
    session(store, date(2026, 11, 26), state="du_kien")
    (line,) = of(store, TODAY, TODAY)
    assert (line.state, line.planned, line.first) == ("open", (date(2026, 11, 26),), date(2026, 11, 1))


def test_a_schedule_is_posted_five_working_days_before(store: Store) -> None:
    session(store, date(2026, 10, 15), announced_on=date(2026, 10, 8))
    session(store, date(2026, 10, 22), announced_on=date(2026, 10, 16))
    found = duty.duty(store, date(2026, 10, 1), date(2026, 10, 31), TODAY).postings
    assert [(one.day, one.by, one.late) for one in found] == [
        (date(2026, 10, 15), date(2026, 10, 8), False), (date(2026, 10, 22), date(2026, 10, 15), True)
    ]  # fmt: skip


# --- keeping
def petition(store: Store, **values: Any) -> bytes:
    return new(
        store, "petition", **{"received_on": date(2025, 5, 5), "type": "khieu_nai", "petition_no": "7", **values}
    )


def test_an_ineligible_petition_is_proposed_after_one_year_and_not_a_day_before(store: Store) -> None:
    row = petition(store, state="da_luu", processed_on=date(2025, 11, 21))
    petition(store, state="khong_du_dk", processed_on=date(2025, 11, 22))
    petition(store, state="dang_xac_minh", processed_on=date(2020, 1, 1))
    (found,) = retention.due(store, TODAY)
    assert (found.row, found.until, found.rule.id) == (row, date(2025 + 1, 11, 21), "ineligible")


def test_what_hangs_on_an_unchecked_rule_is_only_shown_when_asked_for(store: Store) -> None:
    petition(store, state="dong", resolved_on=date(2005, 1, 1))
    petition(store, state="dong", resolved_on=date(1980, 1, 1), complex=True)  # for ever
    assert retention.due(store, TODAY) == []
    assert [one.rule.id for one in retention.due(store, TODAY, unchecked=True)] == ["case_file"]


def test_the_minutes_name_numbers_and_grounds_and_nobody(store: Store) -> None:
    petition(store, state="da_luu", processed_on=date(2024, 2, 29), petitioner_name="Trần Thị Hoa")
    page = pypdfium2.PdfDocument(retention.minutes(store, TODAY, "Cán bộ A"))[0].get_textpage().get_text_bounded()
    assert "28/02/2025" in page
    assert "Thông tư 05/2021" in page.replace("\r\n", " ")
    assert "Hoa" not in page
    assert len(retention.due(store, TODAY)) == 1  # nothing was destroyed


# --- masking
@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("petitioner_name", "Nguyễn Văn A", "Nguyễn V. A."), ("petitioner_name", "Lan", "L."), ("name", "", ""),
        ("petitioner_id_no", "012345671234", "***1234"), ("petitioner_phone", "0909 123 789", "***789"),
        ("petitioner_phone", "12", "***"), ("petitioner_address", "Số 5, Thôn 3, Xã Mẫu", "Thôn 3, Xã Mẫu"),
        ("petitioner_address", "Số 5, Xã Mẫu", "Xã Mẫu"), ("petitioner_address", "Số 5 Lê Lợi", "***"),
        ("parcel_no", "123", "***"),
    ],
)  # fmt: skip
def test_a_person_is_masked_but_recognised_by_who_knows_them(field: str, text: str, shown: str) -> None:
    assert domain_masking.masked(field, text) == shown


def test_running_text_is_left_out_whole_and_a_denouncer_is_never_shown() -> None:
    record = records.get("petition")
    item = Record("petition", b"", "", {"type": "khieu_nai", "petitioner_name": "Trần Thị Hoa", "content": "Bà Hoa …"})
    found = masking.row(record, item, "masked")
    assert (found["petitioner_name"], "Hoa" in str(found["content"])) == ("Trần T. H.", False)
    assert masking.row(record, item, "full")["petitioner_name"] == "Trần Thị Hoa"
    assert masking.row(record, item, "code")["petitioner_name"] is None
    item.values["type"] = "to_cao"
    assert masking.row(record, item, "full")["petitioner_name"] is None


# --- the Party's term at the desk
def test_a_visit_to_the_secretary_shows_the_partys_term_and_others_none(store: Store) -> None:
    (told,) = party_terms(store, {"receiving_body": "cap_uy", "received_on": date(2026, 9, 7)})
    assert "11-QĐi/TW" in told
    assert "21/09/2026" in told
    assert party_terms(store, {"receiving_body": "ubnd", "received_on": date(2026, 9, 7)}) == []


def test_the_desk_says_by_when_a_planned_day_is_to_be_posted_and_how_the_heads_stand(store: Store) -> None:
    session(store, date(2026, 12, 3), state="du_kien", host_title="Chủ tịch UBND xã")
    session(store, date(2026, 12, 10), state="du_kien", host_title="Chủ tịch UBND xã", announced_on=date(2026, 11, 20))
    seen = day_book(store, TODAY)
    assert ["26/11" in text for text in seen.sessions] == [True, False]
    assert len(seen.duty) == 2
