"""The first run, and looks that are put back after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.start import first_run
from danvan_desktop.gui.start.first_run import FirstRun
from danvan_desktop.gui.theme import style
from tests.gui.start.first_steps import CHEAP


@pytest.fixture(autouse=True)
def looks(qapp: QApplication) -> None:
    style.apply(qapp)


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
