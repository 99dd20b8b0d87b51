"""Leaving: the backup is made by itself; a question is asked only when something is in the way or long unsent."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.app import backup_places, backups, training
from danvan_desktop.app.status import handover_state
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.care.backup_work import make_backup
from danvan_desktop.gui.care.failure import FailureBox
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _

UNSENT_DAYS = 7  # a hand-over waiting longer is asked about at exit, once a day
_ASKED = "exit.asked"


def on_exit(desk: Desk) -> bool:
    """What the window asks before it closes: True to close, False to stay."""
    if desk.busy:
        desk.say(_("Work is still going on. Wait until it has finished, then close the window."))
        return False
    if training.is_training(desk.reader):
        return True
    if not _unsent_agreed(desk):
        return False
    return not backups.backup_state(desk.reader).changed or _backed_up(desk)


def _unsent_agreed(desk: Desk) -> bool:
    state = handover_state(desk.reader)
    today = f"{desk.today()}"
    if not state.unsent or state.oldest_days < UNSENT_DAYS or desk.preference(_ASKED) == today:
        return True
    desk.prefer(_ASKED, today)
    text = _("{count} records have not been handed over, the oldest for {days} days.")
    choices = {"exit": _("&Exit"), "send": _("&Hand over now"), "stay": _("&Stay")}
    chosen = ask(
        _window(desk), _("Not handed over yet"), text.format(count=state.unsent, days=state.oldest_days), choices
    )
    if chosen == "send":
        desk.show_tab("handover")
    return chosen == "exit"


def _backed_up(desk: Desk) -> bool:
    """Back up until it is done or the officer decides to leave without."""
    while (error := _try_backup(desk)) is not None:
        if not isinstance(error, DanvanError):
            desk.fail(error)
            return False
        choices = {"place": _("&Another place…"), "exit": _("&Exit without a backup")}
        box = FailureBox(error, _window(desk), choices)
        box.exec()
        if box.chosen == "place":
            if not choose_place(desk, _window(desk)):
                return False
        else:
            return box.chosen == "exit"
    return True


def _try_backup(desk: Desk) -> BaseException | None:
    """Make the backup and wait for it, the window painting meanwhile."""
    loop, owner = QEventLoop(), QObject()
    failures: list[BaseException] = []

    def failed(error: BaseException) -> None:
        failures.append(error)
        loop.quit()

    make_backup(desk, owner, lambda _info: loop.quit(), failed)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return failures[0] if failures else None


def choose_place(desk: Desk, parent: QWidget | None) -> bool:
    """Ask for a folder for backups and keep it for this computer; False when none was chosen."""
    now = backup_places.folder_for(desk.office.data_dir)
    start = str(now if now.is_dir() else now.parent)
    folder = QFileDialog.getExistingDirectory(parent, _("Where backups go"), start)
    if not folder:
        return False
    from pathlib import Path

    try:
        backups.check_folder(Path(folder), desk.office.data_dir)
        backup_places.choose(Path(folder))
    except DanvanError as error:
        desk.fail(error, parent)
        return False
    return True


def _window(desk: Desk) -> QWidget | None:
    parent = desk.parent()
    return parent if isinstance(parent, QWidget) else None
