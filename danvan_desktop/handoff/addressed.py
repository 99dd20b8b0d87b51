"""What goes down besides a unit's own changes: what is addressed to it, answers to it, catalogues; nothing else.

Such changes stand in segments of their own (storage.segments.cut). One in which anything else stands stays here,
whoever made it: the check below is the wall, the cutting only makes doors in it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.record_type import Rule
from danvan_desktop.domain.sharing import row_ids
from danvan_desktop.storage import segments, sharing
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store


@dataclass
class _Open:
    """What those units may be given: rows between them and others, rows that go along, and where all that stands."""

    rows: set[bytes] = field(default_factory=set)
    along: dict[bytes, set[bytes]] = field(default_factory=dict)  # rows handed on, by the row of their transfer
    catalogues: frozenset[str] = frozenset()
    places: set[tuple[bytes, int]] = field(default_factory=set)


def of_others(store: Store, units: Collection[str], own: Collection[bytes]) -> list[Segment]:
    """Segments of replicas other than `own` that these units are to have."""
    wanted = _Open(_rows_with(store, set(units)))
    wanted.catalogues = frozenset(n for n, record in store.types.items() if record.rule is Rule.CATALOGUE)
    roster = store.roster
    for replica, seq, row, type_name, line in sharing.indexed_ops(store.conn):
        author = roster.get(replica)
        if replica in own or author is None:
            continue
        if row in wanted.rows:
            wanted.places.add((replica, seq))
            _note_along(store, wanted, row, type_name, line)
        elif type_name in wanted.catalogues and author.level == "province":
            wanted.places.add((replica, seq))
    return [s for s in segments.holding(store.conn, wanted.places) if _nothing_else(store, s, wanted)]


def about(store: Store, rows: Collection[bytes]) -> list[Segment]:
    """Segments in which anybody's changes of these shared rows stand, behind the same wall."""
    wanted = _Open(set(rows))
    for replica, seq, row, type_name, line in sharing.indexed_ops(store.conn) if rows else ():
        if row in wanted.rows:
            wanted.places.add((replica, seq))
            _note_along(store, wanted, row, type_name, line)
    return [s for s in segments.holding(store.conn, wanted.places) if _nothing_else(store, s, wanted)]


def _rows_with(store: Store, units: set[str]) -> set[bytes]:
    """Rows addressed to one of these units, or by one of them to another; of their dossiers the whole way.

    Also of one that two computers of an office handed on to two units: the one that does not hold it has to hear.
    """
    roster, shares = store.roster, store.shares
    between = {
        row for row, named in shares.addressed.items()
        if named & units or ((author := roster.get(row[:8])) is not None and author.unit in units)
    }  # fmt: skip
    theirs = [
        row for row, offers in shares.offers.items()
        if offers & between or any(tenure.unit in units for tenure in shares.tenures.get(row, ()))
    ]  # fmt: skip
    return between | shares.way(theirs)


def _note_along(store: Store, wanted: _Open, row: bytes, type_name: str, line: bytes) -> None:
    terms = store.types[type_name].sharing
    if terms and terms.rows:
        fields: Mapping[str, object] = json.loads(line)["f"]
        found = {*row_ids(fields.get(terms.rows)), *row_ids(fields.get(terms.along))}
        wanted.along.setdefault(row, set()).update(found)


def _nothing_else(store: Store, segment: Segment, wanted: _Open) -> bool:
    stands = segments.subjects(store.conn, segment)
    leading = {row for _type, row in stands if row in wanted.rows}
    if not leading:
        return all(type_name in wanted.catalogues for type_name, _row in stands)
    along = set[bytes]().union(*(wanted.along.get(row, ()) for row in leading))
    return all(row in leading or row in along for _type, row in stands)
