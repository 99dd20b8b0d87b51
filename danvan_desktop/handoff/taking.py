"""Taking a checked package into the store: certificates, values, ops, segments, knowledge, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from danvan_desktop.domain import ranges
from danvan_desktop.domain.journal import DAY_MS, Op
from danvan_desktop.handoff import (
    access_heads,
    attached,
    carried,
    certificates,
    dossier_scope,
    roster_sign,
    roster_travel,
    twins,
)
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.refusal import REFUSED_UNIT
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import (
    blob_travel,
    exchange,
    history,
    parting,
    peer_forks,
    peers,
    roster_tables,
    schema,
    segments,
    vault,
)
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.peers import Incarnation
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import UNHEARD, Store

CLOSED_SPEAKS = "closed-speaks"  # alarm: a package of a computer that was closed as stolen


@dataclass
class Taken:
    """What a package brought, in records."""

    new: int = 0
    changed: int = 0
    duplicates: int = 0
    conflicts: int = 0
    files: int = 0  # attached files that are whole now
    denouncers: int = 0  # records of which something that would say who denounces was left out
    later: int = 0  # records with a type or field that waits for a newer program
    forks: list[Op] = field(default_factory=list)
    rolled_back: bool = False
    again: list[str] = field(default_factory=list)  # offices that go on as a new copy: restored, copied, rolled back
    differs: bool = False
    roster: str = ""  # what became of the roster it brought
    closed: Closing | None = None  # the computer that wrote it is closed


def take_in(store: Store, package: Package) -> Taken:
    """Apply a package. The caller holds the transaction (`store.writing`)."""
    taken = Taken()
    certificates.own(store)
    taken.roster = roster_travel.arrive(store, package.keys, package.manifest.sender)
    for certificate in package.certificates:
        if _admit(store, certificate):
            taken.again.append(certificate.unit.name or certificate.unit.code)
    roster_travel.keep_escrow(store, package.keys, package.manifest.sender)
    taken.rolled_back = twins.find_rollback(store, package)
    same_unit = package.manifest.sender.unit.code == store.unit.code
    here = _values_here(store, package)
    if same_unit:  # values come from another computer of this office only
        if not twins.is_shut(store, package.manifest.sender):  # who took one of ours away destroys nothing here
            store.forget_values(package.have.destroyed)
        store.accept_values(package.values)
    _take_ops(store, package, taken)
    if not same_unit:
        store.accept_values(dossier_scope.values_for_me(store, package))
    _refuse_denouncers(store, package, here, taken)
    taken.files = attached.take(store, package.attached, same_unit=same_unit)
    _learn(store, package)
    taken.closed = _closed(store, package.manifest.sender.replica)
    roster_travel.settle(store, taken.roster, package.have.ranges, package.manifest.sender)
    taken.differs = _states_differ(store, package)
    return taken


def _closed(store: Store, sender: bytes) -> Closing | None:
    """The closing of who wrote it; of a stolen computer an alarm too. In `writing`."""
    found = roster_tables.closings(store.conn).get(sender)
    if found is not None and found.reason == "stolen":
        peers.alarm(store.conn, CLOSED_SPEAKS, sender.hex(), now_ms())
    return found


def _values_here(store: Store, package: Package) -> set[bytes]:
    """Hashes of the package's values that lie here already."""
    return set(vault.get(store.conn, [exchange.digest_of(value) for value in package.values]))


def _refuse_denouncers(store: Store, package: Package, here: set[bytes], taken: Taken) -> None:
    """A foreign or older program may name who denounces: the op stays as it was signed, the value does not.

    What was here before is not touched: its own office is asked (app.denouncers).
    """
    rows = {op.row for _segment, ops in package.segments for op in ops}
    came = {exchange.digest_of(value) for value in package.values} - here
    rows |= carried.rows_of(store, came) if came else set()  # they may come later than the records
    taken.denouncers = store.refuse_denouncers(rows, came)


def _admit(store: Store, certificate: certificates.Certificate) -> bool:
    """Take a certificate in; True when an installation known here goes on under a new one."""
    if certificate.replica == store.replica.id:  # a later certificate of mine, made before I was rolled back
        store.settings.set("replica.serial", str(max(store.replica.serial, certificate.serial)))
    known = peers.certificates(store.conn)
    again = (
        certificate.replica not in known
        and certificate.replica not in old_replicas(store.settings)
        and any(other.line == certificate.line for other in known.values())
    )
    if again:
        peers.alarm(store.conn, "again", certificate.replica.hex(), now_ms())
    # signed by us, and we do not know it: this file went back, and with it whether anybody compared the code
    forgotten = certificate.by in twins.own_replicas(store) and certificate.replica not in known
    checked = peers.is_checked(store.conn, certificate.by) and not forgotten
    certificates.admit(store, certificate, checked=checked)
    return again


def _take_ops(store: Store, package: Package, taken: Taken) -> None:
    conn = store.conn
    fresh, known, accepted = _sorted_out(store, package, taken)
    rows = {op.row for op in fresh.values()}
    before = segments.known_rows(conn, rows)
    conflicts = segments.rows_in_conflict(conn, rows)
    store.apply(list(fresh.values()))
    _keep_segments(store, accepted)
    for op in taken.forks:
        peers.alarm(conn, "fork", op.replica.hex(), now_ms())
    taken.new, taken.changed = len(rows - before), len(rows & before)
    taken.duplicates = len({op.row for op in known.values()} - rows)
    news = segments.rows_in_conflict(conn, rows) - conflicts
    taken.conflicts = len(history.conflicts(conn, store.types, news)) if news else 0  # equal values need no choice
    taken.later = len({op.row for op in fresh.values() if _waits_for_newer(store, op)})


