"""One data folder from its first window to its last: set up or unlock, work, lock, unlock again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog

from danvan_desktop import paths
from danvan_desktop.app import office_day
from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.theme import style
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.care.backup_work import CareClock
    from danvan_desktop.gui.care.single import SingleWindow
    from danvan_desktop.gui.handover.exchange_clock import ExchangeClock

LOCKED = 77  # what the event loop ends with when the data is to be locked


@dataclass(frozen=True)
class Place:
    """Where a window stands, with its frame, and how large it is."""

    corner: QPoint
    size: QSize
    state: Qt.WindowState
    usual: QByteArray  # of a window that fills the screen: where it goes when it does no more

    @classmethod
    def of(cls, window: MainWindow) -> Place:
        """Must be asked while the window is seen: a hidden one has forgotten its frame."""
        return cls(window.pos(), window.size(), window.windowState(), window.saveGeometry())

    def give(self, window: MainWindow) -> None:
        """Put a window there that is not shown yet."""
        if self.state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            window.restoreGeometry(self.usual)
        else:  # restoreGeometry would reckon with a frame it does not know yet, and go down by some pixels
            window.resize(self.size)
            window.move(self.corner)


class Session(QObject):
    """The windows of one folder, one after the other; the office is closed between them."""

    def __init__(self, app: QApplication, folder: Path, kept: Preferences) -> None:
        super().__init__(app)
        self.app, self.folder, self.kept = app, folder, kept
        self.window: MainWindow | None = None
        self._tab, self._next, self._training = "overview", "", False
        self._place: Place | None = None  # where the window stood when it was locked
        self._wanted = False  # the lock, asked for during long work
        self._care: CareClock | None = None
        self._exchange: ExchangeClock | None = None
        self._single: SingleWindow | None = None
        app.styleHints().colorSchemeChanged.connect(self._on_system_looks)

    def first(self) -> bool:
        """False when another window has the folder, which was brought up instead. It is claimed with what is shown."""
        from danvan_desktop.gui.care.single import SingleWindow

        self._single = SingleWindow(self.folder, self)
        self._single.raised.connect(self._on_raised)
        return self._single.alone()

    def _claim(self) -> None:
        """From now on a second start raises what is shown here."""
        if self._single is not None:
            self._single.claim()

    def open(self) -> Office | None:
        """Set the office up, or unlock it. None when the person gave up."""
        self._claim()
        if (self.folder / paths.KEYS_NAME).exists() or (self.folder / paths.DATABASE_NAME).exists():
            return self._unlock("")
        from danvan_desktop.gui.start.first_run import FirstRun

        first = FirstRun(self.folder)
        if first.exec() != QDialog.DialogCode.Accepted:
            return None
        self._next = first.next_step
        return first.office

    def run(self, office: Office) -> int:
        """Show the window until it is closed; locked, ask for the passphrase and show it again."""
        now: Office | None = office
        code = 0
        while now is not None:
            code = self._show(now)
            if now.at_end is not None and code != LOCKED:
                _finish(now.at_end)
            _last_round(now)
            now.close()
            if code != LOCKED:
                break
            self.folder = now.data_dir  # the first run may have led to the training office
            now = self._unlock(self._locked_text())
        return 0 if code == LOCKED else code

    def _locked_text(self) -> str:
        """What the unlock page says; the passphrase of a training office is no secret."""
        said = _("The data is locked. Whatever you were typing is kept.")
        if not self._training:
            return said
        from danvan_desktop.app import training

        return f"{said} " + _("Passphrase of the training office: {passphrase}").format(passphrase=training.PASSPHRASE)

    def _show(self, office: Office) -> int:
        from danvan_desktop.app import training

        self._training = training.is_training(office.store)
        style.apply(self.app, self.kept.theme, training=self._training)
        _ask_for_the_day(office)
        window = self.window = MainWindow(office, self._tab)
        if self._place is not None:
            self._place.give(window)
        self._wanted = False
        window.lock_requested.connect(self._on_lock)
        window.desk.rested.connect(self._on_rested)
        window.ready.connect(self._on_ready)
        window.show()
        code = int(self.app.exec())
        for clock in (self._care, self._exchange):
            if clock is not None:
                clock.stop()
        self._tab = window.area.tab_name()
        window.release()
        window.hide()
        window.deleteLater()
        self.window = None
        return code

    def _on_ready(self) -> None:
        """What costs time and is not seen at once."""
        from danvan_desktop.gui.care.backup_work import CareClock
        from danvan_desktop.gui.handover.exchange_clock import ExchangeClock
        from danvan_desktop.gui.shell.begin import begin_work
        from danvan_desktop.gui.start.idle import IdleWatch

        if self.window is None:
            return
        self._claim()
        self._idle = IdleWatch(self.kept.idle_minutes, self.window)
        self._idle.lock_requested.connect(self._on_lock)
        self._idle.start()
        self.window.desk.preferences_changed.connect(self._on_preferences)
        self._care = CareClock(self.window.desk)
        self._exchange = ExchangeClock(self.window.desk)
        self._exchange.said.connect(partial(self.window.status.say, "exchange"))
        next_step, self._next = self._next, ""
        begin_work(self.window, next_step)

    def _on_lock(self, _why: str = "") -> None:
        if self.window is None:
            return
        if self.window.desk.busy:
            self._wanted = True  # a computer that is to sleep, or was left, locks when the long work is done
            return
        self._wanted = False
        self._place = Place.of(self.window)
        self.window.hide()
        self.app.exit(LOCKED)

    def _on_rested(self) -> None:
        """Long work has ended: lock if that was asked meanwhile."""
        if self._wanted:
            self._on_lock()

    def _on_system_looks(self) -> None:
        """The system went dark or light by itself."""
        if self.kept.theme == "auto":
            style.apply(self.app, "auto", training=self._training)

    def _on_preferences(self, kept: Preferences) -> None:
        """The looks are on already; the idle lock counts anew."""
        self.kept = kept
        self._idle.minutes = kept.idle_minutes

    def _unlock(self, said: str) -> Office | None:
        from danvan_desktop.gui.start.unlock import UnlockDialog

        dialog = UnlockDialog(self.folder, said)
        return dialog.office if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _on_raised(self) -> None:
        from danvan_desktop.gui.care.single import bring_up

        shown = self.app.activeWindow() or self.window
        if shown is not None:
            bring_up(shown)


def _ask_for_the_day(office: Office) -> None:
    """Before any term is shown. Where the clock fits, nothing is loaded for it."""
    doubt = office_day.doubt(office.store)
    if doubt is None:
        return
    from danvan_desktop.gui.start.date_dialog import ask_where_doubtful

    if ask_where_doubtful(office):
        said = _("Terms are reckoned by the computer’s day, {day}, which nobody has confirmed.")
        office.notice = f"{office.notice} {said.format(day=f'{doubt.machine:%d/%m/%Y}')}".strip()


def _last_round(office: Office) -> None:
    """What was saved goes into the shared folder before the data is closed; a folder that is gone is told next time."""
    from danvan_desktop.app.exchange_folder import folder_of

    if folder_of(office.store) is not None:
        from danvan_desktop.app import shared_exchange

        shared_exchange.at_leaving(office)


def _finish(act: Callable[[], object]) -> None:
    """What could only be done with the window gone."""
    try:
        act()
    except DanvanError as error:
        from danvan_desktop.gui.care.failure import FailureBox

        FailureBox(error, None).exec()
