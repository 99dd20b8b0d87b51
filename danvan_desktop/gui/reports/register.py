"""The register behind a list, as it will be printed: the days the list is limited to, else this year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from danvan_desktop.app.listing import Listing
from danvan_desktop.domain.periods import Period, year

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk


def show_register(desk: Desk, period: Period, parent: QWidget, kind: str = "petition") -> None:
    """Choose how a register of a period is printed, look at it; from there it is printed or saved."""
    from danvan_desktop.gui.reports.register_dialog import RegisterDialog

    dialog = RegisterDialog(desk, period, kind, parent)
    dialog.exec()
    dialog.deleteLater()


def period_of(listing: Listing, today: date) -> Period:
    """The days a list is limited to; what it leaves open is filled by the year."""
    bounds = {c.test: c.value for c in listing.conditions if c.field == "received_on" and isinstance(c.value, date)}
    first, last = bounds.get("from"), bounds.get("to")
    if isinstance(first, date) and isinstance(last, date) and first <= last:
        return Period(first, last)
    if isinstance(first, date) and first <= today:
        return Period(first, max(today, first))
    return year(last.year if isinstance(last, date) else today.year)
