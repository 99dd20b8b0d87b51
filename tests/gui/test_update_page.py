"""Updates in the window: a file is told of before anything is done, installed by one button, taken back by another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop import launch, paths
from danvan_desktop.app import editing
from danvan_desktop.app.office import Office
from danvan_desktop.app.updates import going_back
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.gui.care import update_page
from danvan_desktop.gui.care.update_page import UpdatePage
from danvan_desktop.gui.desk import Desk
from danvan_desktop.storage import rules
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.care.care_desk import CHEAP, SECRET, Shell
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey
from tests.unit.updates.test_tables import CALENDAR, calendar


@pytest.fixture
def key(tmp_path: Path) -> Iterator[ReleaseKey]:
    yield makers.release_key(tmp_path / "publisher")
    shutil.rmtree(paths.program_dir(), ignore_errors=True)  # later tests start the version they belong to


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made, _code = Office.create(tmp_path / "office", UnitInfo("X1", "Xã Mẫu", "commune"), "Lê A", SECRET, cost=CHEAP)
    with made:
        found = Desk(made, Shell())  # type: ignore[arg-type]
        yield found
        found.release()


@pytest.fixture
def page(desk: Desk, key: ReleaseKey, qtbot: QtBot) -> UpdatePage:
    made = UpdatePage(desk, keys=key.folder)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.show()
    return made


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(page: UpdatePage, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    press(page.choose)
    qtbot.waitUntil(page.install.isVisible, timeout=5000)


def test_a_calendar_is_told_of_installed_and_taken_back(
    page: UpdatePage, key: ReleaseKey, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rules.calendar().version
    file = makers.data_update(
        tmp_path / "u.danvan-upd",
        key,
        4,
        {CALENDAR: calendar("2099-01-01", "2027-12-24")},
        ("Lịch: thêm 1 ngày.",),
    )
    letter: dict[str, Value] = {
        "unit": page.desk.store.unit.code, "received_on": date(2027, 12, 20), "type": "khieu_nai",
        "state": "moi_tiep_nhan", "petition_no": "7/2027",
    }  # fmt: skip
    store, officer = page.desk.store, page.desk.officer
    editing.save(store, "petition", None, letter, before={}, officer=officer, today=date(2027, 12, 21))
    choose(page, file, qtbot, monkeypatch)
    assert "Lịch: thêm 1 ngày." in page.changes.text()
    assert "phat-hanh" in page.whom.text()
    assert rules.calendar().version == before
    press(page.install)
    qtbot.waitUntil(page.result.isVisible, timeout=5000)
    assert rules.calendar().version == "2099-01-01"
    assert "7/2027" in page.result.text.text()
    assert not page.install.isVisible()
    monkeypatch.setattr(update_page, "ask", lambda *_given: "back")
    press(page.back_tables)
    qtbot.waitUntil(lambda: rules.calendar().version == before, timeout=5000)
    qtbot.waitUntil(lambda: not page.back_tables.isVisible(), timeout=5000)


def test_the_program_is_updated_by_one_button_and_one_leads_back(
    page: UpdatePage, key: ReleaseKey, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = makers.program_update(tmp_path / "u.danvan-upd", key, "99.0.0", None, ("Sửa lỗi in.",))
    choose(page, file, qtbot, monkeypatch)
    assert "99.0.0" in page.what.text()
    press(page.install)
    qtbot.waitUntil(page.result.isVisible, timeout=60_000)
    assert launch.pointer()[0] == "99.0.0"
    assert page.back_program.isVisible()
    monkeypatch.setattr(update_page, "ask", lambda *_given: "back")
    press(page.back_program)
    qtbot.waitUntil(lambda: going_back.version_before() == "", timeout=5000)
    assert launch.pointer()[0] != "99.0.0"


def test_a_file_from_elsewhere_is_refused_in_its_own_sentence(
    page: UpdatePage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = makers.release_key(tmp_path / "other")
    file = makers.data_update(tmp_path / "u.danvan-upd", other, 4, {CALENDAR: calendar("2099-01-01")})
    failed: list[BaseException] = []
    monkeypatch.setattr(page.desk, "fail", lambda error, _parent=None: failed.append(error))
    page.look_at(file)
    qtbot.waitUntil(lambda: bool(failed), timeout=5000)
    assert isinstance(failed[0], UserError)
    assert failed[0].code == "update-unknown-key"
    assert not page.install.isVisible()
