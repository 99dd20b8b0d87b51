"""The last save of this data folder by the machine's clock: what a clock that went astray is measured by."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain import journal
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class LastSave:
    """`key` names the op (replica and number), `wall` is what the machine's clock said, in ms."""

    key: str
    wall: int


def last_save(store: Store) -> LastSave | None:
    """The newest op of this computer; of what it was before where it has not saved since. None before any save."""
    own = _newest(store, store.replica.id)
    if own is not None:
        return own
    before = [found for replica in old_replicas(store.settings) if (found := _newest(store, replica)) is not None]
    return max(before, key=lambda found: found.wall, default=None)


def _newest(store: Store, replica: bytes) -> LastSave | None:
    query = "SELECT seq, line FROM op WHERE replica = ? ORDER BY seq DESC LIMIT 1"
    row = store.conn.execute(query, (replica,)).fetchone()
    return LastSave(f"{replica.hex()}:{row[0]}", journal.parse_line(row[1]).wall) if row else None
