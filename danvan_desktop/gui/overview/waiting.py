"""“Hand-over that waits for us”: a few ways, each to what waits; without height where nothing does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from danvan_desktop.app.handover_waiting import DOSSIERS, NEW_UNITS, REQUESTS, Waiting
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import button, icon_label, label, row
from danvan_desktop.i18n import _, ngettext

COLUMNS = 3


class WaitingLine(QFrame):
    """`pressed` carries the name of what was pressed."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.links: list[QPushButton] = []
        head = QWidget()
        head.setLayout(row(icon_label("hourglass", "warn"), label(_("Hand-over that waits for us"), "strong"), None))
        self._lay = QGridLayout(self)
        self._lay.setContentsMargins(12, 6, 12, 6)
        self._lay.setHorizontalSpacing(12)
        self._lay.setVerticalSpacing(2)
        self._lay.addWidget(head, 0, 0)
        self._lay.setColumnStretch(COLUMNS, 1)
        self.hide()

    def show_lines(self, lines: list[Waiting]) -> None:
        """Show other counts; three cells a row, the head being the first, so that it fits beside the figures."""
        for old in self.links:
            self._lay.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.links = [button(line.text, kind="link") for line in lines]
        for place, (made, line) in enumerate(zip(self.links, lines, strict=True), start=1):
            made.setProperty("way", line.name)
            made.clicked.connect(self._on_pressed)
            self._lay.addWidget(made, place // COLUMNS, place % COLUMNS, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(lines))

    def _on_pressed(self) -> None:
        self.pressed.emit(str(self.sender().property("way")))


def give_numbers(desk: Desk, page: Page) -> None:
    """Number what the office's other computers saved."""
    from danvan_desktop.app import number_waiting

    year, officer = desk.today().year, desk.officer

    def given(count: int) -> None:
        desk.saved()
        desk.say(ngettext("{count} number given", "{count} numbers given", count).format(count=count))
        page.refresh()

    desk.write(page, lambda store, _progress: number_waiting.give_all(store, year, officer), given)


def go(desk: Desk, name: str) -> None:
    """To the page where it is dealt with."""
    desk.show_tab("handover")
    if name in {REQUESTS, DOSSIERS}:
        from danvan_desktop.gui.handover.requests_page import RequestsPage

        desk.push(RequestsPage(desk))
    elif name == NEW_UNITS:
        from danvan_desktop.gui.handover.roster_page import RosterPage

        desk.push(RosterPage(desk))
