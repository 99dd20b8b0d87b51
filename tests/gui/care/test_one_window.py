"""One window for a folder; the banner of the training office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.gui import care
from danvan_desktop.gui.care.single import SingleWindow, bring_up, server_name
from tests.gui.care.care_desk import shown


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
