"""The right unit for an office that was set up under a wrong one, while it holds nothing yet."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from danvan_desktop.app.first_run import BODY, Setup
from danvan_desktop.app.places import Found
from danvan_desktop.errors import UserError
from danvan_desktop.gui.start.place_finder import PlaceFinder
from danvan_desktop.gui.start.unit_page import LEVELS
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.identity import UnitInfo

_OLD_DAYS = date(2025, 6, 30)


class UnitDialog(QDialog):
    """Modal; `unit` once accepted. Found by name in the shipped list, as at set-up."""

    def __init__(self, now: UnitInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Correct the unit of this office"))
        self.setup, self.unit = Setup(), now
        self.level = QComboBox()
        self.level.setAccessibleName(_("Level of the unit"))
        for level, text in LEVELS.items():
            self.level.addItem(_(text).replace("&", ""), level)
        self.body, self.finder = QLineEdit(), PlaceFinder()
        self.body.setMaxLength(120)
        self.body_field = Field(_("&Name of the body"), self.body)
        self.taken = Note("info", "map-pin", _("No unit chosen yet"))
        self.go = button(_("&This is the unit"), "check", "primary", slot=self._on_go)
        self._lay_out(now)
        self.level.currentIndexChanged.connect(self._on_level)
        self.finder.chosen.connect(self._on_chosen)
        self._on_level()
        fit_screen(self, 560, 520)

    def _lay_out(self, now: UnitInfo) -> None:
        head = label(_("Set up as: {name} ({code})").format(name=now.name, code=now.code), "h2", wrap=True)
        why = _(
            "Nothing was recorded here and nothing has left, so the data file is made anew under the right unit."
            " Officers, passphrases, the recovery code, settings and roster stay. The window closes the data for it and"
            " asks for your passphrase again."
        )
        self.setLayout(column(
            head, label(why, "muted", wrap=True), Field(_("&Level of the unit"), self.level), self.body_field,
            (Field(_("&Unit"), self.finder), 1), self.taken,
            row(None, button(_("Cancel"), slot=self.reject), self.go), gap=10, margins=(16, 16, 16, 16),
        ))  # fmt: skip

    def _on_level(self) -> None:
        level = str(self.level.currentData())
        self.setup.level, body = level, level == BODY
        self.body_field.setVisible(body)
        self.finder.look_for("" if body else level, _OLD_DAYS if level == "district" else None)
        self._on_chosen(None)

    def _on_chosen(self, found: Found | None) -> None:
        self.setup.place = found.place if found else None
        self.go.setEnabled(found is not None)
        if found is None:
            self.taken.say(_("No unit chosen yet"))
            return
        said = ", ".join(part for part in (found.place.name, found.place.above) if part)
        self.taken.say(said, _("Code {code}.").format(code=found.place.code))

    def _on_go(self) -> None:
        self.setup.body_name = self.body.text()
        try:
            self.unit = self.setup.unit()
        except UserError as error:
            self.taken.say(error.message, error.hint)
            return
        self.accept()
