"""Numbers, dates and times are read as officers write them; what cannot be read stays and says why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.date_editor import DateEditor
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.text_editors import TextEditor
from tests.gui import form_desk, keys
from tests.gui.editors.editor_made import CONTROL, made

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(("name", "text", "value"), [
    ("petition.people_count", "1.200", 1200), ("petition.people_count", "05 người", 5),
    ("petition.money_recovered", "30 triệu", 30_000_000), ("petition.money_recovered", "1,2 tỷ", 1_200_000_000),
    ("petition.area_m2", "1.234,5", Decimal("1234.5")), ("petition.area_m2", "1,5", Decimal("1.5")),
    ("petition.area_m2", "-2", Decimal(-2)),
])  # fmt: skip
def test_numbers_are_read_as_officers_write_them(
    name: str, text: str, value: Value, desk: form_desk.FormDesk, window: QWidget
) -> None:
    editor = made(desk, window, name, Editor)
    keys.letters(editor.main, text)
    assert editor.text() == text
    assert editor.value() == value


def test_a_number_is_grouped_only_after_it_is_left(desk: form_desk.FormDesk, window: QWidget) -> None:
    money = made(desk, window, "petition.money_recovered", Editor)
    keys.letters(money.main, "12500000")
    assert money.text() == "12500000"
    made(desk, window, "petition.village", TextEditor)
    assert money.text() == "12.500.000"
    money.setFocus()
    assert money.text() == "12500000"
    assert money.value() == 12_500_000


def test_a_year_is_never_grouped(desk: form_desk.FormDesk, window: QWidget) -> None:
    year = made(desk, window, "petition.register_year", Editor)
    year.set_value(2026)
    assert year.text() == "2026"


@pytest.mark.parametrize(("name", "text"), [
    ("petition.people_count", "nhiều"), ("petition.received_on", "31/02"), ("petition.received_on", "hôm kia"),
    ("event.start_time", "25h"), ("petition.field", "không có lĩnh vực này"), ("event.purposes", "đối thoại, xyz"),
    ("petition.case", "vụ nào đó"),
])  # fmt: skip
def test_what_cannot_be_read_stays_and_says_why(
    name: str, text: str, desk: form_desk.FormDesk, window: QWidget
) -> None:
    editor = made(desk, window, name, Editor)
    keys.letters(editor.main, text)
    made(desk, window, "petition.village", TextEditor)
    assert editor.text() == text
    with pytest.raises(UnreadableError) as caught:
        editor.value()
    assert caught.value.sentence


# --- dates and times
@pytest.mark.parametrize(("text", "day"), [
    ("5/3", date(2026, 3, 5)), ("5/3/26", date(2026, 3, 5)), ("050326", date(2026, 3, 5)),
    ("05032026", date(2026, 3, 5)), ("5-3-2026", date(2026, 3, 5)), ("hôm nay", form_desk.TODAY),
    ("hom nay", form_desk.TODAY), ("hôm qua", date(2026, 10, 13)), ("28/12", date(2025, 12, 28)),
    ("ngày 5 tháng 3 năm 2024", date(2024, 3, 5)), ("5/3/98", date(1998, 3, 5)),
])  # fmt: skip
def test_dates_are_typed_short(text: str, day: date, desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.received_on", DateEditor)
    keys.letters(editor.line, text)
    assert editor.value() == day
    made(desk, window, "petition.village", TextEditor)
    assert editor.text() == f"{day:%d/%m/%Y}"


def test_a_date_to_come_without_a_year_is_of_this_year(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.due_on", DateEditor)
    keys.letters(editor.line, "28/12")
    assert editor.value() == date(2026, 12, 28)


def test_keys_of_a_date(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.received_on", DateEditor)
    keys.press(editor.line, Qt.Key.Key_Semicolon, CONTROL)
    assert editor.value() == form_desk.TODAY
    keys.press(editor.line, Qt.Key.Key_Down)
    assert editor.value() == date(2026, 10, 13)
    keys.press(editor.line, Qt.Key.Key_Up)
    assert editor.value() == form_desk.TODAY
    assert "5/9" in editor.hint.text()


@pytest.mark.parametrize(("text", "time"), [
    ("9h30", "09:30"), ("0930", "09:30"), ("9:30", "09:30"), ("14 giờ", "14:00"), ("930", "09:30"), ("7", "07:00"),
])  # fmt: skip
def test_times_are_typed_short(text: str, time: str, desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "event.start_time", Editor)
    keys.letters(editor.main, text)
    assert editor.value() == time
