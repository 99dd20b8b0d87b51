"""Whether an attached file that came from another computer may be shown: a limited process decodes it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.storage import blob_travel, blobs
from danvan_desktop.storage.database import atomic

if TYPE_CHECKING:
    from danvan_desktop.storage.store import Store


def look_at_new(store: Store) -> int:
    """Decode what came and was not looked into yet; returns how many files cannot be opened. They stay, unshown."""
    waiting = blob_travel.unseen(store.conn)
    if not waiting:
        return 0
    from danvan_desktop.documents.limited import Looker

    broken = 0
    with Looker() as looker:
        for digest in waiting:
            kind = looker.look(_bytes(store, digest))
            with atomic(store.conn):
                blob_travel.note_look(store.conn, digest, kind)
            broken += not kind
    return broken


def may_show(store: Store, digest: str, mime: str) -> bool:
    """Whether a file may be decoded here as what its record calls it. Own files may; reads only."""
    if not digest or not blob_travel.came_from_elsewhere(store.conn, digest):
        return True
    kind = blob_travel.look_of(store.conn, digest)
    if kind is None:
        from danvan_desktop.documents.limited import Looker

        with Looker() as looker:
            kind = looker.look(_bytes(store, bytes.fromhex(digest)))
    return kind == mime


def cannot_open(store: Store, digest: str, mime: str) -> bool:
    """Whether a file was looked into and is not what its record calls it: shown as "không mở được"."""
    kind = blob_travel.look_of(store.conn, digest) if digest else None
    return kind is not None and kind != mime


def _bytes(store: Store, digest: bytes) -> bytes:
    try:
        return blobs.get(store.conn, digest.hex()) or b""
    except ValueError:  # the disk has damaged it
        return b""
