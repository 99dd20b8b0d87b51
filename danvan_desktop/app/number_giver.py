"""Which computer of an office numbers a register nobody opened a book for.

Two computers that both gave numbers would give the same ones. The one that was here first gives them until somebody
opens the book on another or takes it over; what the others save waits (“chờ số”, see number_waiting).
"""

from __future__ import annotations

from danvan_desktop.handoff import certificates
from danvan_desktop.storage import number_books as stored
from danvan_desktop.storage import peers
from danvan_desktop.storage.store import Store

_NEVER = 2**62


def is_first(store: Store) -> bool:
    """Whether no other computer of this unit was here before this one, as far as is known here."""
    me = store.clock.replica
    lines = peers.open_lines(store.conn, store.unit.code)
    mine = lines.pop(me, me)
    others = set(lines.values()) - {mine}
    if not others:
        return True
    joined, began = _joined_through(store, mine), stored.began(store.conn, mine) or _NEVER
    return not any(line == joined or 0 < stored.began(store.conn, line) < began for line in others)


def _joined_through(store: Store, line: bytes) -> bytes:
    """The installation whose computer let this one in; empty where the province did, or nobody had to."""
    known = certificates.stored(store)
    mine = known.get(line)
    through = known.get(mine.by) if mine else None
    return through.line if through and through.unit.code == store.unit.code and through.line != line else b""
