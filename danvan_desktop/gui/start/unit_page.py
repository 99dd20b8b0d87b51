"""First run, page 1: whose office this is. Found by name in the shipped list, never typed as a code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLayout, QLineEdit, QRadioButton

from danvan_desktop.app.care_place import place_warning
from danvan_desktop.app.first_run import BODY, Setup
from danvan_desktop.app.places import Found
from danvan_desktop.errors import UserError
from danvan_desktop.gui.start.place_finder import PlaceFinder, why_to_check
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.widgets import Field, Note, button, column, label, row
from danvan_desktop.i18n import N_, _

_OLD_DAYS = date(2025, 6, 30)
LEVELS = {
    "commune": N_("&Commune, ward, special zone"),
    "province": N_("&Province, city"),
    "district": N_("Old &district (data before 1 July 2025)"),
    BODY: N_("&Other body"),
}


class UnitPage(StepPage):
    """Level, one search line, the unit taken; below it the two other ways to begin."""

    training_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, setup: Setup, folder: Path) -> None:
        super().__init__(
            setup, _("Which unit is this office of?"),
            _("Type a part of the name, with or without accents. Old names find the new unit too."),
        )  # fmt: skip
        self.levels = {level: QRadioButton(_(text)) for level, text in LEVELS.items()}
        self._group = QButtonGroup(self)
        for level, choice in self.levels.items():
            self._group.addButton(choice)
            choice.setProperty("level", level)
        self.levels["commune"].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self.body = QLineEdit()
        self.body.setMaxLength(120)
        self.body_field = Field(_("&Name of the body"), self.body)
        self.finder = PlaceFinder()
        self.finder.chosen.connect(self._on_chosen)
        self.taken = Note("info", "map-pin", _("No unit chosen yet"))
        warning = place_warning(folder)
        self.warning = Note("warn", "triangle-alert", warning or "", _("Folder: {folder}").format(folder=folder))
        self.warning.setVisible(bool(warning))
        self.fill(self._body())
        self._on_level()

    def _body(self) -> QLayout:
        training = button(_("Try it in a &training office"), "graduation-cap", "quiet",
                          slot=self.training_wanted.emit)  # fmt: skip
        restore = button(_("Bring &back from a backup"), "life-buoy", "quiet", slot=self.restore_wanted.emit)
        self.search_field = Field(_("&Unit"), self.finder)
        return column(
            self.warning, column(*self.levels.values(), gap=2), self.body_field, self.search_field, self.taken,
            row(label(_("Or:"), "muted"), training, restore, None), gap=12,
        )  # fmt: skip

    @property
    def level(self) -> str:
        """The level chosen."""
        return next((level for level, choice in self.levels.items() if choice.isChecked()), "commune")

    def enter(self) -> None:  # noqa: D102
        self.finder.line.setFocus()
        self.ready_changed.emit(self.setup.place is not None)

    def _on_toggled(self, _choice: object, checked: bool) -> None:
        if checked:
            self._on_level()

    def _on_level(self) -> None:
        body = self.level == BODY
        self.body_field.setVisible(body)
        self.setup.level = self.level
        self.setup.place = None
        self._show_taken(None)
        self.finder.look_for("" if body else self.level, _OLD_DAYS if self.level == "district" else None)

    def _on_chosen(self, found: Found | None) -> None:
        self.setup.place = found.place if found else None
        self.say()
        self._show_taken(found)
        self.ready_changed.emit(found is not None)

    def _show_taken(self, found: Found | None) -> None:
        if found is None:
            self.taken.say(_("No unit chosen yet"))
            return
        place = found.place
        self.taken.say(
            ", ".join(part for part in (place.name, place.above) if part),
            _("Code {code}.").format(code=place.code) + (" " + why_to_check(found) if found.to_check else ""),
        )

    def leave(self) -> None:  # noqa: D102
        self.setup.body_name = self.body.text()
        if self.setup.level == BODY and not self.body.text().strip():
            raise UserError(_("Type the name of the body."))
        self.setup.unit()
