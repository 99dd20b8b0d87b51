"""The overview in the window: what it shows leads to the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.app.office import Office
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.lists import ListTab
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.overview import OverviewPage
from danvan_desktop.gui.overview.figures import FigureLine
from danvan_desktop.gui.page import Page
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A commune with five petitions, two of them overdue, one waiting for a reply, one a denunciation."""
    unit = UnitInfo("24169", "Đảng ủy xã Ea Drăng", "commune", "66")
    opened, _code = Office.create(tmp_path / "o", unit, "Lan", "mật khẩu dài", cost=Cost(memory_kib=1024, passes=1))
    today = date.today()  # noqa: DTZ011  the window's own day
    with opened.store.batch(officer="Lan") as batch:
        for place, (days, more) in enumerate(PETITIONS):
            values: dict[str, Value] = {
                "received_on": today, "type": "khieu_nai", "state": "dang_xac_minh", "petition_no": f"{place}/2026",
            }  # fmt: skip
            if days is not None:
                values["due_on"] = today + days * DAY
            batch.new("petition", {**values, **more})
    yield opened
    opened.close()


PETITIONS: list[tuple[int | None, dict[str, Value]]] = [  # days until due, and what is special
    (-2, {"petitioner_name": "Nguyễn Văn Thành"}), (-1, {}), (0, {}), (None, {"state": "cho_phuc_dap"}),
    (3, {"type": "to_cao"}),
]  # fmt: skip


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    """Its window, the overview read."""
    shown = MainWindow(office)  # not qtbot's: that would close it, and ask for a backup, before it is released
    shown.show()
    qtbot.waitUntil(lambda: bool(page_of(shown).tasks.tasks.rowCount()), timeout=10_000)
    yield shown
    shown.release()
    shown.hide()  # closing the last window would end the event loop for the tests after this one
    shown.deleteLater()


def page_of(window: MainWindow) -> OverviewPage:
    """The overview."""
    page = window.show_tab("overview")
    assert isinstance(page, OverviewPage)
    return page


def listed(window: MainWindow, qtbot: QtBot, rows: int) -> None:
    """The petitions' list is shown with so many rows."""
    own = window.stack().own
    assert isinstance(own, ListTab)
    qtbot.waitUntil(lambda: own.page.model.rowCount() == rows, timeout=10_000)


def test_enter_on_a_figure_opens_as_many_records_as_it_says(window: MainWindow, qtbot: QtBot) -> None:
    lines = {line.figure.value.code: line for line in page_of(window).findChildren(FigureLine)}
    assert lines["D04"].figure.value.shown() == "5"
    lines["D04"].setFocus()
    QTest.keyClick(lines["D04"], Qt.Key.Key_Return)
    listed(window, qtbot, 5)


def test_the_head_of_a_group_opens_its_petitions_and_a_task_its_record(window: MainWindow, qtbot: QtBot) -> None:
    table = page_of(window).tasks
    assert str(table.model().index(0, 0).data()).endswith("2 việc")
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    listed(window, qtbot, 2)
    table = page_of(window).tasks
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    top = window.stack().top()
    assert isinstance(top, Page)
    assert "Nguyễn Văn Thành" not in window.windowTitle()
    assert "0/2026" in window.windowTitle()


def test_what_waits_for_somebody_else_is_one_click_away(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    assert page.waiting.isVisible()
    page.waiting.click()
    listed(window, qtbot, 1)
