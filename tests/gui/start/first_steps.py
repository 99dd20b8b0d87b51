"""The hands of who starts for the first time: keys, and how far they go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.gui.start.first_run import FirstRun
from danvan_desktop.storage.passphrase import Cost
from tests.gui.waiting import wait_for

CHEAP = Cost(memory_kib=8, passes=1)
SECRET = "bốn từ rất riêng tư"
ENTER = Qt.Key.Key_Return


def press(widget: QWidget | None, key: int, text: str = "") -> None:
    """One key to a widget, as Qt gives it."""
    assert widget is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_text(window: QWidget, text: str) -> None:
    """Letters to what has the focus; QTest.keyClicks aborts at Vietnamese ones."""
    for letter in text:
        press(window.focusWidget(), 0, letter)


def to_organ(wizard: FirstRun, typed: str = "ea drang") -> None:
    type_text(wizard, typed)
    press(wizard.focusWidget(), ENTER)  # takes the first unit found
    press(wizard.focusWidget(), ENTER)  # goes on
    assert wizard.place == 1


def to_code(wizard: FirstRun) -> None:
    to_organ(wizard)
    for _field in range(4):
        press(wizard.focusWidget(), ENTER)
    assert wizard.place == 2
    for text in ("Phạm Thị Ngọc Lan", SECRET, SECRET):
        type_text(wizard, text)
        press(wizard.focusWidget(), ENTER)
    wait_for(lambda: wizard.place == 3)
