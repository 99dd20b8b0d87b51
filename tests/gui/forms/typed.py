"""A generated form as it is opened and typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.form_page import FormPage
from tests.gui import form_desk, keys

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(
    desk: form_desk.FormDesk, qtbot: QtBot, type_name: str, row: bytes | None = None, **values: Value
) -> FormPage:
    page = FormPage(desk, type_name, row, values)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    return page


def of(desk: form_desk.FormDesk, type_name: str, row: bytes | None) -> dict[str, Value]:
    assert row is not None
    item = desk.store.get(type_name, row)
    assert item is not None
    return item.values


def type_into(page: FormPage, name: str, text: str) -> None:
    page.form.jump(name)
    keys.letters(page.form.editors[name].main, text)
