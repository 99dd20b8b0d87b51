"""A third value for a field over which two offices differ, typed in the field's own editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app.conflict_view import ConflictView
from danvan_desktop.app.lists import record_type
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.widgets import Field, button, column, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.domain.values import Value


class AnotherValue(QDialog):
    """Accepted once a value can be read; `value` is it."""

    def __init__(self, desk: Desk, conflict: ConflictView, parent: QWidget | None = None) -> None:
        from danvan_desktop.gui.forms import editor_for

        super().__init__(parent)
        self.setWindowTitle(_("Type another value"))
        self.setMinimumWidth(440)
        self.value: Value = None
        record = record_type(conflict.type_name)
        self.editor = editor_for(desk, record, record.field(conflict.field))
        item = desk.reader.get(conflict.type_name, conflict.row)
        self.editor.set_value(item.values.get(conflict.field) if item else None)
        self._field = Field(conflict.field_label, self.editor)
        save = button(_("&Save"), "check", "primary", slot=self._on_save)
        save.setDefault(True)
        texts = [f"{side.unit}: {side.text}" for side in conflict.sides]
        self.setLayout(column(
            *(label(text, "muted", wrap=True) for text in texts), self._field, 8,
            row(None, save, button(_("Cancel"), slot=self.reject)), margins=(16, 16, 16, 16),
        ))  # fmt: skip
        self.editor.setFocus()

    def _on_save(self) -> None:
        QGuiApplication.inputMethod().commit()
        try:
            self.value = self.editor.value()
        except (DanvanError, ValueError) as error:
            self._field.show_problem(error.message if isinstance(error, DanvanError) else str(error))
            return
        self.accept()
