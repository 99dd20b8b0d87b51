"""Numbers and money: typed freely, read by the rules of spreadsheet cells, grouped only once the field is left."""

from __future__ import annotations

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
    """A time of day: 9h30, 0930, 9:30."""
