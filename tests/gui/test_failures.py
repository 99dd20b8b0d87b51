"""Twelve failures: real faults, each with a sentence, a picture and a code of its own; nothing of a record in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop import assets, i18n
from danvan_desktop.app import backups, failures
from danvan_desktop.app.office import Office
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.gui.care.failure import FailureBox, show_failure
from danvan_desktop.storage.identity import UnitInfo
from tests.gui import faults
from tests.gui.faults import TWELVE, Lab


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    made = Lab(tmp_path, monkeypatch)
    yield made
    made.close()


@pytest.mark.parametrize("name", TWELVE)
def test_a_real_fault_says_what_happened_what_was_kept_and_what_to_do(name: str, lab: Lab, qtbot: QtBot) -> None:
    error = TWELVE[name](lab)
    assert error.code == name
    assert error.message
    assert failures.hint_of(error)
    box = FailureBox(error)
    qtbot.addWidget(box)
    box.show()
    shown = " ".join(found.text() for found in box.findChildren(QLabel))
    assert i18n._(failures.KINDS[name].title) in shown
    assert error.message in shown
    assert box.code.text() == f"DV-{name.upper()}"
    for secret in (faults.SECRET, "Hoàng Thanh Khánh"):
        assert secret not in shown


def test_each_kind_has_its_own_title_picture_and_icon_file() -> None:
    twelve = [failures.KINDS[name] for name in TWELVE]
    assert len({kind.title for kind in twelve}) == len({kind.icon for kind in twelve}) == 12
    for kind in (*failures.KINDS.values(), failures.OTHER_MISTAKE, failures.OTHER_TROUBLE):
        assert assets.resource("icons", "lucide", f"{kind.icon}.svg").is_file(), kind.icon


def test_no_sentence_of_the_window_names_a_command() -> None:
    assert not [kind for kind in failures.KINDS.values() if "danvan " in i18n.vi(kind.hint)]


def test_copy_takes_every_sentence_and_the_code(qtbot: QtBot) -> None:
    error = EnvironmentProblem("Đĩa đầy", kept="Còn nguyên", hint="Xóa bớt", code="disk-full")
    box = FailureBox(error)
    qtbot.addWidget(box)
    QTest.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert all(word in copied for word in ("Đĩa đầy", "Còn nguyên", "Xóa bớt", "DV-DISK-FULL"))


def test_an_action_is_offered_first_and_returned(qtbot: QtBot) -> None:
    box = FailureBox(UserError("Không được"), None, {"pdf": "Lưu PDF", "elsewhere": "Chọn chỗ khác"})
    qtbot.addWidget(box)
    box.show()
    button = box.findChild(QPushButton, "pdf")
    assert isinstance(button, QPushButton)
    assert button.isDefault()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert box.chosen == "pdf"


def test_an_error_without_a_code_still_has_a_short_one_that_stays_the_same() -> None:
    def failing() -> None:
        raise UserError("Họ tên: Hoàng Thanh Khánh")

    codes = {failures.support_code(faults.caught(failing)) for _time in range(2)}
    assert len(codes) == 1
    assert "Khánh" not in codes.pop()


def test_a_known_failure_is_shown_and_closed_by_escape(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def instead(box: FailureBox) -> int:
        seen.append(box.windowTitle())
        QTest.keyClick(box, Qt.Key.Key_Escape)
        return 0

    monkeypatch.setattr(FailureBox, "exec", instead)
    assert show_failure(UserError("Không được", code="font")) is None
    assert seen == [i18n._(failures.KINDS["font"].title)]


@pytest.mark.parametrize(("options", "code"), [("size=64k", "disk-full"), ("size=8m,ro", "read-only")])
def test_a_backup_that_finds_no_room_is_said_and_kept_in_mind(lab: Lab, options: str, code: str) -> None:
    office = lab.office()
    with faults.mounted(lab.folder / "usb", options) as stick:
        error = faults.caught(lambda: backups.scheduled(office, stick))
        assert error.code == code
        assert list(stick.iterdir()) == []
    state = backups.backup_state(office.store)
    assert error.message in state.problem
    assert state.made is None


def test_a_full_data_disk_refuses_the_save_and_keeps_what_was_saved(lab: Lab) -> None:
    with faults.mounted(lab.folder / "dia-day", "size=2m") as disk:
        unit = UnitInfo("X1", "Xã Một", "commune")
        office, _code = Office.create(disk / "so", unit, "Lê A", faults.SECRET, cost=faults.CHEAP)
        with office:
            error = faults.caught(lambda: fill(office))
            before = office.store.conn.execute("SELECT count(*) FROM op").fetchone()[0]
        assert error.code == "disk-full"
        (disk / "so" / "danvan.lock").unlink()
        with Office.open(disk / "so", faults.SECRET) as again:
            assert again.store.conn.execute("SELECT count(*) FROM op").fetchone()[0] == before > 1


def fill(office: Office) -> None:
    for number in range(2_000):
        with office.store.batch(officer="Lê A") as batch:
            batch.new("petition", {"unit": "X1", "content": f"Nội dung {number} " + "dài " * 500})
