"""Under the recovery code of the first run: it is deposited with the province unless refused; joining by a file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from danvan_desktop.app import first_run
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import StateLabel, button, column, label, row
from danvan_desktop.i18n import _


class Joining(QWidget):
    """Nothing has to be touched: what most offices want is set. Hidden where the office is a province itself."""

    def __init__(self) -> None:
        super().__init__()
        self._office: Office | None = None
        self.deposit = QCheckBox(_("Deposit the recovery key with the province, sealed"))
        self.deposit.setChecked(True)
        why = _("If this sheet is lost too, two persons of the province open it together with their root sheets; it is"
                " logged.")  # fmt: skip
        self.join = button(_("I have the roster file of the province…"), "folder-open", "link", slot=self._on_join)
        self.said = StateLabel()
        for made in (self.deposit, self.join):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(column(
            self.deposit, row(label(why, "cap", wrap=True), margins=(24, 0, 0, 0)), row(self.join, self.said, None),
            gap=4,
        ))  # fmt: skip
        self.deposit.toggled.connect(self._on_deposit)
        self.hide()

    def show_office(self, office: Office) -> None:
        """The office just made."""
        self._office = office
        self.setVisible(first_run.may_join(office))

    def _on_deposit(self, on: bool) -> None:
        if self._office is None:
            return
        try:
            first_run.set_deposit(self._office, on)
        except DanvanError as error:
            self.said.show_state("circle-alert", error.message, "danger")

    def _on_join(self) -> None:
        from danvan_desktop.gui.start.join_dialog import JoinDialog

        if self._office is None:
            return
        asked = JoinDialog(self._office, self)
        if asked.exec():
            self.said.show_state("circle-check", asked.said, "ok")
            self.join.hide()
