"""Everything compared once, then only what has changed: the pairs lie in a local table that can be made again.

A first look reads all petitions and visits; later ones the records changed since. A file opened for reading only is
written to by a connection of its own for a moment, and where there is none the pairs are kept in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from danvan_desktop.app import duplicate_read
from danvan_desktop.app.duplicate_blocks import Blocks
from danvan_desktop.app.duplicate_read import Compared
from danvan_desktop.app.duplicate_search import candidates
from danvan_desktop.domain.duplicates import Match
from danvan_desktop.storage import likely
from danvan_desktop.storage.database import Connection, atomic
from danvan_desktop.storage.likely import Likely
from danvan_desktop.storage.store import Store

Step = Callable[[int, int], None]  # how many of how many; it may raise to stop
MOST = 20  # pairs of one record that are kept
FEW = 300  # changed records that are looked up one by one; of more everything is compared again
TELL = 250


def refresh(store: Store, step: Step | None = None) -> None:
    """Bring the pairs up to date. What `step` stops leaves them as they were."""
    with _table(store) as conn:
        upto, before = likely.newest(store.conn), likely.seen(conn)
        if before == upto:
            return
        changed = likely.changed_since(store.conn, before, FEW + 1) if before is not None and before <= upto else None
        if changed is None or len(changed) > FEW:
            lines = list(_all(store, step))
            with _writing(conn, store):
                likely.forget_all(conn)
                likely.put(conn, lines)
                likely.note_seen(conn, upto)
            return
        lines = list(_some(store, conn, changed, step))
        with _writing(conn, store):
            likely.forget(conn, [row for _name, row in changed])
            likely.put(conn, lines)
            likely.note_seen(conn, upto)


@contextmanager
def _table(store: Store) -> Iterator[Connection]:
    """The connection whose tables of pairs may be written."""
    if not store.read_only or store.writing_beside is None:
        likely.ready(store.conn, in_memory=store.read_only)
        yield store.conn
        return
    beside = store.writing_beside()
    try:
        likely.ready(beside.conn)
        yield beside.conn
    finally:
        beside.close()


@contextmanager
def _writing(conn: Connection, store: Store) -> Iterator[None]:
    """One transaction; there is none in memory beside a file that is only read."""
    if conn is store.conn and store.read_only:
        yield
    else:
        with atomic(conn):
            yield


def _all(store: Store, step: Step | None) -> Iterator[Likely]:
    """Every pair, found in one walk by day."""
    blocks = Blocks()
    items, many = duplicate_read.by_day(store)
    for place, item in enumerate(items):
        if step is not None and place % TELL == 0:
            step(place, many)
        yield from best(item, blocks.met(item))


def _some(
    store: Store, conn: Connection, changed: Sequence[tuple[str, bytes]], step: Step | None
) -> Iterator[Likely]:  # fmt: skip
    """The pairs of a few records, by search."""
    for place, (type_name, row) in enumerate(changed):
        if step is not None:
            step(place, len(changed))
        found = duplicate_read.stored(store, type_name, row)
        if found is None:
            continue
        mine, values = found
        others = {item.row: item for item in candidates(store, mine, values)}
        known = [duplicate_read.stored(store, *end) for end in likely.partners(conn, row)]
        others |= {end[0].row: end[0] for end in known if end is not None}
        yield from best(mine, list(others.values()))


def best(mine: Compared, others: Sequence[Compared]) -> list[Likely]:
    """The likeliest of the others that may be one with this record."""
    found = [line(mine, other, like) for other in others if (like := duplicate_read.alike(mine, other)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.later, one.first))[:MOST]


def line(one: Compared, other: Compared, like: Match) -> Likely:
    """Two records with the one received earlier as the first; a visit is proposed to a petition, never otherwise."""
    mixed = one.type_name != other.type_name
    first, later = sorted((one, other), key=lambda item: (item.type_name if mixed else "", item.age))
    return Likely(
        later.row, first.row, later.type_name, first.type_name, like.score, tuple(like.reasons), like.place
    )  # fmt: skip
