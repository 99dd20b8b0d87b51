"""Taking a roster into the store: computers, closings and mergers; it only moves up, a restore takes the peer's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from danvan_desktop.handoff import certificates
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
    pin,
    trust_of,
)
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.identity import UnitInfo, add_replica, save_unit
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store


def take(store: Store, offered: Roster, *, from_above: bool = False) -> str:
    """Take a roster where it is to be believed and newer; returns `Trust.judge`, or closed-here. In `writing`.

    `from_above`: it came from the office above in its own signed package; where no root is pinned yet its root is
    then taken for the right one, "not compared" until the root code was typed.
    """
    word, me = trust_of(store).judge(offered), store.replica.id
    if word == NO_ROOT and from_above:
        pin(store, offered.root.code, compared=False)
        word = NEWER
    if word == NEWER:
        put_in_force(store, offered)
        word = NEWER if store.replica.id == me else CLOSED_HERE
    elif word == OLDER:
        peers.alarm(store.conn, "roster-older", f"{offered.province} {offered.version}", now_ms())
    elif word == OTHER_ROOT:
        peers.alarm(store.conn, "roster-other-root", offered.root.code, now_ms())
        store.settings.set(OFFERED, offered.text)
    return word


def put_in_force(store: Store, taken: Roster) -> None:
    """What a roster says is so from now on. In `writing`."""
    was = trust_of(store)
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
    """The unit itself while it stands; a dissolved one's only successor of its own level, else the unit above it."""
    units, passed = {unit.code: unit for unit in taken.units}, {taken.province}
    while parent not in passed and _is_dissolved(taken, parent):
        passed.add(parent)
        entry = units.get(parent)
        heirs = [code for code in entry.into if code in units and units[code].level == entry.level] if entry else []
        parent = heirs[0] if len(heirs) == 1 else entry.parent if entry and entry.parent else taken.province
    return parent


def _is_dissolved(taken: Roster, unit: str) -> bool:
    """Whether every computer of a unit was closed because the unit was merged or split."""
    shut = [entry.closed for entry in taken.replicas if entry.certificate.unit.code == unit]
    return bool(shut) and all(closed is not None and closed.reason == "merged" for closed in shut)


def admit_all(store: Store, taken: Roster) -> None:
    """Make the computers known that this office has to do with: above it, below it, and its own.

    Another computer of this office is known by it as an author only: its ops are read, nothing is sealed to it.
    """
    compared = trust_of(store).compared
    around = near(taken, store.unit)
    here = certificates.stored(store)
    for entry in taken.replicas:
        known = here.get(entry.certificate.replica)
        checked = entry.checked and compared
        if known is not None:
            _renew(store, entry, known, checked=checked)
        elif entry.certificate.unit.code in around:
            own = entry.certificate.unit.code == store.unit.code
            certificates.admit(store, entry.certificate, checked=checked and not own)
            roster_tables.forget_newcomer(store.conn, entry.certificate.replica)
            if own:
                roster_tables.note_told(store.conn, entry.certificate.replica)


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


def near(taken: Roster, me: UnitInfo) -> set[str]:
    """Units above this office and below it. Offices beside it exchange nothing with it and stay in the roster only."""
    parents = {e.certificate.unit.code: e.certificate.unit.parent_code for e in taken.replicas}
    parents |= {unit.code: unit.parent for unit in taken.units if unit.parent}
    above = {taken.province}
    step = me.parent_code
    while step and step not in above:
        above.add(step)
        step = parents.get(step, "")
    below = {me.code}
    while grown := {code for code, parent in parents.items() if parent in below} - below:
        below |= grown
    return above | below


def close_all(store: Store, entries: Iterable[tuple[bytes, ReplicaEntry]]) -> None:
    """Judge anew what closed computers wrote. A closed one that is this very computer goes on as a new one."""
    mine = False
    for replica, entry in entries:
        if entry.closed is None:
            continue
        shut = Closing(replica, entry.closed.at, entry.closed.reason, entry.closed.on)
        if roster_tables.close_replica(store.conn, shut):
            store.roster_changed(replica)
            mine = mine or replica == store.replica.id
    if mine:
        peers.alarm(store.conn, "closed-here", store.replica.id.hex(), now_ms())
        store.become_new_replica()
        certificates.own(store)
