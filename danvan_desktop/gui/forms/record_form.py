"""The fields of a record in paper order: read from and checked by FormState. Pages, dialogs and quick entry use it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from danvan_desktop.app import number_books, typed
from danvan_desktop.app.form_state import FormState, bare_sentence
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Section
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import LOCK_TEXTS, Editor, Lock
from danvan_desktop.gui.forms.editors import editor_for
from danvan_desktop.gui.forms.form_field import FilledGrid, FormField, SectionBox
from danvan_desktop.gui.widgets import column, label
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

CHECK_MS = 400


class RecordForm(QWidget):
    """Sections of fields. `changed`: something was typed; `checked`: what is wrong was looked at anew."""

    changed = Signal(str)
    composing = Signal()  # a word under the input method, in no value yet
    checked = Signal()
    going_to = Signal(str)  # the cursor is about to be put into this field

    def __init__(
        self, desk: Desk, state: FormState, sections: Sequence[Section] | None = None, *, numbered: bool = True,
        locked: str = "", stops: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.desk, self.state, self.locked = desk, state, locked
        self.sections = tuple(sections if sections is not None else state.sections())
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, FormField] = {}
        self.boxes: list[SectionBox] = []
        self._grids: list[FilledGrid] = []
        self._notes: list[QLabel] = []
        self._seen: set[str] = set()
        self._all_seen = state.row is not None
        self._wait = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._wait.timeout.connect(self.check)
        self._layout = column(gap=12)
        self.setLayout(self._layout)
        self._boxed = numbered
        many = len(self.sections) > 1 or bool(set(state.record_type.form.children) - {"attachment"})
        for place, section in enumerate(self.sections, 1):
            self._add_section(section, f"{place}. " if numbered and many else "", stops=stops)
        self._layout.addStretch(1)
        self.show_values()

    def _add_section(self, section: Section, number: str, *, stops: bool) -> None:
        grid = FilledGrid()
        for name in section.fields:
            editor = editor_for(self.desk, self.state.record_type, self.state.record_type.field(name))
            stop = len(self.fields) + 1 if stops else None
            field = FormField(editor, required=self.state.required(name), stop=stop)
            field.setParent(grid)
            self._take(name, editor, field)
        self._grids.append(grid)
        note = label("", "cap", "warn", wrap=True)
        note.hide()
        self._notes.append(note)
        body = QWidget()
        body.setLayout(column(note, grid, gap=0))
        if self._boxed:
            self.boxes.append(SectionBox(number + _(section.label), body, first=not self.boxes))
            self._layout.addWidget(self.boxes[-1])
        else:
            self._layout.addWidget(body)

    def _take(self, name: str, editor: Editor, field: FormField) -> None:
        editor.changed.connect(self._on_changed)
        editor.left.connect(self._on_left)
        editor.composing.connect(self.composing)
        self.editors[name], self.fields[name] = editor, field
        if name == number_books.REGISTERS.get(self.state.record_type.name) and isinstance(editor.main, QLineEdit):
            editor.main.setPlaceholderText(_(number_books.WAITS))  # left empty, or another computer gives the numbers

    def add_box(self, box: SectionBox) -> None:
        """Put another part under the last."""
        self.boxes.append(box)
        self._layout.insertWidget(self._layout.count() - 1, box)

    # --- values
    def show_values(self) -> None:
        """Show the state's values, as loaded."""
        for name, editor in self.editors.items():
            editor.set_value(self.state.values.get(name))
        self.arrange()
        self.check()

    def type_value(self, name: str, value: Value) -> None:
        """Put a value into a field as if it had been typed."""
        self.editors[name].type_value(value)

    def type_text(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed."""
        self.editors[name].type_text(text)

    def held(self) -> dict[str, str]:
        """Texts with the word that is still under the input method in them, by field."""
        secret = self.state.secret()
        found = {name: editor.held_text() for name, editor in self.editors.items() if name not in secret}
        return {name: text for name, text in found.items() if text}

    def draft_texts(self) -> dict[str, str]:
        """What a draft keeps as text: what cannot be read, and what is still under the input method."""
        secret = self.state.secret()
        unread = {name: self.editors[name].text() for name in self.state.unreadable if name not in secret}
        return {**unread, **self.held()}

    def draft_values(self) -> dict[str, Value]:
        """The values for a draft that keeps no texts: a held word is in them where it can be read."""
        values = dict(self.state.values)
        for name, text in self.held().items():
            with suppress(UnreadableError):
                values[name] = typed.read(self.editors[name].field, text, self.desk.today())
        return values

    def collect(self) -> None:
        """Read every field, the word being typed in it too."""
        QGuiApplication.inputMethod().commit()
        for name in self.editors:
            self._read(name)

    def _read(self, name: str) -> None:
        editor = self.editors[name]
        if editor.lock in {Lock.WITHHELD, Lock.READ_ONLY}:
            return
        try:
            self.state.put(name, editor.value())
        except UnreadableError as error:
            self.state.put_unreadable(name, error.sentence)

    # --- what is open, missing, wrong
    def arrange(self) -> None:
        """Show the fields whose condition holds, close those that may not be typed, mark the required ones."""
        secret = self.state.secret()
        for name, field in self.fields.items():
            field.editor.set_lock(*self._lock_of(name, secret))
            field.require(self.state.required(name))
        for section, grid in zip(self.sections, self._grids, strict=True):
            grid.arrange([self.fields[name] for name in section.fields if self.state.visible(name)])
        self._say_locks()

    def _say_locks(self) -> None:
        for section, note in zip(self.sections, self._notes, strict=True):
            locks = {self.editors[name].lock for name in section.fields}
            reasons = [_(LOCK_TEXTS[lock]) for lock in (Lock.SECRET, Lock.WITHHELD) if lock in locks]
            note.setText(" ".join(reasons))
            note.setVisible(bool(reasons))

    def _lock_of(self, name: str, secret: frozenset[str]) -> tuple[Lock, str]:
        if name in secret:
            return Lock.SECRET, ""
        if name in self.state.withheld:
            return Lock.WITHHELD, ""
        if self.locked:
            return Lock.READ_ONLY, self.locked
        if self.state.read_only(name):
            return Lock.READ_ONLY, _("The state changes by the steps at the top.")
        return (Lock.READ_ONLY, "") if self.state.record_type.field(name).kind == "attachment" else (Lock.OPEN, "")

    def check(self) -> None:
        """Look anew at what is wrong and show it beside the fields that were visited."""
        self._wait.stop()
        if self.desk.tasks.closed:
            return  # the cursor left the field because the data was locked
        self.state.check(self.desk.reader, self.desk.today())
        for name, field in self.fields.items():
            problem = self.state.problem_of(name) if self._is_seen(name) else None
            field.tell(problem, bare_sentence(problem, field.editor.field) if problem is not None else "")
        self.checked.emit()

    def _is_seen(self, name: str) -> bool:
        return (self._all_seen or name in self._seen) and not self.locked

    def see_all(self) -> None:
        """From now on show everything that is wrong: the officer wanted to save."""
        self._all_seen = True
        self.check()

    def forget_seen(self) -> None:
        """A new record is begun: nothing is wrong with what nobody has come to yet."""
        self._all_seen = self.state.row is not None
        self._seen.clear()

    def shown_problems(self) -> list[str]:
        """Fields whose problem is shown, in the order of the form, errors first."""
        found = [problem for problem in self.state.problems if self._is_seen(problem.field)]
        ordered = sorted(found, key=lambda problem: problem.severity != "error")
        return list(dict.fromkeys(problem.field for problem in ordered if problem.field in self.fields))

    # --- going about
    def current(self) -> str:
        """The field the cursor is in."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        return widget.field.name if widget is not None and self.editors.get(widget.field.name) is widget else ""

    def jump(self, name: str) -> None:
        """Put the cursor into a field."""
        self.going_to.emit(name)
        for section, box in zip(self.sections, self.boxes, strict=False):
            if name in section.fields:
                box.unfold()
        self.editors[name].setFocus()

    def first_field(self) -> str:
        """Where typing begins: the first open field that is empty, else the first open one."""
        open_ones = [
            name for name, editor in self.editors.items()
            if editor.lock is Lock.OPEN and not self.fields[name].isHidden()
        ]  # fmt: skip
        new = self.state.row is None
        empty = [name for name in open_ones if new and self.state.values.get(name) is None]
        return next(iter(empty or open_ones), "")

    def close_lists(self) -> bool:
        """Close what hangs open under the field with the cursor; whether something did."""
        name = self.current()
        return bool(name) and self.editors[name].close_list()

    def _on_changed(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            name = editor.field.name
            self._read(name)
            if self._is_condition(name):
                self.arrange()
            self._wait.start()
            self.changed.emit(name)

    def _is_condition(self, name: str) -> bool:
        return any(
            when is not None and when.field == name
            for item in self.state.record_type.fields
            for when in (item.visible_when, item.required_when, item.denouncer_when)
        )

    def _on_left(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._seen.add(editor.field.name)
            self._read(editor.field.name)
            self._wait.start(0)
