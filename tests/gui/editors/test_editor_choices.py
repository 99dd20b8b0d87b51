"""Codes, units and links are found as one types and taken by the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import i18n
from danvan_desktop.app.pick_lists import Pick, exact, matching, picks
from danvan_desktop.gui.forms.choice_editor import ChoiceEditor, UnitEditor
from danvan_desktop.gui.forms.choices_editor import ChoicesEditor
from danvan_desktop.gui.forms.link_editor import _NEW, LinkEditor
from danvan_desktop.gui.forms.popup import MOST_ROWS, ROW, Option, PopupList, room_for_rows
from danvan_desktop.gui.forms.text_editors import TextEditor
from danvan_desktop.gui.forms.yes_no_editor import YesNoEditor
from tests.gui import form_desk, keys
from tests.gui.editors.editor_made import ALT, made

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
