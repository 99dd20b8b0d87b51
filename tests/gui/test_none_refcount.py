"""PySide6 6.12.0 gives back one reference to None too many on Python 3.11 until the process dies."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 500


def test_calls_into_qt_do_not_eat_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("lời đầu")  # first call: Qt's own caches are filled
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(f"đơn số {number}")
    fallen = before - sys.getrefcount(None)
    assert fallen < CALLS // 10, f"{fallen} references to None lost in {CALLS} calls: this PySide6 must not be used"
