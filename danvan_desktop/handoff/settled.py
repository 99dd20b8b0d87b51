"""After two copies of one data folder were written in: when the office that parted has sent its changes again."""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain import ranges
from danvan_desktop.handoff.imported import APPLIED
from danvan_desktop.handoff.reading import Package
from danvan_desktop.storage import parting, peers, quarantine, segments
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

FORK = "fork"


def release(store: Store, package: Package) -> int:
    """Let kept packages go whose content has come under new numbers; returns how many. In `writing`.

    The sender must be the very installation that wrote them, go on as another replica, hold what stands here under
    the numbers used twice, and have nothing that is not here.
    """
    sender, conn = package.manifest.sender, store.conn
    if sender.replica not in package.have.ranges or not package.have.forks:
        return 0
    held = segments.held(conn, [sender.replica]).get(sender.replica, ())
    if not all(ranges.covers(held, first, last) for first, last in package.have.ranges[sender.replica]):
        return 0
    known = peers.certificates(conn)
    agreed = {
        replica for replica, (first, op_id) in package.have.forks.items()
        if replica != sender.replica and replica in known and known[replica].line == sender.line
        and op_id == parting.op_at(conn, replica, first)
    }  # fmt: skip
    return sum(_let_go(store, kept.id, agreed) for kept in quarantine.listed(conn) if kept.reason == FORK)


def _let_go(store: Store, package_id: bytes, agreed: set[bytes]) -> bool:
    seen = peers.seen(store.conn, package_id)
    if seen is None or seen.replica not in agreed:
        return False
    quarantine.release(store.conn, package_id)
    peers.note_seen(store.conn, replace(seen, verdict=APPLIED), now_ms())
    return True
