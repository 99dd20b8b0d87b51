"""What of the hand-over waits for this office, for the overview: requests, dossiers, packages, new units, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import alarms, number_waiting
from danvan_desktop.handoff import newcomers
from danvan_desktop.i18n import ngettext
from danvan_desktop.records import request, transfer
from danvan_desktop.storage import waiting
from danvan_desktop.storage.store import Store

REQUESTS, DOSSIERS, KEPT, NEW_UNITS, ALARMS, NUMBERS = (
    "requests", "dossiers", "kept", "new_units", "alarms", "numbers",
)  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """One line of the group. `name`: where it leads to, one of the words above; `count` is never 0."""

    name: str
    count: int

    @property
    def text(self) -> str:
        """The line in words."""
        texts = {
            REQUESTS: ngettext("{count} request or answer", "{count} requests or answers", self.count),
            DOSSIERS: ngettext("{count} dossier to take over", "{count} dossiers to take over", self.count),
            KEPT: ngettext("{count} package kept apart", "{count} packages kept apart", self.count),
            NEW_UNITS: ngettext("{count} new unit", "{count} new units", self.count),
            NUMBERS: ngettext("{count} record waits for a number", "{count} records wait for a number", self.count),
            ALARMS: ngettext("{count} warning not read", "{count} warnings not read", self.count),
        }
        return texts[self.name].format(count=self.count)


def waits(store: Store, today: date) -> list[Waiting]:
    """What waits here, the most pressing first; counted by indexes, no record is read."""
    conn, me = store.conn, store.unit.code
    unread = (request.ANSWERED, request.ACCEPTED, request.REFUSED)
    counts = {
        ALARMS: len(alarms.listed(store, new=True)),
        DOSSIERS: waiting.to_answer(conn, "transfer", me, transfer.OFFERED),
        REQUESTS: waiting.to_answer(conn, "request", me, request.NEW) + waiting.answered(conn, "request", me, unread),
        NEW_UNITS: len(newcomers.listed(store)) if waiting.newcomers(conn) else 0,
        KEPT: waiting.kept(conn),
        NUMBERS: sum(map(len, number_waiting.waiting(store, today.year).values())),
    }
    return [Waiting(name, count) for name, count in counts.items() if count]
