"""The reception schedule as it is posted: the page of a month or quarter in either layout, and rule A4 watched."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from danvan_desktop.app import duty_schedule, undo
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.reports.duty_schedule import period_words
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, TODAY, values
from tests.unit.app.test_withdrawal import text_of

DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))
pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def session(store: Store, day: date, **more: Any) -> bytes:
    given = {
        "unit": "80305", "session_on": day, "mode": "dinh_ky_thu_truong", "receiving_body": "ubnd", "state": "du_kien",
        "host_name": "Nguyễn Thị Hồng", "host_title": "Chủ tịch UBND xã", "start_time": "07:30", "end_time": "11:30",
        "place": "Nơi tiếp công dân xã", **more,
    }  # fmt: skip
    with store.batch(officer=LAN) as batch:
        return batch.new("reception_session", given)


def test_a_month_is_one_page_with_its_days_in_order_and_the_day_to_post_it_by(store: Store) -> None:
    session(store, date(2026, 12, 17))
    session(store, date(2026, 12, 3))
    session(store, date(2026, 12, 24), state="huy")
    session(store, date(2027, 1, 7))
    found = duty_schedule.schedule(store, DECEMBER, TODAY)
    assert [one.line.day.day for one in found.sessions] == [3, 17]
    assert found.post_by == date(2026, 11, 26)
    page = text_of(duty_schedule.page(store, found, TODAY))
    assert "ỦY BAN NHÂN DÂN" in page.upper()
    assert "tháng 12 năm 2026" in page
    assert page.index("03/12/2026") < page.index("17/12/2026")
    assert "07:30 - 11:30" in page
    assert "chậm nhất ngày 26/11/2026" in page


def test_for_word_and_for_the_party_it_has_the_partys_head_and_basis(store: Store) -> None:
    store.settings.set("organ.side", "party")
    session(store, date(2026, 12, 3), receiving_body="cap_uy", host_title="Bí thư Đảng ủy")
    data = duty_schedule.page(store, duty_schedule.schedule(store, DECEMBER, TODAY), TODAY, "docx")
    opened = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    text = " ".join(" ".join([*cells, *(one.text for one in opened.paragraphs)]).split())
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "11-QĐi/TW" in text
    assert "Luật Tiếp công dân" not in text
    assert "Bí thư Đảng ủy" in text


def test_a_day_put_off_names_the_other_day(store: Store) -> None:
    session(store, date(2026, 12, 3), state="hoan", postponed_to=date(2026, 12, 4))
    found = duty_schedule.schedule(store, DECEMBER, TODAY)
    assert "hoãn, tiếp bù ngày 04/12/2026" in text_of(duty_schedule.page(store, found, TODAY)).replace("- ", "-")
    assert (found.post_by, found.warnings) == (None, [])


def test_a_day_that_can_no_longer_be_posted_in_time_is_warned_of(store: Store) -> None:
    session(store, date(2026, 11, 26))
    session(store, date(2026, 12, 17), announced_on=date(2026, 12, 15))
    found = duty_schedule.schedule(store, Period(date(2026, 11, 1), date(2026, 12, 31)), TODAY)
    late, afterwards = found.warnings
    assert "26/11/2026" in late
    assert "15/12/2026" in afterwards


def test_days_off_that_are_not_announced_make_the_day_of_posting_uncertain(store: Store) -> None:
    session(store, date(2026, 11, 27))
    session(store, date(2026, 12, 17))
    found = duty_schedule.schedule(store, Period(date(2026, 11, 1), date(2026, 12, 31)), date(2026, 11, 1))
    assert [one.certain for one in found.sessions] == [False, True]


def test_posted_is_written_into_the_planned_days_alone_and_can_be_taken_back(store: Store) -> None:
    planned, held = session(store, date(2026, 12, 17)), session(store, date(2026, 12, 1), state="da_tiep")
    found = duty_schedule.schedule(store, DECEMBER, TODAY)
    group = duty_schedule.mark_posted(store, found.sessions, TODAY, officer=LAN, today=TODAY)
    assert values(store, "reception_session", planned)["announced_on"] == TODAY
    assert values(store, "reception_session", held).get("announced_on") is None
    undo.undo(store, group or "", officer=LAN)
    assert values(store, "reception_session", planned).get("announced_on") is None
    with pytest.raises(UserError):
        duty_schedule.mark_posted(store, found.sessions, date(2026, 11, 23), officer=LAN, today=TODAY)


def test_without_any_day_the_page_says_so_and_names_no_day_of_posting(store: Store) -> None:
    page = text_of(duty_schedule.page(store, duty_schedule.schedule(store, DECEMBER, TODAY), TODAY))
    assert "Chưa có ngày tiếp nào" in page
    assert "niêm yết tại nơi tiếp công dân chậm nhất" not in page


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2026-12", date(2026, 12, 1), date(2026, 12, 31)), ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
    ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)), ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
])  # fmt: skip
def test_a_month_or_a_quarter_is_understood(text: str, first: date, last: date) -> None:
    assert duty_schedule.period_of(text) == Period(first, last)


@pytest.mark.parametrize("text", ["2026", "12/2026", "2026-13", "2026-Q5", ""])
def test_what_is_neither_is_said(text: str) -> None:
    with pytest.raises(UserError):
        duty_schedule.period_of(text)


def test_a_quarter_and_other_days_are_called_as_on_paper() -> None:
    assert period_words(duty_schedule.period_of("2026-Q4"), TODAY) == "quý IV năm 2026"
    assert period_words(Period(date(2026, 12, 5), date(2027, 1, 4)), TODAY) == "từ ngày 05/12/2026 đến ngày 04/01/2027"


def test_the_file_is_written_by_its_ending_and_another_one_is_refused(store: Store, tmp_path: Path) -> None:
    found = duty_schedule.schedule(store, DECEMBER, TODAY)
    duty_schedule.write(store, found, TODAY, tmp_path / "lich.docx")
    assert (tmp_path / "lich.docx").read_bytes()[:2] == b"PK"
    with pytest.raises(UserError):
        duty_schedule.write(store, found, TODAY, tmp_path / "lich.xlsx")
    assert not (tmp_path / "lich.xlsx").exists()
