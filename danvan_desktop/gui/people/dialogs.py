"""Small dialogs about people: let somebody in, give a role, change one's passphrase, make a new recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from danvan_desktop.app import people
from danvan_desktop.app.passphrase_advice import SHORT, advice
from danvan_desktop.gui.start.code_panel import CodePanel
from danvan_desktop.gui.start.secret_line import Advice, KeyboardNote, SecretLine
from danvan_desktop.gui.widgets import Field, button, column, fit_screen, label, row
from danvan_desktop.i18n import N_, _

DUTIES = {
    "nhap_lieu": N_("Enters and corrects records, takes Excel registers in."),
    "xu_ly": N_("The same, and processes petitions, deletes, hands over to other offices."),
    "lanh_dao": N_("Processes, locks reports, reads the access log, may destroy personal data."),
    "quan_tri": N_("Everything, also officers, roles and settings."),
}


class SecretPair(QWidget):
    """A passphrase twice, with advice; `value` is the passphrase or None after a sentence under the field."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.secret, self.again = SecretLine(), SecretLine()
        self._secret_field = Field(caption, self.secret)
        self._again_field = Field(_("The same a&gain"), self.again)
        self._advice = Advice("info", advice("")[1])
        self.secret.textChanged.connect(self._on_typed)
        self.again.textChanged.connect(self._again_field.clear_problem)
        note = KeyboardNote(self.secret, self.again)
        self.setLayout(column(self._secret_field, self._advice, self._again_field, note))

    def _on_typed(self) -> None:
        self._secret_field.clear_problem()
        grade, text = advice(self.secret.text())
        self._advice.show_state("info" if grade == SHORT else "circle-check", text, "text2")

    def value(self) -> str | None:
        """The passphrase when both lines say the same and it is long enough."""
        grade, text = advice(self.secret.text())
        if grade == SHORT:
            self._secret_field.show_problem(text)
            self.secret.setFocus()
            return None
        if self.secret.text() != self.again.text():
            self._again_field.show_problem(_("Not the same as the first time."))
            self.again.setFocus()
            return None
        return self.secret.text()


class RoleBox(QComboBox):
    """The roles, each with what it may do."""

    def __init__(self, now: str = "nhap_lieu") -> None:
        super().__init__()
        for code, name in people.ROLES.items():
            self.addItem(_(name)[:1].upper() + _(name)[1:], code)
        self.duty = label("", "muted", wrap=True)
        self.currentIndexChanged.connect(self._on_changed)
        self.setCurrentIndex(list(people.ROLES).index(now))
        self._on_changed()

    def _on_changed(self) -> None:
        self.duty.setText(_(DUTIES[self.currentData()]))


class _Dialog(QDialog):
    """Title, body, two buttons."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)

    def finish(self, title: str, does: str, *body: QWidget) -> None:
        """Lay the dialog out; `does` is the word of the button that does it."""
        do = button(does, kind="primary", slot=self.accept)
        do.setDefault(True)
        buttons = row(None, button(_("Cancel"), slot=self.reject), do)
        self.setLayout(column(label(title, "h2", wrap=True), *body, None, buttons, margins=(16, 16, 16, 16), gap=10))
        fit_screen(self)


class AddOfficerDialog(_Dialog):
    """Afterwards `name`, `role` and `passphrase` hold what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Add an officer"))
        self.name = self.role = self.passphrase = ""
        self._name = QLineEdit()
        self._name.setMaxLength(120)
        self._name_field = Field(_("Full &name"), self._name)
        self._role = RoleBox()
        self._pair = SecretPair(_("Temporary &passphrase"))
        said = label(
            _("The officer unlocks with it once and is then asked to choose one nobody else knows."), "muted", wrap=True
        )
        self.finish(_("Let one more officer unlock this office"), _("&Add"),
                    self._name_field, Field(_("&Role"), self._role), self._role.duty, self._pair, said)  # fmt: skip

    def accept(self) -> None:
        """Take what was typed, or say what is missing."""
        self._name_field.clear_problem()
        if not self._name.text().strip():
            self._name_field.show_problem(_("Type the officer's name."))
            self._name.setFocus()
            return
        passphrase = self._pair.value()
        if passphrase is not None:
            self.name, self.role, self.passphrase = self._name.text(), str(self._role.currentData()), passphrase
            super().accept()


class RoleDialog(_Dialog):
    """Afterwards `role` holds the role chosen."""

    def __init__(self, name: str, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Change the role"))
        self.role = now
        self._role = RoleBox(now)
        self.finish(_("What may {name} do?").format(name=name), _("&Change"),
                    Field(_("&Role"), self._role), self._role.duty)  # fmt: skip

    def accept(self) -> None:
        """Take the role."""
        self.role = str(self._role.currentData())
        super().accept()


class PassphraseDialog(_Dialog):
    """Afterwards `passphrase` holds the new one."""

    def __init__(self, parent: QWidget | None = None, said: str = "") -> None:
        super().__init__(parent, _("Change your passphrase"))
        self.passphrase = ""
        self._pair = SecretPair(_("New &passphrase"))
        text = said or _("The old one opens nothing any more from then on, older backups excepted.")
        self.finish(_("Choose a new passphrase"), _("&Change"), label(text, "muted", wrap=True), self._pair)

    def accept(self) -> None:
        """Take the new passphrase."""
        passphrase = self._pair.value()
        if passphrase is not None:
            self.passphrase = passphrase
            super().accept()


class NewCodeDialog(QDialog):
    """Shows a recovery code just made until it has been typed back."""

    def __init__(self, code: str, unit_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New recovery code"))
        self.confirmed = False
        self.panel = CodePanel()
        self.panel.show_code(code, unit_name)
        self.panel.confirmed.connect(self._on_confirmed)
        self._done = button(_("D&one"), kind="primary", slot=self.accept)
        self._done.setEnabled(False)
        text = _("The old sheet is void from now on: destroy it and seal this one in its place.")
        self.setLayout(column(label(text, wrap=True), self.panel, 4, row(None, self._done), margins=(16, 16, 16, 16)))
        self.setMinimumWidth(640)
        fit_screen(self)

    def _on_confirmed(self) -> None:
        self.confirmed = True
        self._done.setEnabled(True)
        self._done.setFocus()

    def done(self, result: int) -> None:
        """The code leaves the screen."""
        self.panel.forget()
        super().done(result)
