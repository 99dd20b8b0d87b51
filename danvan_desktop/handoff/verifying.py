"""Looking whether a file of the hand-over is as its signer made it, without taking anything in.

Requests, certificates and backups are looked at as they lie (updates and rosters: verifying_signed.py); a package's
signature is sealed inside with the rest, so it needs a key that opens the package: an office's, or the file that
`danvan keys identity` wrote.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.domain.text import in_fours
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import archive, certificates, form, reading
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.handoff.enrolment import CERTIFICATE_SUFFIX, REQUEST_SUFFIX, read_answer, read_request
from danvan_desktop.handoff.reading import Package, Reader
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.release_keys import Signer
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.handoff.update_form import Contents
from danvan_desktop.storage import backup
from danvan_desktop.storage.files import disk_problem

PACKAGE, RECEIPT, REQUEST, CERTIFICATE, BACKUP, UPDATE, ROSTER, OTHER = (
    "package", "receipt", "request", "certificate", "backup", "update", "roster", "other",
)  # fmt: skip
UNKNOWN_SENDER, NEWER_DATA = "unknown-sender", "newer-data"
INTACT, CHANGED, SEALED = "intact", "changed", "sealed"
_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")


@dataclass(frozen=True)
class Looked:
    """What a file says of itself, as far as its signature bears it out.

    `state`: intact, changed, or sealed (it could not be looked into). `signer` and `subject` are certificates: who
    signed, and whom it is for where that is a computer; `to`: the unit a package is for.
    """

    kind: str
    state: str
    digest: bytes
    size: int
    signer: Certificate | None = None
    subject: Certificate | None = None
    made_ms: int = 0
    to: str = ""
    number: int = 0
    part: int = 1
    parts: int = 1
    training: bool = False
    reason: str = ""  # why it is not intact
    package: Package | None = None
    signed: Signer | None = None  # who signed an update
    update: Contents | None = None
    roster: Roster | None = None
    claimed: str = ""  # the unit an unknown signer says it is


def short_code(digest: bytes) -> str:
    """The first 16 signs of a file's SHA-256 in groups: what `sha256sum` shows too."""
    digits = digest.hex().upper()[:16]
    return in_fours(digits)


def identities_in(text: str) -> list[str]:
    """The secret keys in an identity file of age."""
    return _IDENTITY.findall(text)


def look(file: Path, identities: Sequence[str] = ()) -> Looked:
    """Look at one file. Raises UserError where it is none of ours, EnvironmentProblem where it cannot be read."""
    if file.suffix in {REQUEST_SUFFIX, CERTIFICATE_SUFFIX}:
        return _enrolment(file)
    if file.name.endswith(backup.SUFFIX):
        return _backup(file)
    return package(_bytes(file, form.MAX_FILE + 1), identities)


def package(data: bytes, identities: Sequence[str]) -> Looked:
    """Look at a package or a receipt."""
    whole, size = len(data) <= form.MAX_FILE, len(data)
    digest = hashlib.sha256(data).digest() if whole else b""  # of a part of a file it would be nobody's code
    if not data.startswith(form.AGE_ANY):
        return Looked(OTHER, CHANGED, digest, size, reason="malformed")
    if not identities:
        return Looked(PACKAGE, SEALED, digest, size)
    try:
        files = archive.unzip(archive.decrypt(data, identities))
        raw = _manifest(files)
    except RefusedError as refused:
        return Looked(PACKAGE, _state(refused), digest, size, reason=refused.word)
    return _opened(files, raw, digest, size)


def _opened(files: Mapping[str, bytes], raw: Mapping[str, Any], digest: bytes, size: int) -> Looked:
    """Check what was inside by the certificates it brings: whether those may be trusted is another question."""
    brought = _brought(files.get(form.ROSTER, b""))
    kind = RECEIPT if raw.get("receipt") is True else PACKAGE
    reader = Reader(str(raw.get("to")), (), brought, raw.get("training") is True)
    try:
        found = reading.read_files(files, reader)
    except RefusedError as refused:
        return Looked(kind, _state(refused), digest, size, to=reader.unit, reason=refused.word, claimed=refused.sender)
    manifest = found.manifest
    return Looked(
        kind, INTACT, digest, size, manifest.sender, made_ms=manifest.made, to=manifest.to, number=manifest.number,
        part=manifest.part, parts=_count(raw.get("parts")), training=reader.training, package=found,
    )  # fmt: skip


def _state(refused: RefusedError) -> str:
    """A seal for other keys, a form of a newer program, or an unknown signer says nothing against a file."""
    return SEALED if refused.detail == archive.NO_KEY or refused.word in {"newer", UNKNOWN_SENDER} else CHANGED


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        return dict(json.loads(files[form.MANIFEST]))
    except form.JSON_ERRORS:
        raise RefusedError("malformed") from None


def _brought(roster: bytes) -> dict[bytes, Certificate]:
    """The certificates in a package, the newest of each computer."""
    try:
        found = [certificates.read(text) for text in json.loads(roster)["certificates"]]
    except (*form.JSON_ERRORS, BadCertificateError):
        return {}
    return {c.replica: c for c in sorted(found, key=lambda c: c.serial)}


def _count(raw: object) -> int:
    return raw if type(raw) is int and 0 < raw < 2**31 else 1


# --- files that are not sealed
def _enrolment(file: Path) -> Looked:
    data = _bytes(file, form.MAX_SMALL)
    digest, size = hashlib.sha256(data).digest(), len(data)
    kind = REQUEST if file.suffix == REQUEST_SUFFIX else CERTIFICATE
    try:
        if kind == REQUEST:
            asked = read_request(file)
            return Looked(kind, INTACT, digest, size, asked.asked, asked.asked, training=asked.training)
        answer = read_answer(file)
    except UserError:
        return Looked(kind, CHANGED, digest, size, reason="malformed")
    to = answer.certificate.unit.code
    return Looked(kind, INTACT, digest, size, answer.issuer, answer.certificate, to=to, training=answer.training)


def _backup(file: Path) -> Looked:
    """A backup bears no signature: every byte is compared with the hash at its end."""
    try:
        info = backup.read_info(file)
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").digest()
    except UserError as error:
        if error.code == NEWER_DATA:
            return Looked(BACKUP, SEALED, b"", 0, reason="newer")
        return Looked(BACKUP, CHANGED, b"", 0, reason="malformed")
    except OSError as error:
        raise disk_problem(error, file) from error
    return Looked(BACKUP, INTACT, digest, info.size, made_ms=int(info.made.timestamp() * 1000))


def _bytes(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise disk_problem(error, file) from error
