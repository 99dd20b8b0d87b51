"""Backup and restore: the state in words, one button for a backup now, the copies and what may be done with one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from danvan_desktop.app import backup_places, backups, care_check, care_rescue, rescue
from danvan_desktop.app.care_rescue import Copy
from danvan_desktop.gui.care.backup_work import make_backup
from danvan_desktop.gui.care.copies import CopiesTable
from danvan_desktop.gui.care.exit import choose_place
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Note, Panel, StateLabel, ask, button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.backup import BackupInfo
from danvan_desktop.storage.care import CheckReport

_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "danger": "circle-alert"}


class BackupPage(Page):
    """Pushed over a tab; everything long runs beside the window."""

    help_topic = "backup"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Backup and restore")
        self._checked: dict[str, bool] = {}
        back = button(_("&Back"), "chevron-left", "quiet", slot=desk.pop)
        head = row(back, label(self.title, "h1"), None)
        left = column(self._state_panel(), self._look_panel(), None, gap=12)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(400)
        self.setLayout(column(head, (row(holder, (self._copies_panel(), 1), gap=12), 1), gap=12, margins=(8, 8, 8, 8)))
        self.refresh()

    # --- what stands there
    def _state_panel(self) -> Panel:
        self.state = StateLabel()
        self.said = label("", wrap=True)
        self.place = label("", "muted", wrap=True)
        self.problem = Note("warn", "triangle-alert", "")
        self.near = Note("info", "info", _("The backups lie on the same drive as the data."),
                         _("If that drive breaks, both are gone. A stick or another drive is safer."))  # fmt: skip
        self.now = button(_("Back up &now"), "hard-drive-download", "primary", slot=self._on_now)
        self.other = button(_("Choose another p&lace…"), "folder-open", slot=self._on_place)
        body = column(
            row(self.state, None), self.said, self.place, self.problem, self.near,
            row(self.now, None), row(self.other, None), gap=8, margins=(12, 12, 12, 12),
        )  # fmt: skip
        return Panel(_("Last backup"), body, "hard-drive")

    def _look_panel(self) -> Panel:
        self.looked = StateLabel()
        self.found = label("", wrap=True)
        self.look_now = button(_("&Check now"), "heart-pulse", slot=self._on_look)
        told = label(
            _("The whole file is looked at once a week by itself; backups are made every day and at exit."), "muted",
            wrap=True,
        )  # fmt: skip
        body = column(
            row(self.looked, None), self.found, told, row(self.look_now, None), gap=8, margins=(12, 12, 12, 12)
        )
        return Panel(_("Data file"), body, "heart-pulse")

    def _copies_panel(self) -> Panel:
        self.table = CopiesTable()
        self.table.picked.connect(self._on_picked)
        self.count = label("", "muted")
        self.verify = button(_("&Read it whole"), "shield-check", slot=self._on_verify)
        self.restore = button(_("Res&tore beside this one…"), "archive-restore", slot=self._on_restore)
        self.show_folder = button(_("Open the &folder"), "folder-search", "quiet", slot=self._on_folder)
        foot = QWidget()
        foot.setLayout(row(self.verify, self.restore, None, self.show_folder, margins=(12, 8, 12, 8)))
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.table)
        return Panel(_("Backups found"), body, "archive", self.count, foot)

    # --- reading
    def refresh(self) -> None:
        """Read state and copies again."""
        store, data_dir = self.desk.reader, self.desk.office.data_dir
        state, folder = backups.backup_state(store), backup_places.folder_for(data_dir)
        self.state.show_state(_ICONS[state.tone], state.short, state.tone)
        self.said.setText(self._words(state))
        self.place.setText(_("Place: {folder}").format(folder=folder))
        self.problem.setVisible(bool(state.problem))
        self.problem.say(_("The last try failed"), state.problem)
        self.near.setVisible(backups.same_disk(folder, data_dir))
        self._show_look()
        places = [folder, *([state.file.parent] if state.file else [])]
        key = self.desk.office.ring.key
        self.desk.read(self, lambda _store, _p: care_rescue.find_copies(places, key), self._show_copies)

    def _words(self, state: backups.BackupState) -> str:
        if state.made is None:
            return _("Nothing is safe from a broken disk until there is one. It takes less than a minute.")
        if state.changed:
            return _("It was opened again and checked. Records were saved after it.")
        return _("It was opened again and checked. Everything saved until now is in it.")

    def _show_look(self) -> None:
        when, bad = care_check.last_look(self.desk.reader)
        if when is None:
            self.looked.show_state("clock", _("not looked at yet"))
        elif bad:
            self.looked.show_state("circle-alert", _("damaged, found {when}").format(when=_day(when)), "danger")
        else:
            self.looked.show_state("circle-check", _("whole, checked {when}").format(when=_day(when)), "ok")
        self.found.setVisible(bool(bad))
        self.found.setText(_("Close the program and open it again: the rescue page then leads you.") if bad else "")

    def _show_copies(self, copies: list[Copy]) -> None:
        self.table.show_copies(copies, self._checked)
        self.count.setText(_("{count} files").format(count=len(copies)))
        self._on_picked()

    def _on_picked(self) -> None:
        copy = self.table.chosen()
        self.verify.setEnabled(copy is not None)
        self.show_folder.setEnabled(copy is not None)
        self.restore.setEnabled(copy is not None and not copy.problem)

    # --- acting
    def _on_now(self) -> None:
        make_backup(self.desk, self, self._on_made, self._on_failed)

    def _on_made(self, info: BackupInfo) -> None:
        self._checked[str(info.file.resolve())] = True
        self.desk.say(_("Backed up, opened again and checked: {name}").format(name=info.file.name))
        self.desk.status_changed.emit()
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        self.desk.status_changed.emit()
        self.refresh()
        self.desk.fail(error, self)

    def _on_place(self) -> None:
        if choose_place(self.desk, self):
            self.refresh()

    def _on_look(self) -> None:
        self.look_now.setEnabled(False)
        self.looked.show_state("loader", _("being looked at…"))
        self.desk.read(self, lambda store, _p: care_check.look(store), self._on_looked, self._on_look_failed)

    def _on_looked(self, report: CheckReport) -> None:
        self.look_now.setEnabled(True)
        care_check.note(self.desk.store, report)
        self._show_look()

    def _on_look_failed(self, error: BaseException) -> None:
        self.look_now.setEnabled(True)
        self._show_look()
        self.desk.fail(error, self)

    def _on_verify(self) -> None:
        copy = self.table.chosen()
        if copy is not None:
            self.desk.read(self, lambda _store, _p: care_rescue.verify(copy.file), self._on_verified)

    def _on_verified(self, copy: Copy) -> None:
        self._checked[str(copy.file)] = not copy.problem
        said = copy.problem or _("This backup is whole: every byte was read.")
        self.desk.say(said)
        self.refresh()

    def _on_folder(self) -> None:
        copy = self.table.chosen()
        if copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy.file.parent)))

    def _on_restore(self) -> None:
        """Into an empty folder of its own: what is open now stays as it is."""
        copy = self.table.chosen()
        folder = QFileDialog.getExistingDirectory(self, _("An empty folder for the restored copy")) if copy else ""
        if copy is None or not folder:
            return
        secret, agreed = QInputDialog.getText(
            self, _("Passphrase"), _("Your passphrase when this backup was made"), QLineEdit.EchoMode.Password
        )
        if agreed:
            work: Callable[..., Path] = lambda _store, _p: _restored(copy.file, Path(folder), secret)  # noqa: E731
            self.desk.read(self, work, self._on_restored)

    def _on_restored(self, folder: Path) -> None:
        text = _("The copy lies in {folder}. What is open now was not changed.").format(folder=folder)
        if ask(self, _("Restored"), text, {"open": _("&Open it in a second window"), "later": _("&Later")}) == "open":
            QProcess.startDetached(*command_for(folder))


def command_for(folder: Path) -> tuple[str, list[str]]:
    """The program itself on another data folder, from a checkout and from a frozen build."""
    before = [] if getattr(sys, "frozen", False) else ["-m", "danvan_desktop"]
    return sys.executable, [*before, "--data-dir", str(folder)]


def _restored(file: Path, folder: Path, secret: str) -> Path:
    rescue.restore(file, folder, secret)
    return folder


def _day(when: object) -> str:
    return f"{when:%d/%m/%Y %H:%M}"
