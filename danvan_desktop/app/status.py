"""What the status bar and the overview say of the office: backup, hand-over, what waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange, handover_log, peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import OUT
from danvan_desktop.storage.store import Store

DAY_MS = 86_400_000


@dataclass(frozen=True)
class HandoverState:
    """Towards the upper office: when it last acknowledged, when a package was last written for it.

    `unsent`: records it has not acknowledged; those of a written package among them, until its receipt comes, but not
    the record of the office's own unit, which nobody typed.
    `peer` is "" without an upper office.
    """

    peer: str = ""
    last_receipt: datetime | None = None
    unsent: int = 0
    oldest_days: int = 0
    last_sent: datetime | None = None

    @property
    def awaited(self) -> bool:
        """Whether a package was written whose receipt has not come."""
        return self.last_sent is not None and (self.last_receipt is None or self.last_receipt < self.last_sent)


def handover_state(store: Store) -> HandoverState:
    """How far the upper office has acknowledged this one's records; read-only."""
    upper = store.unit.parent_code
    if not upper:
        return HandoverState()
    scope = Scope(store, upper)
    own = scope.sendable() | {store.replica.id}
    records, oldest = exchange.unacknowledged(store.conn, scope.held(), own, own_unit(store))
    heard = max((one.heard_at for one in peers.incarnations(store.conn, upper).values()), default=0)
    sent = next((one.at for one in handover_log.listed(store.conn) if one.way == OUT and one.unit == upper), 0)
    days = max(0, now_ms() - oldest) // DAY_MS if records else 0
    return HandoverState(upper, _local(heard), records, days, _local(sent))


def own_unit(store: Store) -> bytes:
    """Row of the unit that keeps this office's records; the set-up writes it."""
    return derived_row_id("unit", store.unit.code, "")


def _local(ms: int) -> datetime | None:
    return datetime.fromtimestamp(ms / 1000).astimezone() if ms else None
