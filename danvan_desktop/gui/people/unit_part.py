"""Whose office this is, on the page of settings; put right there while the office holds nothing yet."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import people, unit_correction
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.widgets import ask, button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.identity import UnitInfo


class UnitPart(QWidget):
    """The unit, its code, and the way to another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        unit = desk.store.unit
        said = label(_("Unit: {name} ({code})").format(name=unit.name, code=unit.code), "strong", wrap=True)
        self.wrong = button(_("Wrong &unit…"), "map-pin", "quiet", slot=self._on_wrong)
        self.wrong.setEnabled(people.may(desk.office, "settings"))
        self.setLayout(column(row((said, 1), self.wrong), margins=(12, 8, 12, 0)))

    def _on_wrong(self) -> None:
        from danvan_desktop.gui.people.unit_dialog import UnitDialog

        reason = unit_correction.why_not(self.desk.store)
        if reason:
            title = _("The unit cannot be corrected in this folder any more.")
            ask(self, title, f"{reason} {unit_correction.in_another_folder()}", {"ok": _("Close")})
            return
        asked = UnitDialog(self.desk.store.unit, self)
        if asked.exec():
            self.correct(asked.unit)

    def correct(self, unit: UnitInfo) -> None:
        """The file is made anew: readers are closed for it, then the passphrase is asked again."""
        office, shell = self.desk.office, cast(Any, self.window())
        try:
            people.require(office, "settings")
            shell.release()
            unit_correction.correct(office, unit)
        except DanvanError as error:
            self.desk.fail(error)
        shell.lock_requested.emit("unit")
