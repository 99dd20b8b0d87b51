"""Every editor: a value in is the value out, typing is never rewritten, what cannot be read stays and says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import i18n, records
from danvan_desktop.app.pick_lists import Pick, exact, matching, picks
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms import editor_for
from danvan_desktop.gui.forms.choice_editor import ChoiceEditor, UnitEditor
from danvan_desktop.gui.forms.choices_editor import ChoicesEditor
from danvan_desktop.gui.forms.date_editor import DateEditor
from danvan_desktop.gui.forms.editor import Editor, Lock
from danvan_desktop.gui.forms.link_editor import _NEW, LinkEditor
from danvan_desktop.gui.forms.popup import MOST_ROWS, ROW, Option, PopupList, room_for_rows
from danvan_desktop.gui.forms.text_editors import LongTextEditor, TextEditor
from danvan_desktop.gui.forms.yes_no_editor import YesNoEditor
from tests.gui import form_desk, keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
E = TypeVar("E", bound=Editor)
NAME = "Đặng Thị H’Ánh Ủy ban"
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[form_desk.FormDesk]:
    made = form_desk.new_desk(tmp_path_factory.mktemp("office"))
    yield made
    form_desk.close(made)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(600, 300)
    return holder


def made(desk: form_desk.FormDesk, window: QWidget, name: str, kind: type[E]) -> E:
    """The editor of `type.field`, shown and with the cursor in it."""
    type_name, field = name.split(".")
    record = records.get(type_name)
    editor = editor_for(desk, record, record.field(field))
    assert isinstance(editor, kind)
    editor.setParent(window)
    editor.setGeometry(10, 10, 400, 60)
    editor.show()
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    editor.setFocus()
    return editor


# --- a value in is the value out
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=80).map(clean)
FIELDS: tuple[tuple[str, st.SearchStrategy[Value]], ...] = (
    ("petition.petitioner_name", TEXTS.filter(bool)),
    ("petition.content", TEXTS.map(clean_long).filter(bool)),
    ("petition.people_count", st.integers(-(10**12), 10**12)),
    ("petition.register_year", st.integers(1945, 2100)),
    ("petition.money_recovered", st.integers(0, 10**15)),
    ("petition.area_m2", st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)),
    ("petition.received_on", st.dates(date(1945, 9, 2), date(2100, 12, 31))),
    ("event.start_time", st.times().map(lambda time: f"{time:%H:%M}")),
    ("petition.eligible", st.booleans()),
    ("petition.type", st.sampled_from([choice.code for choice in records.get("petition").field("type").choices])),
    ("event.purposes", st.sets(
        st.sampled_from([choice.code for choice in records.get("event").field("purposes").choices]), min_size=1
    ).map(lambda codes: tuple(sorted(codes)))),
    ("petition.unit", st.just("24538")),
)  # fmt: skip


@pytest.mark.parametrize(("name", "values"), FIELDS, ids=[name for name, _values in FIELDS])
def test_a_value_shown_is_the_value_read_and_so_is_its_text_typed_again(
    name: str, values: st.SearchStrategy[Value], desk: form_desk.FormDesk, window: QWidget
) -> None:
    editor = made(desk, window, name, Editor)

    @given(values)
    def check(value: Value) -> None:
        editor.set_value(value)
        assert editor.value() == value
        editor.type_text(editor.text())
        assert editor.value() == value

    check()
    editor.set_value(None)
    assert editor.value() is None


@pytest.mark.parametrize("name", ["petition.case", "petition.petitioner_name", "petition.field", "petition.due_on"])
def test_nothing_typed_is_nothing(name: str, desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, name, Editor)
    editor.type_text("   ")
    assert editor.value() is None


# --- typing Vietnamese
@pytest.mark.parametrize("way", [keys.unikey, keys.ibus], ids=["unikey", "ibus"])
@pytest.mark.parametrize("name", [
    "petition.petitioner_name", "petition.content", "petition.unit", "petition.people_count", "petition.received_on",
    "event.start_time", "petition.field", "event.purposes", "petition.case",
])  # fmt: skip
def test_vietnamese_stands_as_it_was_typed_in_every_editor(
    name: str, way: keys.Way, desk: form_desk.FormDesk, window: QWidget
) -> None:
    editor = made(desk, window, name, Editor)
    way(editor.main, NAME)
    assert editor.text() == NAME


def test_enter_goes_on_and_shift_enter_begins_a_line(desk: form_desk.FormDesk, window: QWidget, qtbot: QtBot) -> None:
    text = made(desk, window, "petition.content", LongTextEditor)
    other = made(desk, window, "petition.village", TextEditor)
    other.move(10, 120)
    text.setFocus()
    qtbot.waitUntil(text.box.hasFocus)
    keys.letters(text.box, "một")
    keys.press(text.box, Qt.Key.Key_Return, SHIFT, "\r")
    keys.letters(text.box, "hai")
    keys.press(text.box, Qt.Key.Key_Return, text="\r")
    assert text.value() == "một\nhai"
    assert other.line.hasFocus()
    text.setFocus()
    keys.press(text.box, Qt.Key.Key_Tab, text="\t")
    assert other.line.hasFocus()


# --- numbers
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


# --- choosing
def test_a_code_is_found_without_accents_and_taken_by_enter(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.type", ChoiceEditor)
    keys.letters(editor.line, "to cao")
    assert editor.text() == "to cao"  # nothing is completed while it is typed
    keys.press(editor.line, Qt.Key.Key_Return, text="\r")
    assert (editor.value(), editor.text()) == ("to_cao", "Tố cáo")


def test_what_can_alone_be_meant_is_taken_when_the_field_is_left(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.type", ChoiceEditor)
    keys.letters(editor.line, "denunc" if i18n.language() == "en" else "to ca")
    keys.press(editor.line, Qt.Key.Key_Escape)
    made(desk, window, "petition.village", TextEditor)
    assert editor.value() == "to_cao"


def test_the_list_opens_by_f4_and_by_alt_down(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.type", ChoiceEditor)
    for key, modifiers in ((Qt.Key.Key_F4, keys.NONE), (Qt.Key.Key_Down, ALT)):
        keys.press(editor.line, key, modifiers)
        assert editor._popup is not None and editor._popup.isVisible()  # noqa: PT018
        keys.press(editor.line, Qt.Key.Key_Escape)
        assert not editor._popup.isVisible()
    keys.press(editor.line, Qt.Key.Key_F4)
    keys.press(editor.line, Qt.Key.Key_Down)
    keys.press(editor.line, Qt.Key.Key_Down)
    keys.press(editor.line, Qt.Key.Key_Return, text="\r")
    assert editor.value() == "to_cao"


def test_an_old_code_stays_and_is_marked(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.type", ChoiceEditor)
    editor.set_value("mot_ma_cu")
    assert editor.text().endswith("(cũ)") or editor.text().endswith("(old)")
    assert editor.value() == "mot_ma_cu"


def test_what_was_picked_lately_comes_first_in_a_long_list(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "reception.field", ChoiceEditor)
    code = editor.offered()[-1].code
    editor.take(code)
    editor.open_list()
    assert editor._popup is not None
    first = editor._popup.view.item(0)
    assert first.text() == editor.shown_pick(code).label
    editor.close_list()


def test_words_may_stand_in_any_order() -> None:
    offered = (Pick("a", "Đất đai – thu hồi đất"), Pick("b", "Thu nhập"), Pick("c", "Chính sách thu hồi"))
    assert [pick.code for pick in matching(offered, "thu")] == ["b", "a", "c"]
    assert [pick.code for pick in matching(offered, "hoi dat")] == ["a"]
    assert exact(offered, "thu nhap") == offered[1]
    assert exact(offered, "thu") is None


def test_a_unit_is_shown_by_name_and_another_text_is_kept(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.unit", UnitEditor)
    editor.set_value("24538")
    assert editor.text() == "Xã Ea Drăng"
    editor.type_text("Buôn Sang A")
    assert editor.value() == "Buôn Sang A"


def test_several_codes_are_ticked(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "event.deputy_levels", ChoicesEditor)
    keys.press(editor.line, Qt.Key.Key_F4)
    assert editor._ticks is not None
    for place in (0, 2):
        editor._ticks.view.item(place).setCheckState(Qt.CheckState.Checked)
    keys.press(editor._ticks.view, Qt.Key.Key_Return, text="\r")
    codes = [pick.code for pick in picks(editor.field, form_desk.TODAY)]
    assert editor.value() == tuple(sorted((codes[0], codes[2])))


def test_yes_no_has_a_third_answer(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.eligible", YesNoEditor)
    assert editor.value() is None
    editor.answers[False].click()
    assert editor.value() is False
    editor.answers[None].click()
    assert editor.value() is None


def test_a_link_is_found_as_one_types(desk: form_desk.FormDesk, window: QWidget, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "case", {"unit": "24538", "title": "Thu hồi đất đường liên thôn", "code": "VV-01"})
    editor = made(desk, window, "petition.case", LinkEditor)
    keys.letters(editor.line, "lien thon")
    qtbot.waitUntil(lambda: editor._popup is not None and editor._popup.isVisible(), timeout=3000)
    assert editor._popup is not None
    assert "add" in editor._popup.view.item(1).text() or "thêm" in editor._popup.view.item(1).text()
    keys.press(editor.line, Qt.Key.Key_Down)
    keys.press(editor.line, Qt.Key.Key_Return, text="\r")
    assert editor.value() == row
    assert "VV-01" in editor.text() or "đường" in editor.text()
    editor.clear()
    assert editor.value() is None


def test_a_record_added_from_a_link_is_linked_to(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.case", LinkEditor)
    begun: list[str] = []
    desk.new_record = lambda type_name, values=None: begun.append(type_name)  # type: ignore[method-assign]
    editor.take(_NEW)
    assert begun == ["case"]
    row = form_desk.saved(desk, "case", {"unit": "24538", "title": "Vụ việc mới lập", "code": "VV-02"})
    desk.saved("case")
    assert editor.value() == row


# --- closed fields
def test_a_closed_field_says_why_and_takes_nothing(desk: form_desk.FormDesk, window: QWidget) -> None:
    editor = made(desk, window, "petition.petitioner_name", TextEditor)
    keys.letters(editor.line, "Nguyễn")
    for lock in (Lock.SECRET, Lock.WITHHELD, Lock.READ_ONLY):
        editor.set_lock(lock)
        keys.letters(editor.line, "Văn A")
        assert "Nguyễn" not in editor.line.text()
        assert "Văn A" not in editor.line.text()
        assert editor.value() is None
        assert editor.line.accessibleDescription()
        editor.set_lock(Lock.OPEN)
        assert editor.value() == "Nguyễn"  # what was typed by mistake is not lost


def test_every_editor_is_named_and_has_its_help(desk: form_desk.FormDesk, window: QWidget) -> None:
    for record in records.ALL:
        for field in record.fields[:6]:
            editor = editor_for(desk, record, field)
            editor.setParent(window)
            assert editor.property("help_topic") == f"{record.name}.{field.name}"
            assert editor.accessibleName()
            assert editor.main.accessibleName()


@pytest.mark.parametrize(("count", "over", "under", "lies"), [
    (4, 500, 200, (4, True)), (10, 500, 200, (10, False)), (10, 150, 200, (7, True)), (10, 200, 150, (7, False)),
    (2, 20, 30, (2, True)),
])  # fmt: skip
def test_a_list_lies_where_it_has_more_room_and_whole_lines(
    count: int, over: int, under: int, lies: tuple[int, bool]
) -> None:
    assert room_for_rows(count, over, under) == lies


def test_a_list_at_the_lower_edge_leaves_the_line_free(qtbot: QtBot) -> None:
    edge = QGuiApplication.primaryScreen().availableGeometry()
    line = QLineEdit()
    qtbot.addWidget(line)
    line.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    line.setGeometry(40, edge.bottom() - 40, 200, 30)
    with qtbot.waitExposed(line):
        line.show()
    popup = PopupList(line)
    popup.offer([Option(place, f"{place}") for place in range(30)])
    assert popup.geometry().bottom() < line.y()
    assert popup.view.viewport().height() >= MOST_ROWS * ROW
