"""From nothing to an office by keyboard alone; unlocking, the recovery code, locking when nobody is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import rescue, training
from danvan_desktop.app.office import Office
from danvan_desktop.gui.start import first_run
from danvan_desktop.gui.start.first_run import FirstRun
from danvan_desktop.gui.start.idle import IdleWatch
from danvan_desktop.gui.start.restore_dialog import RestoreDialog
from danvan_desktop.gui.start.secret_line import KeyboardNote, SecretLine
from danvan_desktop.gui.start.unlock import UnlockPage
from danvan_desktop.gui.theme import style
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

CHEAP = Cost(memory_kib=8, passes=1)
SECRET = "bốn từ rất riêng tư"
ENTER = Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def looks(qapp: QApplication) -> None:
    style.apply(qapp)


def press(widget: QWidget | None, key: int, text: str = "") -> None:
    """One key to a widget, as Qt gives it."""
    assert widget is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_text(window: QWidget, text: str) -> None:
    """Letters to what has the focus; QTest.keyClicks aborts at Vietnamese ones."""
    for letter in text:
        press(window.focusWidget(), 0, letter)


def wait_for(done: Callable[[], bool], seconds: float = 10) -> None:
    """Let the window live until something is so; qWait would keep the threads from running."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()


@pytest.fixture
def wizard(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstRun]:
    monkeypatch.setattr(first_run, "ask", lambda *_given: "leave")  # pytest-qt closes the window at the end
    shown = FirstRun(tmp_path / "office", cost=CHEAP)
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    shown.show()
    yield shown
    if shown.office is not None:
        shown.office.close()
        shown.office = None


def to_organ(wizard: FirstRun, typed: str = "ea drang") -> None:
    type_text(wizard, typed)
    press(wizard.focusWidget(), ENTER)  # takes the first unit found
    press(wizard.focusWidget(), ENTER)  # goes on
    assert wizard.place == 1


def to_code(wizard: FirstRun) -> None:
    to_organ(wizard)
    for _field in range(4):
        press(wizard.focusWidget(), ENTER)
    assert wizard.place == 2
    for text in ("Phạm Thị Ngọc Lan", SECRET, SECRET):
        type_text(wizard, text)
        press(wizard.focusWidget(), ENTER)
    wait_for(lambda: wizard.place == 3)


def test_an_office_is_made_by_keyboard_alone(wizard: FirstRun) -> None:
    to_code(wizard)
    assert wizard.office is not None
    unit = wizard.office.store.unit
    assert (unit.code, unit.name, unit.parent_code) == ("24181", "Xã Ea Drăng", "66")
    assert wizard.office.organ["place"] == "Ea Drăng"
    assert wizard.office.officer == "Phạm Thị Ngọc Lan"
    for place, line in enumerate(wizard.code_page.panel.code.splitlines()):
        if place:
            press(wizard.focusWidget(), ENTER)
        type_text(wizard, line)
    wait_for(lambda: not wizard.code_page.ready.isHidden())
    assert wizard.office.store.settings.get("recovery.confirmed") == "1"
    press(wizard.focusWidget(), ENTER)
    assert wizard.focusWidget() is wizard.code_page.first
    press(wizard.focusWidget(), ENTER)
    assert wizard.next_step == "reception"
    assert wizard.result() == FirstRun.DialogCode.Accepted
    wizard.office.close()
    with Office.open(wizard.office.data_dir, "bon tu rat rieng tu") as again:
        assert again.officer == "Phạm Thị Ngọc Lan"


def test_without_a_unit_the_first_page_stays_and_says_so(wizard: FirstRun) -> None:
    press(wizard.focusWidget(), ENTER)
    assert wizard.place == 0
    assert not wizard.unit_page.problem.isHidden()
    type_text(wizard, "khong co xa nao ten nay")
    press(wizard.focusWidget(), ENTER)
    assert wizard.place == 0


def test_the_list_is_reached_with_the_arrows_and_an_old_name_says_where_it_leads(wizard: FirstRun) -> None:
    type_text(wizard, "thi tran ea drang")
    press(wizard.focusWidget(), Qt.Key.Key_Down)
    finder = wizard.unit_page.finder
    assert wizard.focusWidget() is finder.list
    assert "Thị trấn Ea Drăng" in finder.list.item(0).text()
    press(wizard.focusWidget(), ENTER)
    assert wizard.setup.place is not None
    assert wizard.setup.place.code == "24181"


