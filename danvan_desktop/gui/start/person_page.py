"""First run, page 3: the officer and the passphrase, with advice in words."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from danvan_desktop.app.first_run import Setup
from danvan_desktop.app.passphrase_advice import FAIR, GOOD, SHORT, advice
from danvan_desktop.errors import UserError
from danvan_desktop.gui.start.secret_line import Advice, KeyboardNote, SecretLine
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, column
from danvan_desktop.i18n import _

LOOKS = {GOOD: ("circle-check", "ok"), FAIR: ("circle-check", "text2"), SHORT: ("info", "text2")}


class PersonPage(StepPage):
    """Name, passphrase twice."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(
            setup, _("Who works here?"),
            _("Your name stands in the history of what you enter. The passphrase opens the data on this computer."),
        )  # fmt: skip
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.secret, self.again = SecretLine(), SecretLine()
        self.name_field = Field(_("Your &full name"), self.name)
        self.secret_field = Field(_("&Passphrase"), self.secret)
        self.again_field = Field(_("Passphrase a&gain"), self.again)
        self.advice = Advice("info", advice("")[1])
        grid = FieldGrid()
        grid.add(self.name_field, 12)
        grid.add(self.secret_field, 6)
        grid.add(self.again_field, 6)
        note = Note(
            "info", "info", _("Nobody can look a passphrase up, we cannot either."),
            _("Four or five words are easiest to keep in mind. If it is lost, the recovery code of the next page sets"
              " a new one."),
        )  # fmt: skip
        self.secret.textChanged.connect(self._on_secret)
        self.again.textChanged.connect(self.again_field.clear_problem)
        self.name.textChanged.connect(self.name_field.clear_problem)
        keyboard = KeyboardNote(self.secret, self.again)
        self.fill(column(grid, self.advice, keyboard, note))

    def enter(self) -> None:  # noqa: D102
        self.name.setFocus()
        self.ready_changed.emit(True)

    def _on_secret(self) -> None:
        self.secret_field.clear_problem()
        grade, text = self._advice()
        icon, tone = LOOKS.get(grade, ("triangle-alert", "warn"))
        self.advice.show_state(icon, text, tone)

    def _advice(self) -> tuple[int, str]:
        unit = self.setup.place.name if self.setup.place else ""
        return advice(self.secret.text(), (self.name.text(), unit.partition(" ")[2]))

    def leave(self) -> None:  # noqa: D102
        if not self.name.text().strip():
            self.name.setFocus()
            self.name_field.show_problem(_("Type your name."))
            raise UserError(_("Your name is missing."))
        grade, text = self._advice()
        if grade == SHORT:
            self.secret.setFocus()
            self.secret_field.show_problem(text)
            raise UserError(_("The passphrase is too short."))
        if self.secret.text() != self.again.text():
            self.again.setFocus()
            self.again.selectAll()
            self.again_field.show_problem(_("Not the same as the first time."))
            raise UserError(_("The two passphrases differ."))
        self.setup.officer = self.name.text()
        self.setup.passphrase = self.secret.text()
