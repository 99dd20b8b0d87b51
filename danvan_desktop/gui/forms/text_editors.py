"""Texts: one line, and several (Enter goes on, Shift+Enter begins a new line, Tab leaves)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from danvan_desktop.app import typed
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import SHOWN_INSTEAD, Editor, LineEditor, Lock
from danvan_desktop.gui.forms.line import plain_enter
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_FEWEST, _MOST = 2, 8  # lines shown before it scrolls


class TextEditor(LineEditor):
    """A text of one line."""


class TextBox(QPlainTextEdit):
    """The box of a long text; as high as what stands in it."""

    left = Signal()
    entered_on = Signal()
    composing = Signal()  # the word under the input method is another now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fewest = _FEWEST
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def show_lines(self, fewest: int) -> None:
        """Be at least so many lines high."""
        self.fewest = fewest
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.document().documentLayout().documentSize().height(), self.fewest), _MOST)
        wanted = round(lines * self.fontMetrics().lineSpacing()) + 16
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(200, self.minimumHeight())

    def held_text(self) -> str:
        """The text with the word that is still under the input method; "" when there is none."""
        cursor, text = self.textCursor(), self.toPlainText()
        held = cursor.block().layout().preeditAreaText()
        at = len(text.encode("utf-16-le")[: cursor.position() * 2].decode("utf-16-le"))  # Qt counts UTF-16 units
        return text[:at] + held + text[at:] if held else ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: D102  Qt's name
        was = self.held_text()
        super().inputMethodEvent(event)
        if self.held_text() != was:
            self.composing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if plain_enter(event):
            event.accept()
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102  Qt's name
        super().focusOutEvent(event)
        self.left.emit()


class LongTextEditor(Editor):
    """A text of several lines."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self.box = TextBox()
        self.box.textChanged.connect(self._on_text)
        self.box.entered_on.connect(self.go_on)
        self.box.left.connect(self.left)
        self.box.composing.connect(self.composing)
        self._showing = False
        self._set_main(self.box)

    def text(self) -> str:
        """What stands in the box."""
        return self.box.toPlainText() if self.lock is Lock.OPEN else ""

    def held_text(self) -> str:
        """What stands in the box with the word under the input method."""
        return self.box.held_text() if self.lock is Lock.OPEN else ""

    def type_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        if self.lock is Lock.OPEN:
            self.box.setPlainText(text)

    def _read(self) -> Value:
        return typed.read(self.field, self.box.toPlainText(), self.desk.today())

    def _show(self, value: Value) -> None:
        instead = SHOWN_INSTEAD.get(self.lock, "")
        self._showing = True
        self.box.setPlainText(_(instead) if instead else typed.written(self.field, value))
        self._showing = False

    def _show_lock(self) -> None:
        self.box.setReadOnly(self.lock is not Lock.OPEN)
        self._show(self._held)

    def _on_text(self) -> None:
        if not self._showing:
            self._typed()
