"""A form whose fields stand where a Designer file (ui/forms/*.ui) puts them.

The file holds empty widgets named `field_<name>`; each gets the field of that name with its editor. Fields inside a
widget named `part_<n>` make the n-th part of the form, called what its property `title` says in English. Who wants
a field elsewhere moves it in Qt Designer; what it holds and how it is checked stays with the record type.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from PySide6.QtCore import QFile
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from danvan_desktop import assets
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.record_type import Section
from danvan_desktop.errors import BugError
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.editors import editor_for
from danvan_desktop.gui.forms.form_field import FormField, SectionBox
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import column, label, show_if
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

PREFIX, PART = "field_", "part_"


def load(name: str) -> QWidget:
    """The widgets of ui/forms/<name>.ui."""
    file = QFile(str(assets.ui("forms", f"{name}.ui")))
    file.open(QFile.OpenModeFlag.ReadOnly)
    made = QUiLoader().load(file)
    file.close()
    return made


@cache
def parts_of(name: str) -> tuple[Section, ...]:
    """The parts of a Designer file with the fields it has places for, in reading order."""
    root = ElementTree.parse(assets.ui("forms", f"{name}.ui")).getroot()  # noqa: S314  our own file
    parts = [widget for widget in root.iter("widget") if str(widget.get("name")).startswith(PART)]
    return tuple(Section(_title(part), _fields_in(part)) for part in parts) or (Section("", _fields_in(root)),)


def _title(part: ElementTree.Element) -> str:
    return part.findtext("property[@name='title']/string") or ""


def _fields_in(part: ElementTree.Element) -> tuple[str, ...]:
    found = []
    for item in part.iter("item"):
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
    unnumbered: frozenset[str] = frozenset()  # fields that are no stop of a quick entry

    def __init__(self, desk: Desk, state: FormState, *, locked: str = "", stops: bool = False) -> None:
        self._sheet = load(self.ui)
        self._places: dict[str, QWidget] = {}
        super().__init__(desk, state, parts_of(self.ui), locked=locked, stops=stops)

    def _add_section(self, section: Section, number: str, *, stops: bool) -> None:
        for name in section.fields:
            stop = len(self.fields.keys() - self.unnumbered) + 1
            editor = self.make_editor(name)
            numbered = stop if stops and name not in self.unnumbered else None
            field = FormField(editor, required=self.state.required(name), stop=numbered)
            place = self._places[name] = _place(self._sheet, name)
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(self.dress_field(field))
            self._take(name, editor, field)
        self._notes.append(note := label("", "cap", "warn", wrap=True))
        note.hide()
        self._put(section, number, note)

    def _put(self, section: Section, number: str, note: QLabel) -> None:
        if not section.label:
            self._layout.addWidget(note)
            self._layout.addWidget(self._sheet)
            return
        part: QWidget | None = self._sheet.findChild(QWidget, f"{PART}{len(self._notes)}")
        body = QWidget()
        self.boxes.append(SectionBox(number + _(section.label), body, first=not self.boxes))
        self._layout.addWidget(self.boxes[-1])
        body.setLayout(column(note, *([part] if part is not None else []), gap=0))  # last: few parents on the way up

    def make_editor(self, name: str) -> Editor:
        """The editor of a field; a window may give one of its own."""
        return editor_for(self.desk, self.state.record_type, self.state.record_type.field(name))

    def dress_field(self, field: FormField) -> QWidget:
        """What is put into the field's place; a window may put something beside the field."""
        return field

    def arrange(self) -> None:
        """Show, lock and mark the fields; their places do not move."""
        secret = self.state.secret()
        for name, field in self.fields.items():
            field.editor.set_lock(*self._lock_of(name, secret))
            field.require(self.state.required(name))
            show_if(field, self.state.visible(name))
            show_if(self._places[name], self.state.visible(name))
        self._say_locks()
