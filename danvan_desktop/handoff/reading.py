"""Reading a package: every signature, size, hash and sequence is checked in memory before anything is applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from danvan_desktop.domain.journal import Op
from danvan_desktop.domain.text import is_unit_code, shown_name
from danvan_desktop.handoff import (
    access_heads,
    archive,
    certificate_trust,
    certificates,
    form,
    minisign,
    newcomers,
    roster_travel,
)
from danvan_desktop.handoff.attached import NONE_ATTACHED, Attached, read_attached
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.handoff.have import Have, read_have
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.roster_travel import NOTHING, Carried, Vouching
from danvan_desktop.handoff.segment_reading import read_segment
from danvan_desktop.i18n import N_
from danvan_desktop.storage.access_heads import Head
from danvan_desktop.storage.segments import Segment

DOSSIER = "transfer"  # the type of record that hands a dossier on


@dataclass(frozen=True)
class Reader:
    """Who reads: the unit, its age identities (old ones too), and the certificates it trusts."""

    unit: str
    identities: Sequence[str]
    known: Mapping[bytes, Certificate]
    training: bool = False
    closed: frozenset[bytes] = frozenset()  # computers that vouch for nobody any more
    vouching: Vouching | None = None  # which roster is believed
    standing: Mapping[str, str] = field(default_factory=dict)  # what stands in the place of dissolved units


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
    access_unfit: bool = False  # its log no longer leads to a head it sent


@dataclass(frozen=True)
class Package:
    """A package whose every byte is accounted for."""

    manifest: Manifest
    certificates: list[Certificate]  # new or renewed ones, all trusted, in the order to take them in
    segments: list[tuple[Segment, list[Op]]]
    values: list[bytes]
    have: Have
    attached: Attached = NONE_ATTACHED
    keys: Carried = NOTHING

    @property
    def ops(self) -> int:
        """How many ops it brings."""
        return sum(len(ops) for _segment, ops in self.segments)


def read(data: bytes, reader: Reader) -> Package:
    """Open and check a .danvan file. Raises RefusedError and nothing else; touches no store and no disk."""
    plain = archive.decrypt(data, reader.identities)
    try:
        files = archive.unzip(plain)
    except RefusedError as refused:
        if refused.word == "malformed" and _is_newer(archive.manifest_in(plain)):
            raise RefusedError("newer") from None  # entries of a later form are no damage
        raise
    return read_files(files, reader)


def _is_newer(manifest: bytes) -> bool:
    try:
        version = json.loads(manifest)["v"]
    except form.JSON_ERRORS:
        return False
    return type(version) is int and version > form.PACKAGE_VERSION


def read_files(files: Mapping[str, bytes], reader: Reader) -> Package:
    """Check what was sealed: the same for a package somebody opened with the public tools."""
    raw = _raw_manifest(files)
    _check_training(raw, reader)
    new = _new_certificates(files.get(form.ROSTER, b""), reader)
    known = {**reader.known, **{c.replica: c for c in new}}
    keys = roster_travel.unpack(files.get(form.ROSTER, b""))
    if reader.vouching is not None:
        known |= reader.vouching.certificates(keys, known)
    try:
        manifest = _checked_manifest(raw, files, known)
    except RefusedError as refused:
        refused.asks_by(newcomers.in_package(raw, files, reader.unit))
        raise
    try:
        _check_addressee(manifest, reader.unit)
        _check_files(raw.get("files"), files)
        found = [read_segment(files[name], name, known) for name in sorted(files) if name.startswith(form.SEGMENT)]
        if reader.vouching is not None:  # a real reader, not somebody who only looks at the file
            _check_beside(manifest, known, reader, found)
        values = [files[name] for name in sorted(files) if name.startswith(form.VALUE)]
        attached = read_attached(raw.get("pieces"), files)
        return Package(manifest, new, sorted(found, key=_place), values, read_have(files), attached, keys)
    except RefusedError as refused:
        refused.asks_by(newcomers.author_in(files, known, manifest.sender))
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


def _check_beside(
    manifest: Manifest, known: Mapping[bytes, Certificate], reader: Reader, found: list[tuple[Segment, list[Op]]]
) -> None:
    """An office beside this one hands dossiers on and nothing else: its other records are none of ours."""
    sender, me = manifest.sender.unit.code, reader.unit
    parents = {c.unit.code: c.unit.parent_code for c in known.values() if c.unit.parent_code}
    if sender in _way_up(me, parents) or me in _way_up(sender, parents):
        return
    if any(not any(op.type_name == DOSSIER for op in ops) for _segment, ops in found):
        raise RefusedError("not-for-us", to=parents.get(sender, "?"))


def _way_up(unit: str, parents: Mapping[str, str]) -> list[str]:
    """The unit and those above it."""
    found: list[str] = []
    while unit and unit not in found:
        found.append(unit)
        unit = parents.get(unit, "")
    return found


def _place(found: tuple[Segment, list[Op]]) -> tuple[bytes, int]:
    return found[0].replica, found[0].first


def _raw_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        raw = form.loads(files[form.MANIFEST])
        version = raw["v"]
    except form.JSON_ERRORS:
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
        raw = form.loads(roster)
        offered = [certificates.read(text) for text in raw["certificates"]]
    except (*form.JSON_ERRORS, BadCertificateError):
        raise RefusedError("malformed", detail=N_("certificates")) from None
    return certificate_trust.trusted(offered, reader.known, reader.unit, reader.closed, reader.standing)


def _checked_manifest(
    raw: Mapping[str, Any], files: Mapping[str, bytes], known: Mapping[bytes, Certificate]
) -> Manifest:
    """The manifest, once its signature is that of a replica known here of the unit it names."""
    try:
        sender = known.get(bytes.fromhex(raw["replica"]))
        claimed = shown_name(str(raw["from"])[:40])
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
            int(raw.get("made", 0)), access_heads.read(raw.get("access")), bool(raw.get(access_heads.UNFIT)),
        )  # fmt: skip
    except form.JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("manifest")) from None
    numbers = 0 < manifest.number < 2**62 and 0 < manifest.part < 2**31 and 0 < manifest.serial < 2**31
    if not (numbers and 0 <= manifest.made < form.LAST_MS and is_unit_code(manifest.to)):
        raise RefusedError("malformed", detail=N_("manifest"))
    return manifest


def _check_files(listed: object, files: Mapping[str, bytes]) -> None:
    """The manifest names every file with its size and hash, and no other."""
    try:
        wanted = {name: (size, digest) for name, size, digest in listed}  # type: ignore[attr-defined]
    except form.JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("manifest")) from None
    if set(wanted) != set(files) - {form.MANIFEST, form.SIGNATURE}:
        raise RefusedError("malformed", detail=N_("files other than those listed"))
    for name, (size, digest) in wanted.items():
        data = files[name]
        if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
            raise RefusedError("malformed", detail=N_("a file other than listed"))
        folder, _slash, digits = name.partition("/")
        if folder in {"seg", "value", "blob"} and digits != digest:
            raise RefusedError("malformed", detail=N_("a file other than listed"))
