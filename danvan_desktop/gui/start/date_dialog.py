"""The question for the date, where the computer's clock does not fit the last save: before any term is shown."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app import office_day
from danvan_desktop.app.office import Office
from danvan_desktop.app.office_day import EARLIEST, LATEST, Doubt
from danvan_desktop.gui.reports.period_picker import day_edit, day_of
from danvan_desktop.gui.widgets import button, column, icon_label, label, row
from danvan_desktop.i18n import _


class DateDialog(QDialog):
    """Modal. The day is right, or the right one is typed; Esc and “Later” leave the computer's day as it is."""

    def __init__(self, office: Office, doubt: Doubt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setWindowTitle(_("What day is it?"))
        self.setMinimumWidth(520)
        why = _("Terms of petitions are reckoned by the day. Look at a calendar, then answer; it is asked once.")
        self.day = day_edit(_("The right date"))
        self.day.setDateRange(QDate(EARLIEST), QDate(LATEST))  # type: ignore[call-overload]  # takes a Python date
        self.day.setDate(QDate(doubt.since if doubt.before else doubt.machine))  # type: ignore[call-overload]
        right = button(_("&{day} is right").format(day=f"{doubt.machine:%d/%m/%Y}"), "check", slot=self._on_right)
        self.use = button(_("&Work with this date"), "calendar-check", slot=self._on_use)
        later = button(_("&Later"), slot=self.reject)
        said = column(label(self.windowTitle(), "h2"), label(doubt.text, wrap=True), label(why, "muted", wrap=True))
        note = _("It holds until the program is closed or locked. Have the clock of the computer set as well.")
        caption = label(_("&The right date"))
        caption.setBuddy(self.day)
        typed = row(caption, self.day, self.use, None)
        self.setLayout(column(
            row(column(icon_label("calendar-clock", "accent", 24), None), (said, 1), gap=12), 4, typed,
            label(note, "cap", wrap=True), 8, row(None, later, right), margins=(16, 16, 16, 16),
        ))  # fmt: skip
        right.setDefault(True)
        right.setFocus()
        self.right = right

    def _on_right(self) -> None:
        office_day.confirm(self._office)
        self.accept()

    def _on_use(self) -> None:
        office_day.set_day(self._office, day_of(self.day))
        self.accept()


def ask_where_doubtful(office: Office) -> bool:
    """Ask for the date where the clock does not fit; whether the question was put off."""
    doubt = office_day.doubt(office.store)
    if doubt is None:
        return False
    dialog = DateDialog(office, doubt)
    answered = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return not answered
