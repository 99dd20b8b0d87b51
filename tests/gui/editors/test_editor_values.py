"""Every editor: a value in is the value out, Vietnamese stands as it was typed, a closed field says why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms import editor_for
from danvan_desktop.gui.forms.editor import Editor, Lock
from danvan_desktop.gui.forms.text_editors import LongTextEditor, TextEditor
from tests.gui import form_desk, keys
from tests.gui.editors.editor_made import SHIFT, made

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NAME = "Đặng Thị H’Ánh Ủy ban"
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
