"""The passphrase line, the passphrase that opens, and the recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.app import rescue
from danvan_desktop.app.office import Office
from danvan_desktop.gui.start.secret_line import KeyboardNote, SecretLine
from danvan_desktop.gui.start.unlock import UnlockPage
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.start.first_steps import CHEAP, ENTER, SECRET, press
from tests.gui.waiting import wait_for


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
