"""The visit being typed at the reception desk: twelve stops, a crowd's representatives asked for when there is one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.record_checks import CROWD_FROM
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.form_field import FormField
from danvan_desktop.gui.forms.quick_entry import QuickEntry
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.forms.text_editors import LongTextEditor
from danvan_desktop.gui.widgets import icon_label, label, row, show_if
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.gui.windows.radio_editor import RadioEditor
from danvan_desktop.i18n import _

SAID_LINES, ASKED_LINES, REPS_WIDTH = 4, 2, 150
USUAL_MODE = "thuong_xuyen"  # until another one was saved
LOW = 660  # pixels of a window under which these two have fewer lines, so that the result stands in sight
LOW_SAID, LOW_ASKED = 2, 1


class DeskForm(DesignedForm):
    """The visit as ui/forms/reception_desk.ui lays it out; the result is chosen from what stands in sight."""

    ui = "reception_desk"
    unnumbered = frozenset({"rep_count"})

    def make_editor(self, name: str) -> Editor:
        """Radio buttons for the result, room for what is said, the usual editor for all else."""
        if name == "result":
            return RadioEditor(self.desk, self.state.record_type, self.state.record_type.field(name))
        made = super().make_editor(name)
        if isinstance(made, LongTextEditor):
            made.box.show_lines(SAID_LINES if name == "content" else ASKED_LINES)
        return made

    def make_low(self, *, low: bool) -> None:
        """In a low window what is said has fewer lines to begin with."""
        lines = {"content": LOW_SAID if low else SAID_LINES, "request": LOW_ASKED if low else ASKED_LINES}
        for name, count in lines.items():
            made = self.editors.get(name)
            if isinstance(made, LongTextEditor):
                made.box.show_lines(count)

    def dress_field(self, field: FormField) -> QWidget:
        """Beside the number of representatives stands why it is asked."""
        if field.editor.field.name != "rep_count":
            return field
        field.setFixedWidth(REPS_WIDTH)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        text = _(
            "A crowd of five or more: kindly ask them to choose who speaks for them, one or two of five to ten people,"
            " at most five of more."
        )
        made = QWidget()
        made.setLayout(row(field, icon_label("users", "info"), (label(text, "", "info", wrap=True), 1), gap=10))
        return made

    def arrange(self) -> None:
        """Representatives are asked for only when a crowd stands there."""
        super().arrange()
        crowd = self.is_crowd() or self.state.values.get("rep_count") is not None
        show_if(self.fields["rep_count"], crowd)
        show_if(self._places["rep_count"], crowd)

    def is_crowd(self) -> bool:
        """Whether so many came that they are asked for representatives."""
        count = self.state.values.get("people_count")
        return isinstance(count, int) and count >= CROWD_FROM

    def _is_condition(self, name: str) -> bool:
        return name == "people_count" or super()._is_condition(name)


class DeskEntry(QuickEntry):
    """Quick entry of a visit on the desk's own form."""

    body: Value = None  # for which body is received, once it was chosen

    def _make_form(self) -> RecordForm:
        return DeskForm(self.desk, self.state, stops=True)

    def _begun(self) -> FormState:
        begun = super()._begun()
        now = f"{datetime.now():%H:%M}"  # noqa: DTZ005  the clock on the wall
        for name, usual in (("received_time", now), ("host_name", self.desk.officer), ("mode", USUAL_MODE)):
            if begun.values.get(name) is None:
                self._usual(begun, name, usual)
        if self.body is not None:
            self._usual(begun, "receiving_body", self.body)
        return begun

    def receive_for(self, code: Value) -> None:
        """For which body is received from now on; nothing that would have to be saved by itself."""
        self.body = code
        self._usual(self.state, "receiving_body", code)
        self.form.changed.emit("receiving_body")

    @staticmethod
    def _usual(state: FormState, name: str, value: Value) -> None:
        state.values[name] = state.before[name] = value

    def put_beside(self, name: str, value: Value) -> None:
        """Give a field that has no stop here a value; it is saved and kept in the draft with the others."""
        self.state.put(name, value)
        self.drafts.typed()
        self.form.changed.emit(name)

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before into the stops, and what stands beside them."""
        super().apply_draft(draft)
        for name, value in draft.values.items():
            if name not in self.form.editors:
                self.state.put(name, value)
