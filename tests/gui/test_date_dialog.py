"""The question for the date at the start: before the window, only where the clock is doubtful, with three ways out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.app import office_day
from danvan_desktop.app.office import Office
from danvan_desktop.gui import session
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.start.date_dialog import DateDialog
from tests.gui.handover_desk import desk_of, new_office

LATE = date.today() + timedelta(days=45)  # noqa: DTZ011  beside the office made today


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Last saved 45 days ago by the computer's clock."""
    with new_office(tmp_path / "x", "24181", "Xã Ea Drăng", "commune") as made:
        monkeypatch.setattr(office_day, "_machine_day", lambda: LATE)
        yield made


def dialog_of(office: Office, qtbot: QtBot) -> DateDialog:
    doubt = office_day.doubt(office.store)
    assert doubt is not None
    made = DateDialog(office, doubt)
    qtbot.addWidget(made)
    return made


def test_the_computers_day_is_right_by_one_click(office: Office, qtbot: QtBot) -> None:
    dialog = dialog_of(office, qtbot)
    dialog.right.click()
    assert dialog.result() == DateDialog.DialogCode.Accepted
    assert office_day.doubt(office.store) is None
    assert office_day.today() == LATE


def test_a_typed_date_is_what_every_page_calls_today(office: Office, qtbot: QtBot) -> None:
    dialog = dialog_of(office, qtbot)
    dialog.day.setDate(QDate(2026, 11, 3))
    dialog.use.click()
    with desk_of(office) as desk:
        assert Desk.today(desk) == date(2026, 11, 3)


def test_put_off_nothing_is_kept_and_the_window_says_by_which_day_it_reckons(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(dialog: DateDialog) -> int:
        [*_others, made] = [b for b in dialog.findChildren(QPushButton) if b not in {dialog.right, dialog.use}]
        made.click()
        return dialog.result()

    monkeypatch.setattr(DateDialog, "exec", later)
    session._ask_for_the_day(office)
    assert f"{LATE:%d/%m/%Y}" in office.notice
    assert office_day.doubt(office.store) is not None
    assert office_day.today() == LATE


def test_a_clock_that_fits_asks_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_day, "_machine_day", lambda: LATE - timedelta(days=15))
    monkeypatch.setattr(DateDialog, "exec", lambda _dialog: pytest.fail("asked"))
    session._ask_for_the_day(office)
    assert office.notice == ""
