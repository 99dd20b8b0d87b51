"""Key files for the public commands age and minisign: who asks types the passphrase again, and it is logged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, handover, people
from danvan_desktop.documents.files import write_whole
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import key_files
from danvan_desktop.handoff.key_files import KeyFileText
from danvan_desktop.i18n import _
from danvan_desktop.storage import keys
from danvan_desktop.storage.files import write_private

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

IDENTITY, RECIPIENT, VERIFY = "identity", "recipient", "verify"


@dataclass(frozen=True)
class WrittenKey:
    """One key file written."""

    file: Path
    kind: str
    unit: str
    fingerprint: str
    secret: bool

    def as_json(self) -> dict[str, object]:
        """As `keys --json` shows it."""
        return {
            "file": str(self.file), "kind": self.kind, "unit": self.unit, "fingerprint": self.fingerprint,
            "secret": self.secret,
        }  # fmt: skip


def write_identity(office: Office, target: Path, passphrase: str) -> WrittenKey:
    """Write the file that opens this office's packages: for its owner's eyes, and only who may."""
    people.require(office, "keys")
    _confirm(office, passphrase)
    handover.prepare(office.store)
    made = key_files.identity(office.store)
    access_log.note(office, "key_written", f"{IDENTITY}: {target.name}")  # a key that left must stand in the log
    write_private(target, made.text.encode())
    return WrittenKey(target, IDENTITY, office.store.unit.code, made.fingerprint, secret=True)


def write_recipient(office: Office, target: Path, passphrase: str, unit: str = "") -> WrittenKey:
    """Write the public keys that seal files for a unit, by default this one."""
    _confirm(office, passphrase)
    handover.prepare(office.store)
    unit = unit or office.store.unit.code
    made = key_files.recipient(office.store, unit)
    return _public(office, RECIPIENT, unit, made, target)


def write_verify(office: Office, target: Path, passphrase: str, unit: str = "") -> list[WrittenKey]:
    """Write the public keys that check a unit's signatures: `target`, and `target`-2 … for its other computers."""
    _confirm(office, passphrase)
    handover.prepare(office.store)
    unit = unit or office.store.unit.code
    made = key_files.verify(office.store, unit)
    names = [target if place == 1 else target.with_stem(f"{target.stem}-{place}") for place in range(1, len(made) + 1)]
    return [_public(office, VERIFY, unit, one, name) for one, name in zip(made, names, strict=True)]


def _public(office: Office, kind: str, unit: str, made: KeyFileText, target: Path) -> WrittenKey:
    write_whole(target, made.text.encode())
    access_log.note(office, "key_written", f"{kind} {unit}: {target.name}")
    return WrittenKey(target, kind, unit, made.fingerprint, secret=False)


def _confirm(office: Office, passphrase: str) -> None:
    """The passphrase once more: a folder left open must not give its keys away."""
    ring = keys.open_with_passphrase(keys.read(office.data_dir), passphrase)
    if ring.me.id != office.ring.me.id:
        raise UserError(
            _("This is the passphrase of another officer."), kept=_("Nothing was written."),
            hint=_("Type the passphrase of who opened the data: {name}.").format(name=office.officer),
        )  # fmt: skip
