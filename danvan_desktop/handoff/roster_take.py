"""Taking a roster into the store: computers, closings and mergers; it only moves up, a restore takes the peer's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from danvan_desktop.handoff import certificates, dissolved, roster_union
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.roster import ReplicaEntry, Roster
from danvan_desktop.handoff.roster_trust import (
    CLOSED_HERE,
    NEWER,
    NO_ROOT,
    OFFERED,
    OLDER,
    OTHER_ROOT,
    VERSION,
    current,
    pin,
    trust_of,
)
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.identity import add_replica, old_replicas, save_unit
from danvan_desktop.storage.store import Store

OWN_TOLD = "own-told"  # alarm: another computer of this office that nobody here has compared
OWN_STOLEN = "own-stolen"  # alarm: another computer of this office was closed as stolen


def take(store: Store, offered: Roster, *, from_above: bool = False, believed: bool = False) -> str:
    """Take a roster where it is to be believed and newer; returns `Trust.judge`, or closed-here. In `writing`.

    `from_above`: it came from the office above in its own signed package; where no root is pinned yet its root is
    then taken for the right one, "not compared" until the root code was typed. `believed`: an open computer of this
    office or below it had it in force, so that the closings of an earlier signer's roster count. Brought by anybody
    else they do not: who stole a signing key that was replaced since could close every computer with it.
    """
    known, me = trust_of(store), store.replica.id
    word = known.judge(offered)
    if word == NO_ROOT and from_above:
        pin(store, offered.root.code, compared=False)
        word = NEWER
    if word == NEWER:
        put_in_force(store, offered)
        word = NEWER if store.replica.id == me else CLOSED_HERE
    elif word == OLDER:
        peers.alarm(store.conn, "roster-older", f"{offered.province} {offered.version}", now_ms())
        if believed or (known.now is not None and offered.rank[:2] == known.now.rank[:2]):
            unite(store, offered)
        word = OLDER if store.replica.id == me else CLOSED_HERE
    elif word == OTHER_ROOT:
        peers.alarm(store.conn, "roster-other-root", offered.root.code, now_ms())
        if offered.rank > known.rank:  # a root in its place has a greater epoch; a lower one is only foreign
            store.settings.set(OFFERED, offered.text)
    return word


def unite(store: Store, older: Roster) -> bool:
    """Take the closings of an earlier roster of this root that are not known here; True where there are. In `writing`.

    Not those of a stranger's root: the caller has judged it. Computers it has open are none of its business.
    """
    signs = signs_here(store)
    found = roster_union.note(store, older, signs)
    known = certificates.stored(store)
    close_all(store, found, older=True)
    for replica, entry in found:
        if replica not in known:
            certificates.admit(store, entry.certificate, checked=False)
            roster_tables.forget_newcomer(store.conn, replica)
    return bool(found)


def signs_here(store: Store) -> bool:
    """Whether this computer holds the key that the roster in force names."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    now, seed = current(store), store.settings.get(roster_tables.SEED)
    if now is None or not seed:
        return False
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).public_key().public_bytes_raw() == now.root.signer


def put_in_force(store: Store, taken: Roster, *, own: bool = False) -> None:
    """What a roster says is so from now on; what was closed before stays closed. In `writing`. `own`: signed here."""
    was = trust_of(store)
    roster_union.keep_what_is_lost(store, taken, own=own)
    pin(store, taken.root.code, compared=was.compared)
    roster_tables.put_in_force(store.conn, taken.rank, taken.text)
    store.settings.set(VERSION, str(taken.version))
    store.settings.set(OFFERED, "")
    if store.settings.get("escrow.to") != taken.root.escrow[0].to:
        store.settings.set("escrow.due", "1")  # app.escrow seals the recovery key to this root when it has the keys
    certificates.own(store)
    _find_parent(store, taken)
    admit_all(store, taken)
    for unit in taken.units:
        roster_tables.note_succession(store.conn, unit.code, unit.into)
    close_all(store, ((entry.certificate.replica, entry) for entry in taken.replicas))
    roster_union.forget_what_is_said(store)


