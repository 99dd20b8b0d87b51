"""A form whose fields stand where a Designer file (ui/forms/*.ui) puts them.

The file holds empty widgets named `field_<name>`; each gets the field of that name with its editor. Who wants a
field elsewhere moves it in Qt Designer; what it holds and how it is checked stays with the record type.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from PySide6.QtCore import QFile
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop import assets
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.record_type import Section
from danvan_desktop.errors import BugError
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.editors import editor_for
from danvan_desktop.gui.forms.form_field import FormField
from danvan_desktop.gui.forms.record_form import RecordForm

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

PREFIX = "field_"


def load(name: str) -> QWidget:
    """The widgets of ui/forms/<name>.ui."""
    file = QFile(str(assets.ui("forms", f"{name}.ui")))
    file.open(QFile.OpenModeFlag.ReadOnly)
    made = QUiLoader().load(file)
    file.close()
    return made


@cache
def fields_of(name: str) -> tuple[str, ...]:
    """Fields a Designer file has places for, in reading order."""
    tree = ElementTree.parse(assets.ui("forms", f"{name}.ui"))  # noqa: S314  our own file
    found = []
    for item in tree.iter("item"):
        widget = item.find("widget")
        if widget is not None and str(widget.get("name")).startswith(PREFIX):
            place = int(str(item.get("row"))), int(str(item.get("column")))
            found.append((place, str(widget.get("name")).removeprefix(PREFIX)))
    return tuple(field for _place, field in sorted(found))


def _place(sheet: QWidget, name: str) -> QWidget:
    found: QWidget | None = sheet.findChild(QWidget, PREFIX + name)
    if found is None:
        raise BugError(f"{sheet.objectName()}.ui has no place for {name}")
    return found


class DesignedForm(RecordForm):
    """RecordForm laid out by `ui`, a file's name."""

    ui = ""

    def __init__(self, desk: Desk, state: FormState, *, locked: str = "", stops: bool = False) -> None:
        super().__init__(desk, state, [Section("", fields_of(self.ui))], numbered=False, locked=locked, stops=stops)

    def _add_section(self, section: Section, number: str, *, stops: bool) -> None:
        sheet = load(self.ui)
        for place, name in enumerate(section.fields, 1):
            editor = self.make_editor(name)
            field = FormField(editor, required=self.state.required(name), stop=place if stops else None)
            inside = QVBoxLayout(_place(sheet, name))
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(field)
            editor.changed.connect(self._on_changed)
            editor.left.connect(self._on_left)
            self.editors[name], self.fields[name] = editor, field
        self._layout.addWidget(sheet)

    def make_editor(self, name: str) -> Editor:
        """The editor of a field; a window may give one of its own."""
        return editor_for(self.desk, self.state.record_type, self.state.record_type.field(name))

    def arrange(self) -> None:
        """Show, lock and mark the fields; their places do not move."""
        secret = self.state.secret()
        for name, field in self.fields.items():
            field.editor.set_lock(*self._lock_of(name, secret))
            field.require(self.state.required(name))
            field.setVisible(self.state.visible(name))
