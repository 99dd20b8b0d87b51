"""What the status bar and the overview say of the office: backup, hand-over, what waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange, peers
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.store import Store

DAY_MS = 86_400_000


@dataclass(frozen=True)
class HandoverState:
    """Towards the upper office: when it last acknowledged, what it has not yet. `peer` "" without one."""

    peer: str = ""
    last_receipt: datetime | None = None
    unsent: int = 0
    oldest_days: int = 0


def handover_state(store: Store) -> HandoverState:
    """How far the upper office has acknowledged this one's records; read-only."""
    upper = store.unit.parent_code
    if not upper:
        return HandoverState()
    scope = Scope(store, upper)
    own = scope.sendable() | {store.replica.id}
    records, oldest = exchange.unacknowledged(store.conn, scope.held(), own)
    heard = max((one.heard_at for one in peers.incarnations(store.conn, upper).values()), default=0)
    return HandoverState(
        upper,
        datetime.fromtimestamp(heard / 1000).astimezone() if heard else None,
        records,
        max(0, now_ms() - oldest) // DAY_MS if records else 0,
    )
