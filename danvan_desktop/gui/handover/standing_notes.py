"""Above the stick: what must be known of copies of the data, and what other offices wait for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import alarms, outside_rights, requests, transfer
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Note, button, column, show_if
from danvan_desktop.i18n import _

_SHOWN = 2  # alarms shown at once; “danvan alarms” lists all


class StandingNotes(QWidget):
    """Empty and without height where there is nothing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notes: list[Note] = []
        self.setLayout(column(gap=6))
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        clear(self)
        store = self._desk.store
        self.notes = [_alarm_note(one) for one in alarms.listed(store, new=True)[:_SHOWN]]
        if self.notes:
            read = button(_("I have read this"), "check", slot=self._on_read)
            last = self.notes[-1].layout()
            if last is not None:
                last.addWidget(read)
        waiting = requests.waiting_for_us(store) + transfer.waiting_for_us(store)
        if waiting:
            shown = button(_("Open them"), "list", slot=self.open_requests)
            said = _("{count} requests or dossiers of other offices wait here").format(count=waiting)
            self.notes.append(Note("warn", "hourglass", said, actions=[shown]))
        refused = outside_rights.count(store)
        if refused:
            said = _("{count} changes lie outside their author’s right").format(count=refused)
            where = _("They are kept and counted nowhere: “danvan conflicts --outside-rights” lists them.")
            self.notes.append(Note("info", "info", said, where))
        if (layout := self.layout()) is not None:
            for note in self.notes:
                layout.addWidget(note)
        show_if(self, bool(self.notes))

    def open_requests(self) -> None:
        """Lay the page of requests and dossiers over the tab."""
        from danvan_desktop.gui.handover.requests_page import RequestsPage

        self._desk.push(RequestsPage(self._desk))

    def _on_read(self) -> None:
        alarms.mark_read(self._desk.store)
        self.refresh()


def _alarm_note(one: alarms.Alarm) -> Note:
    return Note("danger", "git-compare", f"{one.when:%d/%m/%Y}: {one.text}", one.hint)
