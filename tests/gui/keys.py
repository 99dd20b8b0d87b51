"""Typing as Unikey does it: letters as key events, then backspaces and the letters anew; and as ibus commits it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

Way = Callable[[QWidget, str], None]
NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """One key, down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def letters(widget: QWidget, text: str) -> None:
    """Each letter as one key."""
    for letter in text:
        press(widget, Qt.Key.Key_unknown, text=letter)


def backspaces(widget: QWidget, times: int) -> None:
    """Delete the letters before the cursor."""
    for _time in range(times):
        press(widget, Qt.Key.Key_Backspace)


def unikey(widget: QWidget, text: str) -> None:
    """A text as Telex by backspace replay: each syllable bare, taken back, and typed with its marks."""
    import unicodedata

    for place, syllable in enumerate(text.split(" ")):
        if place:
            letters(widget, " ")
        bare = "".join(ch for ch in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(ch))
        letters(widget, bare)
        if bare != syllable:
            backspaces(widget, len(bare))
            letters(widget, syllable)


def ibus(widget: QWidget, text: str) -> None:
    """A text as an input method that shows the word under the cursor and then commits it."""
    for place, syllable in enumerate(text.split(" ")):
        for end in range(1, len(syllable) + 1):
            QCoreApplication.sendEvent(widget, QInputMethodEvent(syllable[:end], []))
        done = QInputMethodEvent()
        done.setCommitString((" " if place else "") + syllable)
        QCoreApplication.sendEvent(widget, done)
