"""A change proposed to another office's record: fields are picked, each gets the value it should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

from danvan_desktop.app.lists import field_label
from danvan_desktop.app.request_start import proposable
from danvan_desktop.app.saving import Values
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms import editor_for
from danvan_desktop.gui.widgets import Field, column, row, tool
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.forms.editor import Editor


class ProposeFields(QWidget):
    """`changed` when a field was picked or taken away."""

    changed = Signal()

    def __init__(self, desk: Desk, type_name: str, now: dict[str, Value]) -> None:
        super().__init__()
        self._desk, self._record, self._now = desk, desk.store.types[type_name], now
        self.editors: dict[str, Editor] = {}
        self._fields: dict[str, Field] = {}
        self.pick = QComboBox()
        self.pick.addItem(_("Choose a field…"), "")
        for field in proposable(desk.store, type_name):
            self.pick.addItem(field_label(self._record, field.name), field.name)
        self.pick.activated.connect(self._on_picked)
        self._rows = column(gap=6)
        inner = QWidget()
        inner.setLayout(column(self._rows, None))
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setMinimumHeight(110)
        self.setLayout(column(Field(_("Field to be &changed"), self.pick), (area, 1), gap=6))

    def add(self, name: str) -> None:
        """Offer one more field, with the value it has now."""
        if not name or name in self.editors:
            return
        editor = editor_for(self._desk, self._record, self._record.field(name))
        editor.set_value(self._now.get(name))
        self.editors[name] = editor
        self._fields[name] = Field(field_label(self._record, name), editor)
        away = tool("x", _("Leave this field as it is"), self._on_away)
        away.setProperty("field", name)
        line = QWidget()
        line.setLayout(row((self._fields[name], 1), column(None, away)))
        line.setProperty("field", name)
        self._rows.addWidget(line)
        editor.setFocus()
        self.changed.emit()

    def proposed(self) -> Values | None:
        """New values by field, as far as they differ; None with a sentence where one cannot be read."""
        found: dict[str, Value] = {}
        for name, editor in self.editors.items():
            self._fields[name].clear_problem()
            try:
                value = editor.value()
            except (DanvanError, ValueError) as error:
                self._fields[name].show_problem(error.message if isinstance(error, DanvanError) else str(error))
                return None
            if value != self._now.get(name):
                found[name] = value
        return found

    def _on_picked(self, place: int) -> None:
        self.add(str(self.pick.itemData(place)))
        self.pick.setCurrentIndex(0)

    def _on_away(self) -> None:
        name = str(self.sender().property("field"))
        self.editors.pop(name, None)
        self._fields.pop(name, None)
        for place in range(self._rows.count()):
            item = self._rows.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget.property("field") == name:
                widget.hide()
                widget.deleteLater()
        self.changed.emit()
