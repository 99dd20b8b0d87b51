"""Care in the window: backup page, the clock, leaving, rescue, crashes, one window a folder, the training banner."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import paths
from danvan_desktop.app import backup_places, backups, care_check, care_rescue, preferences, training
from danvan_desktop.app.office import Office
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.gui import care
from danvan_desktop.gui.care import backup_work, crash, exit, rescue
from danvan_desktop.gui.care.backup_page import BackupPage, command_for
from danvan_desktop.gui.care.failure import FailureBox
from danvan_desktop.gui.care.rescue import RescueDialog
from danvan_desktop.gui.care.single import SingleWindow, bring_up, server_name
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.start.unlock import UnlockPage
from danvan_desktop.log import ScrubbedFormatter, scrubbed, start_logging
from danvan_desktop.storage import care_quick, training_mark
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
PERSON = "Hoàng Thanh Khánh"


class Shell(NoOtherPages):
    """A window that only remembers what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shown: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_given: None

    def widget(self) -> QWidget | None:
        return None

    def toast(self, text: str, _undo: object) -> None:
        self.said.append(text)

    def show_tab(self, name: str) -> None:
        self.shown.append(name)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    unit = UnitInfo("X1", "Xã Một", "commune", "T1")
    opened, _code = Office.create(tmp_path / "so", unit, "Lê A", SECRET, cost=CHEAP)
    save(opened)
    (tmp_path / "o-d").mkdir()
    backup_places.choose(tmp_path / "o-d" / "sao-luu")
    yield opened
    opened.close()
    preferences.Preferences().save()


@pytest.fixture
def shell() -> Shell:
    return Shell()


