"""What was reported: the lock, numbers that changed since, and files that leave the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log
from danvan_desktop.app.report import Wanted, lock_report
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import ReportPage, leaving
from tests.gui.reports.report_desk import KEY, LAN, WAIT, ReportDesk, opened


def test_a_number_that_changed_after_the_lock_is_said_and_the_old_one_can_be_kept(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    lock_report(desk.store, Wanted("annual", KEY.period, desk.today(), "pdf"), LAN)
    with desk.store.batch(officer=LAN) as batch:
        batch.new("petition", {"unit": "803", "received_on": date(2019, 4, 1), "type": "khieu_nai"})
    editor = opened(page, qtbot, "ii_2_don")
    change = next(item for item in editor.report.changed if item.code == "D04")
    assert (change.before, change.now) == ("6", "7")
    editor.locking.decide(change, "keep")
    qtbot.waitUntil(lambda: editor.report.facts.told("D04") == "6", timeout=WAIT)
    assert "D04" not in {item.code for item in editor.report.changed}


def test_locking_is_logged_and_shown(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    editor.locking.lock_now()
    qtbot.waitUntil(lambda: editor.report.locked_on is not None, timeout=WAIT)
    assert access_log.lines(desk.store, acts=("report_locked",))[0].subject == "bao-cao-nam-2019"


# --- the doors
def test_a_file_saved_outside_is_whole_and_logged(
    desk: ReportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bao-cao.pdf"
    monkeypatch.setattr(leaving, "ask_path", lambda *_rest: target)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert leaving.save_pdf(desk, parent, b"%PDF-1.4", "bao-cao") == target
    assert target.read_bytes() == b"%PDF-1.4"
    assert access_log.lines(desk.store, acts=("saved_as",))[0].subject == "bao-cao.pdf"


def test_what_left_is_listed_with_who_and_when(desk: ReportDesk, page: ReportPage, qtbot: QtBot) -> None:
    from danvan_desktop.app import doors

    doors.note(desk.office, doors.PRINTED, "bao-cao-nam-2019")
    page.show_part(2)
    table = page.exported.table
    shown = [table.item(0, at) for at in range(4)]
    assert [item.text() for item in shown if item is not None][1::2] == [LAN, "bao-cao-nam-2019"]


def test_without_word_the_sentence_says_where_the_file_is(
    desk: ReportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.app import doors

    target = tmp_path / "bao-cao.docx"
    monkeypatch.setattr(leaving, "ask_path", lambda *_rest: target)
    monkeypatch.setattr(doors, "_has_program", lambda: False)
    parent = QWidget()
    qtbot.addWidget(parent)
    leaving.save_docx(desk, parent, b"PK", "bao-cao", opened=True)
    [error] = desk.failures
    assert isinstance(error, DanvanError)
    assert str(target) in error.kept
    assert access_log.lines(desk.store, acts=("opened_in_word",))
