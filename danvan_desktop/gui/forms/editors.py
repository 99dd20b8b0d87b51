"""Which editor a field has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.app.titles import UNIT_FIELDS
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.gui.forms.choice_editor import ChoiceEditor, UnitEditor
from danvan_desktop.gui.forms.choices_editor import ChoicesEditor
from danvan_desktop.gui.forms.date_editor import DateEditor
from danvan_desktop.gui.forms.editor import Editor, Lock
from danvan_desktop.gui.forms.link_editor import LinkEditor
from danvan_desktop.gui.forms.number_editor import NumberEditor, TimeEditor
from danvan_desktop.gui.forms.text_editors import LongTextEditor, TextEditor
from danvan_desktop.gui.forms.yes_no_editor import YesNoEditor

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_EDITORS: dict[Kind, type[Editor]] = {
    Kind.TEXT: TextEditor, Kind.LONG_TEXT: LongTextEditor, Kind.INTEGER: NumberEditor, Kind.DECIMAL: NumberEditor,
    Kind.MONEY: NumberEditor, Kind.DATE: DateEditor, Kind.TIME: TimeEditor, Kind.YES_NO: YesNoEditor,
    Kind.CHOICE: ChoiceEditor, Kind.CHOICES: ChoicesEditor, Kind.LINK: LinkEditor, Kind.ATTACHMENT: TextEditor,
}  # fmt: skip


def editor_for(desk: Desk, record_type: RecordType, field: Field) -> Editor:
    """The control in which a field is typed."""
    if field.name in UNIT_FIELDS and field.kind is Kind.TEXT:
        return UnitEditor(desk, record_type, field)
    made = _EDITORS[field.kind](desk, record_type, field)
    if field.kind is Kind.ATTACHMENT:  # a file is added by the strip of attachments
        made.set_lock(Lock.READ_ONLY)
    return made
