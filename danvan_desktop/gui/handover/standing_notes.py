"""Above the stick: what must be known of copies of the data, and what other offices wait for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import alarms, handover, lost_sticks, outside_rights, requests, transfer
from danvan_desktop.app.lost_sticks import Lost
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.lines import clear, keep_order
from danvan_desktop.gui.widgets import Note, button, column, show_if
from danvan_desktop.handoff.roster_take import OWN_TOLD
from danvan_desktop.i18n import _, ngettext

_SHOWN = 2  # alarms shown at once; “danvan alarms” lists all
_UNFOLDED = 2  # of more notes the first one stands, so that the stick's buttons stay in sight


class StandingNotes(QWidget):
    """Empty and without height where there is nothing to say. `resend_wanted` carries the unit."""

    resend_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notes: list[Note] = []
        self._lost: list[Lost] = []
        self._open = False
        self.setLayout(column(gap=6))
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        clear(self)
        store = self._desk.store
        told = alarms.listed(store, new=True)[:_SHOWN]
        self.notes = [self._alarm_note(one, last=one is told[-1]) for one in told]
        self.notes += [self._lost_note(one) for one in self._lost[:_SHOWN]]
        waiting = requests.waiting_for_us(store) + transfer.waiting_for_us(store)
        if waiting:
            shown = button(_("Open them"), "list", slot=self.open_requests)
            said = _("{count} requests or dossiers of other offices wait here").format(count=waiting)
            self.notes.append(Note("warn", "hourglass", said, actions=[shown]))
        refused = outside_rights.count(store)
        if refused:
            said = _("{count} changes lie outside their author’s right").format(count=refused)
            seen = button(_("See them"), "list", slot=self.open_outside)
            self.notes.append(Note("info", "info", said, _("They are kept and counted nowhere."), actions=[seen]))
        self._lay()
        show_if(self, bool(self.notes))

    def _lay(self) -> None:
        folded, others = len(self.notes) > _UNFOLDED and not self._open, len(self.notes) - 1
        text = ngettext("{count} more notice", "{count} more notices", others).format(count=others)
        self.more = button(text, kind="link", slot=self._on_more)
        if (layout := self.layout()) is not None:
            for note in self.notes:
                layout.addWidget(note)
            layout.addWidget(self.more)
        for note in self.notes[1:]:
            show_if(note, not folded)
        show_if(self.more, folded)
        keep_order(self, self)

    def _on_more(self) -> None:
        self._open = True
        for note in self.notes:
            show_if(note, True)
        show_if(self.more, False)

    def show_lost(self, lost: list[Lost]) -> None:
        """Say which sticks were probably lost."""
        if lost != self._lost:
            self._lost = lost
            self.refresh()

    def _alarm_note(self, one: alarms.Alarm, *, last: bool) -> Note:
        of_log = one.kind in alarms.OF_THE_LOG
        ours = one.kind in {alarms.LOG_BROKEN, alarms.LOG_EARLIER}  # the log of another office is read there
        actions = [button(_("Open the access log"), "shield-check", slot=self._on_log)] if ours else []
        if one.kind == OWN_TOLD:
            actions.append(button(_("The code is the &same"), "check", slot=self._on_compared))
        if last:
            actions.append(button(_("I have read this"), "check", slot=self._on_read))
        mark = "shield-alert" if of_log else "git-compare"
        return Note("danger", mark, f"{one.when:%d/%m/%Y}: {one.text}", one.hint, actions)

    def _lost_note(self, one: Lost) -> Note:
        read = button(_("I have read this"), "check", slot=self._on_lost_read)
        actions = [read]
        if not one.covered:
            again = partial(self.resend_wanted.emit, one.unit)
            actions.insert(0, button(_("Send everything &again…"), "upload", slot=again))
        return Note("info" if one.covered else "warn", "usb", one.title, one.text, actions)

    def _on_lost_read(self) -> None:
        lost_sticks.mark_read(self._desk.store)
        self.show_lost([])

    def _on_compared(self) -> None:
        try:
            handover.enrol_confirm(self._desk.store, self._desk.store.unit.code)
        except DanvanError as error:
            self._desk.fail(error, self)
        self.refresh()

    def _on_log(self) -> None:
        self._desk.open_page("access_log")

    def open_requests(self) -> None:
        """Lay the page of requests and dossiers over the tab."""
        from danvan_desktop.gui.handover.requests_page import RequestsPage

        self._desk.push(RequestsPage(self._desk))

    def open_outside(self) -> None:
        """Lay the list of changes outside their author's right over the tab."""
        from danvan_desktop.gui.handover.records_page import outside_rights_page

        self._desk.push(outside_rights_page(self._desk))

    def _on_read(self) -> None:
        alarms.mark_read(self._desk.store)
        self.refresh()
