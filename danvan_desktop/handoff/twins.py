"""Whether this file went back in time, or is one of two copies that were both written in; see storage.parting.

What others say they hold of us proves it: more than we have, or something else under the same number.
"""

from __future__ import annotations

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.have import Have
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import parting, peer_forks, peers, roster_tables, segments
from danvan_desktop.storage.clock import now_ms
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
    said = [] if is_shut(store, package.manifest.sender) else package.have.ranges.get(me, [])
    told = max([ranges.highest(said), *(ops[-1].seq for ops in mine)])
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
    """Whether others hold other changes under numbers of ours; then ours are written again under new ones.

    Only what we signed ourselves proves it: on a mere word nobody makes us write our changes again. Who says that he
    holds other ones is not believed to hold ours (`believed`), and so each side sends the other the proof.
    """
    own = own_replicas(store)
    clashes: dict[bytes, int] = {}
    for segment, ops in package.segments:
        for op in segments.forked(store.conn, ops) if segment.replica in own else ():
            clashes[op.replica] = min(op.seq, clashes.get(op.replica, op.seq))
    for replica, (first, op_id) in package.have.forks.items():
        here = replica in own and op_id == parting.op_at(store.conn, replica, first)
        if here and not _parted(store, replica):
            peers.alarm(store.conn, COPY_ELSEWHERE, replica.hex(), now_ms())
    for replica, first in clashes.items():
        peers.alarm(store.conn, "twin", replica.hex(), now_ms())
        store.part_from_twin(replica, first)
    if clashes:  # what we hold of our numbers has become less: others are to forget what they believed of us
        certificates.renew(store, store.replica.serial)
    return bool(clashes)


def is_shut(store: Store, sender: Certificate) -> bool:
    """Whether a closed computer speaks: its changes may count, its word does not, what our keys signed does."""
    return sender.replica in roster_tables.closings(store.conn)


def _parted(store: Store, replica: bytes) -> bool:
    """Whether what was written here under these numbers was written again: then this is not where they stand."""
    return any((kind, subject) == ("twin", replica.hex()) for _at, kind, subject in peers.alarms(store.conn))


# --- what others hold
def believed(store: Store, package: Package) -> dict[bytes, list[Range]]:
    """What an office holds by its own word; nothing of a replica of which it holds other changes than are here.

    So ours go to it, and who finds the two has the proof. Where it knows that there are two, nothing more is to prove,
    but to the installation that wrote them. What it gave us it has.
    """
    have = package.have
    unlike = parting.differing(store.conn, have.ranges, have.tops) | _other_at(store, have).keys()
    told, author = have.forks.keys() | have.refused.keys(), peers.of_line(store.conn, package.manifest.sender.line)
    doubted = {replica for replica in unlike if replica in author or replica not in told}
    found = {replica: held for replica, held in have.ranges.items() if replica not in doubted}
    for segment, _ops in package.segments:
        if segment.replica not in doubted & author:
            found[segment.replica] = ranges.union([*found.get(segment.replica, ()), (segment.first, segment.last)])
    return found


def _other_at(store: Store, have: Have) -> dict[bytes, int]:
    """Replicas of which the sender says that it holds another change than is here, and under which number."""
    told = {r: (first, op_id) for r, (first, op_id) in have.forks.items() if op_id != parting.SETTLED}
    return {r: first for r, (first, op) in told.items() if parting.op_at(store.conn, r, first) not in {b"", op}}


def learn(store: Store, sender: Certificate, have: Have) -> None:
    """What that office would refuse again. In `writing`, after `peers.learn` took its word.

    Who wrote them gets ours all the same, until it says that all of it was written again.
    """
    author, own = peers.of_line(store.conn, sender.line), own_replicas(store)
    firsts = {r: first for r, (first, op_id) in have.forks.items() if op_id == parting.SETTLED}
    firsts |= {r: first for r, first in _other_at(store, have).items() if r not in author}
    peer_forks.note_forks(store.conn, sender.line, firsts)
    refused = {r: numbers for r, numbers in have.refused.items() if r not in own}
    peer_forks.note_refused(store.conn, sender.line, refused)
