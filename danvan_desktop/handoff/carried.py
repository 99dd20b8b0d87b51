"""What a dossier handed on brings with it: the offer itself names the values and files that were to go.

So both sides know for ever what belongs to it: the receiver what it still lacks, the sender (each of its computers,
also after a restore and after the dossier changed hands) what may go again, and that nothing else may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from danvan_desktop.domain.sharing import row_ids
from danvan_desktop.handoff.contents import Also
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.records.transfer import OFFERED, REFUSED, TRANSFER
from danvan_desktop.storage import blob_travel, denouncers, exchange, journal_reading, peers, vault
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store

MOST = 20_000  # transfers looked at


@dataclass(frozen=True)
class Carried:
    """One dossier on its way or arrived: between whom, and the hashes of what was to go with it."""

    transfer: bytes
    sender: str
    receiver: str
    state: str
    values: frozenset[bytes]
    blobs: frozenset[bytes]
    rows: tuple[bytes, ...] = ()


def of(item: Record) -> Carried:
    """What a transfer names."""
    values, files = (_hashes(item.values.get(name)) for name in ("with_values", "with_files"))
    state = str(item.values.get("state") or OFFERED)
    rows = [row for name in ("rows", "beside") for row in row_ids(item.values.get(name))]
    return Carried(item.id, item.owner, str(item.values.get("to_unit") or ""), state, values, files, tuple(rows))


def as_text(hashes: Iterable[bytes]) -> str | None:
    """The text that `of` reads; None where nothing goes."""
    return " ".join(h.hex() for h in sorted(hashes)) or None


def _hashes(stored: object) -> frozenset[bytes]:
    words = stored.split() if isinstance(stored, str) else ()
    return frozenset(h for word in words if (h := blob_travel.digest_in(word)))


def _all(store: Store) -> Iterator[Carried]:
    """Those that were not refused."""
    record = store.types.get(TRANSFER.name)
    if record is None or "with_values" not in record.by_name:
        return
    for item in store.records(record.name, journal_reading.newest(store.conn, record, limit=MOST)):
        found = of(item)
        if not item.deleted and found.state != REFUSED and (found.values or found.blobs):
            yield found


# --- receiving
def expected(store: Store, came: Collection[bytes]) -> set[bytes]:
    """Those values of `came` that were to come with a dossier handed to this unit and that a record of it names."""
    found = set[bytes]()
    for one in _all(store):
        if one.receiver == store.unit.code and (hit := one.values.intersection(came)):
            ops = (op for row in one.rows for op in journal_reading.ops_of_row(store.conn, row))
            found |= hit & exchange.sealed_in(op.line for op in ops)
    return found


def rows_of(store: Store, came: Collection[bytes]) -> set[bytes]:
    """Records of the dossiers handed to this unit with which one of these values was to come."""
    found = (one for one in _all(store) if one.receiver == store.unit.code and one.values.intersection(came))
    return {row for one in found for row in one.rows}


def lacked(store: Store, hashes: Collection[bytes], rows: Collection[bytes]) -> set[bytes]:
    """Those values, of these rows, that are neither here nor destroyed, and that would not say who denounces."""
    away = set(hashes) - set(vault.get(store.conn, hashes))
    if away:
        away -= set(exchange.destroyed_values(store.conn))
        for (_type, row), fields in denouncers.denouncing(store.conn, store.types, set(rows)):
            away -= denouncers.named(store.conn, row, fields)
    return away


def to_ask(store: Store, scope: Scope) -> tuple[set[bytes], set[bytes]]:
    """Values and files to ask that unit for: of what it handed on to us; within the office, of every dossier.

    Whoever holds the records now: a dossier that was taken over hollow is filled all the same.
    """
    me = store.unit.code
    found = [
        one for one in _all(store)
        if (scope.same_unit and me in {one.sender, one.receiver}) or (one.sender, one.receiver) == (scope.unit, me)
    ]  # fmt: skip
    values = lacked(store, {h for one in found for h in one.values}, [r for one in found for r in one.rows])
    files = blob_travel.not_whole(store.conn, {h for one in found for h in one.blobs})
    return set(sorted(values)[: exchange.MISSING_TOLD]), set(sorted(files)[: blob_travel.TOLD])


# --- sending
def riding(store: Store, scope: Scope, wanted: Collection[Segment]) -> Also:
    """What goes along with an ordinary package: all of a dossier whose offer is not confirmed, else what is asked for.

    Only what an offer of this office to that unit names: a peer that asks for more gets no more.
    """
    from danvan_desktop.handoff.dossier_scope import segments_of

    if scope.same_unit:
        return Also()
    values, blobs, asked, repeat = set[bytes](), set[bytes](), set[bytes](), set[bytes]()
    going, missing = {s.id for s in wanted}, peers.missing(store.conn, scope.lines())
    for one in _all(store):
        if (one.sender, one.receiver) != (store.unit.code, scope.unit):
            continue
        offer = {s.id for s in segments_of(store, one.transfer)} & going if one.state == OFFERED else set()
        values |= one.values if offer else one.values & missing
        blobs |= one.blobs if offer else set()
        asked |= one.blobs
        repeat |= offer
    return Also(frozenset(values), frozenset(blobs), asked=frozenset(asked), repeat=frozenset(repeat))
