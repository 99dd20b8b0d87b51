"""Telling a computer that it was closed: the roster, sealed to its own key, beside the package it sent.

Not for a stolen one: that is told nothing. The receipt carries our certificate, the roster in force and the verdicts on
its packages; no ranges, no record.
"""

from __future__ import annotations

from danvan_desktop.handoff import certificates, notice
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.store import Store


def receipt(store: Store, replica: bytes) -> bytes:
    """What tells the closed computer `replica`, which is known here, that it is closed."""
    closed = certificates.stored(store)[replica]
    verdicts = peers.verdicts_for(store.conn, closed.unit.code)
    mine = roster_tables.in_force(store.conn)
    roster = {"holds": list(mine[0]), "roster": mine[1]} if mine is not None else {}
    return notice.sealed(store, closed, verdicts, roster)