def test_typing_again_takes_the_choice_back(wizard: FirstRun) -> None:
    type_text(wizard, "ea drang")
    press(wizard.focusWidget(), ENTER)
    type_text(wizard, "x")
    assert wizard.setup.place is None


def test_going_back_keeps_what_was_typed(wizard: FirstRun) -> None:
    to_organ(wizard)
    wizard.organ_page.lines["name"].setText("Ban Dân vận của chúng tôi")
    wizard.back.click()
    assert wizard.place == 0
    assert wizard.setup.place is not None
    wizard.next.click()
    assert wizard.organ_page.lines["name"].text() == "Ban Dân vận của chúng tôi"


def test_a_body_no_list_has_is_named_by_hand_but_gets_no_typed_code(wizard: FirstRun) -> None:
    wizard.unit_page.levels["body"].click()
    wizard.unit_page.body.setText("Đảng ủy Công an tỉnh")
    wizard.unit_page.finder.line.setFocus()
    to_organ(wizard, "dak lak")
    assert wizard.setup.unit().parent_code == "66"
    assert wizard.organ_page.lines["name"].text() == "Đảng ủy Công an tỉnh"


def test_two_different_passphrases_stay_on_the_page(wizard: FirstRun) -> None:
    to_organ(wizard)
    wizard.next.click()
    wizard.person_page.name.setText("Lan")
    wizard.person_page.secret.setText(SECRET)
    wizard.person_page.again.setText("khác hẳn đi")
    wizard.next.click()
    assert wizard.place == 2
    assert wizard.office is None
    assert wizard.person_page.again.property("problem") == "error"


def test_a_folder_that_cannot_be_used_is_a_sentence_on_the_page(wizard: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "office").write_text("")
    to_organ(wizard)
    wizard.next.click()
    wizard.person_page.name.setText("Lan")
    wizard.person_page.secret.setText(SECRET)
    wizard.person_page.again.setText(SECRET)
    wizard.next.click()
    wait_for(lambda: not wizard.person_page.problem.isHidden())
    assert wizard.place == 2
    assert wizard.person_page.secret.text() == SECRET


def test_the_code_is_covered_while_it_is_typed_back_and_a_wrong_line_is_marked(wizard: FirstRun) -> None:
    to_code(wizard)
    panel = wizard.code_page.panel
    type_text(wizard, "0")
    assert not any(digit in shown.text() for shown in panel._rows for digit in "0123456789")
    panel.lines[1].setText("0000 0000 0000 0001")
    assert panel.lines[1].property("problem") == "error"
    panel.cover.click()
    assert panel.code.splitlines()[0] == panel._rows[0].text()
    assert wizard.code_page.ready.isHidden()


def test_closing_before_the_code_was_typed_back_asks(wizard: FirstRun, monkeypatch: pytest.MonkeyPatch) -> None:
    to_code(wizard)
    answers = iter(["stay", "leave"])
    monkeypatch.setattr(first_run, "ask", lambda *_given: next(answers))
    wizard.reject()
    assert wizard.isVisible()
    wizard.reject()
    assert not wizard.isVisible()
    assert wizard.office is None


def test_the_training_office_opens_from_the_first_page(wizard: FirstRun) -> None:
    wizard.unit_page.training_wanted.emit()
    wait_for(lambda: wizard.office is not None, 30)
    assert wizard.office is not None
    assert wizard.next_step == "training"
    assert training.is_training(wizard.office.store)


