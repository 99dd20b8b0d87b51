"""Reading a package: every signature, size, hash and sequence is checked in memory before anything is applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from danvan_desktop.domain import journal
from danvan_desktop.domain.journal import BadOpError, Op
from danvan_desktop.domain.ranges import Range, union
from danvan_desktop.handoff import access_heads, archive, certificates, form, minisign
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_
from danvan_desktop.storage import segments
from danvan_desktop.storage.access_heads import Head
from danvan_desktop.storage.segments import Segment

_JSON_ERRORS = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Reader:
    """Who reads: the unit, its age identities (old ones too), and the certificates it trusts."""

    unit: str
    identities: Sequence[str]
    known: Mapping[bytes, Certificate]
    training: bool = False


@dataclass(frozen=True)
class Have:
    """What the sender says it holds and thinks."""

    ranges: dict[bytes, list[Range]] = field(default_factory=dict)
    packages: dict[bytes, str] = field(default_factory=dict)
    lines: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)
    missing: list[bytes] = field(default_factory=list)
    destroyed: list[bytes] = field(default_factory=list)
    access: dict[bytes, Head] = field(default_factory=dict)  # of our access log, as the sender heard of it


@dataclass(frozen=True)
class Manifest:
    """The manifest as read; `sender` is the certificate whose key signed it."""

    sender: Certificate
    serial: int
    number: int
    part: int
    to: str
    receipt: bool
    schema: int
    state: dict[str, str]
    made: int = 0  # ms; what the sender's clock said
    access: Head | None = None  # of the sender's access log; a package of an older program has none


@dataclass(frozen=True)
class Package:
    """A package whose every byte is accounted for."""

    manifest: Manifest
    certificates: list[Certificate]  # new or renewed ones, all trusted, in the order to take them in
    segments: list[tuple[Segment, list[Op]]]
    values: list[bytes]
    have: Have


def read(data: bytes, reader: Reader) -> Package:
    """Open and check a .danvan file. Raises RefusedError and nothing else; touches no store and no disk."""
    return read_files(archive.unzip(archive.decrypt(data, reader.identities)), reader)


def read_files(files: Mapping[str, bytes], reader: Reader) -> Package:
    """Check what was sealed: the same for a package somebody opened with the public tools."""
    raw = _raw_manifest(files)
    _check_training(raw, reader)
    new = _new_certificates(files.get(form.ROSTER, b""), reader)
    known = {**reader.known, **{c.replica: c for c in new}}
    manifest = _checked_manifest(raw, files, known)
    try:
        _check_addressee(manifest, reader.unit)
        _check_files(raw["files"], files)
        found = [_segment(files[name], name, known) for name in sorted(files) if name.startswith(form.SEGMENT)]
        values = [files[name] for name in sorted(files) if name.startswith(form.VALUE)]
        return Package(manifest, new, sorted(found, key=_place), values, _have(files))
    except RefusedError as refused:
        refused.sender = refused.sender or manifest.sender.unit.code
        refused.verified = True
        raise


def _check_training(raw: Mapping[str, Any], reader: Reader) -> None:
    """Training and real offices take nothing from each other; said before anything else, whoever the sender is."""
    if (raw.get("training") is True) != reader.training:
        raise RefusedError("real" if reader.training else "training")


def _check_addressee(manifest: Manifest, unit: str) -> None:
    if manifest.to != unit:
        raise RefusedError("not-for-us", to=manifest.to)


def _place(found: tuple[Segment, list[Op]]) -> tuple[bytes, int]:
    return found[0].replica, found[0].first


def _raw_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        raw = json.loads(files[form.MANIFEST])
        version = raw["v"]
    except _JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("manifest")) from None
    if isinstance(version, int) and version > form.PACKAGE_VERSION:
        raise RefusedError("newer")
    if version != form.PACKAGE_VERSION:
        raise RefusedError("malformed", detail=N_("manifest"))
    return dict(raw)


def _new_certificates(roster: bytes, reader: Reader) -> list[Certificate]:
    """Certificates the package brings, as far as they follow from those known here."""
    if not roster:
        return []
    try:
        raw = json.loads(roster)
        offered = [certificates.read(text) for text in raw["certificates"]]
    except (*_JSON_ERRORS, BadCertificateError):
        raise RefusedError("malformed", detail=N_("certificates")) from None
    return certificates.trusted(offered, reader.known, reader.unit)


def _checked_manifest(
    raw: Mapping[str, Any], files: Mapping[str, bytes], known: Mapping[bytes, Certificate]
) -> Manifest:
    """The manifest, once its signature is that of a replica known here of the unit it names."""
    try:
        sender = known.get(bytes.fromhex(raw["replica"]))
        claimed = str(raw["from"])[:40]
        if sender is None:
            raise RefusedError("unknown-sender", sender=claimed)
        signature = files.get(form.SIGNATURE, b"")
        if minisign.verify(files[form.MANIFEST], signature, sender.sign_key, sender.replica) is None:
            raise RefusedError("wrong-signature", sender=claimed)
        if raw["from"] != sender.unit.code:
            raise RefusedError("wrong-signature", sender=claimed)
        manifest = Manifest(
            sender, min(int(raw["serial"]), sender.serial), int(raw["number"]), int(raw["part"]), str(raw["to"]),
            raw["receipt"] is True, int(raw["schema"]), {str(k): str(v) for k, v in raw["state"].items()},
            int(raw.get("made", 0)), access_heads.read(raw.get("access")),
        )  # fmt: skip
    except _JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("manifest")) from None
    if not (0 < manifest.number < 2**62 and 0 < manifest.part < 2**31 and 0 < manifest.serial < 2**31):
        raise RefusedError("malformed", detail=N_("manifest"))
    return manifest


def _check_files(listed: object, files: Mapping[str, bytes]) -> None:
    """The manifest names every file with its size and hash, and no other."""
    try:
        wanted = {name: (size, digest) for name, size, digest in listed}  # type: ignore[attr-defined]
    except _JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("manifest")) from None
    if set(wanted) != set(files) - {form.MANIFEST, form.SIGNATURE}:
        raise RefusedError("malformed", detail=N_("files other than those listed"))
    if any(name.startswith(form.LATER) for name in files):
        raise RefusedError("newer")
    for name, (size, digest) in wanted.items():
        data = files[name]
        if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
            raise RefusedError("malformed", detail=N_("a file other than listed"))
        folder, _slash, digits = name.partition("/")
        if folder in {"seg", "value"} and digits != digest:
            raise RefusedError("malformed", detail=N_("a file other than listed"))


def _segment(blob: bytes, name: str, known: Mapping[bytes, Certificate]) -> tuple[Segment, list[Op]]:
    signature, body = blob[: segments.SIGNATURE_BYTES], blob[segments.SIGNATURE_BYTES :]
    header, *lines = body.split(b"\n")
    try:
        raw = json.loads(header)
        replica, first, last = bytes.fromhex(raw["a"]), raw["from"], raw["to"]
        version = raw["v"]
    except _JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("a segment")) from None
    author = known.get(replica)
    if author is None:
        raise RefusedError("unknown-sender")
    if not segments.verifies(author.sign_key, signature, "segment", body):
        raise RefusedError("wrong-signature")
    if isinstance(version, int) and version > segments.SEGMENT_VERSION:
        raise RefusedError("newer")
    ops = [_op(line) for line in lines]
    numbers = [op.seq for op in ops]
    if not _is_range(first, last, len(ops)) or numbers != list(range(first, last + 1)):
        raise RefusedError("malformed", detail=N_("a segment's numbers"))
    if any(op.replica != replica for op in ops):
        raise RefusedError("malformed", detail=N_("a segment's numbers"))
    digest = bytes.fromhex(name.removeprefix(form.SEGMENT))
    return Segment(digest, replica, first, last, header, signature), ops


def _is_range(first: object, last: object, count: int) -> bool:
    return type(first) is int and type(last) is int and 0 < first <= last < 2**62 and last - first + 1 == count


def _op(line: bytes) -> Op:
    try:
        return journal.parse_line(line)
    except BadOpError:
        if _newer_op(line):
            raise RefusedError("newer") from None
        raise RefusedError("malformed", detail=N_("a segment")) from None


def _newer_op(line: bytes) -> bool:
    try:
        version = json.loads(line)["v"]
    except _JSON_ERRORS:
        return False
    return type(version) is int and version > journal.OP_VERSION


def _have(files: Mapping[str, bytes]) -> Have:
    try:
        raw = json.loads(files[form.HAVE])
        return Have(
            {bytes.fromhex(r): union((int(a), int(b)) for a, b in pairs if 0 < a <= b < 2**62)
             for r, pairs in raw["ranges"].items()},
            {bytes.fromhex(p): str(word) for p, word in raw["packages"].items()},
            {bytes.fromhex(n): (bytes.fromhex(i[0]), int(i[1])) for n, i in raw["lines"].items()},
            [bytes.fromhex(h) for h in raw.get("missing", ())],
            [bytes.fromhex(h) for h in raw.get("destroyed", ())],
            access_heads.read_all(raw.get("access")),
        )  # fmt: skip
    except _JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("receipt")) from None
