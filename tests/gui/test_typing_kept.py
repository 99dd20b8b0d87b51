"""Bugs the real Unikey found: a first word under the input method, a search that ran at the first backspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.gui.lists.toolbar import Toolbar
from danvan_desktop.gui.start.secret_line import SecretLine
from danvan_desktop.gui.widgets import tool
from tests.gui import form_desk, keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[form_desk.FormDesk]:
    made = form_desk.new_desk(tmp_path)
    yield made
    form_desk.close(made)


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
