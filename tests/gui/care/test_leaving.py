"""Leaving the program: the backup it makes, and what it asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from danvan_desktop.app import backup_places, backups, training
from danvan_desktop.app.office import Office
from danvan_desktop.gui import care
from danvan_desktop.gui.care import exit
from danvan_desktop.gui.care.failure import FailureBox
from danvan_desktop.gui.desk import Desk
from danvan_desktop.storage import training_mark
from tests.gui.care.care_desk import Shell


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
