"""Ready-made filters of petitions by stage: processing and settlement, open or done, in time or not; what to urge.

The same filters stand in the list of petitions, in `danvan records petition --stage` and in the filter cells: “đúng
hạn” and “trễ hạn” can be typed under the days of processing and of settlement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from danvan_desktop.app import office_day
from danvan_desktop.app.listing.filter_cell import IN_TIME, LATE
from danvan_desktop.app.listing.listing import Condition, Listing, ids
from danvan_desktop.app.on_time import PROCESSED, SETTLED
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.records import petition_states as states
from danvan_desktop.storage import queries
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.lists import Wanted

TYPE, DAY = "petition", timedelta(days=1)
URGE_AFTER = timedelta(days=30)  # ours, no term of the law: so long a forwarded petition rests without a reply
PROCESSING = (*states.BEFORE_ACCEPTANCE, states.TO_FORWARD)
SETTLING = tuple(code for code in states.IN_SETTLEMENT if code != "tam_dinh_chi")  # a clock that stands is not late
AWAY = ("da_chuyen", "cho_phuc_dap", "don_doc")
Conditions = tuple[Condition, ...]


@dataclass(frozen=True)
class Stage:
    """One filter: its name in commands, its label, what it asks for on a day, the field its list is ordered by."""

    name: str
    label: str
    ask: Callable[[date], Conditions]
    sort: str = "due_on"

    def listing(self, today: date) -> Listing:
        """The list of it, the most urgent first."""
        return Listing(TYPE, conditions=self.ask(today), sort=self.sort, descending=self.sort != "due_on")


def _open(codes: tuple[str, ...], *, late: bool) -> Callable[[date], Conditions]:
    def ask(today: date) -> Conditions:
        bound = Condition("due_on", "to", today - DAY) if late else Condition("due_on", "from", today)
        return Condition("state", "any", codes), Condition(SETTLED, "empty"), bound

    return ask


def _done(field: str, test: str) -> Callable[[date], Conditions]:
    return lambda _today: (Condition(field, test),)


def _to_urge(today: date) -> Conditions:
    return (
        Condition("state", "any", AWAY), Condition(SETTLED, "empty"), Condition("reply_on", "empty"),
        Condition("doc_on", "to", today - URGE_AFTER),
    )  # fmt: skip


ALL = (
    Stage("process-open", N_("Processing: term still running"), _open(PROCESSING, late=False)),
    Stage("process-overdue", N_("Processing: overdue"), _open(PROCESSING, late=True)),
    Stage("settle-open", N_("Settlement: term still running"), _open(SETTLING, late=False)),
    Stage("settle-overdue", N_("Settlement: overdue"), _open(SETTLING, late=True)),
    Stage("processed-in-time", N_("Processed in time"), _done(PROCESSED, IN_TIME), PROCESSED),
    Stage("processed-late", N_("Processed late"), _done(PROCESSED, LATE), PROCESSED),
    Stage("settled-in-time", N_("Settled in time"), _done(SETTLED, IN_TIME), SETTLED),
    Stage("settled-late", N_("Settled late"), _done(SETTLED, LATE), SETTLED),
    Stage("to-urge", N_("To be urged: forwarded, no reply for 30 days"), _to_urge, "received_on"),
)
NAMES = tuple(stage.name for stage in ALL)


def listing(name: str, today: date) -> Listing:
    """The list of a stage. Raises UserError for a name there is not."""
    for stage in ALL:
        if stage.name == name:
            return stage.listing(today)
    raise UserError(
        _("There is no stage “{name}”.").format(name=name),
        hint=_("Known stages: {known}.").format(known=", ".join(NAMES)),
    )


def wanted_ids(store: Store, wanted: Wanted, units: list[str] | None) -> list[bytes]:
    """The petitions of the stage a command asks for, narrowed as it asks. Raises UserError."""
    if wanted.type_name != TYPE or wanted.figure is not None:
        raise UserError(_("Only petitions have stages, and not together with a figure."))
    asked = listing(wanted.stage or "", wanted.on or office_day.today())
    found = ids(store, replace(asked, search=wanted.search or ""))
    if units is not None:
        inside = set(queries.list_ids(store.conn, asked.record, units=units))
        found = [row for row in found if row in inside]
    return found[: wanted.limit]
