"""A unit that was merged or split: from which day on, and what it went into. All its computers are closed together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.domain.text import fold_key
from danvan_desktop.gui.reports.period_picker import day_edit, day_of
from danvan_desktop.gui.widgets import Field, button, column, fit_screen, label, row
from danvan_desktop.i18n import _

_LEAST_LIST, _HEIGHT = 64, 400
_CODE = Qt.ItemDataRole.UserRole


class EndedUnitDialog(QDialog):
    """Modal; `name` is the unit that is no more, `others` (code, name) what it may have gone into."""

    def __init__(
        self, name: str, others: Sequence[tuple[str, str]], today: date, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(_("A unit was merged or split"))
        said = label(_("{name} is no more?").format(name=name), "h2", wrap=True)
        what = _("All its computers are closed. What it handed over stays and counts. In the table of units it ends on"
                 " the day before.")  # fmt: skip
        self.day = day_edit(_("From which day on"))
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What it went into"))
        self.list.setMinimumHeight(_LEAST_LIST)
        self.list.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        for code, other in sorted(others, key=lambda pair: fold_key(pair[1])):
            QListWidgetItem(f"{other} ({code})", self.list).setData(_CODE, code)
        ok = button(_("Close all its computers"), "circle-slash", "danger", slot=self.accept)
        self.setLayout(column(
            said, label(what, "muted", wrap=True), Field(_("&Day the decision takes effect"), self.day),
            (Field(_("&What it went into, one or more"), self.list), 1),
            row(None, button(_("Cancel"), slot=self.reject), ok), margins=(16, 16, 16, 16),
        ))  # fmt: skip
        fit_screen(self, 520, _HEIGHT)
        self.day.setFocus()

    @property
    def on(self) -> date:
        """The day from which it is no more."""
        return day_of(self.day)

    @property
    def into(self) -> list[str]:
        """Codes of the units that were chosen."""
        return sorted(str(item.data(_CODE)) for item in self.list.selectedItems())
