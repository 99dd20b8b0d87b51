"""What an office settles about all its reports: the day on which the months of its figures end."""

from __future__ import annotations

from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports.period_kinds import cuts
from danvan_desktop.storage.store import Store

_CUT = "report.cut"


def cut(store: Store) -> int:
    """The last day of a month of figures; 0 for the calendar's."""
    said = store.settings.get(_CUT, "0")
    return int(said) if said.isdecimal() and int(said) in cuts() else 0


def set_cut(office: Office, day: int) -> None:
    """Settle it for everybody in this office."""
    if day not in cuts():
        raise UserError(_("The figures of a month cannot end on day {day}.").format(day=day))
    office.store.settings.set(_CUT, str(day))
