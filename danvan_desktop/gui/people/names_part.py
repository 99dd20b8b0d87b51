"""How much of citizens' names stands in what leaves, for everybody in the office; only an administrator changes it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from danvan_desktop.app import disclosure, people
from danvan_desktop.app.office import Office
from danvan_desktop.gui.widgets import Field, column, label
from danvan_desktop.i18n import _


class NamesPart(QWidget):
    """One choice; each door asks again and proposes this."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.names = QComboBox()
        self.names.addItem(_("Registers in full, lists masked"), disclosure.BY_KIND)
        for code, words in disclosure.LEVELS.items():
            self.names.addItem(_(words), str(code))
        self.names.setCurrentIndex(max(0, self.names.findData(disclosure.setting(office.store))))
        self.names.setEnabled(people.may(office, "settings"))
        note = label(
            _("Each door asks again and proposes this. Who denounces leaves by no door, whatever is chosen."), "muted",
            wrap=True,
        )  # fmt: skip
        self.setLayout(column(Field(_("Na&mes of citizens"), self.names), note, None, margins=(12, 12, 12, 12)))

    def value(self) -> str:
        """What is chosen now."""
        return str(self.names.currentData())
