"""Looking whether an update or a roster file is as its signer made it; both lie open, so no passphrase is needed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import roster, update_reading
from danvan_desktop.handoff.release_keys import Signers
from danvan_desktop.handoff.roster import BadRosterError
from danvan_desktop.handoff.verifying import CHANGED, INTACT, ROSTER, SEALED, UPDATE, Looked
from danvan_desktop.storage.files import disk_problem

UNKNOWN_KEY = "unknown-key"
_SEALED = {"update-unknown-key": UNKNOWN_KEY, "newer-data": "newer"}  # says nothing against the file


def update(file: Path, signers: Signers) -> Looked:
    """Look at an update: its signature, then every file in it by its hash. Raises EnvironmentProblem of the disk."""
    digest, size = _digest(file)
    try:
        with update_reading.opened(file, signers) as found:
            for listed in found.contents.files:
                found.read(listed)
            return Looked(
                UPDATE, INTACT, digest, size, made_ms=_midnight(found.contents.made), signed=found.signer,
                update=found.contents,
            )  # fmt: skip
    except UserError as error:
        word = _SEALED.get(error.code, "")
        return Looked(UPDATE, SEALED if word else CHANGED, digest, size, reason=word or "malformed")


def roster_file(file: Path) -> Looked:
    """Look at a roster file: signed by whom the root in it certified; whether that root is ours is another question."""
    digest, size = _digest(file)
    try:
        with file.open("rb") as stream:
            found = roster.read(stream.read(roster.MAX_BYTES + 1).decode())
    except (BadRosterError, UnicodeDecodeError):
        return Looked(ROSTER, CHANGED, digest, size, reason="malformed")
    except OSError as error:
        raise disk_problem(error, file) from error
    return Looked(ROSTER, INTACT, digest, size, made_ms=found.made, training=found.training, roster=found)


def _digest(file: Path) -> tuple[bytes, int]:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest(), stream.tell()
    except OSError as error:
        raise disk_problem(error, file) from error


def _midnight(day: str) -> int:
    """A publisher's day as milliseconds; 0 for a text that is none."""
    try:
        return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return 0
