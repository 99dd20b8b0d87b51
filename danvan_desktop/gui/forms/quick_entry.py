"""Quick entry: the twelve fields of a paper register at most, numbered, saved by Ctrl+Enter, and at once the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QWidget

from danvan_desktop import records
from danvan_desktop.app import editing
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.record_type import Section
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.form_draft import DraftKeeper, offer_undo
from danvan_desktop.gui.forms.leaving import keep_drafts, may_leave
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Panel, button, column, key_cap, label, row
from danvan_desktop.gui.widgets.holders import scrolled
from danvan_desktop.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class QuickEntry(QWidget):
    """The stops of a type. `saved` gives the new record's row."""

    saved = Signal(bytes)

    def __init__(self, desk: Desk, type_name: str, values: Mapping[str, Value] | None = None) -> None:
        super().__init__()
        self.desk, self.record_type = desk, records.get(type_name)
        self._given = dict(values or {})
        self.count = 0
        self.state = self._begun()
        self.form = self._make_form()
        self.drafts = DraftKeeper(desk, self.state, self._extra, self)
        self.form.changed.connect(self.drafts.typed)
        self.form.composing.connect(self.drafts.typed)
        self.setLayout(column(self.form))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        above = QShortcut(QKeySequence("Ctrl+D"), self, self.copy_above)
        above.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if name := self.form.first_field():
            self.setFocusProxy(self.form.editors[name])

    def _make_form(self) -> RecordForm:
        stops = [Section(N_("Quick entry"), self.record_type.form.quick)]
        return RecordForm(self.desk, self.state, stops, numbered=False, stops=True)

    def _begun(self) -> FormState:
        begun = editing.start(
            self.desk.reader, self.record_type.name, today=self.desk.today(), officer=self.desk.officer,
            given=self._given,
        )  # fmt: skip
        return FormState.new(self.record_type, begun)

    def _extra(self) -> dict[str, Any]:
        texts = self.form.draft_texts()
        return {"texts": texts} if texts else {}

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.state.dirty

    def save(self) -> bool:
        """Save what is typed and begin the next."""
        self.form.collect()
        self.form.see_all()
        if wrong := self.state.errors():
            self.drafts.keep()
            self._to(wrong[0].field)
            return False
        try:
            saved = editing.save(
                self.desk.store, self.record_type.name, None, self.state.to_save(), before=self.state.before,
                officer=self.desk.officer, today=self.desk.today(),
            )  # fmt: skip
        except DanvanError as error:
            self.desk.fail(error, self)
            return False
        self.drafts.drop()
        self.count += 1
        self._tell(saved.group)
        self.clear()
        self.saved.emit(saved.row)
        return True

    def _tell(self, group: str | None) -> None:
        text = ngettext("{count} entered here.", "{count} entered here.", self.count).format(count=self.count)
        offer_undo(self.desk, self.record_type.name, group, f"{_('Saved.')} {text}")
        self.desk.saved(self.record_type.name)

    def clear(self) -> None:
        """Begin the next, with the defaults that go on from the last."""
        self.state = self.form.state = self._begun()
        self.drafts.begin_anew(self.state)
        self.form.forget_seen()
        self.form.show_values()
        if name := self.form.first_field():
            self.form.jump(name)

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before into the stops."""
        self.drafts.take_over(draft.key)
        for name, value in draft.values.items():
            if name in self.form.editors and value != self.state.values.get(name):
                self.form.type_value(name, value)
        for name, text in draft.extra.get("texts", {}).items():
            if name in self.form.editors:
                self.form.type_text(name, text)
        self.form.collect()
        self.form.arrange()
        self.form.check()

    def copy_above(self) -> None:
        """Copy the value of the field from the record above."""
        if name := self.form.current():
            value = editing.above(self.desk.reader, self.record_type.name, name, None)
            if value is not None:
                self.form.type_value(name, value)

    def _to(self, name: str) -> None:
        if name in self.form.editors:
            self.form.jump(name)


class QuickPage(Page):
    """Quick entry with its way back and its save button."""

    def __init__(self, desk: Desk, type_name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.help_topic = f"quick.{type_name}"
        self.setProperty("help_topic", self.help_topic)
        self.entry = QuickEntry(desk, type_name)
        self.title = _("Quick entry: {type}").format(type=_(self.entry.record_type.label))
        back = button(_("List"), "chevron-left", "quiet", _("Back (Esc)"), self.leave)
        save = button(_("Save and next"), "save", "primary", _("Ctrl+Enter"), self.entry.save)
        head = row(back, label(self.title, "h1"), None, save, key_cap("Ctrl+Enter"))
        inside = QWidget()
        inside.setLayout(column(self.entry, None, margins=(12, 10, 12, 12)))
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        panel = Panel(_(self.entry.record_type.label), column(scrolled(inside, across=True)), "keyboard")
        self.setLayout(column(head, (panel, 1), margins=(8, 8, 8, 8)))
        escape = QShortcut(QKeySequence("Esc"), self, self.leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.entry)

    def leave(self) -> None:
        """Close the list under a field, else back to where one came from."""
        if not self.entry.form.close_lists():
            self.desk.pop()

    def may_leave(self) -> bool:
        """Ask when something is not saved."""
        self.entry.form.collect()
        if not self.entry.dirty:
            return True
        return may_leave(self, self.title, self.entry.save, self.entry.drafts)

    def release(self) -> None:
        """Keep the draft."""
        keep_drafts(self.entry.drafts, self.entry.form)
