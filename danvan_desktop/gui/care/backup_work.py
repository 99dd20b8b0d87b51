"""Making the backup from the window: on demand, once a day without being asked, at exit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from danvan_desktop.app import backup_places, backups, care_check, training
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.i18n import _
from danvan_desktop.storage.backup import BackupInfo
from danvan_desktop.storage.care import CheckReport

GLANCE_MS, FIRST_MS, EVERY_MS = 1_500, 30_000, 600_000
GLANCE_SECONDS = 2.0
Failed = Callable[[BaseException], None]


def make_backup(
    desk: Desk, owner: QObject, done: Callable[[BackupInfo], None], failed: Failed | None = None
) -> int:  # fmt: skip
    """Make a checked backup in the place chosen, beside the window."""
    folder = backup_places.folder_for(desk.office.data_dir)
    return desk.write(
        owner, lambda _store, _progress: backups.scheduled(desk.office, folder), done, failed, _("Backing up…")
    )


class CareClock(QObject):
    """A glance at the file right after the start; then every ten minutes: is a backup or the weekly look due?

    It never starts while somebody is typing or other work runs; a failure is said once a day, then only in the
    status bar. `damaged` is called when a look finds damage; without it a box says what to do.
    """

    def __init__(self, desk: Desk, damaged: Callable[[], None] | None = None) -> None:
        super().__init__(desk)
        self._desk, self._damaged = desk, damaged
        self._said = ""
        self._looking = False
        self._timer = QTimer(self, interval=FIRST_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._first = QTimer(self, interval=GLANCE_MS, singleShot=True)
        self._first.timeout.connect(self.glance)
        self._first.start()

    def glance(self) -> None:
        """Look at the file for two seconds at most, beside the window."""
        self._desk.read(
            self, lambda store, _p: care_check.glance(store, GLANCE_SECONDS), lambda _nothing: None, self._on_damage
        )

    def tick(self) -> None:
        """Do what is due now."""
        self._timer.setInterval(EVERY_MS)
        if self._desk.busy or is_typing() or training.is_training(self._desk.reader):
            return
        if backups.due(self._desk.reader):
            make_backup(self._desk, self, self._on_made, self._on_failed)
        elif not self._looking and care_check.weekly_due(self._desk.reader):
            self._looking = True
            self._desk.read(self, lambda store, _p: care_check.look(store), self._on_looked)

    def stop(self) -> None:
        """The office is about to be closed."""
        self._first.stop()
        self._timer.stop()

    def _on_made(self, _info: BackupInfo) -> None:
        self._desk.status_changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._desk.status_changed.emit()
        today = f"{self._desk.today()}"
        if isinstance(error, DanvanError) and self._said == today:
            return
        self._said = today
        if isinstance(error, DanvanError):
            self._desk.say(_("No backup could be made: {what}").format(what=error.message))
        else:
            self._desk.fail(error)

    def _on_looked(self, report: CheckReport) -> None:
        self._looking = False
        if not self._desk.busy:
            care_check.note(self._desk.store, report)
        if not report.ok:
            self._on_damage(care_check.damage_found())

    def _on_damage(self, error: BaseException) -> None:
        if isinstance(error, DanvanError) and error.code == "damaged" and not self._desk.busy:
            care_check.note_damage(self._desk.store)
        if self._damaged is not None:
            self._damaged()
        else:
            self._desk.fail(error)


def is_typing() -> bool:
    """Whether a field somebody has typed into has the focus."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        return focus.isModified()
    return isinstance(focus, QPlainTextEdit | QTextEdit) and focus.document().isModified()
