"""The line under a list: how many rows, of which kinds, what is overdue."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from danvan_desktop.app.listing.totals import Totals, count_text
from danvan_desktop.gui.widgets import StateLabel, label, row
from danvan_desktop.i18n import _


class Foot(QFrame):
    """'12/71 petitions', totals by kind, overdue and due today."""

    def __init__(self, type_name: str) -> None:
        super().__init__()
        self._type = type_name
        self.setProperty("role", "foot")
        self.setFixedHeight(32)
        self.count = label("", "strong")
        self.groups = label("", "muted")
        self.groups.setMinimumWidth(40)
        self.chosen = label("", "muted")
        self.late = StateLabel("circle-x", "", "danger")
        self.today = StateLabel("triangle-alert", "", "warn")
        self.setLayout(row(self.count, 8, (self.groups, 1), self.chosen, self.late, self.today, margins=(12, 0, 12, 0)))
        self.clear()

    def clear(self) -> None:
        """Forget what was counted: the list is being read again."""
        self.show_totals(Totals())

    def show_count(self, shown: int, total: int) -> None:
        """How many rows there are."""
        self.count.setText(count_text(shown, total, self._type))

    def show_chosen(self, many: int) -> None:
        """How many rows are chosen, when more than one is."""
        number = f"{many:,}".replace(",", ".")
        self.chosen.setText(_("{count} chosen").format(count=number) if many > 1 else "")

    def show_totals(self, totals: Totals) -> None:
        """What was counted over the whole list."""
        self.groups.setText(totals.text)
        self.groups.setToolTip(totals.text)
        self.late.setVisible(totals.overdue > 0)
        self.late.show_state("circle-x", _("{count} overdue").format(count=totals.overdue), "danger")
        self.today.setVisible(totals.due_today > 0)
        self.today.show_state("triangle-alert", _("{count} due today").format(count=totals.due_today), "warn")
