"""Bugs the real Unikey found: a first word under the input method, a search that ran at the first backspace."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.app import drafts
from danvan_desktop.app.drafts import Draft
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickEntry
from danvan_desktop.gui.lists.toolbar import Toolbar
from danvan_desktop.gui.start.secret_line import SecretLine
from danvan_desktop.gui.widgets import tool
from danvan_desktop.gui.windows.award_decision import AwardDecisionPage
from tests.gui import form_desk, keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_first_letter_taken_back_does_not_search_for_nothing(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    bar = Toolbar(desk, records.get("petition"), tool("eye", "side"))
    qtbot.addWidget(bar)
    asked: list[str] = []
    bar.searched.connect(asked.append)
    keys.unikey(bar.search, "ấp")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["ấp"])
    bar.search.clear()  # the cross
    qtbot.waitUntil(lambda: asked == ["ấp", ""])


def test_the_eye_does_not_change_which_keys_count(qtbot: QtBot) -> None:
    line = SecretLine()
    qtbot.addWidget(line)
    method = Qt.WidgetAttribute.WA_InputMethodEnabled
    before = line.testAttribute(method)
    for _turn in range(2):
        QTest.mouseClick(line.eye, Qt.MouseButton.LeftButton)
        assert line.testAttribute(method) == before


# --- a word that is still under the input method
def compose(field: QWidget, word: str, committed: str = "") -> None:
    """What an input method sends: the word it still holds, and what it lets go of."""
    event = QInputMethodEvent(word, [])
    event.setCommitString(committed)
    QCoreApplication.sendEvent(field, event)


def kept(desk: form_desk.FormDesk) -> list[Draft]:
    return drafts.waiting(desk.store, desk.officer)


def texts(desk: form_desk.FormDesk) -> dict[str, Any]:
    found = kept(desk)
    return found[0].extra.get("texts", {}) if found else {}


def shown(page: FormPage | AwardDecisionPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()


def test_a_word_under_the_input_method_is_in_the_draft(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = FormPage(desk, "petition")
    shown(page, qtbot)
    line: Any = page.form.editors["village"].main
    line.setFocus()
    keys_typed = "thôn  Hạ"
    line.insert(keys_typed)
    line.setCursorPosition(5)
    compose(line, "Tiến")
    assert page.drafts.waiting()  # nothing but the held word asks for it
    page.drafts.keep()
    assert texts(desk) == {"village": "thôn Tiến Hạ"}
    compose(line, "", "Tiến")
    qtbot.waitUntil(lambda: kept(desk)[0].values.get("village") == "thôn Tiến Hạ", timeout=5000)
    assert texts(desk) == {}


def test_a_word_taken_back_leaves_no_draft(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = FormPage(desk, "petition")
    shown(page, qtbot)
    box: Any = page.form.editors["content"].main
    compose(box, "đất")
    page.drafts.keep()
    assert texts(desk) == {"content": "đất"}
    compose(box, "")
    page.drafts.keep()
    assert kept(desk) == []


def test_the_held_word_stands_where_it_was_typed_in_a_long_text(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = FormPage(desk, "petition")
    shown(page, qtbot)
    box: Any = page.form.editors["content"].main
    box.insertPlainText("Nhà \U0001f3e0\nở thôn")  # a sign outside the sixteen bits, and a second line
    compose(box, " Hạ")
    page.drafts.keep()
    again = FormPage(desk, "petition")
    shown(again, qtbot)
    again.apply_draft(kept(desk)[0])
    assert again.state.values["content"] == "Nhà \U0001f3e0\nở thôn Hạ"


def test_what_a_lock_of_the_field_hides_is_not_kept(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = FormPage(desk, "petition", None, {"type": "to_cao"})
    shown(page, qtbot)
    line: Any = page.form.editors["petitioner_name"].main
    compose(line, "Nguyễn")
    page.drafts.keep()
    assert "Nguyễn" not in repr(kept(desk))
    page.drafts.settle()  # as a lock does, before the office is closed


def test_quick_entry_and_the_award_decision_keep_the_held_word_too(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    entry = QuickEntry(desk, "petition")
    qtbot.addWidget(entry)
    name: Any = entry.form.editors["petitioner_name"].main
    compose(name, "H'Ngọc")
    entry.drafts.keep()
    assert texts(desk) == {"petitioner_name": "H'Ngọc"}
    entry.drafts.drop()

    page = AwardDecisionPage(desk)
    shown(page, qtbot)
    person: Any = page.people.entry.editors["recipient_name"].main
    compose(person, "Ayũn")
    page.drafts.keep()
    (line,) = kept(desk)[0].extra["recipients"]
    assert line["values"]["recipient_name"] == "Ayũn"
