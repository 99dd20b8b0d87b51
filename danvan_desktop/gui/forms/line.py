"""The line every one-line editor types in: Enter goes on, nothing is ever rewritten while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from danvan_desktop.gui.theme.icons import icon

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NO_KEYS = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


def plain_enter(event: QKeyEvent) -> bool:
    """Enter alone; Shift+Enter, Ctrl+Enter mean something else."""
    return event.key() in ENTER and not event.modifiers() & ~_NO_KEYS


def opens_list(event: QKeyEvent) -> bool:
    """F4 or Alt+Down."""
    alt_down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or alt_down


class Line(QLineEdit):
    """A line edit that tells when it is entered and left; `first_look` may take a key before it does."""

    entered = Signal()
    left = Signal()
    composing = Signal()  # the word under the input method is another now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first_look: Callable[[QKeyEvent], bool] | None = None
        self.goes_on: Callable[[], object] | None = None
        self._held = ""  # the word under the input method; not in text() yet
        self.textChanged.connect(self._on_text)

    def add_tool(self, name: str, text: str, slot: Callable[[], object]) -> QAction:
        """An icon at the right end; it takes no Tab stop."""
        action = QAction(icon(name), text, self)
        action.triggered.connect(slot)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        for made in self.findChildren(QToolButton):
            if made.defaultAction() is action:
                made.setAccessibleName(text)
        return action

    def quiet(self, text: str) -> None:
        """Show a text from its beginning without telling that it was typed."""
        if text != self.text():
            self.setText(text)
        self.setCursorPosition(0)

    def held_text(self) -> str:
        """The text with the word that is still under the input method; "" when there is none."""
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        return f"{before}{self._held}{after}" if self._held else ""

    def _on_text(self) -> None:
        self._held = ""  # taken into the text or thrown away: the input method says so only by the next word

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: D102  Qt's name
        was = self._held
        super().inputMethodEvent(event)
        self._held = "" if self.isReadOnly() else event.preeditString()
        if self._held != was:
            self.composing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if self.first_look is not None and self.first_look(event):
            event.accept()
        elif plain_enter(event) and self.goes_on is not None:
            event.accept()
            self.goes_on()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102  Qt's name
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102  Qt's name
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()
