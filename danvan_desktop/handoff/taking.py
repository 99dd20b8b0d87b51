"""Taking a checked package into the store: certificates, values, ops, segments, knowledge, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from danvan_desktop.domain import ranges
from danvan_desktop.domain.journal import Op
from danvan_desktop.handoff import access_heads, certificates
from danvan_desktop.handoff.reading import Have, Manifest, Package
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange, peers, schema, segments
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.peers import Incarnation
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store


@dataclass
class Taken:
    """What a package brought, in records."""

    new: int = 0
    changed: int = 0
    duplicates: int = 0
    conflicts: int = 0
    later: int = 0  # records with a type or field that waits for a newer program
    forks: list[Op] = field(default_factory=list)
    rolled_back: bool = False
    differs: bool = False


def take_in(store: Store, package: Package) -> Taken:
    """Apply a package. The caller holds the transaction (`store.writing`)."""
    taken = Taken()
    certificates.own(store)
    for certificate in package.certificates:
        _admit(store, certificate)
    taken.rolled_back = _find_rollback(store, package)
    if package.manifest.sender.unit.code == store.unit.code:  # values come from another computer of this office only
        store.forget_values(package.have.destroyed)
        store.accept_values(package.values)
    _take_ops(store, package, taken)
    _learn(store, package.manifest, package.have)
    taken.differs = _states_differ(store, package)
    return taken


def _admit(store: Store, certificate: certificates.Certificate) -> None:
    if certificate.replica == store.replica.id:  # a later certificate of mine, made before I was rolled back
        store.settings.set("replica.serial", str(max(store.replica.serial, certificate.serial)))
    certificates.admit(store, certificate, checked=peers.is_checked(store.conn, certificate.by))


def _find_rollback(store: Store, package: Package) -> bool:
    """Others know more of me than I do: this file went back in time. A new replica, so that no number comes twice."""
    me = store.replica.id
    mine = [ops for segment, ops in package.segments if segment.replica == me]
    told = max([ranges.highest(package.have.ranges.get(me, ())), *(ops[-1].seq for ops in mine)])
    forked = any(segments.forked(store.conn, ops) for ops in mine)
    if told <= segments.last_seq(store.conn, me) and not forked:
        return False
    peers.alarm(store.conn, "rolled-back", me.hex(), now_ms())
    store.become_new_replica()
    certificates.own(store)
    return True


def _take_ops(store: Store, package: Package, taken: Taken) -> None:
    conn = store.conn
    fresh: dict[tuple[bytes, int], Op] = {}
    known: dict[bytes, Op] = {}
    accepted: list[Segment] = []
    for segment, ops in package.segments:
        clash = segments.forked(conn, ops)
        clash += [op for op in ops if fresh.get((op.replica, op.seq), op).op_id != op.op_id]
        if clash:
            taken.forks += clash
            continue
        stored = segments.known_ops(conn, ops)
        fresh |= {(op.replica, op.seq): op for op in ops if op.op_id not in stored}
        known |= {op.op_id: op for op in ops if op.op_id in stored}
        accepted.append(segment)
    rows = {op.row for op in fresh.values()}
    before = segments.known_rows(conn, rows)
    conflicts = segments.rows_in_conflict(conn, rows)
    store.apply(list(fresh.values()))
    _keep_segments(store, accepted)
    segments.note_forks(conn, taken.forks)
    for op in taken.forks:
        peers.alarm(conn, "fork", op.replica.hex(), now_ms())
    taken.new, taken.changed = len(rows - before), len(rows & before)
    taken.duplicates = len({op.row for op in known.values()} - rows)
    taken.conflicts = len(segments.rows_in_conflict(conn, rows) - conflicts)
    taken.later = len({op.row for op in fresh.values() if _waits_for_newer(store, op)})


def _keep_segments(store: Store, accepted: list[Segment]) -> None:
    """Note those that cover numbers no segment here covers yet."""
    held = segments.held(store.conn, {s.replica for s in accepted})
    for segment in accepted:
        if not ranges.covers(held.get(segment.replica, ()), segment.first, segment.last):
            segments.add(store.conn, segment)


def _waits_for_newer(store: Store, op: Op) -> bool:
    record = store.types.get(op.type_name)
    return record is None or any(name not in record.by_name and not name.startswith("_") for name in op.fields)


def _learn(store: Store, manifest: Manifest, have: Have) -> None:
    """What the sender holds, what became of our packages, and whether it takes another for the newest of us."""
    sender, mine, now = manifest.sender, certificates.own(store), now_ms()
    if sender.line != mine.line:
        incarnation = Incarnation(sender.line, sender.unit.code, sender.replica, manifest.serial, now)
        peers.learn(store.conn, incarnation, have.ranges, have.missing)
    peers.note_verdicts(store.conn, sender.unit.code, have.packages, now)
    access_heads.learn(store, manifest, have, now)
    told = have.lines.get(mine.line)
    if told is not None and told[0] != mine.replica and told[1] >= mine.serial:
        certificates.renew(store, told[1])


def _states_differ(store: Store, package: Package) -> bool:
    """Equal ranges and unequal digests: an alarm, and everything goes again."""
    manifest = package.manifest
    told, sender = manifest.state, manifest.sender
    if not told or manifest.schema != schema.SCHEMA_VERSION or sender.unit.code == store.unit.code:
        return False
    scope = Scope(store, sender.unit.code)
    here = segments.held(store.conn, scope.shared())
    me = store.replica.id
    unsent = segments.last_seq(store.conn, me) > ranges.highest(here.get(me, ()))
    if unsent or package.have.ranges != here:
        return False
    mine = exchange.state_digests(store.conn, store.types, sorted(scope.shared_units()))
    if not mine or mine[""] != told.get("") or mine == told:
        return False
    peers.alarm(store.conn, "state-differs", sender.unit.code, now_ms())
    peers.forget(store.conn, sender.line)
    return True
