"""Attached files in a package: read from its entries, taken into the store, told as missing until they are whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from danvan_desktop.handoff import form
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_
from danvan_desktop.storage import blob_travel, blobs
from danvan_desktop.storage.store import Store


class Piece(NamedTuple):
    """A piece of a large file: whose, which (from 1), of how many bytes in all, and its own."""

    digest: bytes
    number: int
    size: int
    data: bytes


@dataclass(frozen=True)
class Attached:
    """What a package brings of attached files; a whole one is salt ‖ bytes."""

    whole: tuple[bytes, ...] = ()
    pieces: tuple[Piece, ...] = ()


NONE_ATTACHED = Attached()


def read_attached(sizes: object, files: Mapping[str, bytes]) -> Attached:
    """Those of a package; `sizes`: what its manifest says of files that come in pieces. Raises RefusedError."""
    told = sizes if isinstance(sizes, dict) else {}
    whole = [data for name, data in sorted(files.items()) if name.startswith(form.BLOB)]
    pieces = [_piece(name, data, told) for name, data in sorted(files.items()) if name.startswith(form.PIECE)]
    return Attached(tuple(whole), tuple(pieces))


def _piece(name: str, data: bytes, sizes: Mapping[str, object]) -> Piece:
    digits, _dot, number = name.removeprefix(form.PIECE).partition(".")
    size = sizes.get(digits)
    if type(size) is not int or not blob_travel.piece_fits(int(number), size, data):
        raise RefusedError("malformed", detail=N_("a piece of an attached file"))
    return Piece(bytes.fromhex(digits), int(number), size, data)


def take(store: Store, brought: Attached, *, same_unit: bool) -> int:
    """Keep what was brought; returns how many files are whole now. In `writing`, after the ops.

    Another office may bring only files that some record here names, as those of a dossier handed to us.
    """
    done = 0
    for data in brought.whole:
        if same_unit or blob_travel.is_named(store.conn, store.types, blob_travel.digest_of(data)):
            new = not blobs.holds(store.conn, blob_travel.digest_of(data).hex())
            done += blob_travel.accept(store.conn, data) is not None and new
    for digest, number, size, data in brought.pieces:
        if same_unit or blob_travel.is_named(store.conn, store.types, digest):
            done += blob_travel.accept_piece(store.conn, digest, number, size, data)
    return done
