"""The page of backups, and the clock that makes them without being asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.app import backup_places, backups, care_check
from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.gui import care
from danvan_desktop.gui.care import backup_work
from danvan_desktop.gui.care.backup_page import BackupPage, command_for
from danvan_desktop.gui.desk import Desk
from tests.gui.care.care_desk import SECRET, Shell


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> BackupPage:
    made = BackupPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.show()
    return made


def test_one_button_makes_a_checked_backup_and_it_stands_in_the_list(
    page: BackupPage, shell: Shell, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.count.text() != "", timeout=5000)
    assert page.table.copies == []
    assert not page.restore.isEnabled()
    QTest.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.table.copies) == 1, timeout=10_000)
    assert page.table.copies[0].records == 1
    assert shell.said
    assert page.restore.isEnabled()
    QTest.mouseClick(page.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.said) == 2, timeout=5000)


def test_a_place_that_is_gone_is_said_and_another_can_be_chosen(
    page: BackupPage, office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_places.choose(tmp_path / "usb-da-rut" / "sao-luu")
    failed: list[BaseException] = []
    monkeypatch.setattr(page.desk, "fail", lambda error, _parent=None: failed.append(error))
    QTest.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(failed), timeout=5000)
    assert page.problem.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(office.data_dir))
    QTest.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert isinstance(failed[1], UserError)  # not into the data folder itself
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "o-d"))
    QTest.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert backup_places.chosen() == tmp_path / "o-d"


def test_the_whole_file_is_looked_at_on_demand(page: BackupPage, office: Office, qtbot: QtBot) -> None:
    QTest.mouseClick(page.look_now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: care_check.last_look(office.store)[0] is not None, timeout=10_000)
    assert page.look_now.isEnabled()


def test_a_copy_is_restored_beside_the_open_office(
    page: BackupPage, office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.scheduled(office, tmp_path / "o-d" / "sao-luu")
    page.refresh()
    qtbot.waitUntil(lambda: len(page.table.copies) == 1, timeout=5000)
    (tmp_path / "rieng").mkdir()
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "rieng"))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_given: (SECRET, True))
    monkeypatch.setattr("danvan_desktop.gui.care.backup_page.ask", lambda *given: asked.append(given[1]))
    QTest.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    with Office.open(tmp_path / "rieng", SECRET) as copy:
        assert copy.store.unit.code == "X1"
    assert command_for(tmp_path)[1][-2:] == ["--data-dir", str(tmp_path)]


# --- the clock
def test_the_days_backup_is_made_without_being_asked_but_never_while_typing(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = care.CareClock(desk)
    monkeypatch.setattr(backup_work, "is_typing", lambda: True)
    clock.tick()
    assert not desk.busy
    monkeypatch.setattr(backup_work, "is_typing", lambda: False)
    clock.tick()
    qtbot.waitUntil(lambda: not desk.busy and backups.backup_state(office.store).made is not None, timeout=10_000)
    clock.tick()  # the backup is made: now the weekly look
    qtbot.waitUntil(lambda: care_check.last_look(office.store)[0] is not None, timeout=10_000)
    clock.stop()


def test_a_failed_backup_of_the_clock_is_a_line_below_once_a_day(
    desk: Desk, shell: Shell, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_places.choose(tmp_path / "khong" / "co")
    clock = care.CareClock(desk)
    clock.tick()
    qtbot.waitUntil(lambda: len(shell.said) == 1, timeout=5000)
    monkeypatch.setattr(backups, "RETRY", timedelta())
    clock.tick()
    qtbot.waitUntil(lambda: not desk.busy, timeout=5000)
    assert len(shell.said) == 1
    clock.stop()


def test_typing_is_known_by_a_changed_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    assert not backup_work.is_typing()
    field.setModified(True)
    assert backup_work.is_typing() == field.hasFocus()
