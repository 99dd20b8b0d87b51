"""The award decision: what it decides once, whom it honours in a list; saved as one award each, undone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QWidget

from danvan_desktop import records
from danvan_desktop.app import award_decision, editing
from danvan_desktop.app.award_decision import COMMON, RECIPIENT, Recipient
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.form_draft import DraftKeeper, offer_undo
from danvan_desktop.gui.forms.leaving import keep_drafts, may_leave
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Panel, StateLabel, button, column, key_cap, label, row
from danvan_desktop.gui.widgets.holders import scrolled
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.gui.windows.recipients import Recipients
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class DecisionForm(DesignedForm):
    """The common fields as ui/forms/award_decision.ui lays them out."""

    ui = "award_decision"


class AwardDecisionPage(Page):
    """One decision. Ctrl+S saves all its awards, Ctrl+Enter saves and begins the next decision."""

    help_topic = "award"

    def __init__(
        self, desk: Desk, items: Sequence[Record] = (), values: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self.title = _("Award decision")
        self.setProperty("help_topic", self.help_topic)
        self.record_type = records.get("award")
        self._items = list(items)
        self.form = DecisionForm(desk, self._begun(values))
        self.people = Recipients(desk)
        self.people.load([self._line(item) for item in self._items])
        if first := _recipient_of(values or {}):
            self.people.lines.append(Recipient(first))
        self.unsaved = StateLabel("pencil", _("not saved"), "warn")
        self._lay_out()
        self.drafts = DraftKeeper(desk, self.form.state, self._extra, self)
        self.form.changed.connect(self._on_changed)
        self.people.changed.connect(self._on_changed)
        self.people.entry.changed.connect(self._on_changed)
        self.form.composing.connect(self.drafts.typed)
        self.people.entry.composing.connect(self.drafts.typed)
        self._keys()
        self._on_loaded()
        self.setFocusProxy(self.form.editors[self.form.first_field() or "award_kind"])

    def _begun(self, given: Mapping[str, Value] | None = None) -> FormState:
        if self._items:
            common = award_decision.common_of(self._items)
            return FormState(self.record_type, dict(common), dict(common), None)
        begun = editing.start(
            self.desk.reader, "award", today=self.desk.today(), officer=self.desk.officer, given=given
        )
        kept = {name: value for name, value in begun.items() if name not in RECIPIENT}
        kept.pop("decision_no", None) if not (given or {}).get("decision_no") else None
        return FormState.new(self.record_type, kept)

    @staticmethod
    def _line(item: Record) -> Recipient:
        values = {name: item.values.get(name) for name in RECIPIENT if name not in item.withheld}
        return Recipient(values, item.id, dict(values))

    # --- laying out
    def _lay_out(self) -> None:
        back = button(_("List"), "chevron-left", "quiet", _("Back (Esc)"), self.leave)
        self.heading = label(self.title, "h1")
        full = button(_("Full form"), "file-text", tip=_("One award with all its fields"), slot=self._on_full)
        full.setVisible(not self._items)
        self.save_button = button(_("Save"), "save", "primary", _("Ctrl+S"), self.save)
        head = row(back, self.heading, None, self.unsaved, full, self.save_button, key_cap("Ctrl+S"))
        common = Panel(_("Decision"), _padded(self.form), "award")
        people = Panel(_("Recipients"), _padded(self.people), "users")
        inside = QWidget()
        inside.setLayout(column(common, (people, 1), margins=(0, 0, 0, 0)))
        self.setLayout(column(head, (scrolled(inside), 1), margins=(8, 8, 8, 8)))

    def _keys(self) -> None:
        for keys, slot in (
            ("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_new), ("Ctrl+Enter", self.save_and_new),
            ("Esc", self.leave), ("Ctrl+D", self.copy_above), ("F8", self.next_problem),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- typing
    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.form.state.dirty or self.people.dirty

    def _extra(self) -> dict[str, Any]:
        texts = self.form.draft_texts()
        lines = self.people.draft()
        return {key: value for key, value in (("texts", texts), ("recipients", lines)) if value}

    def _on_changed(self) -> None:
        self.unsaved.setVisible(self.dirty)
        self.drafts.typed()

    def _on_loaded(self) -> None:
        self.unsaved.setVisible(self.dirty)
        number = self.form.state.values.get("decision_no")
        self.title = _("Award decision {number}").format(number=number) if self._items else _("New award decision")
        self.heading.setText(self.title)

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before into the decision; the draft of a single award becomes its first line."""
        self.drafts.take_over(draft.key)
        for name, value in draft.values.items():
            if name in self.form.editors and value != self.form.state.values.get(name):
                self.form.type_value(name, value)
        for name, text in draft.extra.get("texts", {}).items():
            if name in self.form.editors:
                self.form.type_text(name, text)
        lines = draft.extra.get("recipients", [])
        rest = {name: value for name, value in draft.values.items() if name not in self.form.editors}
        if not lines and _recipient_of(rest):
            lines = [{"row": None, "values": rest, "before": {}, "removed": False}]
        if self._items_of(lines):
            self.people.load([self._line(item) for item in self._items])
        self.people.apply_draft(lines)
        self.form.collect()
        self.form.check()
        self._on_loaded()

    def _items_of(self, lines: Sequence[Mapping[str, Any]]) -> bool:
        """Awards that a draft's lines were loaded from; they are saved in their places."""
        found = [self.desk.reader.get("award", line["row"]) for line in lines if line["row"] is not None]
        self._items = [item for item in found if item is not None]
        return bool(self._items)

    def copy_above(self) -> None:
        """Copy the value of the field from the award above."""
        for form in (self.form, self.people.entry):
            if name := form.current():
                value = editing.above(self.desk.reader, "award", name, None)
                if value is not None:
                    form.type_value(name, value)

    def next_problem(self) -> None:
        """To the next field with something to mend."""
        if shown := self.form.shown_problems():
            now = self.form.current()
            self.form.jump(shown[(shown.index(now) + 1) % len(shown)] if now in shown else shown[0])

    # --- saving
    def save(self) -> bool:
        """Save all awards of the decision; True when nothing is left unsaved."""
        self.form.collect()
        self.form.see_all()
        wrong = [problem for problem in self.form.state.errors() if problem.field in self.form.fields]
        if wrong:
            self.drafts.keep()
            self.form.jump(wrong[0].field)
            return False
        if not self.people.take_entry():
            return False
        if not self.dirty and self._items:
            self.desk.say(_("Nothing was changed."))
            return True
        common = {name: value for name, value in self.form.state.values.items() if name in COMMON}
        try:
            saved = award_decision.save(
                self.desk.store, common, self.people.lines, before=self.form.state.before if self._items else {},
                officer=self.desk.officer, today=self.desk.today(),
            )  # fmt: skip
        except DanvanError as error:
            self.desk.fail(error, self)
            return False
        self._after(saved)
        return True

    def _after(self, saved: award_decision.SavedDecision) -> None:
        self.drafts.drop()
        self._items = self.desk.reader.records("award", list(saved.rows))
        self._reload()
        count = len(saved.rows)
        text = ngettext("{count} award saved.", "{count} awards saved.", count).format(count=count)
        offer_undo(self.desk, "award", saved.group, text)
        self.desk.saved("award")

    def _reload(self) -> None:
        self.form.state = self._begun()
        self.form.forget_seen()
        self.form.show_values()
        self.people.load([self._line(item) for item in self._items])
        self.drafts.begin_anew(self.form.state)
        self._on_loaded()

    def save_and_new(self) -> None:
        """Save, then an empty decision."""
        if self.save():
            self._items = []
            self._reload()
            self.form.jump(self.form.first_field() or "award_kind")

    def _on_full(self) -> None:
        from danvan_desktop.gui.windows.award import AwardPage

        self.form.collect()
        given = {name: value for name, value in self.form.state.values.items() if value is not None}
        self.desk.push(AwardPage(self.desk, "award", None, given))

    # --- leaving
    def refresh(self) -> None:
        """Awards may have been changed elsewhere, or the save taken back, while nothing is typed here."""
        if not self._items or self.dirty:
            return
        now = [self.desk.reader.get("award", item.id) for item in self._items]
        kept = [item for item in now if item is not None and not item.deleted]
        if [item.values for item in kept] != [item.values for item in self._items]:
            self._items = kept
            self._reload()

    def leave(self) -> None:
        """Close the list under a field, else back to where one came from; asks when something is not saved."""
        if not self.form.close_lists() and not self.people.entry.close_lists():
            self.desk.pop()

    def may_leave(self) -> bool:
        """Ask when something is not saved."""
        self.form.collect()
        self.people.entry.collect()
        if not self.dirty:
            return True
        return may_leave(self, self.title, self.save, self.drafts)

    def release(self) -> None:
        """Keep the draft."""
        keep_drafts(self.drafts, self.form, self.people.entry)


def _recipient_of(values: Mapping[str, Value]) -> dict[str, Value]:
    """The recipient's part of an award's values, when somebody is named."""
    if values.get("recipient_name") is None:
        return {}
    return {name: value for name, value in values.items() if name in RECIPIENT and value is not None}


def _padded(sheet: QWidget) -> QWidget:
    inside = QWidget()
    inside.setLayout(column(sheet, margins=(12, 8, 12, 10)))
    inside.setBackgroundRole(QPalette.ColorRole.Base)
    inside.setAutoFillBackground(True)
    return inside