def test_a_backup_is_brought_back_from_the_first_page(wizard: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    made, _code = Office.create(tmp_path / "old", UnitInfo("24181", "Xã Ea Drăng", "commune"), "Lan", SECRET,
                                cost=CHEAP)  # fmt: skip
    with made:
        rescue.backup(made, tmp_path / "b")
    dialog = RestoreDialog(tmp_path / "office")
    qtbot.addWidget(dialog)
    dialog.accept()
    assert not dialog.busy  # no file named yet
    dialog.file.setText(str(tmp_path / "b"))
    dialog.secret.setText("sai hẳn rồi")
    dialog.accept()
    wait_for(lambda: not dialog.busy)
    assert not dialog.problem.isHidden()
    dialog.secret.setText(SECRET)
    dialog.accept()
    wait_for(lambda: dialog.office is not None)
    assert dialog.office is not None
    assert dialog.office.data_dir == tmp_path / "office"
    dialog.office.close()


# --- the passphrase line
def test_the_eye_shows_and_capitals_and_accents_are_told(qtbot: QtBot) -> None:
    line = SecretLine()
    qtbot.addWidget(line)
    note = KeyboardNote(line)
    qtbot.addWidget(note)
    line.eye.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    line.eye.click()
    assert line.echoMode() == QLineEdit.EchoMode.Password
    press(line, 0, "A")  # without Shift: Caps Lock
    assert "Caps Lock" in note.text()
    line.clear()
    press(line, 0, "ậ")
    assert line.text() == "ậ"
    assert note.text()
    assert "Caps Lock" not in note.text()


# --- unlocking
@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[UnlockPage]:
    made, code = Office.create(tmp_path / "a", UnitInfo("24181", "Xã Ea Drăng", "commune", "66"), "Lan", SECRET,
                               cost=CHEAP)  # fmt: skip
    made.close()
    shown = UnlockPage(tmp_path / "a")
    shown.setProperty("code", code)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.release()


def opened_by(page: UnlockPage) -> list[Office]:
    got: list[Office] = []
    page.opened.connect(got.append)
    return got


def test_the_passphrase_opens_and_says_who_it_is(page: UnlockPage) -> None:
    got = opened_by(page)
    page.secret.setText("BON TU RAT RIENG TU")
    press(page.secret, ENTER)
    wait_for(lambda: bool(got))
    assert got[0].officer == "Lan"
    assert page.secret.text() == ""
    got[0].close()


def test_a_wrong_passphrase_is_a_sentence_and_the_third_points_to_the_code(page: UnlockPage) -> None:
    for count, typed in enumerate(("sai rồi đấy", "boons tuwf raats", "vẫn cứ sai"), start=1):
        page.secret.setText(typed)
        page.unlock()
        wait_for(lambda: not page.busy)
        assert not page.problem.isHidden()
        assert page._failed == count
    assert page.secret.hasSelectedText()
    assert len(page.problem.text.text()) > 60


def test_the_recovery_code_sets_a_new_passphrase_and_opens(page: UnlockPage, monkeypatch: pytest.MonkeyPatch) -> None:
    recover = rescue.recover
    monkeypatch.setattr(rescue, "recover", lambda *a, **k: recover(*a, **k, cost=CHEAP))
    got = opened_by(page)
    page.forgotten.click()
    for line, text in zip(page.recover.lines, str(page.property("code")).splitlines(), strict=True):
        line.setText(text)
    page.recover.secret.setText("mật khẩu mới tinh")
    page.recover.again.setText("mat khau moi tinh")
    page.recover.recover()
    assert not page.recover.busy  # they differ as typed
    page.recover.again.setText("mật khẩu mới tinh")
    page.recover.recover()
    wait_for(lambda: bool(got))
    assert got[0].officer == "Lan"
    assert page.recover.secret.text() == ""
    got[0].close()


# --- locking by itself
class Clock:
    """The time the watch looks at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        monkeypatch.setattr("danvan_desktop.gui.start.idle.now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def watch_for(minutes: int, why: list[str]) -> IdleWatch:
    watch = IdleWatch(minutes)
    watch.lock_requested.connect(why.append)
    watch.start()
    return watch


def run_clock(watch: IdleWatch, clock: Clock, seconds: int) -> None:
    """The timer fires each five seconds."""
    for _tick in range(seconds // 5):
        clock.now += 5
        watch._on_tick()


def test_idle_minutes_lock_once(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(5, why)
    run_clock(watch, clock, 295)
    assert why == []
    run_clock(watch, clock, 30)
    assert why == ["idle"]
    watch.stop()


def test_a_key_in_a_window_puts_the_lock_off(qtbot: QtBot, clock: Clock) -> None:
    why: list[str] = []
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    watch = watch_for(5, why)
    watch._on_window(window.windowHandle())
    run_clock(watch, clock, 250)
    QApplication.sendEvent(window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier))
    assert watch.idle_seconds() == 0
    run_clock(watch, clock, 250)
    assert why == []
    watch.stop()


def test_zero_minutes_never_lock(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(0, why)
    run_clock(watch, clock, 4000)
    assert why == []
    watch.stop()


def test_sleep_locks_whether_told_or_seen_at_waking(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(0, why)
    watch.going_to_sleep(False)
    watch.going_to_sleep(True)
    assert why == ["sleep"]
    watch.start()
    clock.now += 3600
    watch._on_tick()
    assert why == ["sleep", "sleep"]
