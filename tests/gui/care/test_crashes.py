"""A mistake of the program is shown once, with places and without values."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.care import crash
from danvan_desktop.log import ScrubbedFormatter, scrubbed, start_logging

PERSON = "Hoàng Thanh Khánh"


# --- crashes
@pytest.fixture
def crashes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[crash.Crashes]:
    made = crash.Crashes()
    monkeypatch.setattr(crash, "_crashes", made)
    yield made
    if made.dialog is not None:
        made.dialog.close()


def broken() -> None:
    int(PERSON)


def caught() -> BaseException:
    try:
        broken()
    except ValueError as error:
        return error
    raise AssertionError


def test_a_crash_is_shown_once_with_places_and_without_values(crashes: crash.Crashes, qtbot: QtBot) -> None:
    assert crashes.take(caught())
    assert not crashes.take(caught())
    qtbot.waitUntil(lambda: crashes.dialog is not None and crashes.dialog.isVisible(), timeout=3000)
    assert crashes.dialog is not None
    text = crashes.dialog.text.toPlainText()
    assert "ValueError" in text
    assert "broken" in text
    assert PERSON not in text
    QTest.mouseClick(crashes.dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: crashes.dialog is None, timeout=3000)


def test_a_second_mistake_is_added_to_the_dialog_that_is_open(crashes: crash.Crashes, qtbot: QtBot) -> None:
    crashes.take(caught())
    crashes.take(KeyError(PERSON))
    qtbot.waitUntil(
        lambda: crashes.dialog is not None and "KeyError" in crashes.dialog.text.toPlainText(), timeout=3000
    )


def test_errors_of_slots_and_threads_arrive(
    crashes: crash.Crashes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda _handler: None)
    crash.install()
    worker = threading.Thread(target=broken)
    worker.start()
    worker.join()
    sys.excepthook(KeyError, KeyError(PERSON), None)
    assert len(crashes.seen) == 2
    qtbot.waitUntil(lambda: crashes.dialog is not None, timeout=3000)


def test_the_log_holds_places_only(tmp_path: Path) -> None:
    try:
        try:
            broken()
        except ValueError as error:
            raise KeyError(PERSON) from error
    except KeyError as error:
        text = scrubbed(error)
    assert PERSON not in text
    assert text.index("ValueError") < text.index("KeyError")
    root = logging.getLogger("danvan_desktop")
    before = list(root.handlers)
    start_logging(tmp_path)
    try:
        broken()
    except ValueError:
        logging.getLogger("danvan_desktop.thu").exception("command failed")
    for handler in set(root.handlers) - set(before):
        assert isinstance(handler.formatter, ScrubbedFormatter)
        handler.close()
        root.removeHandler(handler)
    written = (tmp_path / "danvan.log").read_text("utf-8")
    assert "broken" in written
    assert PERSON not in written


def test_qts_words_reach_the_log_without_values(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="danvan_desktop"):
        crash.from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), f'QLabel: "{PERSON}" is 75 wide')
    assert PERSON not in caplog.text
    assert "QLabel" in caplog.text
