"""What every editor of a field is: a value in, a value out, the typed text kept whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.app import typed
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.line import Line
from danvan_desktop.gui.widgets import restyle
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class Lock(StrEnum):
    """Why a field cannot be typed in."""

    OPEN = ""
    READ_ONLY = "read_only"
    WITHHELD = "withheld"
    SECRET = "secret"  # noqa: S105  a kind of lock


LOCK_TEXTS = {
    Lock.READ_ONLY: N_("This cannot be changed here."),
    Lock.WITHHELD: N_("Kept at the unit that wrote it; it was not handed over."),
    Lock.SECRET: N_("Who denounces is not written into the program: use the sealed paper file."),
}
SHOWN_INSTEAD = {Lock.WITHHELD: N_("(kept at the unit)"), Lock.SECRET: N_("(secret)")}


class Editor(QWidget):
    """The control of one field. `changed` tells that something was typed or picked, `left` that it was left.

    `composing` tells that the word under the input method is another; the field's value is not yet.
    """

    changed = Signal()
    left = Signal()
    composing = Signal()

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.record_type, self.field = desk, record_type, field
        self.lock = Lock.OPEN
        self.goes_on: Callable[[], object] | None = None
        self._held: Value = None
        self._touched = False
        self._put_by = ""  # what was typed before the field was closed
        self.setProperty("help_topic", f"{record_type.name}.{field.name}")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.main: QWidget = self

    def _set_main(self, main: QWidget) -> None:
        """The widget that takes the focus and carries the name."""
        self.main = main
        self._layout.addWidget(main, 1)
        self.setFocusProxy(main)
        self.setFocusPolicy(main.focusPolicy())
        self.setAccessibleName(_(self.field.label))
        main.setAccessibleName(_(self.field.label))
        if self.field.help:
            self.setToolTip(_(self.field.help))

    # --- values
    def value(self) -> Value:
        """The value typed; raises UnreadableError when the text cannot be read. What was not touched is as it was."""
        return self._read() if self._touched and self.lock is Lock.OPEN else self._held

    def set_value(self, value: Value) -> None:
        """Show a value as one that stands saved."""
        self._held, self._touched, self._put_by = value, False, ""
        self._show(value)

    def type_value(self, value: Value) -> None:
        """Put a value in as if it had been typed."""
        if self.lock is Lock.OPEN:
            self._show(value)
            self._held, self._touched = value, False
            self.changed.emit()

    def text(self) -> str:
        """What stands in the field as typed, for drafts: also what cannot be read."""
        return typed.written(self.field, self._held)

    def held_text(self) -> str:
        """What would stand in the field with the word that is still under the input method; "" when none is."""
        return ""

    def type_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""

    def _read(self) -> Value:
        return self._held

    def _show(self, value: Value) -> None:
        raise NotImplementedError

    def _typed(self) -> None:
        self._touched = True
        self.changed.emit()

    # --- states
    def set_lock(self, lock: Lock, reason: str = "") -> None:
        """Open the field or close it with a reason; its value is kept."""
        if lock is not Lock.OPEN and self.lock is Lock.OPEN and self._touched:
            self._put_by = self.text()
        was, self.lock = self.lock, lock
        if was is lock and not reason:
            return  # what is being typed is left alone
        why = reason or _(LOCK_TEXTS.get(lock, ""))
        self.setToolTip(why or _(self.field.help))
        self.main.setAccessibleDescription(why)
        if was is lock:
            return
        self._show_lock()
        if lock is Lock.OPEN and self._put_by:
            self.type_text(self._put_by)
            self._put_by = ""

    def _show_lock(self) -> None:
        self.main.setEnabled(self.lock is Lock.OPEN)

    def set_problem(self, text: str, severity: str = "") -> None:
        """Frame the control by what is wrong; the sentence stands under it (FormField)."""
        if self.lock is Lock.OPEN:
            self.main.setAccessibleDescription(text)
        if self.main.property("problem") != severity:
            restyle(self.main, problem=severity)

    # --- keys
    def go_on(self) -> None:
        """To the next field, or where the window wants to be; what only folds a part is passed by."""
        if self.goes_on is not None:
            self.goes_on()
            return
        self.focusNextPrevChild(True)
        now = self.window().focusWidget()
        if now is not None and now.property("passed_by"):
            now.focusNextPrevChild(True)

    def close_list(self) -> bool:
        """Close what hangs open under the field; whether something did."""
        return False


class LineEditor(Editor):
    """An editor of one line."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self.line = Line()
        self.line.goes_on = self.go_on
        self.line.first_look = self._takes
        self.line.textEdited.connect(self._on_edited)
        self.line.left.connect(self._on_left)
        self.line.composing.connect(self.composing)
        self.line.entered.connect(self._on_entered)
        self._set_main(self.line)

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text() if self.lock is Lock.OPEN else ""

    def held_text(self) -> str:
        """What stands in the line with the word under the input method."""
        return self.line.held_text() if self.lock is Lock.OPEN else ""

    def type_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        if self.lock is Lock.OPEN:
            self.line.quiet(text)
            self._typed()

    def _read(self) -> Value:
        return typed.read(self.field, self.line.text(), self.desk.today())

    def _show(self, value: Value) -> None:
        if self.lock in SHOWN_INSTEAD:
            self.line.quiet(_(SHOWN_INSTEAD[self.lock]))
        else:
            self.line.quiet(self._written(value))

    def _written(self, value: Value) -> str:
        return typed.written(self.field, value)

    def _show_lock(self) -> None:
        self.line.setReadOnly(self.lock is not Lock.OPEN)
        for action in self.line.actions():
            action.setVisible(self.lock is Lock.OPEN)
        self._show(self._held)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the editor uses a key before the line does."""
        return False

    def _on_edited(self, _text: str) -> None:
        self._typed()

    def _on_entered(self) -> None:
        """The cursor has come into the line."""

    def _on_left(self) -> None:
        self._tidy()
        self.left.emit()

    def _tidy(self) -> None:
        """Write what can be read in its usual form, now that nobody types."""
        if not self._touched or self.lock is not Lock.OPEN:
            return
        try:
            self.line.quiet(self._written(self._read()))
        except typed.UnreadableError:
            return
