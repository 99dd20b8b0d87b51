"""What stands round the visit at the reception desk: the day, who came before, a note of a new appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.app.reception_day import follow_up_from
from danvan_desktop.gui.widgets import Note, SideSplit, button, row, show_if
from danvan_desktop.gui.windows.desk_panels import DayPanel
from danvan_desktop.gui.windows.known_panel import KnownPanel
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

DAY_WIDTH, KNOWN_WIDTH = 330, 300


class DeskSides(SideSplit):
    """Who came before is a drawer; in a narrow window the day is in it too."""

    def __init__(self, day: DayPanel, visit: QWidget, known: KnownPanel) -> None:
        self._day, self._known = day, known
        self._main_lay, self._side_lay = row(day, (visit, 1)), QVBoxLayout()
        self._side_lay.setContentsMargins(0, 0, 0, 0)
        self._side_lay.addWidget(known)
        main, side = QWidget(), QWidget()
        main.setLayout(self._main_lay)
        side.setLayout(self._side_lay)
        side.setAutoFillBackground(True)
        day.setMinimumWidth(DAY_WIDTH)
        day.setMaximumWidth(DAY_WIDTH)
        super().__init__(main, side, _("Today's visits, who came before"), KNOWN_WIDTH)
        self.toggle.hide()

    def fit(self, *, narrow: bool) -> None:
        """Put the day where the window has room for it."""
        self.toggle.setVisible(narrow)
        self._known.keys.setHidden(narrow)  # F1 says them too
        inside_side = self._side_lay.indexOf(self._day) >= 0
        if narrow and not inside_side:
            self._day.setMinimumWidth(KNOWN_WIDTH - 10)
            self._side_lay.addWidget(self._day, 1)
        elif not narrow and inside_side:
            self._day.setMinimumWidth(DAY_WIDTH)
            self._main_lay.insertWidget(0, self._day)


class AgainNote(Note):
    """The visit just saved has a new appointment: it can be written down as a follow-up."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._row: bytes | None = None
        self.write = button(_("Write it &down"), "calendar-clock", slot=self._on_write)
        later = button(_("Later"), slot=self._on_later)
        for made in (self.write, later):
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the next visitor comes first; Alt reaches it
        text = _("The visit just saved has a new appointment.")
        super().__init__("info", "calendar-clock", text, actions=(self.write, later))

    def show_for(self, row_id: bytes | None) -> None:
        """Shown for that visit, hidden for None."""
        self._row = row_id
        show_if(self, row_id is not None)

    def _on_later(self) -> None:
        self.hide()

    def _on_write(self) -> None:
        self.hide()
        item = self._desk.reader.get("reception", self._row) if self._row is not None else None
        if item is not None:
            self._desk.new_record("follow_up", follow_up_from(item.id, item.values))
