"""The event's window: the meeting itself, its sites, programme, delegates, opinions, and what was concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from danvan_desktop.app import event_sums
from danvan_desktop.app.form_state import FormState
from danvan_desktop.gui.forms.child_grid import ChildGrid
from danvan_desktop.gui.forms.form_body import FormBody
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import button, column, framed, label, row
from danvan_desktop.gui.widgets.holders import ScrollHolder
from danvan_desktop.gui.windows.designed import DesignedForm, parts_of
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

TABS = {
    "site": N_("Sites"), "agenda_item": N_("Agenda"), "delegate": N_("Delegates"),
    "event_opinion": N_("Opinions and requests"), "follow_up": N_("Conclusion, following"),
}  # fmt: skip
INFORMATION = N_("Information")


class EventForm(DesignedForm):
    """The event as ui/forms/event.ui lays it out; its last part stands with the conclusion."""

    ui = "event"


class EventBody(FormBody):
    """Tabs: the fields, then the lists of the event, each with what it comes to."""

    def __init__(self, desk: Desk, state: FormState, locked: str = "") -> None:
        self.tabs = QTabWidget()
        self._sums = {name: label("", "strong", wrap=True) for name in TABS}
        super().__init__(desk, state, locked)

    def make_form(self, state: FormState, locked: str) -> RecordForm:
        """The form of the Designer file."""
        return EventForm(self.desk, state, locked=locked)

    def middle(self) -> QWidget:
        """The tabs."""
        self.parts.hide()
        self.parts.setParent(self)
        conclusion = self.form.boxes.pop()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setObjectName("sub")
        self.tabs.tabBar().setAccessibleName(_("Parts of the event"))
        self.tabs.addTab(self.scrolled(self.form), _(INFORMATION))
        for name, grid in self.grids.items():
            extra: list[QWidget] = [conclusion] if name == "follow_up" else []
            self.tabs.addTab(self._list(name, grid, extra), _(TABS[name]))
        return framed(column(self.tabs, margins=(1, 1, 1, 1)), "panel")

    def _list(self, name: str, grid: ChildGrid, extra: list[QWidget]) -> QWidget:
        acts: list[QWidget] = []
        if name == "delegate":
            acts.append(button(_("Put in order of protocol"), "list-checks", slot=self.order_delegates))
        area = ScrollHolder()
        area.fill(column(*extra, row((self._sums[name], 1), *acts), grid, None, gap=8, margins=(12, 10, 12, 12)))
        return area

    def place_grid(self, grid: ChildGrid) -> None:
        """Child rows have tabs of their own."""
        grid.show_rows(16)

    # --- what stands where
    def say_parts(self) -> None:
        """Problems above, counts in the tabs, sums above the lists."""
        super().say_parts()
        today = self.desk.today()
        rows = {name: [child.values for child in grid.visible_rows()] for name, grid in self.grids.items()}
        said = {
            "site": event_sums.sites(rows.get("site", [])),
            "delegate": event_sums.delegates(rows.get("delegate", [])),
            "event_opinion": event_sums.opinions(rows.get("event_opinion", []), today),
            "follow_up": event_sums.follow_ups(rows.get("follow_up", []), today),
        }
        for place, name in enumerate(self.grids, 1):
            count = len(rows[name])
            self.tabs.setTabText(place, f"{_(TABS[name])} ({count})" if count else _(TABS[name]))
            self._sums[name].setText(said.get(name, "") if count else _("Nothing here yet."))

    def tab_of(self, name: str) -> int:
        """The tab a field stands in."""
        return self.tabs.count() - 1 if name in parts_of(EventForm.ui)[-1].fields else 0

    def show_tab_of(self, name: str) -> None:
        """Bring the tab of a field up."""
        self.tabs.setCurrentIndex(self.tab_of(name))

    def came_to(self, name: str) -> None:
        """The cursor is in a field now."""
        self.side.set_field(name)
        if self.tab_of(name) == 0:
            self.area.ensureWidgetVisible(self.form.fields[name], 0, 40)

    def order_delegates(self) -> None:
        """Number the delegates anew, by group and then as they stood."""
        grid = self.grids["delegate"]
        seen = grid.visible_rows()
        ordered = [seen[place] for place in event_sums.in_protocol_order([child.values for child in seen])]
        for number, child in enumerate(ordered, 1):
            child.values["seq"] = number
        grid.put_in_order(ordered)


class EventPage(FormPage):
    """An event. Ctrl+Tab goes through its tabs."""

    body: EventBody

    def make_body(self, state: FormState) -> EventBody:
        """The body of tabs."""
        made = EventBody(self.desk, state, self.locked)
        made.form.going_to.connect(made.show_tab_of)
        return made