@pytest.fixture
def desk(office: Office, shell: Shell, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(office, shell)  # type: ignore[arg-type]
    yield made
    made.release()


def save(office: Office) -> None:
    with office.store.batch(officer="Lê A") as batch:
        batch.new("petition", {"unit": "X1", "content": "Ranh đất"})


def shown(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# --- the page
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


# --- leaving
def test_leaving_backs_up_what_was_saved_and_asks_nothing(desk: Desk, office: Office) -> None:
    assert care.on_exit(desk)
    assert not backups.backup_state(office.store).changed
    made = backups.backup_state(office.store).made
    assert care.on_exit(desk)
    assert backups.backup_state(office.store).made == made


@pytest.mark.parametrize(("chosen", "leaves"), [("exit", True), (None, False)])
def test_a_backup_that_fails_at_exit_leaves_the_choice(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None, leaves: bool
) -> None:
    backup_places.choose(tmp_path / "khong" / "co")
    monkeypatch.setattr(FailureBox, "exec", lambda box: setattr(box, "chosen", chosen))
    assert care.on_exit(desk) is leaves


def test_another_place_chosen_at_exit_is_used(
    desk: Desk, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_places.choose(tmp_path / "khong" / "co")
    monkeypatch.setattr(FailureBox, "exec", lambda box: setattr(box, "chosen", "place"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "o-d"))
    assert care.on_exit(desk)
    file = backups.backup_state(office.store).file
    assert file is not None
    assert file.parent == tmp_path / "o-d"


@pytest.mark.parametrize(("answer", "leaves"), [("exit", True), ("send", False), ("stay", False), (None, False)])
def test_what_waits_for_a_week_is_asked_about_once_a_day(
    desk: Desk, shell: Shell, monkeypatch: pytest.MonkeyPatch, answer: str | None, leaves: bool
) -> None:
    asked: list[str] = []

    def ask(_parent: object, title: str, *_more: object) -> str | None:
        asked.append(title)
        return answer

    monkeypatch.setattr(exit, "UNSENT_DAYS", 0)
    monkeypatch.setattr(exit, "ask", ask)
    assert care.on_exit(desk) is leaves
    assert shell.shown == (["handover"] if answer == "send" else [])
    assert care.on_exit(desk)
    assert len(asked) == 1


def test_a_training_office_and_a_busy_one_are_left_without_a_backup(desk: Desk, office: Office) -> None:
    desk.busy = True
    assert not care.on_exit(desk)
    desk.busy = False
    training_mark.mark(office.store.settings)
    assert training.is_training(desk.reader)
    assert care.on_exit(desk)
    assert backups.backup_state(office.store).made is None


# --- rescue
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


# --- crashes
@pytest.fixture
def crashes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[crash.Crashes]:
    made = crash.Crashes()
    monkeypatch.setattr(crash, "_crashes", made)
    yield made
    if made.dialog is not None:
        made.dialog.close()


def broken() -> None:
    int(PERSON)


def caught() -> BaseException:
    try:
        broken()
    except ValueError as error:
        return error
    raise AssertionError


def test_a_crash_is_shown_once_with_places_and_without_values(crashes: crash.Crashes, qtbot: QtBot) -> None:
    assert crashes.take(caught())
    assert not crashes.take(caught())
    qtbot.waitUntil(lambda: crashes.dialog is not None and crashes.dialog.isVisible(), timeout=3000)
    assert crashes.dialog is not None
    text = crashes.dialog.text.toPlainText()
    assert "ValueError" in text
    assert "broken" in text
    assert PERSON not in text
    QTest.mouseClick(crashes.dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: crashes.dialog is None, timeout=3000)


def test_a_second_mistake_is_added_to_the_dialog_that_is_open(crashes: crash.Crashes, qtbot: QtBot) -> None:
    crashes.take(caught())
    crashes.take(KeyError(PERSON))
    qtbot.waitUntil(
        lambda: crashes.dialog is not None and "KeyError" in crashes.dialog.text.toPlainText(), timeout=3000
    )


def test_errors_of_slots_and_threads_arrive(
    crashes: crash.Crashes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda _handler: None)
    crash.install()
    worker = threading.Thread(target=broken)
    worker.start()
    worker.join()
    sys.excepthook(KeyError, KeyError(PERSON), None)
    assert len(crashes.seen) == 2
    qtbot.waitUntil(lambda: crashes.dialog is not None, timeout=3000)


def test_the_log_holds_places_only(tmp_path: Path) -> None:
    try:
        try:
            broken()
        except ValueError as error:
            raise KeyError(PERSON) from error
    except KeyError as error:
        text = scrubbed(error)
    assert PERSON not in text
    assert text.index("ValueError") < text.index("KeyError")
    root = logging.getLogger("danvan_desktop")
    before = list(root.handlers)
    start_logging(tmp_path)
    try:
        broken()
    except ValueError:
        logging.getLogger("danvan_desktop.thu").exception("command failed")
    for handler in set(root.handlers) - set(before):
        assert isinstance(handler.formatter, ScrubbedFormatter)
        handler.close()
        root.removeHandler(handler)
    written = (tmp_path / "danvan.log").read_text("utf-8")
    assert "broken" in written
    assert PERSON not in written


def test_qts_words_reach_the_log_without_values(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="danvan_desktop"):
        crash.from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), f'QLabel: "{PERSON}" is 75 wide')
    assert PERSON not in caplog.text
    assert "QLabel" in caplog.text


# --- one window, training
@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleWindow(tmp_path / "so"), SingleWindow(tmp_path / "x" / ".." / "so")
    window = QWidget()
    qtbot.addWidget(window)
    first.raised.connect(lambda: bring_up(window))
    assert first.claim()
    with qtbot.waitSignal(first.raised, timeout=3000):
        assert not second.claim()
    assert window.isVisible()
    assert SingleWindow(tmp_path / "khac").claim()
    first.release()
    assert second.claim()
    second.release()


def test_the_name_of_the_server_says_nothing_of_the_folder(tmp_path: Path) -> None:
    name = server_name(tmp_path / "Hoàng Thanh Khánh")
    assert name.startswith("danvan-")
    assert name.isascii()
    assert len(name) < 40


def test_the_banner_says_that_nothing_is_real(qtbot: QtBot) -> None:
    banner: Any = care.TrainingBanner()
    qtbot.addWidget(banner)
    banner.show()
    assert banner.accessibleName() in shown(banner)
