"""Unlocking: the passphrase, with an eye button and the sentence of what went wrong beside the field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _


class UnlockDialog(QDialog):
    """Asks for the passphrase of one data folder; `office` is the opened office afterwards."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self._folder = folder
        self.setWindowTitle(_("Unlock"))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        label = QLabel(_("&Passphrase"))
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(_("Passphrase"))
        label.setBuddy(self.secret)
        self.show_box = QCheckBox(_("&Show what I type"))
        self.show_box.toggled.connect(self._on_show_toggled)
        self.problem = QLabel("")
        self.problem.setWordWrap(True)
        self.problem.setObjectName("problem")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        for widget in (label, self.secret, self.show_box, self.problem, buttons):
            column.addWidget(widget)

    def _on_show_toggled(self, shown: bool) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _on_accepted(self) -> None:
        try:
            self.office = Office.open(self._folder, self.secret.text())
        except DanvanError as error:
            self.problem.setText(error.text())
            self.adjustSize()  # a wrapped sentence needs its height now
            self.secret.setFocus()
            self.secret.selectAll()
            return
        self.accept()
