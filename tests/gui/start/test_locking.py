"""An office locks itself after idle minutes and at sleep."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.start.idle import IdleWatch


class Clock:
    """The time the watch looks at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        monkeypatch.setattr("danvan_desktop.gui.start.idle.now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def watch_for(minutes: int, why: list[str]) -> IdleWatch:
    watch = IdleWatch(minutes)
    watch.lock_requested.connect(why.append)
    watch.start()
    return watch


def run_clock(watch: IdleWatch, clock: Clock, seconds: int) -> None:
    """The timer fires each five seconds."""
    for _tick in range(seconds // 5):
        clock.now += 5
        watch._on_tick()


def test_idle_minutes_lock_once(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(5, why)
    run_clock(watch, clock, 295)
    assert why == []
    run_clock(watch, clock, 30)
    assert why == ["idle"]
    watch.stop()


def test_a_key_in_a_window_puts_the_lock_off(qtbot: QtBot, clock: Clock) -> None:
    why: list[str] = []
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    watch = watch_for(5, why)
    watch._on_window(window.windowHandle())
    run_clock(watch, clock, 250)
    QApplication.sendEvent(window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier))
    assert watch.idle_seconds() == 0
    run_clock(watch, clock, 250)
    assert why == []
    watch.stop()


def test_zero_minutes_never_lock(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(0, why)
    run_clock(watch, clock, 4000)
    assert why == []
    watch.stop()


def test_sleep_locks_whether_told_or_seen_at_waking(qapp: QApplication, clock: Clock) -> None:
    why: list[str] = []
    watch = watch_for(0, why)
    watch.going_to_sleep(False)
    watch.going_to_sleep(True)
    assert why == ["sleep"]
    watch.start()
    clock.now += 3600
    watch._on_tick()
    assert why == ["sleep", "sleep"]
