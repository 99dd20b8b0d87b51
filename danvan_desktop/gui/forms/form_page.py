"""The generated page of a record: head, what is wrong, parts, the form in paper order, and the record's past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop import records
from danvan_desktop.app import drafts, editing, people, titles
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.editing import Saved
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import code_label
from danvan_desktop.app.present import gone
from danvan_desktop.domain.record_type import RecordType, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.form_body import FormBody
from danvan_desktop.gui.forms.form_draft import DraftKeeper, offer_undo
from danvan_desktop.gui.forms.form_header import FormHeader
from danvan_desktop.gui.forms.leaving import keep_drafts, mark_unsaved, may_leave
from danvan_desktop.gui.forms.left_draft import LeftDraft
from danvan_desktop.gui.forms.moves import ask_for_step
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import column
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_WITH_PAPERS = frozenset({"petition", "reception", "reception_session"})


class FormPage(Page):
    """One record of any type. Ctrl+S saves, Ctrl+Enter saves and begins the next, Esc goes back."""

    def __init__(
        self, desk: Desk, type_name: str, row: bytes | None = None, values: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self.record_type: RecordType = records.get(type_name)
        self.help_topic = type_name
        self.setProperty("help_topic", type_name)
        self._item: Record | None = desk.reader.get(type_name, row) if row is not None else None
        if row is not None and self._item is None:
            raise gone()
        self._made: bytes | None = None  # a record begun on this page: its save may be taken back
        self.locked = editing.locked(desk.store, self.record_type, row) if row is not None else ""
        self.body = self.make_body(self._begun(values))
        self.form = self.body.form
        self.header = FormHeader(self.leave, self.save, self.body.split.toggle)
        self.header.save.setEnabled(not self.locked)
        self.left_draft = LeftDraft(self.go_on_with)
        self.setLayout(column(self.header, self.left_draft, (self.body, 1), margins=(8, 8, 8, 8)))
        self.drafts = DraftKeeper(desk, self.state, self.body.extra, self)
        if row is not None and not self.locked:
            self.left_draft.offer(desk, self.drafts, drafts.waiting_for(desk.reader, desk.officer, type_name, row))
        self._connect()
        self._say()
        if name := self.form.first_field():
            self.setFocusProxy(self.form.editors[name])

    @property
    def state(self) -> FormState:
        """What the form knows of its record."""
        return self.body.state

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.body.dirty

    def make_body(self, state: FormState) -> FormBody:
        """What stands under the head; a window may have a body of its own."""
        return FormBody(self.desk, state, self.locked)

    def _begun(self, given: Mapping[str, Value] | None = None) -> FormState:
        if self._item is not None:
            return FormState.of(self.record_type, self._item)
        begun = editing.start(
            self.desk.reader, self.record_type.name, today=self.desk.today(), officer=self.desk.officer, given=given
        )
        return FormState.new(self.record_type, begun)

    def _connect(self) -> None:
        self.header.papers.clicked.connect(self.show_papers)
        self.header.moved.connect(self._on_move)
        self.body.changed.connect(self._on_changed)
        self.form.composing.connect(self.drafts.typed)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus)
        self._keys()

    def _keys(self) -> None:
        for keys, slot in (
            ("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_new), ("Ctrl+Enter", self.save_and_new),
            ("Esc", self.leave), ("Ctrl+D", self.copy_above), ("F8", self.body.next_problem),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing
    def _say(self) -> None:
        if self._item is not None:
            self.title = titles.page_title(self.desk.reader, self.record_type, self._item)
            said = titles.heading(self.desk.reader, self.record_type, self._item)
        else:
            self.title = said = _("New: {type}").format(type=_(self.record_type.label))
        self.header.title.say(said)
        self.desk.title_changed.emit()
        self._say_state()
        self._say_unsaved()

    def _say_state(self) -> None:
        name = self.record_type.state_field
        code = self.state.values.get(name) if name else None
        words = code_label(self.record_type.field(name), code) if isinstance(code, str) else ""
        self.header.say_state(str(code or ""), words)
        if self._item is None:
            self.header.offer(())
            return
        self.header.papers.setVisible(self.record_type.name in _WITH_PAPERS)
        self.header.offer(self.open_steps(self._item))

    def open_steps(self, item: Record) -> list[Transition]:
        """The steps open now to the officer."""
        role, today = people.role(self.desk.office), self.desk.today()
        return editing.open_moves(self.desk.store, self.record_type, item, role, today)

    def _say_unsaved(self) -> None:
        self.header.unsaved.setVisible(self.dirty)
        if self.isVisible():
            mark_unsaved(self, shown=self.dirty)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102  Qt's name
        super().hideEvent(event)
        mark_unsaved(self, shown=False)

    def _on_changed(self, name: str) -> None:
        if name and name == self.record_type.state_field:
            self._say_state()
        self._say_unsaved()
        self.drafts.typed()

    def _on_focus(self) -> None:
        """The cursor came into another field: its past is at the side, and what was typed is kept."""
        if not self.isVisible() or not (name := self.form.current()):
            return
        self.body.came_to(name)
        if self.drafts.waiting():
            self.drafts.keep()

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before over what is saved."""
        self.left_draft.hide()
        self.drafts.take_over(draft.key)
        self.body.apply_draft(draft)
        self._say_unsaved()

    def go_on_with(self, draft: Draft) -> None:
        """Take the draft left in this record; where both were typed in, what was typed now stays."""
        self.form.collect()
        typed_now = {name: self.state.values.get(name) for name in self.state.changed()}
        self.apply_draft(draft)
        for name, value in typed_now.items():
            self.form.type_value(name, value)
        self.drafts.typed()

    def copy_above(self) -> None:
        """Copy the value of the field from the record above."""
        if name := self.form.current():
            value = editing.above(self.desk.reader, self.record_type.name, name, self.state.row)
            if value is not None:
                self.form.type_value(name, value)

    def show_papers(self) -> None:
        """The papers that can be made for this record, as it is saved."""
        from danvan_desktop.gui.windows.paper_dialog import show_papers

        if self._item is not None and (not self.dirty or self.save()):
            show_papers(self.desk, self._item, self)

    # --- saving
    def save(self) -> bool:
        """Save; True when nothing is left unsaved."""
        self.form.collect()
        self.form.close_lists()
        self.form.see_all()
        if self.locked or self._stopped_by_errors():
            return False
        if not self.dirty and self.state.row is not None:
            self.desk.say(_("Nothing was changed."))
            return True
        from danvan_desktop.gui.forms.becoming_secret import save_asking

        try:
            saved = save_asking(self.desk, self.record_type, self.state, self._write, self)
        except DanvanError as error:
            self.desk.fail(error, self)
            return False
        if saved is None:
            return False
        self._after(saved)
        return True

    def _write(self) -> Saved:
        return editing.save(
            self.desk.store, self.record_type.name, self.state.row, self.state.to_save(), before=self.state.before,
            officer=self.desk.officer, children=self.body.child_edits(), today=self.desk.today(),
        )  # fmt: skip

    def _stopped_by_errors(self) -> bool:
        wrong = self.state.errors()
        if wrong:
            self.drafts.keep()
            if wrong[0].field in self.form.editors:
                self.form.jump(wrong[0].field)
        return bool(wrong)

    def _after(self, saved: Saved) -> None:
        """Show the record as it is stored now."""
        self.drafts.drop()
        self._made = saved.row if self._item is None else self._made
        self._item = self.desk.reader.get(self.record_type.name, saved.row)
        self._show(self._begun())
        offer_undo(self.desk, self.record_type.name, saved.group)
        self.desk.saved(self.record_type.name)

    def _show(self, state: FormState) -> None:
        self.drafts.begin_anew(state)
        self.body.show_state(state)
        self._say()

    def save_and_new(self) -> None:
        """Save, then an empty form of the same type."""
        if self.save():
            self._item = None
            self._show(self._begun())
            if name := self.form.first_field():
                self.form.jump(name)

    def _on_move(self, step: Transition) -> None:
        if self._item is None or (self.dirty and not self.save()):
            return
        asked = ask_for_step(self.desk, self.record_type, self._item, step, self)
        if asked is None:
            return
        try:
            name, row, today = self.record_type.name, self._item.id, self.desk.today()
            saved = editing.move(self.desk.store, name, row, step, asked, self.desk.officer, today=today)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self._after(saved)

    # --- leaving
    def refresh(self) -> None:
        """Show what others saved, while nothing is typed here."""
        self._say_unsaved()
        if self.state.row is None or self.dirty:
            return
        item = self.desk.reader.get(self.record_type.name, self.state.row)
        if item is not None and item.deleted and item.id == self._made:
            self._begin_again(item)
        elif item is not None and (self._item is None or item.values != self._item.values):
            self._item = item
            self._show(self._begun())

    def _begin_again(self, item: Record) -> None:
        """The first save was taken back: what was typed stands here unsaved."""
        self._item = self._made = None
        begun = self._begun()
        self._show(FormState(self.record_type, {**begun.values, **item.values}, begun.before))
        self.drafts.typed()

    def leave(self) -> None:
        """Close the list under a field, else back to where one came from; asks when something is not saved."""
        if not self.form.close_lists():
            self.desk.pop()

    def may_leave(self) -> bool:
        """Ask Save, Discard or Stay when something is not saved."""
        self.form.close_lists()
        self.form.collect()
        if not self.dirty:
            return True
        return may_leave(self, self.title, self.save, self.drafts)

    def release(self) -> None:
        """Keep the draft: the office is about to be closed."""
        keep_drafts(self.drafts, self.form)
