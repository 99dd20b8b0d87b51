"""An office and the desk it is open on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import backup_places, preferences
from danvan_desktop.app.office import Office
from danvan_desktop.gui.desk import Desk
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.care.care_desk import CHEAP, SECRET, Shell, save


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
