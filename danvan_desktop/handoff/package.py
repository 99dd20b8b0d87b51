"""Writing packages: parts each whole in itself, signed inside, sealed outside, all in memory."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import access_heads, certificates, form, minisign
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange, peers, schema, segments, vault
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

_DATE = (1980, 1, 1, 0, 0, 0)  # no clock in the entries; the manifest says when


@dataclass
class Part:
    """What one part carries: segments as blobs and values by hash."""

    segments: list[Segment] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def add(self, name: str, data: bytes) -> None:
        """Put a file in."""
        if name not in self.files:
            self.files[name] = data
            self.size += len(data)

    @property
    def ops(self) -> int:
        """How many ops its segments hold."""
        return sum(s.last - s.first + 1 for s in self.segments)


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


def parts(store: Store, scope: Scope, wanted: Sequence[Segment]) -> Iterator[Part]:
    """Segments laid into parts, each with the persons' values its ops name where those may travel."""
    part, first = Part(), True
    extra = _asked_values(store, scope)
    for segment in wanted:
        blob = segments.blob(store.conn, segment)
        values = _values(store, scope, segment)
        size = len(blob) + sum(map(len, values.values()))
        if part.files and (part.size + size > form.MAX_PART or len(part.files) + len(values) >= form.PART_ENTRIES):
            yield part
            part, first = Part(), False
        part.segments.append(segment)
        part.add(form.SEGMENT + segment.id.hex(), blob)
        for digest, value in values.items():
            part.add(form.VALUE + digest.hex(), value)
    for digest, value in extra.items():
        if part.size + len(value) <= form.MAX_PART and len(part.files) < form.PART_ENTRIES:
            part.add(form.VALUE + digest.hex(), value)  # the rest is asked for again
    if part.files or first:
        yield part


def _values(store: Store, scope: Scope, segment: Segment) -> dict[bytes, bytes]:
    if not scope.values_travel():
        return {}
    return vault.export(store.conn, sorted(exchange.sealed_in(segments.lines(store.conn, segment))))


def _asked_values(store: Store, scope: Scope) -> dict[bytes, bytes]:
    if not scope.values_travel():
        return {}
    return vault.export(store.conn, sorted(peers.missing(store.conn, scope.lines())))


def have(store: Store, scope: Scope) -> dict[str, Any]:
    """have.json: ranges per replica (their gaps are the holes), verdicts, and whom we take the reader to be."""
    held = segments.held(store.conn, sorted(scope.shared()))
    told: dict[str, Any] = {
        "v": 1,
        "ranges": {replica.hex(): [list(r) for r in ranges] for replica, ranges in held.items()},
        "packages": {p.hex(): word for p, word in peers.verdicts_for(store.conn, scope.unit).items()},
        "lines": {
            line.hex(): [i.replica.hex(), i.serial]
            for line, i in peers.incarnations(store.conn, scope.unit).items()
        },
        "access": access_heads.told_to(store, scope),
    }  # fmt: skip
    if scope.same_unit:
        told["missing"] = [h.hex() for h in exchange.missing_values(store.conn, store.types, scope.unit)]
        told["destroyed"] = [h.hex() for h in exchange.destroyed_values(store.conn)]
    return told


def seal(store: Store, scope: Scope, part: Part, heading: Heading, place: int) -> bytes:
    """One part as the bytes of its .danvan file."""
    import pyrage

    me = store.replica
    chain = certificates.chain(store, {me.id, *(s.replica for s in part.segments)})
    files = {
        **part.files,
        form.HAVE: encode(heading.have),
        form.ROSTER: encode({"v": 1, "certificates": [c.text for c in chain]}),
        form.SCHEMA: encode({"v": schema.SCHEMA_VERSION, "types": sorted(store.types)}),
        form.README: form.DOC_THIS.format(
            sender=store.unit.code, to=scope.unit, number=heading.number, part=place, parts=heading.parts
        ).encode(),
    }
    manifest = _manifest(store, scope, part, heading, place, files)
    comment = f"danvan manifest from {store.unit.code} to {scope.unit} number {heading.number} part {place}"
    signed = {
        form.MANIFEST: manifest,
        form.SIGNATURE: minisign.sign(manifest, me.seed, me.id, comment),
        **dict(sorted(files.items())),
    }
    keys = sorted({*scope.recipients(), me.age_key})
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    return bytes(pyrage.encrypt(_zipped(signed), recipients))


def _manifest(store: Store, scope: Scope, part: Part, heading: Heading, place: int, files: dict[str, bytes]) -> bytes:
    me = store.replica
    mark = {"training": True} if is_training(store.settings) else {}
    return encode({
        **mark, "v": form.PACKAGE_VERSION, "number": heading.number, "part": place, "parts": heading.parts,
        "from": store.unit.code, "to": scope.unit, "replica": me.id.hex(), "serial": me.serial, "made": now_ms(),
        "schema": schema.SCHEMA_VERSION, "roster": int(store.settings.get("roster.version", "0")),
        "receipt": heading.receipt, "state": heading.state, "access": access_heads.in_manifest(store),
        "counts": exchange.counts(store.conn, [(s.replica, s.first, s.last) for s in part.segments]),
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
