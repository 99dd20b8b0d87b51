"""The page of the overview: everything on it leads one step further."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from danvan_desktop.app.backups import backup_state
from danvan_desktop.app.duty_card import DutyCard, duty_card
from danvan_desktop.app.handover_waiting import NUMBERS, Waiting, waits
from danvan_desktop.app.listing import Listing
from danvan_desktop.app.overview import DUE, Figure, Overview, overview
from danvan_desktop.app.status import handover_state
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.overview.cards import Card, Cards
from danvan_desktop.gui.overview.chart import ChartView
from danvan_desktop.gui.overview.duty_lines import DutyLines
from danvan_desktop.gui.overview.figures import FigureList
from danvan_desktop.gui.overview.tasks import WEEKDAYS, TaskTable
from danvan_desktop.gui.overview.waiting import WaitingLine
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Note, Panel, button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


class OverviewPage(Page):
    """What is due, this month's figures, the chart, the cards."""

    help_topic = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Overview")
        self.day = label("", "h1")
        self.lunar = label("", "muted")
        self.tasks, self.figures, self.chart, self.cards = TaskTable(), FigureList(), ChartView(), Cards()
        self.handover, self.duty = WaitingLine(), DutyLines()
        self.nothing = Note("ok", "circle-check", _("Nothing is overdue and nothing is due in the next seven days."))
        self.start = self._start_note()
        self._reading = False
        self.tasks.opened.connect(desk.open_record)
        self.tasks.group_opened.connect(self._on_group)
        self.figures.opened.connect(self._on_figure)
        self.cards.pressed.connect(self._on_card)
        self.handover.pressed.connect(self._on_handover)
        self.duty.opened.connect(self._on_duty)
        self._lay_out()

    def _start_note(self) -> Note:
        first = button(_("Record the first visit"), "clipboard-list", slot=self._on_reception)
        excel = button(
            _("Take in an Excel register"), "file-spreadsheet", slot=lambda: self.desk.open_page("import_sheet")
        )
        text = _("Begin with the register you have, or with the next person who comes.")
        return Note("accent", "info", _("The office is ready; nothing has been entered yet."), text, (excel, first))

    def _lay_out(self) -> None:
        visit = button(_("Receive a citizen"), "clipboard-list", "primary", _("Reception desk"), self._on_reception)
        petition = button(_("Add a petition"), "plus", slot=lambda: self.desk.new_record("petition"))
        report = button(_("Report of the month"), "file-text", slot=lambda: self.desk.show_tab("report"))
        head = row(self.day, self.lunar, None, visit, petition, report)
        paper = button(_("Print the list"), "printer", "quiet", _("What is to be done, on paper"), self._on_print)
        self.waiting = button("", kind="link", slot=self._on_waiting)
        self.waiting.hide()
        self.panel = Panel(_("What is to be done"), self.tasks, "calendar-clock", row(self.waiting, paper))
        left = column((self.panel, 1), self.handover, self.cards)
        self.month = Panel("", self.figures, "chart-column", label(_("double click a number for its list"), "cap"))
        chart = column(self.chart, margins=(8, 4, 8, 4))
        course = Panel(_("Petitions received and resolved, 12 months"), chart, "chart-column")
        right = column(self.month, self.duty, (course, 1))
        body = QWidget()
        body.setLayout(row((left, 5), (right, 4), gap=8))
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # wrapped sentences stand outside: inside they would have the area ask for its preferred height and scroll
        self.setLayout(column(head, self.start, self.nothing, (area, 1), margins=(8, 8, 8, 8)))
        self.setFocusProxy(visit)  # Ctrl+1, Enter: the next visitor
        self.start.hide()
        self.nothing.hide()

    def refresh(self) -> None:
        """Read again beside the window."""
        today = self.desk.today()
        day = _(WEEKDAYS[today.weekday()])
        self.day.setText(f"{day}, {today:%d/%m/%Y}")
        self.month.title.setText(_("Month {month}").format(month=f"{today:%m/%Y}"))
        if not self._reading:
            self._reading = True
            self.desk.read(self, lambda store, _progress: _read(store, today), self._show, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self._reading = False
        self.desk.fail(error)

    def _show(self, seen: tuple[Overview, list[Waiting], list[Card], DutyCard | None]) -> None:
        self._reading = False
        found, waiting, cards, duty = seen
        self.tasks.show_overview(found)
        self.figures.show_figures(found.figures)
        self.chart.show_overview(found)
        self.cards.show_cards(cards)
        self.handover.show_lines(waiting)
        self.duty.show_card(duty)
        self.waiting.setText(_("{count} waiting for somebody else").format(count=found.waiting))
        self.waiting.setVisible(bool(found.waiting))
        any_task = any(group.count for group in found.groups if group.name in DUE)
        self.start.setVisible(found.empty)
        self.nothing.setVisible(not any_task and not found.empty)

    # --- going further
    def _on_reception(self) -> None:
        self.desk.new_record("reception")

    def _on_figure(self, figure: Figure) -> None:
        value, period = figure.value, figure.period
        part = "numerator" if value.denominator is not None else "denominator"
        self.desk.show_list(
            Listing(
                figure.type_name, figure=value.code, start=period.first, end=period.last, part=part, title=value.label
            )
        )

    def _on_waiting(self) -> None:
        from danvan_desktop.gui.overview.groups import waiting

        self.desk.show_list(waiting(self.desk.today()))

    def _on_print(self) -> None:
        from danvan_desktop.gui.overview.paper import show_list

        show_list(self.desk, self)

    def _on_group(self, name: str) -> None:
        from danvan_desktop.gui.overview.groups import listing

        self.desk.show_list(listing(name, self.desk.today()))

    def _on_handover(self, name: str) -> None:
        from danvan_desktop.gui.overview.waiting import give_numbers, go

        if name == NUMBERS:
            give_numbers(self.desk, self)
        else:
            go(self.desk, name)

    def _on_duty(self) -> None:
        self.desk.open_page("duty")

    def _on_card(self, name: str) -> None:
        if name == "backup":
            self.desk.open_page("backup")
        else:
            self.desk.show_tab("handover")


def _read(store: Store, today: date) -> tuple[Overview, list[Waiting], list[Card], DutyCard | None]:
    from danvan_desktop.gui.overview.cards import cards

    found, state = overview(store, today), handover_state(store)
    shown = cards(backup_state(store), state, found.conflicts)
    return found, waits(store, today), shown, duty_card(store, today)
