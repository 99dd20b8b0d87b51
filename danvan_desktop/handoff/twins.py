"""Whether this file went back in time, or is one of two copies that were both written in; see storage.parting.

What others say they hold of us proves it: more than we have, or something else under the same number.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain import ranges
from danvan_desktop.domain.journal import Op
from danvan_desktop.domain.ranges import Range
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.have import Have
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import parting, peers, segments
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store

COPY_ELSEWHERE = "copy-elsewhere"  # alarm: another holds changes of a copy under numbers of ours; ours stand


def own_replicas(store: Store) -> set[bytes]:
    """What this installation is and was."""
    return {store.replica.id, *old_replicas(store.settings)}


def find_rollback(store: Store, package: Package) -> bool:
    """Others know more of me than I do: this file went back in time. A new replica, so that no number comes twice."""
    me = store.replica.id
    mine = [ops for segment, ops in package.segments if segment.replica == me]
    told = max([ranges.highest(package.have.ranges.get(me, ())), *(ops[-1].seq for ops in mine)])
    rolled_back = told > segments.last_seq(store.conn, me)
    if rolled_back:
        peers.alarm(store.conn, "rolled-back", me.hex(), now_ms())
        _claim_less(store, package, me)
        store.become_new_replica()
    parted = _part_from_twins(store, package)
    if rolled_back or parted:
        certificates.own(store)
    return rolled_back or parted


def _claim_less(store: Store, package: Package, me: bytes) -> None:
    """Numbers used since this file went back may stand there for other changes: let those who have them send them."""
    sender = package.manifest.sender
    scope = Scope(store, sender.unit.code)
    if scope.upward or scope.same_unit:
        store.cut_segments()
        known = ranges.highest(peers.holds(store.conn, sender.line).get(me, ()))
        segments.drop_after(store.conn, me, known)


def _part_from_twins(store: Store, package: Package) -> bool:
    """Whether others hold other changes under numbers of ours; then ours are written again under new ones."""
    own = own_replicas(store)
    clashes: dict[bytes, int] = {}
    for segment, ops in package.segments:
        theirs = segment.replica in own and not parting.lives_on(store.conn, ops)
        for op in segments.forked(store.conn, ops) if theirs else ():
            clashes[op.replica] = min(op.seq, clashes.get(op.replica, op.seq))
    for replica, (first, op_id) in package.have.forks.items():
        held = parting.op_at(store.conn, replica, first)
        if replica in own and held and op_id not in {held, parting.SETTLED}:
            clashes[replica] = min(first, clashes.get(replica, first))
        elif replica in own and held == op_id and not _parted(store, replica):
            peers.alarm(store.conn, COPY_ELSEWHERE, replica.hex(), now_ms())
    unlike = parting.differing(store.conn, package.have.ranges, package.have.tops) & own
    for replica in unlike:
        highest = ranges.highest(package.have.ranges[replica])
        clashes[replica] = min(highest, clashes.get(replica, highest))
    for replica, first in clashes.items():
        peers.alarm(store.conn, "twin", replica.hex(), now_ms())
        store.part_from_twin(replica, first)
    for replica in unlike:  # where they began to differ shows when the others' changes come
        parting.unclaim(store.conn, replica, package.have.ranges[replica])
    if clashes:  # what we hold of our numbers has become less: others are to forget what they believed of us
        certificates.renew(store, store.replica.serial)
    return bool(clashes)


def _parted(store: Store, replica: bytes) -> bool:
    """Whether what was written here under these numbers was written again: then this is not where they stand."""
    return any((kind, subject) == ("twin", replica.hex()) for _at, kind, subject in peers.alarms(store.conn))


# --- of others
def believed(store: Store, have: Have) -> dict[bytes, list[Range]]:
    """What an office holds by its own word; nothing of a replica of which it holds other changes than are here."""
    unlike = parting.differing(store.conn, have.ranges, have.tops) - own_replicas(store)
    return {replica: held for replica, held in have.ranges.items() if replica not in unlike}


def learn(store: Store, line: bytes, have: Have) -> None:
    """What that office would refuse again. In `writing`, after `peers.learn` took its word."""
    peers.note_forks(store.conn, line, {
        replica: first for replica, (first, op_id) in have.forks.items()
        if parting.op_at(store.conn, replica, first) not in {b"", op_id}
    })  # fmt: skip
    own = own_replicas(store)
    peers.note_refused(store.conn, line, {r: numbers for r, numbers in have.refused.items() if r not in own})


def not_here(store: Store, ops: Sequence[Op]) -> list[Op]:
    """Those of a refused segment's ops that are not stored: they are kept apart, also those without a double."""
    stored = segments.known_ops(store.conn, ops)
    return [op for op in ops if op.op_id not in stored]
