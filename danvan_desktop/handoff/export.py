"""`export`: what the other office has not acknowledged, as packages in a folder; and receipts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.handoff import access_heads, certificates, form, package, stick
from danvan_desktop.handoff.package import Heading, Part
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.store import Store

Digest = bytes


@dataclass(frozen=True)
class ExportedPackage:
    """One file written."""

    file: str
    bytes: int
    ops: int
    to: str
    id: Digest = b""  # SHA-256 of the file: receipts speak of it
    number: int = 0

    def as_json(self) -> dict[str, object]:
        """As `export --json` shows it."""
        return {"file": self.file, "bytes": self.bytes, "ops": self.ops, "to": self.to}


def export(store: Store, unit: str, folder: Path, *, full: bool = False) -> list[ExportedPackage]:
    """Write packages for `unit` into `folder`. Raises UserError, EnvironmentProblem; written parts stay good."""
    Scope(store, unit).check()
    stick.make_folder(folder)
    scope, heading, contents = _prepare(store, unit, folder, full=full, receipt=False)
    written = []
    for place, part in enumerate(contents, 1):
        target = folder / form.package_name(store.unit.code, heading.number, place, heading.parts)
        data = package.seal(store, scope, part, heading, place)
        stick.write(target, data)
        digest = hashlib.sha256(data).digest()
        written.append(ExportedPackage(str(target), len(data), part.ops, unit, digest, heading.number))
    return written


def receipt(store: Store, unit: str) -> bytes:
    """A package of one part that acknowledges, and brings back own ops the other has lost. None comes for it."""
    scope, heading, contents = _prepare(store, unit, None, full=False, receipt=True)
    return package.seal(store, scope, contents[0], heading, 1)


def _prepare(
    store: Store, unit: str, folder: Path | None, *, full: bool, receipt: bool
) -> tuple[Scope, Heading, list[Part]]:
    with store.writing():
        certificates.own(store)
        store.cut_segments()
        number = package.next_number(store)
        while folder is not None and any(folder.glob(f"DV-{store.unit.code}-{number}-*")):
            number = package.next_number(store)  # another computer of this office, or this one before a restore
        scope = Scope(store, unit)
        downward = not (scope.same_unit or scope.upward)
        # a receipt brings a subordinate its own ops back; anything else goes only when an officer exports
        wanted = scope.to_send(full=full) if downward or not receipt else []
        contents = list(package.parts(store, scope, wanted))
        state = {} if wanted else exchange.state_digests(store.conn, store.types, sorted(scope.shared_units()))
        have = package.have(store, scope)
        access_heads.note_sent(store, unit, now_ms())
    return scope, Heading(number, 1 if receipt else len(contents), receipt, have, state), contents
