"""An office for all editors of a file, and what they stand in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui import form_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[form_desk.FormDesk]:
    made = form_desk.new_desk(tmp_path_factory.mktemp("office"))
    yield made
    form_desk.close(made)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(600, 300)
    return holder
