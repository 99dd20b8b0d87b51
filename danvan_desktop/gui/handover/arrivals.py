"""What lies on the stick or in a folder: looked at by names, looked into, taken in, and looked at once more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import handover
from danvan_desktop.app.stick_view import StickView, stick_view
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.arrival_card import ArrivalCard
from danvan_desktop.gui.handover.stick_note import StickNote
from danvan_desktop.gui.handover.stick_watch import StickWatch
from danvan_desktop.gui.handover.ways import Ways
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

LOOKED_AT_ONCE = 5_000_000  # bytes of packages that are looked at without being asked


class Arrivals(QObject):
    """Fills the strip about the stick and the card of what came. `source`: where the packages shown lie."""

    came_from = Signal(str)  # the one unit whose packages lie there, as far as their names tell
    changed = Signal()  # something was taken in, or may have been before the stick failed

    def __init__(
        self, desk: Desk, owner: QWidget, watch: StickWatch, note: StickNote, card: ArrivalCard, ways: Ways
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._desk, self._watch, self._note, self._card, self._ways = desk, watch, note, card, ways
        self.source: Path | None = None
        self.names: dict[str, str] = {}
        card.trial_wanted.connect(self.look_into)
        card.taking_wanted.connect(self.take)

    def open_folder(self, folder: Path) -> None:
        """Look at what lies in a folder, by names only; a little is looked into at once."""
        self.source = folder
        self._read(folder, into=True)

    def look_again(self) -> None:
        """After something was written or taken in: say what lies there now, and leave the card as it is."""
        if self.source is not None:
            self._read(self.source, into=False)

    def forget(self, path: Path) -> None:
        """The stick is out: nothing of it can be taken in any more."""
        if self.source == path:
            self.source = None
            self._card.show_nothing()

    def _read(self, folder: Path, *, into: bool) -> None:
        def looked(view: StickView) -> None:
            self._on_looked(view, into=into)

        self._desk.read(self, lambda store, _p: stick_view(store, folder), looked, self._on_look_failed)

    def _on_looked(self, view: StickView, *, into: bool) -> None:
        if view.folder != self.source:
            return
        stick = next((one for one in self._watch.sticks.values() if one.folder == view.folder), None)
        self._note.show_stick(stick, view, self.names)
        self._card.set_place(stick=stick is not None)
        if into:
            self._on_found(view)

    def _on_found(self, view: StickView) -> None:
        files = [*view.arrived, *view.receipts]
        if not files:
            self._card.show_nothing()
            return
        self._card.show_found(view.to_read)
        units = {found.unit for found in view.arrived}
        if len(units) == 1:
            self.came_from.emit(units.pop())
        if sum(found.bytes for found in files) <= LOOKED_AT_ONCE and self._ways.may("import") and not self._desk.busy:
            self.look_into()

    def _on_look_failed(self, error: BaseException) -> None:
        if isinstance(error, DanvanError):
            self._note.show_problem(error.message, error.hint)
        else:
            self._desk.fail(error, self._card)

    def look_into(self) -> None:
        """Say what taking in would do; nothing is written."""
        source = self.source
        if source is None:
            return

        def work(store: Store, _progress: Progress) -> list[ImportedPackage]:
            return handover.import_path(store, source, dry_run=True)

        def tried(found: list[ImportedPackage]) -> None:
            if source == self.source:  # else the stick was taken out meanwhile
                self._card.show_trial(found, self.names)
                allowed = self._ways.may("import")
                self._card.take.setEnabled(allowed)
                self._card.take.setToolTip("" if allowed else _("Your role does not include this."))

        self._desk.write(self, work, tried, self._on_failed, title=_("Looking at the packages…"))

    def take(self, receipts: bool) -> None:
        """Take in what lies there; a stick that was taken out since it was looked at is told as that."""
        source, officer = self.source, self._desk.officer
        self._watch.look()
        if source is None or source != self.source:  # another stick is in its place
            return

        def work(store: Store, _progress: Progress) -> list[ImportedPackage]:
            return handover.import_path(store, source, receipts=receipts, officer=officer)

        def taken(found: list[ImportedPackage]) -> None:
            self._card.show_taken(found, self.names, receipts=receipts)
            self._after()

        self._desk.write(self, work, taken, self._on_take_failed, title=_("Taking in the packages…"))

    def _after(self) -> None:
        self._desk.saved("")
        self.changed.emit()
        self.look_again()

    def _on_take_failed(self, error: BaseException) -> None:
        self._on_failed(error)
        self._desk.saved("")
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, DanvanError):
            self._note.show_problem(error.message, " ".join(filter(None, (error.kept, error.hint))))
        else:
            self._desk.fail(error, self._card)
