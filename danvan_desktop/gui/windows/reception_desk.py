"""The reception desk: one visit in twelve stops, today's visits at the left, who came before at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import same_matter
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.editing import title
from danvan_desktop.app.listing import Condition, Listing
from danvan_desktop.app.reception_day import (
    AGAIN,
    TAKEN,
    DayBook,
    Known,
    day_book,
    party_terms,
    petition_from,
)
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.forms.leaving import keep_drafts, may_leave
from danvan_desktop.gui.overview.tasks import WEEKDAYS
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.theme.style import DRAWERS_BELOW
from danvan_desktop.gui.widgets import Note, Panel, StateLabel, button, column, key_cap, label, row, show_if
from danvan_desktop.gui.widgets.holders import ScrollHolder
from danvan_desktop.gui.windows.body_choice import BodyChoice
from danvan_desktop.gui.windows.desk_form import LOW, DeskEntry, DeskForm
from danvan_desktop.gui.windows.desk_panels import DayPanel
from danvan_desktop.gui.windows.desk_sides import AgainNote, DeskSides
from danvan_desktop.gui.windows.known_panel import KnownPanel
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from danvan_desktop.gui.desk import Desk


class ReceptionDesk(Page):
    """Thirty visits on a busy morning, without the mouse."""

    help_topic = "reception"

    def __init__(self, desk: Desk, values: Mapping[str, Value] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Reception desk")
        self.setProperty("help_topic", self.help_topic)
        self.entry = DeskEntry(desk, "reception", values)
        self.day, self.known = DayPanel(), KnownPanel(desk)
        self.day_label = label("", "muted")
        self.unsaved = StateLabel("pencil", _("not saved, kept as a draft"), "warn")
        self.next = Note("accent", "arrow-right", _("After saving, the petition opens with what is filled in here."))
        self.again = AgainNote(desk)
        self.body = BodyChoice(self.entry.state.values.get("receiving_body"))
        self.party_term = ElidedLabel(role="cap")
        self._low = False
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.entry)

    def _lay_out(self) -> None:
        back = button(_("Petitions"), "chevron-left", "quiet", _("Back (Esc)"), self.desk.pop)
        self.save_back = button(_("Save"), "save", tip="Ctrl+S", slot=self.save)
        self.save_next = button(
            _("Save, next visitor"), "corner-down-left", "primary", "Ctrl+Enter", self.save_and_next
        )
        self.split = DeskSides(self.day, self._visit(), self.known)
        head = row(
            back, label(_("Reception desk"), "h1"), self.day_label, None, self.save_back, self.save_next,
            key_cap("Ctrl+Enter"), self.split.toggle,
        )  # fmt: skip
        self.setLayout(column(head, (self.split, 1), margins=(8, 8, 8, 8)))
        for hidden in (self.next, self.again, self.party_term, self.unsaved, self.met):
            hidden.hide()

    def _visit(self) -> Panel:
        area = ScrollHolder()
        area.fill(column(self.again, self.party_term, self.entry, self.next, None, margins=(12, 8, 12, 8)))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = area
        self.met = button("", "user", "link", slot=self._show_side)
        self.met.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return Panel(_("The visit"), area, "clipboard-list", row(self.met, self.unsaved, self.body, gap=12))

    def _connect(self) -> None:
        self.entry.form.changed.connect(self._on_changed)
        self.entry.saved.connect(self._on_saved)
        self.body.picked.connect(self.entry.receive_for)
        self._say_party_term()
        self.day.opened.connect(lambda row_id: self.desk.open_record("reception", row_id))
        self.day.book_wanted.connect(self._on_book)
        self.day.duty_wanted.connect(self._on_duty)
        self.known.joined.connect(self._on_joined)
        self.known.met.connect(self._on_met)
        result = self.entry.form.editors["result"]
        result.goes_on = self.save_next.setFocus
        QWidget.setTabOrder(result.main, self.save_next)
        for keys, slot in (("Ctrl+S", self.save), ("Esc", self.leave)):
            QShortcut(QKeySequence(keys), self, slot).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing
    def refresh(self) -> None:
        """Read the day again."""
        today = self.desk.today()
        self.day_label.setText(f"{_(WEEKDAYS[today.weekday()])} {today:%d/%m/%Y}")
        self.desk.read(self, lambda store, _progress: _read(store, self), self.day.show_book)
        self._forget_undone_case()

    def _on_changed(self, name: str) -> None:
        values = self.entry.state.values
        show_if(self.unsaved, self.entry.dirty)
        show_if(self.next, values.get("result") in TAKEN)
        secret = values.get("kind") == "to_cao"
        if name in {"receiving_body", "received_on"}:
            self._say_party_term()
        if name in {"visitor_name", "kind"}:
            self.known.look_for("" if secret else str(values.get("visitor_name") or ""))
        if current := self.entry.form.current():
            self.area.ensureWidgetVisible(self.entry.form.fields[current], 0, 20)

    def _say_party_term(self) -> None:
        """Where the Party committee receives, its own term stands beside the law's."""
        told = party_terms(self.desk.reader, self.entry.state.values)
        self.party_term.say(" ".join(told))
        show_if(self.party_term, bool(told))

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before into the desk."""
        self.entry.apply_draft(draft)
        self.body.show_code(self.entry.state.values.get("receiving_body"))
        self._say_party_term()
        self._on_changed("visitor_name")

    # --- who came before
    def _on_joined(self, known: Known) -> None:
        try:
            found = same_matter.join(self.desk.store, known.type_name, known.hit.row, officer=self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.entry.put_beside("case", found.case)
        self.entry.put_beside("visit_no", found.visit_no)
        case = self.desk.reader.get("case", found.case)
        name = title(self.desk.reader.types["case"], case) if case is not None else ""
        self.known.say_joined(_("Linked to the case: {case}, visit {number}").format(case=name, number=found.visit_no))
        if found.group is not None:
            offer_undo(self.desk, "case", found.group, _("A case was made and linked to the earlier record."))

    def _forget_undone_case(self) -> None:
        """The case made from here was taken back: the visit names none."""
        case = self.entry.state.values.get("case")
        item = self.desk.reader.get("case", case) if isinstance(case, bytes) else None
        if isinstance(case, bytes) and (item is None or item.deleted):
            self.entry.put_beside("case", None)
            self.entry.put_beside("visit_no", None)
            self.known.say_joined("")

    def _on_met(self, count: int) -> None:
        self.met.setText(ngettext("Came before: {count}", "Came before: {count}", count).format(count=count))
        self.met.setAccessibleName(self.met.text())
        show_if(self.met, bool(count) and self._narrow())

    def _show_side(self) -> None:
        self.split.show_side(True)

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
        self.area.verticalScrollBar().setValue(0)
        self.refresh()
        item = self.desk.reader.get("reception", row_id)
        result = item.values.get("result") if item is not None else None
        self.again.show_for(row_id if result == AGAIN else None)
        if item is not None and result in TAKEN:
            from danvan_desktop.gui.windows.petition import PetitionPage

            self.desk.push(PetitionPage(self.desk, None, petition_from(item.values), reception=row_id))

    def _on_book(self) -> None:
        today = self.desk.today()
        self.desk.pop()
        same_day = (Condition("received_on", "from", today), Condition("received_on", "to", today))
        self.desk.show_list(Listing("reception", conditions=same_day, title=_("Received today")))

    def _on_duty(self) -> None:
        self.desk.open_page("duty")

    # --- leaving
    def leave(self) -> None:
        """Close the list under a field, else back to where one came from; asks when something is not saved."""
        if not self.entry.form.close_lists():
            self.desk.pop()

    def may_leave(self) -> bool:
        """Ask when something is not saved."""
        self.entry.form.close_lists()
        self.entry.form.collect()
        if not self.entry.dirty:
            return True
        return may_leave(
            self, self.title, self.entry.save, self.entry.drafts, _("The visit typed here is not saved yet.")
        )

    def release(self) -> None:
        """Keep the draft."""
        self.known.stop()
        keep_drafts(self.entry.drafts, self.entry.form)

    # --- narrow windows
    def _narrow(self) -> bool:
        return self.window().width() < DRAWERS_BELOW

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        self.split.fit(narrow=self._narrow())
        if (low := self.window().height() < LOW) != self._low and isinstance(self.entry.form, DeskForm):
            self._low = low
            self.entry.form.make_low(low=low)
        super().resizeEvent(event)


def _read(store: Store, desk: ReceptionDesk) -> DayBook:
    return day_book(store, desk.desk.today())
