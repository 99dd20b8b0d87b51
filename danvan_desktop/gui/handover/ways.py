"""The ways from the hand-over tab: enrolment, roster, requests, updates, journal, the access log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import people, roster, roster_refuse
from danvan_desktop.app.handover import Peer
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.ways_head import WaysHead
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.handoff.accepting import Accepted
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


class Ways(QObject):
    """Opens the pages beside the tab; `done` after something was changed."""

    done = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def head(self, title: str, open_folder: Callable[[], None]) -> WaysHead:
        """The line above the tab."""
        return WaysHead(title, [
            (_("&Open packages from a folder…"), "folder-open", open_folder),
            (_("&Check a file…"), "shield-check", self.check),
            (_("Re&quests"), "mail-question", self.requests),
            (_("Keys and roster"), "key-round", self.roster),
            (_("U&pdates"), "circle-arrow-up", self.updates),
            (_("&Journal"), "clipboard-list", self.journal),
        ], shortened=(1, 4, 3, 5, 2, 0))  # fmt: skip

    def check(self) -> None:
        """Who signed a file and whether it is whole."""
        from danvan_desktop.gui.handover.verify_dialog import VerifyDialog

        VerifyDialog(self._desk, self._owner).exec()

    def requests(self) -> None:
        """Requests of other offices and dossiers handed on."""
        from danvan_desktop.gui.handover.requests_page import RequestsPage

        self._desk.push(RequestsPage(self._desk))

    def roster(self) -> None:
        """Root, units and computers."""
        from danvan_desktop.gui.handover.roster_page import RosterPage

        self._desk.push(RosterPage(self._desk))

    def updates(self) -> None:
        """Updates of the program and of rules, by stick."""
        self._desk.open_page("update")

    def journal(self) -> None:
        """Every hand-over noted here."""
        from danvan_desktop.gui.handover.journal_page import JournalPage

        self._desk.push(JournalPage(self._desk))

    def enrol(self, fingerprint: str, unchecked: list[Peer], folder: Path | None) -> None:
        """Enrolment by files."""
        from danvan_desktop.gui.handover.enrol_dialog import EnrolDialog

        EnrolDialog(self._desk, fingerprint, unchecked, folder, self._owner).exec()
        self.done.emit()

    def add_unit(self, replica: str, fingerprint: str) -> None:
        """Take in a unit that waits; `fingerprint` "" where it was not compared."""
        from danvan_desktop.gui.handover.new_units import taken_in

        office = self._desk.office

        def work(_store: Store, _progress: Progress) -> Accepted:
            return roster.add(office, replica, expect=fingerprint or None)

        def added(accepted: Accepted) -> None:
            self._desk.saved("")
            self._desk.say(" ".join(taken_in(accepted)))
            self.done.emit()

        self._desk.write(self, work, added, self._fail, title=_("Taking the unit in…"))  # with all that waited

    def _fail(self, error: BaseException) -> None:
        self._desk.fail(error, self._owner)
        self.done.emit()

    def refuse_unit(self, replica: str, name: str) -> None:
        """Refuse a unit that waits, after asking why."""
        from danvan_desktop.gui.handover.new_units import asked_why, refused

        reason = asked_why(self._owner, name)
        if not reason:
            return
        try:
            title, text = refused(roster_refuse.refuse(self._desk.office, replica, reason))
        except DanvanError as error:
            self._desk.fail(error, self._owner)
            return
        self._desk.saved("")
        self._desk.say(f"{title} {text}")
        self.done.emit()

    def may(self, act: str) -> bool:
        """Whether the officer may do this."""
        return people.may(self._desk.office, act)
