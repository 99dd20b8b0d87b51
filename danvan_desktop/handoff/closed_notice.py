"""Telling a computer that it was closed: the roster, sealed to its own key, beside the package it sent.

Not for a stolen one: that is told nothing. The receipt carries our certificate, the roster in force and the verdicts on
its packages; no ranges, no record.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import certificates, doc_this, form, package
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.contents import Part
from danvan_desktop.handoff.package import Heading
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers, roster_tables, schema
from danvan_desktop.storage.store import Store


class _ToClosed(Scope):
    """A receipt to one computer to which nothing else is sealed any more."""

    def __init__(self, store: Store, closed: Certificate) -> None:
        super().__init__(store, closed.unit.code)
        self._closed = closed

    def recipients(self) -> list[str]:
        return [self._closed.age_key]


def receipt(store: Store, replica: bytes) -> bytes:
    """What tells the closed computer `replica`, which is known here, that it is closed."""
    with store.writing():
        certificates.own(store)
        scope = _ToClosed(store, certificates.stored(store)[replica])
        told = {p.hex(): word for p, word in peers.verdicts_for(store.conn, scope.unit).items()}
        have: dict[str, Any] = {"v": 1, "ranges": {}, "packages": told, "lines": {}}
        heading = Heading(package.next_number(store), 1, receipt=True, have=have, state={})
    keys: dict[str, Any] = {"v": 1, "certificates": [c.text for c in certificates.chain(store, {store.replica.id})]}
    mine = roster_tables.in_force(store.conn)
    if mine is not None:
        keys |= {"holds": list(mine[0]), "roster": mine[1]}
    files = {
        form.HAVE: encode(heading.have),
        form.ROSTER: encode(keys),
        form.SCHEMA: encode({"v": schema.SCHEMA_VERSION, "types": []}),
        form.README: doc_this.text(store.unit.code, scope.unit, heading.number, 1, 1).encode(),
    }
    return package.sealed(store, scope, Part(), heading, 1, files)
