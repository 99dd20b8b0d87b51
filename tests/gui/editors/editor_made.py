"""One editor of a field, shown and with the cursor in it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from danvan_desktop import records
from danvan_desktop.gui.forms import editor_for
from danvan_desktop.gui.forms.editor import Editor
from tests.gui import form_desk

E = TypeVar("E", bound=Editor)
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def made(desk: form_desk.FormDesk, window: QWidget, name: str, kind: type[E]) -> E:
    """The editor of `type.field`, shown and with the cursor in it."""
    type_name, field = name.split(".")
    record = records.get(type_name)
    editor = editor_for(desk, record, record.field(field))
    assert isinstance(editor, kind)
    editor.setParent(window)
    editor.setGeometry(10, 10, 400, 60)
    editor.show()
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    editor.setFocus()
    return editor
