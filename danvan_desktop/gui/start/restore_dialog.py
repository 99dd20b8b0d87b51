"""A new computer, an old backup: the office brought back into the empty folder of this one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QProgressBar, QWidget

from danvan_desktop.app import rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.start.secret_line import KeyboardNote, SecretLine
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, label, row
from danvan_desktop.i18n import _


class RestoreDialog(QDialog):
    """`office` is the opened office afterwards."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self._folder, self.busy = folder, False
        self._tasks = TaskRunner(self)
        self.setWindowTitle(_("Bring back from a backup"))
        self.setMinimumWidth(540)
        self.file, self.secret = QLineEdit(), SecretLine()
        self.file_field = Field(_("Backup &file"), self.file)
        choose = button(_("&Choose…"), "folder-open", slot=self._on_choose)
        self.secret_field = Field(_("&Passphrase of the time of the backup"), self.secret)
        self.problem = Note("danger", "circle-alert", "")
        self.wait = QProgressBar()
        self.wait.setRange(0, 0)
        self.do = button(_("Bring &back"), "life-buoy", "primary", slot=self.accept)
        self.do.setDefault(True)
        said = label(
            _("The backup is checked and unpacked into {folder}. The backup itself stays as it is.").format(
                folder=folder
            ),
            "muted", wrap=True,
        )  # fmt: skip
        choose_column = column(18, choose, None, gap=0)
        self.setLayout(column(
            label(self.windowTitle(), "h2"), said, row((self.file_field, 1), choose_column), self.secret_field,
            KeyboardNote(self.secret), self.problem, self.wait, None,
            row(None, button(_("Cancel"), slot=self.reject), self.do), margins=(16, 16, 16, 16), gap=10,
        ))  # fmt: skip
        self.problem.hide()
        self.wait.hide()
        fit_screen(self)

    def _on_choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Backup file"), "", _("Backups (*.danvan-backup);;All files (*)")
        )
        if name:
            self.file.setText(name)
            self.secret.setFocus()

    def accept(self) -> None:
        """Restore on a thread; stay with a sentence when it cannot be done."""
        if self.busy:
            return
        if not self.file.text().strip():
            self.file_field.show_problem(_("Choose the backup file."))
            return
        self._set_busy(True)
        file, folder, secret = Path(self.file.text().strip()), self._folder, self.secret.text()
        self._tasks.run(
            self, lambda _progress: _restored(file, folder, secret),
            on_done=self._on_done, on_error=self._on_failed, writes=True,
        )  # fmt: skip

    def _on_done(self, office: Office) -> None:
        self._set_busy(False)
        self.office = office
        self._tasks.close()
        super().accept()

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, DanvanError):
            raise error
        self.problem.say(error.message, error.advice)
        self.problem.show()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.wait.setVisible(busy)
        self.do.setEnabled(not busy)

    def reject(self) -> None:
        """Leave, unless the restoring is under way."""
        if not self.busy:
            self._tasks.close()
            super().reject()


def _restored(file: Path, folder: Path, passphrase: str) -> Office:
    rescue.restore(file, folder, passphrase)
    return Office.open(folder, passphrase)
