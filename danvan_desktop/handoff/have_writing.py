"""have.json as it is written: what is here and what is lacking, what became of the reader's packages, whom we take
it to be. `have.read_have` reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from danvan_desktop.domain.ranges import Range, union
from danvan_desktop.handoff import access_heads, carried, twins
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import blob_travel, exchange, parting, peer_forks, peers, segments
from danvan_desktop.storage.store import Store

Pieces = Mapping[bytes, Collection[Range]]  # attached files by hash


def told(store: Store, scope: Scope) -> dict[str, Any]:
    """What the unit of `scope` is told: ranges per replica (their gaps are the holes), verdicts, requests."""
    conn, spoken_of = store.conn, scope.told()
    passed = peer_forks.passed_over(conn, scope.unit)
    held = segments.held(conn, sorted(spoken_of)) | scope.echoed(spoken_of)
    for replica, first in passed.items():
        held[replica] = union([*held.get(replica, ()), *parting.here_before(conn, replica, first)])
    return {
        "v": 1,
        "ranges": {replica.hex(): _pairs(ranges) for replica, ranges in held.items()},
        "tops": parting.tops(conn, held),
        "packages": {p.hex(): word for p, word in peers.verdicts_for(conn, scope.unit).items()},
        "lines": {
            line.hex(): [i.replica.hex(), i.serial] for line, i in peers.incarnations(conn, scope.unit).items()
        },
        "access": access_heads.told_to(store, scope),
        **_apart(store, passed, held, spoken_of),
        **_lacking(store, scope),
    }  # fmt: skip


def _apart(
    store: Store, passed: Mapping[bytes, int], held: Mapping[bytes, list[Range]], spoken_of: Collection[bytes]
) -> dict[str, Any]:
    """Replicas of which two copies wrote: where they part (`forks`), and what would be refused again (`refused`)."""
    over = {replica: (first, parting.SETTLED) for replica, first in passed.items()}
    forks = {r: at for r, at in (parting.told_of(store.conn) | over).items() if r in spoken_of or r in held}
    refused = parting.refused(store.conn, twins.own_replicas(store))
    said = {
        "forks": {r.hex(): [first, op.hex()] for r, (first, op) in forks.items()},
        "refused": {r.hex(): numbers for r, numbers in refused.items() if r in held},
    }
    return {name: found for name, found in said.items() if found}


def _lacking(store: Store, scope: Scope) -> dict[str, Any]:
    """Values and files asked for: of dossiers handed on; within the office, of every record, and what it destroyed."""
    conn = store.conn
    values, files = carried.to_ask(store, scope)
    pieces: Pieces = {digest: blob_travel.lacking(conn, digest) for digest in files}
    if not scope.same_unit:
        said = {"missing": _hex(values), "blobs": _by_hex(pieces)}
        return {name: found for name, found in said.items() if found}
    return {
        "missing": _hex(values | set(exchange.missing_values(conn, store.types, scope.unit))),
        "destroyed": _hex(exchange.destroyed_values(conn)),
        "blobs": _by_hex({**pieces, **blob_travel.missing(conn, store.types, scope.unit)}),
    }


def _hex(hashes: Collection[bytes]) -> list[str]:
    return [digest.hex() for digest in sorted(hashes)]


def _by_hex(pieces: Pieces) -> dict[str, list[list[int]]]:
    return {digest.hex(): _pairs(ranges) for digest, ranges in pieces.items()}


def _pairs(ranges: Collection[Range]) -> list[list[int]]:
    return [list(one) for one in ranges]
