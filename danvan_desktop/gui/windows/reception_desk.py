"""The reception desk: one visit in twelve stops, today's visits at the left, who came before at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.listing import Condition, Listing
from danvan_desktop.app.reception_day import TAKEN, DayBook, day_book, petition_from
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.quick_entry import QuickEntry
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.overview.tasks import WEEKDAYS
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.theme.style import DRAWERS_BELOW
from danvan_desktop.gui.widgets import Note, Panel, StateLabel, ask, button, column, key_cap, label, row
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.gui.windows.desk_panels import DayPanel, KnownPanel
from danvan_desktop.gui.windows.radio_editor import RadioEditor
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from danvan_desktop.gui.desk import Desk

DAY_WIDTH, KNOWN_WIDTH, SAID_HEIGHT = 330, 264, 96


class DeskForm(DesignedForm):
    """The visit as ui/forms/reception_desk.ui lays it out; the result is chosen from what stands in sight."""

    ui = "reception_desk"

    def make_editor(self, name: str) -> Editor:
        """Radio buttons for the result, room for what is said, the usual editor for all else."""
        if name == "result":
            return RadioEditor(self.desk, self.state.record_type, self.state.record_type.field(name))
        made = super().make_editor(name)
        if name == "content":
            made.main.setMinimumHeight(SAID_HEIGHT)
        return made


class DeskEntry(QuickEntry):
    """Quick entry of a visit on the desk's own form."""

    def _make_form(self) -> RecordForm:
        return DeskForm(self.desk, self.state, stops=True)

    def _begun(self) -> FormState:
        begun = super()._begun()
        now = f"{datetime.now():%H:%M}"  # noqa: DTZ005  the clock on the wall
        for name, usual in (("received_time", now), ("host_name", self.desk.officer)):
            if begun.values.get(name) is None:
                begun.values[name] = begun.before[name] = usual
        return begun


class ReceptionDesk(Page):
    """Thirty visits on a busy morning, without the mouse."""

    help_topic = "reception"

    def __init__(self, desk: Desk, values: Mapping[str, Value] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Reception desk")
        self.setProperty("help_topic", self.help_topic)
        self.entry = DeskEntry(desk, "reception", values)
        self.day, self.known = DayPanel(), KnownPanel(desk)
        self.number = label("", "muted")
        self.unsaved = StateLabel("pencil", _("not saved, kept as a draft"), "warn")
        self.next = Note("accent", "arrow-right", _("After saving, the petition opens with what is filled in here."))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.entry)

    def _lay_out(self) -> None:
        back = button(_("Petitions"), "chevron-left", "quiet", _("Back (Esc)"), self.desk.pop)
        full = button(_("Save"), "save", tip="Ctrl+S", slot=self.save)
        self.save_next = button(
            _("Save, next visitor"), "corner-down-left", "primary", "Ctrl+Enter", self.save_and_next
        )
        head = row(
            back, label(_("Reception desk"), "h1"), self.number, None, full, self.save_next, key_cap("Ctrl+Enter")
        )
        inside = QWidget()
        inside.setLayout(column(self.entry, self.next, None, margins=(12, 8, 12, 8)))
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        visit = Panel(_("The visit"), area, "clipboard-list", self.unsaved)
        self.day.setFixedWidth(DAY_WIDTH)
        self.known.setFixedWidth(KNOWN_WIDTH)
        self.setLayout(column(head, (row(self.day, (visit, 1), self.known), 1), margins=(8, 8, 8, 8)))
        self.next.hide()
        self.unsaved.hide()

    def _connect(self) -> None:
        self.entry.form.changed.connect(self._on_changed)
        self.entry.saved.connect(self._on_saved)
        self.day.opened.connect(lambda row_id: self.desk.open_record("reception", row_id))
        self.day.book_wanted.connect(self._on_book)
        for keys, slot in (("Ctrl+S", self.save), ("Esc", self.desk.pop)):
            QShortcut(QKeySequence(keys), self, slot).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing
    def refresh(self) -> None:
        """Read the day again."""
        today = self.desk.today()
        self.number.setText(f"{_(WEEKDAYS[today.weekday()])} {today:%d/%m/%Y}")
        self.desk.read(self, lambda store, _progress: _read(store, self), self.day.show_book)

    def _on_changed(self, name: str) -> None:
        values = self.entry.state.values
        self.unsaved.setVisible(self.entry.dirty)
        self.next.setVisible(values.get("result") in TAKEN)
        secret = values.get("kind") == "to_cao"
        if name in {"visitor_name", "kind"}:
            self.known.look_for("" if secret else str(values.get("visitor_name") or ""))

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before into the desk."""
        self.entry.apply_draft(draft)
        self._on_changed("visitor_name")

    # --- saving
    def save(self) -> bool:
        """Save and go back."""
        taken = self.entry.state.values.get("result") in TAKEN
        if not self.entry.save():
            return False
        if not taken:
            self.desk.pop()
        return True

    def save_and_next(self) -> None:
        """Save and begin the next visit; a petition taken is opened first."""
        self.entry.save()

    def _on_saved(self, row_id: bytes) -> None:
        self.unsaved.hide()
        self.next.hide()
        self.known.look_for("")
        self.refresh()
        item = self.desk.reader.get("reception", row_id)
        if item is not None and item.values.get("result") in TAKEN:
            from danvan_desktop.gui.windows.petition import PetitionPage

            self.desk.push(PetitionPage(self.desk, None, petition_from(item.values), reception=row_id))

    def _on_book(self) -> None:
        today = self.desk.today()
        self.desk.pop()
        same_day = (Condition("received_on", "from", today), Condition("received_on", "to", today))
        self.desk.show_list(Listing("reception", conditions=same_day, title=_("Received today")))

    # --- leaving
    def may_leave(self) -> bool:
        """Ask when something is not saved."""
        self.entry.form.collect()
        if not self.entry.dirty:
            return True
        words = {"save": _("Save"), "drop": _("Discard"), "stay": _("Stay")}
        answer = ask(self, self.title, _("The visit typed here is not saved yet."), words)
        if answer == "save":
            return self.entry.save()
        if answer == "drop":
            self.entry.drafts.drop()
        return answer == "drop"

    def release(self) -> None:
        """Keep the draft."""
        self.entry.form.close_lists()
        self.entry.drafts.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.known.setVisible(self.width() >= DRAWERS_BELOW - 60)
        self.day.setVisible(self.width() >= DRAWERS_BELOW - 320)


def _read(store: Store, desk: ReceptionDesk) -> DayBook:
    return day_book(store, desk.desk.today())
