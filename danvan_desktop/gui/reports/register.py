"""The register behind a list, as it will be printed: the days the list is limited to, else this year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from danvan_desktop.app.listing import Listing
from danvan_desktop.app.report import Wanted, report_bytes
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.i18n import _
from danvan_desktop.reports import petition_register

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk


def show_register(desk: Desk, period: Period, parent: QWidget) -> None:
    """Preview the petition register of a period; from there it is printed or saved."""
    wanted = Wanted(petition_register.KIND, period, desk.today(), "pdf")

    def show(data: bytes) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(desk, data, _("Petition register"), "so-theo-doi-don-thu", parent)
        dialog.exec()
        dialog.deleteLater()

    desk.read(parent, lambda store, _progress: report_bytes(store, wanted), show)


def period_of(listing: Listing, today: date) -> Period:
    """The days a list of petitions is limited to; what it leaves open is filled by the year."""
    bounds = {c.test: c.value for c in listing.conditions if c.field == "received_on" and isinstance(c.value, date)}
    first, last = bounds.get("from"), bounds.get("to")
    if isinstance(first, date) and isinstance(last, date) and first <= last:
        return Period(first, last)
    if isinstance(first, date) and first <= today:
        return Period(first, max(today, first))
    return year(last.year if isinstance(last, date) else today.year)
