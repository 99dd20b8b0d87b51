"""Locking by itself: after minutes without a key or a mouse, and before the computer goes to sleep.

Only the windows' own events are looked at (keys, mouse), never those of every widget, and only from the first
paint on. Sleep is told by the system (logind, Windows); where it is not, the clock's jump on waking tells it.
"""

from __future__ import annotations

import ctypes
import sys
from time import time as now
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QWindow

TICK_MS = 5_000
ASLEEP_SECONDS = 60  # the clock went on this much longer than the timer: the computer slept
_LIFE = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
}  # fmt: skip
_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")


class IdleWatch(QObject):
    """`lock_requested` tells why: "idle" or "sleep". `minutes` 0 never locks for idleness."""

    lock_requested = Signal(str)

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._last = self._tick = now()
        self._watched: set[int] = set()
        self._native: _PowerEvents | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin to watch; call it after the first paint."""
        self.touch()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
        self._on_window(QGuiApplication.focusWindow())
        self._timer.start()
        self._listen_for_sleep()

    def stop(self) -> None:
        """The data is locked: nothing more to watch over until `start`."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = self._tick = now()

    def idle_seconds(self) -> float:
        """How long nobody touched a key or the mouse."""
        return now() - self._last

    def _on_window(self, window: QWindow | None) -> None:
        if window is None or id(window) in self._watched:
            return
        self._watched.add(id(window))
        window.destroyed.connect(self._watched.clear)  # an id may come again; the others are found at their next focus
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102  Qt's name; it only looks
        if event.type() in _LIFE:
            self._last = now()
        return False

    def _on_tick(self) -> None:
        moment = now()
        slept = moment - self._tick > TICK_MS / 1000 + ASLEEP_SECONDS
        self._tick = moment
        if slept:
            self._ask("sleep")
        elif self.minutes and moment - self._last >= self.minutes * 60:
            self._ask("idle")

    def _ask(self, why: str) -> None:
        if self._timer.isActive():
            self.stop()
            self.lock_requested.emit(why)

    # --- sleep as the system tells it
    def _listen_for_sleep(self) -> None:
        if sys.platform == "win32":
            if self._native is None:
                self._native = _PowerEvents(self)
                app = QCoreApplication.instance()
                if app is not None:
                    app.installNativeEventFilter(self._native)
        elif sys.platform.startswith("linux"):
            self._listen_to_logind()

    def _listen_to_logind(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            slot: Any = SLOT("going_to_sleep(bool)")  # the stubs want bytes, Qt takes the text only
            bus.connect(*_LOGIND, self, slot)

    @Slot(bool)
    def going_to_sleep(self, beginning: bool) -> None:
        """Called by logind before sleep (true) and after (false)."""
        if beginning:
            self._ask("sleep")


class _PowerEvents(QAbstractNativeEventFilter):
    """WM_POWERBROADCAST with PBT_APMSUSPEND."""

    _POWER, _SUSPEND = 0x0218, 0x0004

    def __init__(self, watch: IdleWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        if QByteArray(kind) == QByteArray(b"windows_generic_MSG"):
            from ctypes import wintypes

            told = ctypes.cast(int(message), ctypes.POINTER(wintypes.MSG)).contents
            if told.message == self._POWER and told.wParam == self._SUSPEND:
                self._watch.going_to_sleep(True)
        return False, 0
