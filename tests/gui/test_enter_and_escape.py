"""Keys that must do the same everywhere: Enter on a button, Ctrl+N from the tabs, Esc out of the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.lists import ListTab
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.widgets import button
from danvan_desktop.gui.widgets.questions import _Question
from tests.gui.handover_desk import new_office


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of a commune that has nothing yet, on the petitions."""
    office = new_office(tmp_path / "office", "24181", "Xã Ea Drăng", "commune")
    made = MainWindow(office, "petition")
    qtbot.addWidget(made, before_close_func=MainWindow.release)
    try:
        with qtbot.waitSignal(made.ready, timeout=10_000):
            made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow, timeout=5000)
        yield made
    finally:
        made.release()
        office.close()


def empty_list(window: MainWindow, qtbot: QtBot) -> ListTab:
    """The list, once it has said that it is empty, with the focus."""
    page = window.stack().top()
    assert isinstance(page, ListTab)
    qtbot.waitUntil(page.page.empty.isVisible, timeout=5000)
    page.setFocus()
    return page


def test_enter_presses_the_button_it_is_on_and_not_the_default(qtbot: QtBot) -> None:
    question = _Question(None, "Bỏ?", "Nội dung chưa lưu.", {"keep": "Lưu", "drop": "Bỏ"}, "info")
    qtbot.addWidget(question)
    question.show()
    second = question.findChildren(QPushButton)[1]
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert question.chosen == "drop"


def test_enter_presses_a_button_of_a_page(qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = button("Mở", slot=lambda: pressed.append("Mở"))
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_Enter)
    assert pressed == ["Mở"]


def test_ctrl_n_works_while_the_tabs_have_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.header.tabs.setFocus()
    QTest.keyClick(window.header.tabs, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.stack().count() == 2, timeout=5000)


def test_an_empty_list_takes_the_focus_to_its_next_step(window: MainWindow, qtbot: QtBot) -> None:
    page = empty_list(window, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_esc_leaves_the_search_for_what_one_was_at_and_keeps_no_name(window: MainWindow, qtbot: QtBot) -> None:
    page = empty_list(window, qtbot)
    before, box = QApplication.focusWidget(), window.header.search
    assert before is not None
    assert page.isAncestorOf(before)
    box.setFocus()
    QTest.keyClicks(box, "thanh")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
    assert box.text() == ""
