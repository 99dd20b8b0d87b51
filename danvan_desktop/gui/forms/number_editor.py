"""Numbers and money: typed freely, read by the rules of spreadsheet cells, grouped only once the field is left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from danvan_desktop.app import typed
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import LineEditor, Lock


class NumberEditor(LineEditor):
    """An integer, a decimal or whole đồng; "30 triệu" is read too."""

    def _on_entered(self) -> None:
        if self.lock is not Lock.OPEN or self.line.text() != self._written_now():
            return
        self.line.setText(typed.plainly_written(self.field, self._value_now()))
        self.line.selectAll()

    def _tidy(self) -> None:
        super()._tidy()
        if not self._touched and self.lock is Lock.OPEN:
            self._show(self._held)

    def _written_now(self) -> str:
        return self._written(self._value_now())

    def _value_now(self) -> Value:
        try:
            return self.value()
        except typed.UnreadableError:
            return None


class TimeEditor(LineEditor):
    """A time of day: 9h30, 0930, 9:30; Ctrl+; is now."""

    def _takes(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Semicolon and self.lock is Lock.OPEN:
            self.type_text(f"{datetime.now():%H:%M}")  # noqa: DTZ005  the clock on the wall
            return True
        return False
