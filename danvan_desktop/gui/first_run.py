"""First run: whose office this is, who opens it, the passphrase, and the recovery code typed back once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.app.office import Office
from danvan_desktop.app.recovery import same_code
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.identity import UnitInfo

LEVELS = (
    ("commune", N_("Commune, ward, special zone")),
    ("province", N_("Province")),
    ("district", N_("District (old data)")),
)
SIDES = (("party", N_("Party")), ("state", N_("State")))


class FirstRunDialog(QDialog):
    """Sets up an empty data folder; `office` is the opened office afterwards."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self._folder = folder
        self.setWindowTitle(_("Set up your office"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        form = QFormLayout()
        self.fields = {
            name: QLineEdit() for name in ("code", "unit", "parent", "organ", "above", "symbol", "place", "officer")
        }
        self.level, self.side = _choices(LEVELS), _choices(SIDES)
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        for label, widget in self._rows():
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        self.problem = QLabel("")
        self.problem.setWordWrap(True)
        self.problem.setObjectName("problem")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _rows(self) -> list[tuple[str, QWidget]]:
        lines = self.fields
        return [
            (_("Unit code"), lines["code"]), (_("Unit name"), lines["unit"]), (_("Level"), self.level),
            (_("Code of the unit above"), lines["parent"]), (_("Issuing organ"), lines["organ"]),
            (_("Organ above it"), lines["above"]), (_("Symbol"), lines["symbol"]), (_("Place"), lines["place"]),
            (_("Layout"), self.side), (_("Your name"), lines["officer"]), (_("Passphrase"), self.secret),
            (_("Passphrase again"), self.again),
        ]  # fmt: skip

    def _on_accepted(self) -> None:
        try:
            self._create()
        except DanvanError as error:
            self.problem.setText(error.text())
            self.adjustSize()
            return
        self.accept()

    def _create(self) -> None:
        text = {name: line.text().strip() for name, line in self.fields.items()}
        if not (text["code"] and text["unit"] and text["officer"]):
            raise UserError(_("Unit code, unit name and your name are needed."))
        if self.secret.text() != self.again.text():
            raise UserError(_("The two passphrases differ."), hint=_("Nothing was changed. Type both again."))
        unit = UnitInfo(text["code"], text["unit"], self.level.currentData(), text["parent"])
        organ = {"name": text["organ"], "parent": text["above"], "symbol": text["symbol"], "place": text["place"]}
        organ["side"] = self.side.currentData()
        self.office, code = Office.create(self._folder, unit, text["officer"], self.secret.text(), organ)
        self._confirm_code(code)

    def _confirm_code(self, code: str) -> None:
        """The code has to be on paper before anything else: it is typed back until it is right."""
        prompt = _("Write this recovery code down and keep it in a sealed envelope, then type it here:") + "\n\n" + code
        typed, going_on = "", True
        while going_on and not same_code(typed, code):
            typed, going_on = QInputDialog.getText(self, _("Recovery code"), prompt)


def _choices(pairs: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    for code, label in pairs:
        box.addItem(_(label), code)
    return box
