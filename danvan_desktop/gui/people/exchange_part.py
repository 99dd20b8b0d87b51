"""Settings of the hand-over: the folder shared with the office's other computers, when a stick counts as lost."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from danvan_desktop.app import exchange_folder, lost_sticks, people
from danvan_desktop.app.office import Office
from danvan_desktop.gui.people.folder_line import FolderLine
from danvan_desktop.gui.theme.style import CONTROL
from danvan_desktop.gui.widgets import Field, FieldGrid, column, label
from danvan_desktop.i18n import _


class ExchangePart(QWidget):
    """Only an administrator changes it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        folder = exchange_folder.folder_of(office.store)
        self.folder = FolderLine(str(folder) if folder else "")
        self.days = QSpinBox()
        self.days.setRange(1, lost_sticks.MOST_DAYS)
        self.days.setValue(lost_sticks.days(office.store))
        self.days.setMinimumHeight(CONTROL)
        self.days.lineEdit().setTextMargins(6, 0, 0, 0)
        grid = FieldGrid()
        grid.add(Field(_("Shared folder with the office's other computers"), self.folder), 12)
        grid.add(Field(_("A stick counts as lost after (days)"), self.days), 6)
        grid.setEnabled(people.may(office, "settings"))
        said = _("Only sealed packages go into it, by themselves every few minutes. Empty: nothing goes by itself.")
        self.setLayout(column(grid, label(said, "muted", wrap=True), None, margins=(12, 12, 12, 12)))

    def values(self) -> tuple[str, int]:
        """What stands there now."""
        return self.folder.text(), self.days.value()

    def keep(self, office: Office) -> None:
        """Keep it. Raises UserError, EnvironmentProblem."""
        exchange_folder.choose(office, self.folder.text())
        lost_sticks.set_days(office, self.days.value())
