"""Every few minutes a round through the shared folder, while nobody types and nothing else runs.

The folder is looked at, read and written on a reading thread; the window waits only while what came is taken in, and
not at all where nothing came and nothing was saved.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.app import training
from danvan_desktop.app.exchange_folder import folder_of
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.care.backup_work import is_typing
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.exchange_round import Round
    from danvan_desktop.app.shared_exchange import Gathered, Prepared

FIRST_MS, EVERY_MS, SOON_MS = 8_000, 180_000, 5_000


class ExchangeClock(QObject):
    """Drives the rounds; `said` tells how they stand: icon, words, tone, and what to do where something is wrong."""

    said = Signal(str, str, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._going, self._stopped = False, False
        self._timer = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def stop(self) -> None:
        """The office is about to be closed; what still waits goes with the round at the end."""
        self._stopped = True
        self._timer.stop()

    def tick(self) -> None:
        """A round, if one is due now."""
        self._timer.start(EVERY_MS)
        folder = folder_of(self._desk.reader)
        if folder is None or training.is_training(self._desk.reader):
            self.said.emit("arrow-left-right", "", "text2", "")
            return
        if self._going:
            return
        self._going = True
        self._desk.read(self, lambda store, _p: _look(store, folder), self._on_looked, self._on_failed)

    def _on_looked(self, seen: tuple[Gathered, bool]) -> None:
        from danvan_desktop.app import shared_exchange

        gathered, due = seen
        if not due:
            self._rest(datetime.now().astimezone())
        elif self._desk.busy or is_typing() or self._stopped:
            self._going = False
            self._timer.start(SOON_MS)  # when the officer pauses
        else:
            staging = self._desk.office.data_dir / shared_exchange.STAGING
            self._desk.write(
                self, lambda store, _p: shared_exchange.take(store, staging, gathered), self._on_taken,
                self._on_failed, _("Exchanging with the office's other computer…"),
            )  # fmt: skip

    def _on_taken(self, prepared: Prepared) -> None:
        from danvan_desktop.app import shared_exchange

        def put(_store: Store, _progress: Progress) -> int:
            return shared_exchange.put(prepared)

        self._desk.read(
            self, put, lambda gone: self._finish(prepared, gone), lambda e: self._on_put_failed(prepared, e)
        )

    def _finish(self, prepared: Prepared, removed: int) -> None:
        from danvan_desktop.app import shared_exchange

        if self._desk.busy:
            QTimer.singleShot(SOON_MS // 10, self, lambda: self._finish(prepared, removed))
            return
        self._on_done(shared_exchange.finish(self._desk.store, prepared, removed))

    def _on_put_failed(self, prepared: Prepared, error: BaseException) -> None:
        from danvan_desktop.app import shared_exchange

        if not self._desk.busy:
            shared_exchange.failed(self._desk.store, prepared)
        self._tell_changes(bool(prepared.taken))
        self._on_failed(error)

    def _on_done(self, found: Round) -> None:
        self._rest(found.at)
        self._tell_changes(bool(found.taken))
        if found.conflicts:
            self._desk.say(_("Changed on both computers: {count} places; both values are kept, see Hand-over.").format(
                count=found.conflicts))  # fmt: skip

    def _tell_changes(self, came: bool) -> None:
        if came and not self._stopped:
            self._desk.saved("")

    def _rest(self, at: datetime) -> None:
        self._going = False
        self.said.emit("arrow-left-right", _("Exchanged {time}").format(time=f"{at:%H:%M}"), "text2", "")

    def _on_failed(self, error: BaseException) -> None:
        self._going = False
        if isinstance(error, DanvanError):
            self.said.emit("unplug", _("Shared folder not reached"), "warn", error.text())
        else:
            self._desk.fail(error)


def _look(store: Store, folder: Path) -> tuple[Gathered, bool]:
    from danvan_desktop.app import shared_exchange

    gathered = shared_exchange.gather(store, folder)
    return gathered, shared_exchange.due(store, gathered)
