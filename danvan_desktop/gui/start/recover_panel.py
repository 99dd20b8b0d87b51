"""A new passphrase by the unit's recovery code, from the sheet in the envelope."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from danvan_desktop.app import rescue
from danvan_desktop.app.passphrase_advice import SHORT, advice
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.start.secret_line import KeyboardNote, SecretLine
from danvan_desktop.gui.tasks import TaskRunner
from danvan_desktop.gui.widgets import Field, Note, button, column, label, row
from danvan_desktop.i18n import _


class RecoverPanel(QWidget):
    """`done` hands over the officer's name and the new passphrase."""

    done = Signal(str, str)
    back = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self.busy = folder, False
        self._tasks = TaskRunner(self)
        self.lines = [QLineEdit() for _place in range(3)]
        self.officer = QLineEdit()
        self.secret, self.again = SecretLine(), SecretLine()
        captions = (_("Line &1 of the sheet"), _("Line &2"), _("Line &3"))
        codes = [Field(caption, line) for caption, line in zip(captions, self.lines, strict=True)]
        self.officer_field = Field(_("Your &name (where several officers work)"), self.officer)
        self.secret_field = Field(_("New &passphrase"), self.secret)
        self.again_field = Field(_("The same a&gain"), self.again)
        self.problem = Note("danger", "circle-alert", "")
        self.wait = QProgressBar()
        self.wait.setRange(0, 0)
        self.set_button = button(_("&Set the passphrase"), "key-round", "primary", slot=self.recover)
        leave = button(_("Bac&k"), "arrow-left", slot=self._on_back)
        self.again.returnPressed.connect(self.recover)
        for line in (*self.lines, self.officer, self.secret, self.again):
            line.textEdited.connect(self._on_edited)
        self.setLayout(column(
            label(_("New passphrase by the recovery code"), "h1"),
            label(_("Type the three lines of the recovery sheet. The records stay as they are."), "muted", wrap=True),
            *codes, self.officer_field, self.secret_field, self.again_field,
            KeyboardNote(self.secret, self.again), self.problem, self.wait,
            row(leave, None, self.set_button),
        ))  # fmt: skip
        self.problem.hide()
        self.wait.hide()

    def begin(self) -> None:
        """The panel comes up."""
        self.lines[0].setFocus()

    def recover(self) -> None:
        """Check what can be checked here, then do it on a thread."""
        code = "\n".join(line.text() for line in self.lines)
        grade, text = advice(self.secret.text())
        if grade == SHORT:
            self.secret_field.show_problem(text)
            return
        if self.secret.text() != self.again.text():
            self.again_field.show_problem(_("Not the same as the first time."))
            return
        if self.busy:
            return
        self._set_busy(True)
        folder, passphrase, officer = self._folder, self.secret.text(), self.officer.text()
        self._tasks.run(
            self, lambda _progress: rescue.recover(folder, code, passphrase, officer=officer),
            on_done=self._on_done, on_error=self._on_failed, writes=True,
        )  # fmt: skip

    def _on_done(self, officer: str) -> None:
        self._set_busy(False)
        passphrase = self.secret.text()
        self._forget()
        self.done.emit(officer, passphrase)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, DanvanError):
            raise error
        self.problem.say(error.message, error.advice)
        self.problem.show()

    def _on_back(self) -> None:
        self._forget()
        self.back.emit()

    def _forget(self) -> None:
        for line in self.lines:
            line.clear()
        self.secret.forget()
        self.again.forget()
        self.problem.hide()

    def _on_edited(self) -> None:
        self.problem.hide()
        self.secret_field.clear_problem()
        self.again_field.clear_problem()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.wait.setVisible(busy)
        self.set_button.setEnabled(not busy)