def _sorted_out(
    store: Store, package: Package, taken: Taken
) -> tuple[dict[tuple[bytes, int], Op], dict[bytes, Op], list[Segment]]:
    """Changes that are new by their number, those known by their id, and the segments they stand in.

    What clashes is kept apart, with all that follows it in the sender's copy: its author will write it again.
    """
    conn, own = store.conn, twins.own_replicas(store)
    fresh: dict[tuple[bytes, int], Op] = {}
    known: dict[bytes, Op] = {}
    accepted, apart = list[Segment](), set[bytes]()
    for segment, ops in sorted(package.segments, key=lambda one: one[0].first):
        if segment.replica in own and (first := parting.lives_on(conn, ops)):
            peer_forks.note_passed_over(conn, package.manifest.sender.unit.code, segment.replica, first)
            continue
        stored = segments.standing(conn, ops)
        new = [op for op in ops if stored.get(op.seq) != op.op_id]
        clash = [op for op in new if op.seq in stored]
        clash += [op for op in ops if fresh.get((op.replica, op.seq), op).op_id != op.op_id]
        if segment.replica not in own and parting.goes_on_apart(conn, segment):
            apart.add(segment.replica)
        others = new if clash or segment.replica in apart else []
        if others:
            taken.forks += clash or others
            apart.add(segment.replica)
            segments.note_forks(conn, clash if segment.replica in own else others)
            continue
        fresh |= {(op.replica, op.seq): op for op in new}
        known |= {op.op_id: op for op in ops if stored.get(op.seq) == op.op_id}
        accepted.append(segment)
    return fresh, known, accepted


def _keep_segments(store: Store, accepted: list[Segment]) -> None:
    """Note those that cover numbers no segment here covers yet."""
    held = segments.held(store.conn, {s.replica for s in accepted})
    for segment in accepted:
        if not ranges.covers(held.get(segment.replica, ()), segment.first, segment.last):
            segments.add(store.conn, segment)


def _waits_for_newer(store: Store, op: Op) -> bool:
    record = store.types.get(op.type_name)
    if record is None:
        return True
    if op.fields.keys() <= record.by_name.keys():  # nearly always, and far cheaper than the difference
        return False
    return any(not name.startswith("_") for name in op.fields.keys() - record.by_name.keys())


def _learn(store: Store, package: Package) -> None:
    """What the sender holds, what became of our packages, and whether it takes another for the newest of us."""
    manifest, have = package.manifest, package.have
    sender, mine, now = manifest.sender, certificates.own(store), now_ms()
    if sender.unit.code != store.unit.code and store.settings.get(UNHEARD):
        roster_sign.warn_of_lost_closings(store)
        store.settings.set(UNHEARD, "")
    if sender.line != mine.line and (have.ranges or not manifest.receipt):  # a mere notice says nothing of what is held
        incarnation = Incarnation(sender.line, sender.unit.code, sender.replica, manifest.serial, now)
        holds = twins.believed(store, package)
        if peers.learn(store.conn, incarnation, holds, have.missing, made=min(manifest.made, now + DAY_MS)):
            blob_travel.learn(store.conn, sender.line, have.blobs)
            twins.learn(store, sender, have)
    if twins.is_shut(store, sender):
        return  # what it says of our packages and of us is worth nothing
    peers.note_verdicts(store.conn, sender.unit.code, have.packages, now)
    if REFUSED_UNIT in have.packages.values() and sender.unit.code != store.unit.code:
        peers.alarm(store.conn, REFUSED_UNIT, sender.unit.code, now)
    access_heads.learn(store, manifest, have, now)
    told = have.lines.get(mine.line)
    if told is None or told[0] == mine.replica or told[1] < mine.serial:
        return
    other = peers.certificates(store.conn).get(told[0])  # it came with the package: one of ours has vouched for it
    if other is not None and other.line == mine.line and other.serial >= told[1]:
        certificates.renew(store, told[1])


def _states_differ(store: Store, package: Package) -> bool:
    """Equal ranges and unequal digests: an alarm, and everything goes again."""
    manifest = package.manifest
    told, sender = manifest.state, manifest.sender
    if not told or manifest.schema != schema.SCHEMA_VERSION or sender.unit.code == store.unit.code:
        return False
    scope = Scope(store, sender.unit.code)
    here, me = segments.held(store.conn, scope.shared()), store.replica.id
    counts_here = me in scope.shared()  # an upper office's own changes are none of what both sides hold
    unsent = counts_here and segments.last_seq(store.conn, me) > ranges.highest(here.get(me, ()))
    outside = set(scope.known) - scope.shared()  # of a replica not yet known here the sender knows more
    told_of = {replica: found for replica, found in package.have.ranges.items() if replica not in outside}
    if unsent or told_of != here:
        return False
    mine = exchange.state_digests(store.conn, store.types, sorted(scope.shared_units()))
    if not mine or mine[""] != told.get("") or mine == told:
        return False
    peers.alarm(store.conn, "state-differs", sender.unit.code, now_ms())
    peers.forget(store.conn, sender.line)
    return True
