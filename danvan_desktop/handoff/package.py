"""Writing packages: parts each whole in itself, signed inside, sealed outside, all in memory."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import access_heads, contents, doc_this, form, minisign, roster_travel
from danvan_desktop.handoff.contents import Part
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers, schema, segments
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

_MARGIN = 60_000  # manifest, text, seals; hundredths of a part
_LEAST_ROOM = 300_000  # however long the list of what this office lacks, every part makes progress
_DATE = (1980, 1, 1, 0, 0, 0)  # no clock in the entries; the manifest says when


@dataclass(frozen=True)
class Heading:
    """What all parts of one package share."""

    number: int
    parts: int
    receipt: bool
    have: dict[str, Any]
    state: dict[str, str]


def next_number(store: Store) -> int:
    """A package number not used by this store before. In `writing`."""
    number = int(store.settings.get("handoff.number", "0")) + 1
    store.settings.set("handoff.number", str(number))
    return number


def room(store: Store, have_told: Mapping[str, Any], max_part_mb: int) -> int:
    """Bytes left for what a part carries beside what stands in every part."""
    standing = len(encode(have_told)) + sum(len(known.text) for known in peers.certificates(store.conn).values())
    standing += roster_travel.greatest(store)
    return max(_LEAST_ROOM, max_part_mb * 1_000_000 - standing - _MARGIN)


def seal(store: Store, scope: Scope, part: Part, heading: Heading, place: int) -> bytes:
    """One part as the bytes of its .danvan file."""
    me = store.replica
    counts, makers = segments.tally(store.conn, part.carried)
    files = {
        **contents.load(store, part),
        form.HAVE: encode(heading.have),
        form.ROSTER: roster_travel.packed(store, scope, {me.id, *scope.vouched(part.carried, makers)}),
        form.SCHEMA: encode({"v": schema.SCHEMA_VERSION, "types": sorted(store.types)}),
        form.README: doc_this.text(store.unit.code, scope.unit, heading.number, place, heading.parts).encode(),
    }
    return sealed(store, scope, about(store, part, counts), heading, place, files)


def sealed(
    store: Store, scope: Scope, told: Mapping[str, Any], heading: Heading, place: int, files: dict[str, bytes]
) -> bytes:
    """These files with their manifest and its signature, packed and sealed to whom `scope` names and to ourselves.

    `told`: what the manifest says of this part (`about`).
    """
    import pyrage

    me = store.replica
    manifest = _manifest(store, scope, told, heading, place, files)
    comment = f"danvan manifest from {store.unit.code} to {scope.unit} number {heading.number} part {place}"
    signed = {
        form.MANIFEST: manifest,
        form.SIGNATURE: minisign.sign(manifest, me.seed, me.id, comment),
        **dict(sorted(files.items())),
    }
    keys = sorted({*scope.recipients(), me.age_key})
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    return bytes(pyrage.encrypt(_zipped(signed), recipients))


def about(store: Store, part: Part, counts: Mapping[str, int]) -> dict[str, Any]:
    """What the manifest says of a part: `counts`, its changes per type, and what is said only where it is so."""
    mark: dict[str, Any] = {"counts": dict(counts)} | ({"training": True} if is_training(store.settings) else {})
    mark |= access_heads.unfit(store)
    if part.pieces:
        mark["pieces"] = contents.piece_sizes(store, part)
    return mark


def _manifest(
    store: Store, scope: Scope, told: Mapping[str, Any], heading: Heading, place: int, files: dict[str, bytes]
) -> bytes:
    me = store.replica
    return encode({
        **told, "v": form.PACKAGE_VERSION, "number": heading.number, "part": place, "parts": heading.parts,
        "from": store.unit.code, "to": scope.unit, "replica": me.id.hex(), "serial": me.serial, "made": now_ms(),
        "schema": schema.SCHEMA_VERSION, "roster": int(store.settings.get("roster.version", "0")),
        "receipt": heading.receipt, "state": heading.state, "access": access_heads.in_manifest(store),
        "files": [[name, len(data), hashlib.sha256(data).hexdigest()] for name, data in sorted(files.items())],
    })  # fmt: skip


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
