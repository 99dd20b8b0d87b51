"""The head of the access log in packages: mine in the manifest, the reader's in have.json as it was last heard here.

Both members are additions: older programs pass over them, and where they are missing nothing is said. A head that is
not well formed is passed over too; it must never keep records from coming in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.storage import access_heads, peers
from danvan_desktop.storage.access_heads import Head, Told
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.handoff.have import Have
    from danvan_desktop.handoff.reading import Manifest
    from danvan_desktop.handoff.scope import Scope

UNFIT = "access_unfit"
_HASH_BYTES = 32
_MAX_TOLD = 200


def in_manifest(store: Store) -> list[object]:
    """Count and hash of this folder's log."""
    head = access_heads.own(store.conn)
    return [head.lines, head.hash.hex()]


def unfit(store: Store) -> dict[str, int]:
    """The manifest's word that this log no longer leads to a head which left this computer: how many lines that had.

    A program answers honestly for a log that somebody cut with the key in hand. A restored folder is another replica,
    and says so by itself.
    """
    told = access_heads.first_unfit(store.conn, access_heads.of(store.conn, [store.replica.id]))
    return {UNFIT: told.head.lines} if told else {}


def told_to(store: Store, scope: Scope) -> dict[str, list[object]]:
    """What was heard of the logs of the unit a package goes to."""
    theirs = [replica for replica, c in scope.known.items() if c.unit.code == scope.unit]
    return {
        told.replica.hex(): [told.head.lines, told.head.hash.hex()]
        for told in access_heads.of(store.conn, theirs)[:_MAX_TOLD]
    }


def read(raw: object) -> Head | None:
    """A head as it stands in JSON; None when it is none."""
    if not isinstance(raw, list) or len(raw) != 2:
        return None
    lines, digits = raw
    if type(lines) is not int or not 0 <= lines < 2**62 or not isinstance(digits, str):
        return None
    try:
        digest = bytes.fromhex(digits)
    except ValueError:
        return None
    return Head(lines, digest) if len(digest) == _HASH_BYTES else None


def read_all(raw: object) -> dict[bytes, Head]:
    """Heads by replica; what is not well formed is left out."""
    found: dict[bytes, Head] = {}
    for name, item in raw.items() if isinstance(raw, dict) else ():
        head = read(item)
        try:
            replica = bytes.fromhex(name)
        except ValueError:
            continue
        if head is not None and len(replica) == 8:
            found[replica] = head
    return found


def learn(store: Store, manifest: Manifest, have: Have, now: int) -> None:
    """Keep the sender's head, and what it heard of ours. In `writing`."""
    sender, conn = manifest.sender, store.conn
    if manifest.access is not None:
        keep_theirs(store, manifest, manifest.access, now)
    for replica in own_replicas(store):
        head = have.access.get(replica)
        if head is not None:
            access_heads.keep(conn, Told(replica, head, sender.unit.code, now))


def keep_theirs(store: Store, manifest: Manifest, head: Head, now: int) -> None:
    """Keep a head; a log of as many lines with another end is not the one it was."""
    sender, conn = manifest.sender, store.conn
    before = access_heads.of(conn, [sender.replica])
    other_end = bool(before) and before[0].head.lines == head.lines and before[0].head.hash != head.hash
    if other_end or manifest.access_unfit:
        peers.alarm(conn, "access-log-differs", sender.replica.hex(), now)
    access_heads.keep(conn, Told(sender.replica, head, sender.unit.code, now))


def note_sent(store: Store, to_unit: str, now: int) -> None:
    """The head that has just left this computer, unless an earlier one is evidence of a cut. In `writing`."""
    if not unfit(store):
        access_heads.keep(store.conn, Told(store.replica.id, access_heads.own(store.conn), to_unit, now))


def own_replicas(store: Store) -> list[bytes]:
    """The replica this folder is and those it was: one log goes through them all."""
    return [store.replica.id, *old_replicas(store.settings)]
