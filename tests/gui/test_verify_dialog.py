"""The dialog that looks at a file: the answer stands on top, in the tone that fits it, and nothing is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.handover.verify_dialog import VerifyDialog
from danvan_desktop.gui.widgets import Note
from danvan_desktop.storage import data_updates
from tests.gui.handover_desk import TestDesk, desk_of, new_office
from tests.unit.updates import makers

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[TestDesk]:
    with new_office(tmp_path / "24538", "24538", "Xã Ea Drăng", "commune", "66") as office, desk_of(office) as made:
        yield made


def looked(dialog: VerifyDialog, file: Path, qtbot: QtBot) -> Note:
    dialog.verdict = None
    dialog.look_at(file)
    qtbot.waitUntil(lambda: dialog.verdict is not None, timeout=5000)
    return dialog.findChildren(Note)[-1]


def test_an_update_a_damaged_one_and_a_strangers_are_told_apart(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    key = makers.release_key(tmp_path)
    file = makers.program_update(tmp_path / "a.danvan-upd", key, "9.1.0", changes=("Sửa lỗi in.",))
    dialog = VerifyDialog(desk, keys=key.folder)
    qtbot.addWidget(dialog)
    dialog.show()
    assert looked(dialog, file, qtbot).property("tone") == "ok"
    assert dialog.verdict is not None
    assert any("9.1.0" in line for line in dialog.verdict.facts())
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert looked(dialog, file, qtbot).property("tone") == "danger"
    file.write_bytes(data)
    stranger = VerifyDialog(desk)
    qtbot.addWidget(stranger)
    assert looked(stranger, file, qtbot).property("tone") == "warn"
    assert data_updates.listed(desk.store.conn) == []


def test_a_file_that_is_not_there_is_said_in_the_dialog(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = VerifyDialog(desk)
    qtbot.addWidget(dialog)
    dialog.look_at(tmp_path / "khong-co.danvan")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(Note)), timeout=5000)
    assert dialog.open_it.isEnabled()
    assert desk.failures == []
