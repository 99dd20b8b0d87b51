"""Giao nhận: the stick, what goes out, what came in, who has answered, what waits for a choice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.app import alarms, denunciations_out, handover, handover_view
from danvan_desktop.app.handover_view import TabState
from danvan_desktop.app.outgoing import Outgoing
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.arrival_card import ArrivalCard
from danvan_desktop.gui.handover.arrivals import Arrivals
from danvan_desktop.gui.handover.choices import Choices
from danvan_desktop.gui.handover.conflict_card import ConflictCard
from danvan_desktop.gui.handover.export_card import ExportCard
from danvan_desktop.gui.handover.kept_card import KeptCard
from danvan_desktop.gui.handover.lines import keep_order
from danvan_desktop.gui.handover.peers_card import PeersCard
from danvan_desktop.gui.handover.roster_cards import NewUnitsCard
from danvan_desktop.gui.handover.slips import Papers
from danvan_desktop.gui.handover.standing_notes import StandingNotes
from danvan_desktop.gui.handover.stick_note import StickNote
from danvan_desktop.gui.handover.stick_watch import StickWatch, Volume, plugged_volumes
from danvan_desktop.gui.handover.two_columns import TwoColumns
from danvan_desktop.gui.handover.ways import Ways
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import column
from danvan_desktop.handoff.export import ExportedPackage
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


class HandoverPage(Page):
    """The tab. `volumes` lists what is plugged in; tests give their own."""

    help_topic = "handover"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, volumes: Callable[[], list[Volume]] = plugged_volumes
    ) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self.title = _("Hand-over")
        self._unit = ""
        self._stick: Volume | None = None
        self._picked = False  # the officer chose the receiver since the stick came in
        self._going: Outgoing | None = None
        self._state: TabState | None = None
        handover.prepare(desk.store)
        self.watch = StickWatch(self, volumes)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.note = StickNote()
        self.export = ExportCard(is_top=self.desk.store.unit.level == "province")
        self.arrival, self.peers = ArrivalCard(), PeersCard()
        self.conflicts, self.kept, self.newcomers = ConflictCard(), KeptCard(), NewUnitsCard()
        self.ways, self.papers = Ways(self.desk, self), Papers(self.desk, self)
        self.arrivals = Arrivals(self.desk, self, self.watch, self.note, self.arrival, self.ways)
        self.head = head = self.ways.head(self.title, self._on_folder)
        self.newcomers.hide()
        self.standing = StandingNotes(self.desk)
        self._left = left = column(self.standing, self.note, self.export, self.arrival)
        right = column(self.newcomers, self.peers, self.conflicts, (self.kept, 1))
        self.columns = TwoColumns(left, right)
        self.setLayout(column(head, (self.columns, 1), margins=(12, 8, 12, 8)))

    def _wire(self) -> None:
        self.watch.appeared.connect(self._on_stick)
        self.watch.gone.connect(self._on_stick_gone)
        self.note.enrol_wanted.connect(self._on_enrol)
        self.export.unit_chosen.connect(self._on_unit)
        self.export.wanted.connect(self._on_export)
        self.export.folder_wanted.connect(self._on_export_to_folder)
        self.export.records_wanted.connect(self._on_records)
        self.arrival.waits.connect(self.export.step_back)
        self.arrival.filled.connect(self._on_filled)
        self.arrivals.came_from.connect(self._on_came_from)
        self.arrivals.changed.connect(self.refresh)
        self.peers.enrol_wanted.connect(self._on_enrol)
        self.peers.chosen.connect(self._on_unit)
        self.peers.reminder_wanted.connect(self.papers.show_reminder)
        self.export.roster_wanted.connect(self.ways.roster)
        self.export.slip_wanted.connect(self.papers.show_slip)
        self.arrival.slip_wanted.connect(self.papers.show_slip)
        self.newcomers.add_wanted.connect(self.ways.add_unit)
        self.newcomers.refuse_wanted.connect(self.ways.refuse_unit)
        for again in (self.peers.resend_wanted, self.standing.resend_wanted):
            again.connect(self.resend)
        self.ways.done.connect(self.refresh)
        self.choices = Choices(self.desk, self, self.conflicts, self.kept)
        self.choices.done.connect(self.refresh)

    # --- what is shown
    def refresh(self) -> None:
        """Read everything beside the window."""
        unit = self._unit
        self.standing.refresh()
        self.desk.read(self, lambda store, _progress: _read_state(store, unit), self._on_state)

    def _on_state(self, found: tuple[TabState, dict[str, str]]) -> None:
        state, self.arrivals.names = found
        self._state, self._going = state, state.outgoing
        self._unit = state.unit
        self.export.show_units(state.lines, self._unit)
        self.export.show_outgoing(state.outgoing)
        self.export.set_stick(self._stick, allowed=self._may("export"))
        self.peers.show_lines(state.lines, allowed=self._may("export"))
        self.conflicts.show_conflicts(state.conflicts)
        self.kept.show_kept(state.kept)
        self.newcomers.show_lines(state.newcomers, allowed=self._may("roster"))
        self.newcomers.setVisible(bool(state.newcomers))
        keep_order(self.arrival.receipt, self.newcomers)
        self.standing.show_lost(state.lost)
        if not state.log_whole and not self.desk.busy:
            alarms.look_at_log(self.desk.store)
            self.standing.refresh()

    def _may(self, act: str) -> bool:
        return self.ways.may(act)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        QTimer.singleShot(0, self.watch.start)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102  Qt's name
        super().hideEvent(event)
        self.watch.stop()

    def release(self) -> None:
        """Look for sticks no longer."""
        self.watch.stop()

    # --- sticks
    def _on_stick(self, volume: Volume) -> None:
        self._stick, self._picked = volume, False
        self.export.forget_said()
        self.export.set_stick(volume, allowed=self._may("export"))
        self.note.show_stick(volume, None, self.arrivals.names)
        self.open_folder(volume.folder)

    def _on_stick_gone(self, path: str) -> None:
        if self._stick is None or self._stick.path != path:
            return
        self._stick = next(iter(self.watch.sticks.values()), None)
        self.export.set_stick(self._stick, allowed=self._may("export"))
        self.note.show_stick(self._stick, None, self.arrivals.names)
        self.arrivals.forget(Path(path))

    def _on_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Folder with packages"), self.desk.preference("handover.folder")
        )
        if folder:
            self.desk.prefer("handover.folder", folder)
            self.open_folder(Path(folder))

    def open_folder(self, folder: Path) -> None:
        """Look at what lies in a folder, by names only; a little is looked into at once."""
        self.arrivals.open_folder(folder)

    def _on_filled(self, filled: bool) -> None:
        """What came stands before what goes out while there is anything to be said of it."""
        first, second = (self.arrival, self.export) if filled else (self.export, self.arrival)
        if self._left.indexOf(first) < self._left.indexOf(second):
            return
        self._left.removeWidget(first)
        self._left.insertWidget(self._left.indexOf(second), first)
        order = [*first.steps(), *second.steps()]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_came_from(self, unit: str) -> None:
        """What goes back to the office whose stick this is stands ready, unless the officer chose another one."""
        known = [line.peer.unit for line in self._state.lines] if self._state else []
        if not self._picked and unit in known and unit != self._unit:
            self._show_unit(unit)

    # --- out
    def _on_unit(self, unit: str) -> None:
        self._picked = True
        self._show_unit(unit)

    def _show_unit(self, unit: str) -> None:
        self._unit = unit
        self.export.forget_said()
        self.refresh()

    def _on_export(self) -> None:
        shown = self._stick
        self.watch.look()  # a stick pulled out a moment ago leaves an empty folder behind, or another is in its place
        if shown is not None and self._stick is not None and self._stick.path == shown.path:
            self.export_to(self._stick.folder, stick=True)
        else:
            self.export.show_problem(_("The stick is no longer in."), _("Nothing was written. Put it in again."))

    def _on_export_to_folder(self, *, full: bool = False) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Folder for the package"), self.desk.preference("handover.folder")
        )
        if folder:
            self.desk.prefer("handover.folder", folder)
            self.export_to(Path(folder), stick=False, full=full)

    def resend(self, unit: str) -> None:
        """Everything once more for a unit: to the stick that is in, else to a folder that is asked for."""
        if not unit:
            return
        if not self._may("export"):
            self.export.show_problem(_("Your role does not include this."), _("Nothing was written."))
            return
        self._unit = unit
        if self._stick is not None and not self._stick.read_only:
            self.export_to(self._stick.folder, stick=True, full=True)
        else:
            self._on_export_to_folder(full=True)

    def export_to(self, folder: Path, *, stick: bool, full: bool = False) -> None:
        """Write what the chosen unit lacks, all of it with `full`, read it back and say so."""
        unit, officer = self._unit, self.desk.officer
        self.export.forget_said()
        codes = denunciations_out.going(self.desk.reader, unit, full=full)
        if codes and not self._ticked(codes):
            return

        def work(store: Store, _progress: Progress) -> list[ExportedPackage]:
            return handover.export(store, unit, folder, full, officer=officer, denunciations=bool(codes))

        def written(packages: list[ExportedPackage]) -> None:
            self._on_written(packages, folder, stick=stick)

        self.desk.write(self, work, written, self._on_export_failed, title=_("Writing the package…"))

    def _on_written(self, packages: list[ExportedPackage], folder: Path, *, stick: bool) -> None:
        self.watch.look()
        if stick and all(volume.folder != folder for volume in self.watch.sticks.values()):
            text = _("It may not be whole there. Put the stick in again and write once more: nothing counts twice.")
            self.export.show_problem(_("The stick was taken out while it was written."), text)
        else:
            self.export.show_written(packages, folder, stick=stick)
        self.desk.saved("")
        self.arrivals.look_again()

    def _ticked(self, codes: list[str]) -> bool:
        """The tick before the summaries of denunciations leave the office."""
        from danvan_desktop.gui.reports.disclosing import confirm_content

        title = _("Denunciations go out with this package")
        return confirm_content(self.desk, title, denunciations_out.said(codes), self)

    def _on_export_failed(self, error: BaseException) -> None:
        if not isinstance(error, DanvanError):
            self.desk.fail(error, self)
            return
        self.export.show_problem(error.message, " ".join(filter(None, (error.kept, error.hint))))

    def _on_records(self, which: str) -> None:
        from danvan_desktop.gui.handover.records_page import going_out

        if self._going is not None:
            self.desk.push(going_out(self.desk, self._going, which))

    # --- other pages
    def _on_enrol(self) -> None:
        state = self._state
        unchecked = [line.peer for line in state.lines if not line.peer.checked] if state else []
        self.ways.enrol(state.fingerprint if state else "", unchecked, self._stick.folder if self._stick else None)


def _read_state(store: Store, unit: str) -> tuple[TabState, dict[str, str]]:
    return handover_view.tab_state(store, unit), handover.unit_names(store)
