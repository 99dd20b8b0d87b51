"""A damaged file leads to the rescue page, and from there back to an open office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop import paths
from danvan_desktop.app import backups, care_check, care_rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.gui import care
from danvan_desktop.gui.care import rescue
from danvan_desktop.gui.care.rescue import RescueDialog
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.start.unlock import UnlockPage
from danvan_desktop.storage import care_quick
from tests.gui.care.care_desk import SECRET, shown


def test_the_rescue_page_leads_back_to_the_last_good_copy(
    office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.scheduled(office, tmp_path / "o-d" / "sao-luu")
    office.close()
    file = office.data_dir / paths.DATABASE_NAME
    raw = bytearray(file.read_bytes())
    raw[300] ^= 0xFF
    file.write_bytes(raw)
    failed: list[BaseException] = []
    monkeypatch.setattr(rescue, "show_failure", lambda error, _parent: failed.append(error))
    dialog = RescueDialog(office.data_dir, SECRET)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.report is not None and bool(dialog.table.copies), timeout=10_000)
    assert dialog.way_copy.advised.isVisible()
    assert not dialog.again.isEnabled()
    assert not dialog.way_upper.act.isEnabled()
    QTest.mouseClick(dialog.way_journal.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(failed), timeout=10_000)  # a file without a head gives nothing away
    assert isinstance(failed[0], EnvironmentProblem)
    QTest.mouseClick(dialog.way_copy.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.again.isEnabled, timeout=10_000)
    assert dialog.way_upper.act.isEnabled()
    assert "hong" in dialog.way_copy.done.text()
    with Office.open(office.data_dir, SECRET) as again:
        assert again.store.unit.code == "X1"
    dialog.accept()


def test_damage_seen_at_the_start_leads_to_the_rescue_page_at_the_next_opening(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    clock = care.CareClock(desk, lambda: told.append("damaged"))
    clock.glance()
    qtbot.wait(50)
    assert not told
    assert not care_check.needs_rescue(office.store)
    monkeypatch.setattr(care_quick, "quick", lambda *_given: ["page 7"])
    clock.glance()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert care_check.needs_rescue(office.store)
    clock.stop()


def test_no_word_of_the_database_stands_on_the_rescue_page(office: Office, qtbot: QtBot) -> None:
    office.store.conn.execute("DELETE FROM v_petition")
    office.close()
    dialog = RescueDialog(office.data_dir, SECRET)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
    assert dialog.way_journal.advised.isVisible()
    assert "petition" not in shown(dialog)
    QTest.mouseClick(dialog.way_journal.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.way_journal.done.isVisible, timeout=10_000)
    dialog.reject()


def test_a_damaged_file_leads_from_unlocking_through_the_rescue_to_the_open_office(
    office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.scheduled(office, tmp_path / "o-d" / "sao-luu").file
    care_check.note_damage(office.store)
    office.close()
    led: list[Path] = []

    def lead(folder: Path, secret: str, _parent: object) -> bool:
        led.append(folder)
        care_rescue.from_backup(copy, folder, secret)
        return True

    monkeypatch.setattr(rescue, "rescue_folder", lead)
    page = UnlockPage(office.data_dir)
    qtbot.addWidget(page)
    page.secret.setText(SECRET)
    with qtbot.waitSignal(page.opened, timeout=10_000) as opened:
        page.unlock()
    assert led == [office.data_dir]
    again: Any = opened.args
    assert not care_check.needs_rescue(again[0].store)
    again[0].close()


def test_a_false_alarm_is_forgotten_when_the_file_turns_out_whole(office: Office) -> None:
    care_check.note_damage(office.store)
    office.close()
    assert care_rescue.examine(office.data_dir, SECRET).ok
    with Office.open(office.data_dir, SECRET) as again:
        assert not care_check.needs_rescue(again.store)
