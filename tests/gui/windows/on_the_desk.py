"""A composed window as it is opened on a desk."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.page import Page
from tests.gui.form_desk import FormDesk

P = TypeVar("P", bound=Page)


def shown(page: Page, kind: type[P], qtbot: QtBot, width: int = 1366) -> P:
    assert isinstance(page, kind)
    qtbot.addWidget(page)
    page.resize(width, 624)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    return page


def live(desk: FormDesk, type_name: str) -> list[dict[str, object]]:
    ids = [row for (row,) in desk.store.conn.execute(f"SELECT id FROM v_{type_name} WHERE deleted = 0 ORDER BY n")]
    return [dict(item.values) for item in desk.store.records(type_name, ids)]
