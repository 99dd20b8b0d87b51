"""Joining the province at once: the roster file of the install stick, and the root code from the covering letter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from danvan_desktop.app import roster
from danvan_desktop.app.office import Office
from danvan_desktop.app.roster_texts import taken_line
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, label, row
from danvan_desktop.i18n import _

_CODE_LENGTH = 60


class JoinDialog(QDialog):
    """Accepted once the roster was taken in; `said` then tells which."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.said = ""
        self.setWindowTitle(_("Join the province"))
        self.setMinimumWidth(620)
        self.file, self.code = QLineEdit(), QLineEdit()
        self.file.setClearButtonEnabled(True)
        self.code.setMaxLength(_CODE_LENGTH)
        self.code.setPlaceholderText("0000 0000 0000 0000 0000 0000 0000 0000")
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.file_field = Field(_("Roster &file of the province (.danvan-roster)"), self.file)
        choose = button(_("C&hoose…"), "folder-open", slot=self._on_choose)
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        self.join = button(_("&Join"), "check", "primary", slot=self.take)
        self.join.setDefault(True)
        why = _("The file lies on the install stick, the code stands in the covering letter. Typed from the paper, it"
                " proves that nobody exchanged the file on the way.")  # fmt: skip
        self.setLayout(column(
            label(_("Join the province"), "h2"), label(why, "muted", wrap=True),
            row((self.file_field, 1), column(None, choose)),
            Field(_("Root &code: 8 groups of 4 digits"), self.code), self.problem, None,
            row(None, button(_("Cancel"), slot=self.reject), self.join), gap=10, margins=(16, 16, 16, 16),
        ))  # fmt: skip
        fit_screen(self)

    def _on_choose(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Roster file"), "", f"*{roster.SUFFIX}")
        if file:
            self.file.setText(file)
            self.code.setFocus()

    def take(self) -> None:
        """Take the roster in by the code typed; stay with a sentence when it cannot be done."""
        name = self.file.text().strip()
        if not name:
            self._say(_("Choose the roster file first."), "")
            return
        try:
            taken, word = roster.take(self._office, Path(name), expect=self.code.text())
        except DanvanError as error:
            self._say(error.message, error.advice)
            return
        self.said = taken_line(word, taken.province, taken.version)
        self.accept()

    def _say(self, text: str, hint: str) -> None:
        self.problem.say(text, hint)
        self.problem.show()
        fit_screen(self)