def _find_parent(store: Store, taken: Roster) -> None:
    """An office set up without the unit above learns it here; one whose unit above was dissolved, the next one."""
    me = store.unit
    if me.code == taken.province or me.level == "province":
        return
    first = me.parent_code or next((unit.parent for unit in taken.units if unit.code == me.code), "")
    said = _standing_above(taken, first or taken.province)
    if said not in {me.parent_code, me.code}:
        save_unit(store.settings, replace(me, parent_code=said))
        certificates.own(store)


def _standing_above(taken: Roster, parent: str) -> str:
    """The unit above, as the roster knows it to stand."""
    computers = ((e.certificate.unit.code, None if e.closed is None else e.closed.reason) for e in taken.replicas)
    units = {unit.code: (unit.level, unit.parent) for unit in taken.units}
    into = {unit.code: unit.into for unit in taken.units}
    gone = dissolved.gone(computers) - {taken.province}
    return dissolved.in_place_of(parent, gone, units, into, taken.province)


def admit_all(store: Store, taken: Roster) -> None:
    """Make the computers of the province known: above this office, below it, beside it, and its own.

    Offices beside it exchange nothing with it but dossiers that are handed on (dossier_scope, beside). Another
    computer of this office is known by it as an author only: its ops are read, nothing is sealed to it.
    """
    compared = trust_of(store).compared
    here = certificates.stored(store)
    for entry in taken.replicas:
        known = here.get(entry.certificate.replica)
        told = entry.certificate.replica in roster_tables.told(store.conn)
        checked = entry.checked and compared and not told
        if known is not None:
            _renew(store, entry, known, checked=checked)
        else:
            own = entry.certificate.unit.code == store.unit.code
            certificates.admit(store, entry.certificate, checked=checked and not own)
            roster_tables.forget_newcomer(store.conn, entry.certificate.replica)
            if own:
                _note_told(store, entry)


def _note_told(store: Store, entry: ReplicaEntry) -> None:
    """Nothing is sealed to it before somebody here compared its code, so that somebody must hear of it."""
    offered = entry.certificate
    roster_tables.note_told(store.conn, offered.replica)
    if entry.closed is None and offered.line != certificates.own(store).line:
        peers.alarm(store.conn, OWN_TOLD, offered.replica.hex(), now_ms())


def _renew(store: Store, entry: ReplicaEntry, known: Certificate, *, checked: bool) -> None:
    """A computer known here: with other keys it is somebody else, and nothing of the entry is taken."""
    offered = entry.certificate
    if certificates.identity(offered) != certificates.identity(known):
        peers.alarm(store.conn, "roster-other-keys", offered.replica.hex(), now_ms())
        return
    if offered.serial > known.serial or (offered.serial == known.serial and known.by == known.replica != offered.by):
        certificates.admit(store, offered, checked=checked)
        return
    c = known
    add_replica(store.conn, c.replica, c.unit.code, c.unit.level, c.serial, c.sign_key, c.age_key, checked=checked)


def close_all(store: Store, entries: Iterable[tuple[bytes, ReplicaEntry]], *, older: bool = False) -> None:
    """Judge anew what closed computers wrote. A closed one that is this very computer goes on as a new one."""
    mine, own = False, {store.replica.id, *old_replicas(store.settings)}
    for replica, entry in entries:
        if entry.closed is None:
            continue
        shut = roster_union.as_closing(replica, entry.closed)
        if entry.closed.stolen:
            dissolved.mark_ended(store, entry.certificate.unit.code)
        new = replica not in roster_tables.closings(store.conn)
        if roster_tables.close_replica(store.conn, shut, older=older):
            store.roster_changed(replica)
            mine = mine or replica == store.replica.id
            ours = entry.certificate.unit.code == store.unit.code and replica not in own
            if new and ours and shut.reason == "stolen":
                peers.alarm(store.conn, OWN_STOLEN, replica.hex(), now_ms())
    if mine:
        peers.alarm(store.conn, "closed-here", store.replica.id.hex(), now_ms())
        store.become_new_replica()
        certificates.own(store)
