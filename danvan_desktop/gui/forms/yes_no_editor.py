"""Yes, no, or not written: three buttons of which one is chosen, one Tab stop, arrows go between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import Editor, Lock
from danvan_desktop.gui.forms.line import plain_enter
from danvan_desktop.gui.widgets import row
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_ANSWERS = ((True, N_("Yes")), (False, N_("No")), (None, N_("Not written")))


class _Answer(QRadioButton):
    """One answer; Enter goes on to the next field."""

    entered_on = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_enter(event):
            event.accept()
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Answers(QWidget):
    """The three answers; takes the focus for the chosen one."""


class YesNoEditor(Editor):
    """Yes, no, or nothing written."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self.answers: dict[bool | None, _Answer] = {}
        for answer, text in _ANSWERS:
            made = _Answer(_(text))
            made.setAccessibleName(f"{_(field.label)}: {_(text)}")
            made.setMinimumHeight(30)
            made.clicked.connect(self._on_clicked)
            made.entered_on.connect(self.go_on)
            made.left.connect(self.left)
            self.answers[answer] = made
        holder = _Answers()
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        holder.setLayout(row(*self.answers.values(), None, gap=6))
        self._set_main(holder)
        self._show(None)

    def text(self) -> str:
        """The answer's word; nothing where nothing is written."""
        chosen = self._chosen()
        return "" if chosen is None else self.answers[chosen].text()

    def type_text(self, text: str) -> None:
        """Choose by word."""
        for answer, button in self.answers.items():
            if fold(button.text()) == fold(text) or (not text and answer is None):
                button.setChecked(True)
                self._typed()
                return
        raise UnreadableError(text)

    def _chosen(self) -> bool | None:
        return next((answer for answer, button in self.answers.items() if button.isChecked()), None)

    def _read(self) -> Value:
        return self._chosen()

    def _show(self, value: Value) -> None:
        chosen = self.answers[value if isinstance(value, bool) else None]
        chosen.setChecked(True)
        self._lead(chosen)

    def _lead(self, chosen: _Answer) -> None:
        self.main.setFocusProxy(chosen)
        self.setFocusProxy(chosen)

    def _on_clicked(self) -> None:
        self._lead(self.answers[self._chosen()])
        self._typed()

    def _show_lock(self) -> None:
        for button in self.answers.values():
            button.setEnabled(self.lock is Lock.OPEN)
