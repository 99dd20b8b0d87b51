"""Closings are united from every roster of this root that was ever seen, and their last accepted numbers only rise.

A roster that lacks a closing reopens nothing, whichever computer signed it: one that an older copy of the province
made after a recovery has a higher rank and knows less. The roster that says the closing is kept beside it where it was
in force, and travels upward until the signer has signed both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.handoff import certificates, roster
from danvan_desktop.handoff.roster import Closed, ReplicaEntry, Roster
from danvan_desktop.handoff.roster_trust import current
from danvan_desktop.storage import peers, roster_tables, segments
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store

LACKS, UNITED = "roster-lacks", "roster-united"  # alarms: at an office that knows better; at the signer
EVERYTHING = 2**53  # closed at this number: whatever it wrote counts
BLIND = "closing.blind"  # setting of the signer: computers closed before any office said what it holds of them
_MOST_KEPT = 8


def shut_in(said: Roster) -> dict[bytes, ReplicaEntry]:
    """The computers a roster closes."""
    return {entry.certificate.replica: entry for entry in said.replicas if entry.closed is not None}


def lacking(store: Store, said: Roster) -> list[Closing]:
    """Closings known here that a roster lacks, or of which it counts less."""
    told = shut_in(said)
    return [c for r, c in sorted(roster_tables.closings(store.conn).items()) if c.at > _at(told.get(r))]


def _at(entry: ReplicaEntry | None) -> int:
    return entry.closed.at if entry is not None and entry.closed is not None else -1


def news_in(store: Store, older: Roster) -> list[ReplicaEntry]:
    """Closings an earlier roster says that are not known here, or not so far."""
    known = roster_tables.closings(store.conn)
    return [e for r, e in sorted(shut_in(older).items()) if r not in known or _at(e) > known[r].at]


def keep_what_is_lost(store: Store, taken: Roster, *, own: bool) -> None:
    """Before `taken` comes into force: what it lacks stays closed, and the roster that says so is kept. In `writing`.

    `own`: signed here from all that is known.
    """
    lost = [] if own else lacking(store, taken)
    before = roster_tables.in_force(store.conn)
    if lost and before is not None:
        roster_tables.keep(store.conn, *before)
    for closing in lost:
        peers.alarm(store.conn, LACKS, closing.replica.hex(), now_ms())


def forget_what_is_said(store: Store) -> None:
    """Let kept rosters go whose closings all stand in the one in force, and the oldest beyond eight. In `writing`."""
    now = current(store)
    said = shut_in(now) if now is not None else {}
    left = 0
    for rank, text in roster_tables.kept(store.conn):
        needed = any(_at(e) > _at(said.get(r)) for r, e in shut_in(roster.read(text)).items())
        left += needed
        if not needed or left > _MOST_KEPT:
            roster_tables.let_go(store.conn, rank)


def note(store: Store, older: Roster, signs: bool) -> list[tuple[bytes, ReplicaEntry]]:
    """Keep an earlier roster that says closings not known here; returns these, to be closed by the caller."""
    fresh = news_in(store, older)
    if not fresh:
        return []
    roster_tables.keep(store.conn, older.rank, older.text)
    known = certificates.stored(store)
    found = []
    for entry in fresh:
        replica = entry.certificate.replica
        mine = known.get(replica)
        if mine is not None and certificates.identity(mine) != certificates.identity(entry.certificate):
            peers.alarm(store.conn, "roster-other-keys", replica.hex(), now_ms())
            continue
        peers.alarm(store.conn, UNITED if signs else LACKS, replica.hex(), now_ms())
        found.append((replica, entry))
    return found


def travelling(store: Store) -> list[str]:
    """Kept rosters for the way up."""
    return [text for _rank, text in roster_tables.kept(store.conn)]


# --- how far a computer's changes count when it is closed
def acknowledged(store: Store, replica: bytes) -> int:
    """The last change of a computer that this office or one that answers for it has confirmed.

    Asked are the computers of its own unit and of the units above it; not itself, and no closed one.
    """
    known, shut = certificates.stored(store), roster_tables.closings(store.conn)
    of = known.get(replica)
    held = [segments.last_seq(store.conn, replica), shut[replica].at if replica in shut else 0]
    if of is not None:
        answering = {of.unit.code, *_above(of, known)}
        open_lines = {c.line for r, c in known.items() if r not in shut and c.unit.code in answering}
        held += [
            ranges.highest(peers.holds(store.conn, line).get(replica, ())) for line in open_lines if line != of.line
        ]
    return max(held)


def _above(of: certificates.Certificate, known: Mapping[bytes, certificates.Certificate]) -> set[str]:
    parents = {c.unit.code: c.unit.parent_code for c in known.values()}
    found: set[str] = set()
    step = of.unit.parent_code
    while step and step not in found:
        found.add(step)
        step = parents.get(step, "")
    return found


def never_heard(store: Store, replica: bytes) -> bool:
    """Whether nothing of a computer is here and no package of it was ever taken: a former computer may have had it."""
    of = certificates.stored(store).get(replica)
    heard = of is not None and of.line in peers.incarnations(store.conn, of.unit.code)
    return not heard and not acknowledged(store, replica)


def last_that_counts(store: Store, replica: bytes, reason: str) -> int:
    """Where a computer is closed by default. In `writing`.

    At its last confirmed change; one that this computer never heard of at whatever it wrote, for offices may have
    confirmed it long ago, but a stolen one only as far as they will say.
    """
    if not never_heard(store, replica):
        return acknowledged(store, replica)
    if reason != "stolen":
        return EVERYTHING
    close_blindly(store, replica)
    return 0


def close_blindly(store: Store, replica: bytes) -> None:
    """Its number rises to what others say they hold of it. In `writing`."""
    marked = {*store.settings.get(BLIND).split(), replica.hex()}
    store.settings.set(BLIND, " ".join(sorted(marked)))


def raise_blind(store: Store, holds: Mapping[bytes, Iterable[Range]], sender: certificates.Certificate) -> bool:
    """An office says what it holds of computers that were closed blindly: that far they count. In `writing`.

    Asked are its own unit and those above and below it, to which its changes went; a neighbour's word reopens nothing.
    """
    raised = False
    shut, known_ones = roster_tables.closings(store.conn), certificates.stored(store)
    for word in store.settings.get(BLIND).split():
        known, of = shut.get(bytes.fromhex(word)), known_ones.get(bytes.fromhex(word))
        if of is None or not _in_one_line(of, sender, known_ones):
            continue
        told = ranges.highest(list(holds.get(bytes.fromhex(word), ())))
        if known is not None and told > known.at:
            roster_tables.close_replica(store.conn, Closing(known.replica, told, known.reason, known.day))
            store.roster_changed(known.replica)
            raised = True
    return raised


def _in_one_line(
    one: certificates.Certificate, other: certificates.Certificate, known: Mapping[bytes, certificates.Certificate]
) -> bool:
    """Whether one of the two units stands above the other, or they are one."""
    codes = one.unit.code, other.unit.code
    return codes[0] in {codes[1], *_above(other, known)} or codes[1] in _above(one, known)


def as_closing(replica: bytes, said: Closed) -> Closing:
    """As the store keeps it: of a stolen computer of a merged unit that it was stolen."""
    return Closing(replica, said.at, "stolen" if said.stolen else said.reason, said.on)
