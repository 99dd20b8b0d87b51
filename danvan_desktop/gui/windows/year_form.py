"""One year of a model: its fields, beside each what stood there the year before, and the money added up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import model_years
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import value_text
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import Lock
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.forms.form_field import FormField
from danvan_desktop.gui.widgets import button, column, label, row, tool
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class Before(QWidget):
    """What stood in a field the year before, and the button that copies it."""

    wanted = Signal(str)

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self._name = name
        self.words = ElidedLabel("", "cap")
        self.copy = tool("copy", _("As in the year before (Ctrl+D): {field}").format(field=caption), self._on_copy)
        self.copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy.setFixedSize(20, 20)
        self.setLayout(row((self.words, 1), self.copy, gap=2))
        self.hide()

    def say(self, text: str) -> None:
        """Show what stood there; nothing hides the line."""
        self.words.say(text)
        self.setVisible(bool(text))

    def _on_copy(self) -> None:
        self.wanted.emit(self._name)


class YearFields(DesignedForm):
    """The year as ui/forms/model_year.ui lays it out."""

    ui = "model_year"

    def __init__(self, desk: Desk, state: FormState, *, locked: str = "") -> None:
        self.befores: dict[str, Before] = {}
        super().__init__(desk, state, locked=locked)

    def dress_field(self, field: FormField) -> QWidget:
        """The field, and under it the year before."""
        name = field.editor.field.name
        if name not in model_years.COPIED:
            return field
        self.befores[name] = Before(name, field.caption)
        made = QWidget()
        made.setLayout(column(field, self.befores[name], gap=0))
        return made


class YearForm(QWidget):
    """A year's tab. `changed` when something was typed."""

    changed = Signal()

    def __init__(self, desk: Desk, state: FormState, locked: str = "") -> None:
        super().__init__()
        self._before: Mapping[str, Value] = {}
        self.form = YearFields(desk, state, locked=locked)
        self.sum = label("", "strong")
        self.copy_all = button(_("Copy all empty fields from the year before"), "copy", slot=self.copy_empty)
        self.copy_all.setEnabled(not locked)
        self.setLayout(column(row((self.sum, 1), self.copy_all), self.form, gap=8))
        for before in self.form.befores.values():
            before.wanted.connect(self.copy)
        self.form.changed.connect(self._on_changed)
        self._say_sum()

    @property
    def state(self) -> FormState:
        """What the form knows of the year."""
        return self.form.state

    def year(self) -> int:
        """The year; 0 while none is written."""
        year = self.state.values.get("year")
        return year if isinstance(year, int) else 0

    def show_before(self, year: int, values: Mapping[str, Value]) -> None:
        """Show the values of the year before beside the fields."""
        self._before = values
        for name, line in self.form.befores.items():
            value = values.get(name)
            words = value_text(self.state.record_type.field(name), value) if value is not None else ""
            line.say(f"{year}: {' '.join(words.split())}" if words else "")
        self.copy_all.setVisible(bool(values))

    # --- copying
    def copy(self, name: str) -> bool:
        """Copy one field from the year before; False when nothing stood there."""
        value = self._before.get(name)
        if value is None or self.form.editors[name].lock is not Lock.OPEN:
            return False
        self.form.type_value(name, value)
        return True

    def copy_empty(self) -> None:
        """Copy every field that is still empty and goes on from year to year."""
        self.form.collect()
        for name in model_years.COPIED:
            if self.state.values.get(name) is None and name not in self.state.unreadable:
                self.copy(name)

    def _on_changed(self) -> None:
        self._say_sum()
        self.changed.emit()

    def _say_sum(self) -> None:
        self.sum.setText(model_years.money_said(self.state.values))
