"""Keys whose signature makes an update: the release keys built in, and the computers of the province above.

The release keys are files of resources/release_keys, *.pub as `minisign -G` writes them: data of the build. A key that
was made for a test lies in no build; a build without a key takes no program updates and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop import assets
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.minisign import read_public_key
from danvan_desktop.storage.rule_files import BUILT_IN, RELEASE
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Signer:
    """Somebody whose updates are taken. `publisher` is "release" or a unit's code, `name` what is shown."""

    key_id: bytes
    key: bytes
    publisher: str
    name: str


Signers = Mapping[bytes, Signer]  # by key id


def release_signers(folder: Path | None = None) -> dict[bytes, Signer]:
    """The release keys built in, or those of another folder; a file that is no key is left out."""
    found = {}
    for path in sorted((folder or assets.resource("release_keys")).glob("*.pub")):
        try:
            key_id, key = read_public_key(path.read_text("utf-8"))
        except ValueError:
            continue
        found[key_id] = Signer(key_id, key, RELEASE, path.stem)
    return found


def province_signers(store: Store) -> dict[bytes, Signer]:
    """The computers of the province this office belongs to or is, as far as their certificates are trusted here."""
    known = certificates.stored(store)
    above = _units_above(store, known.values())
    found = {}
    for replica, certificate in known.items():
        unit, author = certificate.unit, store.roster.get(replica)
        closed = author is None or author.closed_at is not None
        if unit.level == "province" and unit.code in above - {RELEASE, BUILT_IN} and not closed:
            found[replica] = Signer(replica, certificate.sign_key, unit.code, unit.name)
    if store.unit.level == "province" and store.unit.code not in {RELEASE, BUILT_IN}:
        found[store.replica.id] = own_signer(store)
    return found


def own_signer(store: Store) -> Signer:
    """This office itself, as the publisher of its own tables."""
    return Signer(store.replica.id, store.replica.sign_key, store.unit.code, store.unit.name)


def _units_above(store: Store, known: Iterable[Certificate]) -> set[str]:
    """The codes of this unit and of all above it."""
    parents = {certificate.unit.code: certificate.unit.parent_code for certificate in known}
    parents[store.unit.code] = store.unit.parent_code
    found, code = set(), store.unit.code
    while code and code not in found:
        found.add(code)
        code = parents.get(code, "")
    return found
