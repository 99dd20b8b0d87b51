"""Certificates: which replica belongs to which unit, with which keys, and who vouches for it (handoff.md §1, §7).

A certificate is signed by the parent office (enrolment), by another replica of the same unit (a second
computer, or the replica that was restored vouching for the one it became), or by itself (a request; a bump
of its own serial). Chains of them travel in packages, so `restore` and `export` work without a new enrolment.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.domain.text import clean, in_fours, is_unit_code
from danvan_desktop.handoff import dissolved, form
from danvan_desktop.storage import peers, roster_tables, segments
from danvan_desktop.storage.identity import LEVELS, Replica, UnitInfo, add_replica, predecessor
from danvan_desktop.storage.peers import Known
from danvan_desktop.storage.store import Store

CERTIFICATE_VERSION = 1
_AGE_KEY = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_MAX_NAME = 300


class BadCertificateError(ValueError):
    """Not a certificate of a version this program can read, or not signed by whom it says."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands in a certificate; `text` is its signed form, made once and never again."""

    unit: UnitInfo
    replica: bytes
    line: bytes  # the first replica of this installation; a restore keeps it
    serial: int
    sign_key: bytes
    age_key: str
    by: bytes  # replica whose signature it bears
    text: str

    @property
    def body(self) -> bytes:
        """The signed bytes."""
        return bytes(json.loads(self.text)["body"].encode())

    def signed_with(self, sign_key: bytes) -> bool:
        """Whether its signature is that key's."""
        return segments.verifies(sign_key, bytes.fromhex(json.loads(self.text)["sig"]), "certificate", self.body)

    def known(self) -> Known:
        """As the store keeps it."""
        u, voucher = self.unit, "" if self.by == self.replica else self.text
        return Known(self.replica, self.line, u.code, u.name, u.level, u.parent_code, self.serial, self.text, voucher)

    @property
    def fingerprint(self) -> str:
        """8 groups of 4 digits to compare by telephone: unit, replica and both keys."""
        identity = encode({
            "unit": self.unit.code, "replica": self.replica.hex(), "sign": self.sign_key.hex(), "age": self.age_key,
        })  # fmt: skip
        digits = f"{int.from_bytes(hashlib.sha256(b'DVv1 fingerprint ' + identity).digest()) % 10**32:032d}"
        return in_fours(digits)


def issue(  # noqa: PLR0913  the members of a certificate
    *, unit: UnitInfo, replica: bytes, line: bytes, serial: int, sign_key: bytes, age_key: str, signer: Replica
) -> Certificate:
    """Make and sign a certificate."""
    body = encode({
        "v": CERTIFICATE_VERSION, "unit": unit.code, "name": unit.name, "level": unit.level, "parent": unit.parent_code,
        "replica": replica.hex(), "line": line.hex(), "serial": serial, "sign": sign_key.hex(), "age": age_key,
        "by": signer.id.hex(),
    })  # fmt: skip
    signature = segments.sign(signer.seed, "certificate", body)
    return read(encode({"body": body.decode(), "sig": signature.hex()}).decode())


@lru_cache(maxsize=4_000)  # every package is read beside all that are known; what is signed never changes
def read(text: str) -> Certificate:
    """Read a certificate; its signature is not judged yet. Raises BadCertificateError."""
    try:
        outer = form.loads(text)
        raw = form.loads(outer["body"])
        bytes.fromhex(outer["sig"])
        found = Certificate(
            UnitInfo(raw["unit"], clean(raw["name"]), raw["level"], raw["parent"]), bytes.fromhex(raw["replica"]),
            bytes.fromhex(raw["line"]), raw["serial"], bytes.fromhex(raw["sign"]), raw["age"],
            bytes.fromhex(raw["by"]), text,
        )  # fmt: skip
    except form.JSON_ERRORS as error:
        raise BadCertificateError(type(error).__name__) from None
    if raw.get("v") != CERTIFICATE_VERSION or not _well_formed(found):
        raise BadCertificateError("shape")
    return found


def _well_formed(c: Certificate) -> bool:
    texts = (c.unit.code, c.unit.name, c.unit.level, c.unit.parent_code, c.age_key)
    return (
        all(isinstance(t, str) and len(t) <= _MAX_NAME for t in texts)
        and is_unit_code(c.unit.code)
        and (not c.unit.parent_code or is_unit_code(c.unit.parent_code))
        and c.unit.level in LEVELS
        and isinstance(c.serial, int)
        and 0 < c.serial < 2**31
        and len(c.replica) == len(c.line) == len(c.by) == 8
        and len(c.sign_key) == 32
        and bool(_AGE_KEY.fullmatch(c.age_key))
    )


def stored(store: Store) -> dict[bytes, Certificate]:
    """Every certificate this store trusts, by replica; under what stands in the place of a dissolved unit."""
    known = {replica: read(text) for replica, text in peers.texts(store.conn).items()}
    standing = dissolved.standing(store.conn, known)
    return {replica: dissolved.standing_under(c, standing) for replica, c in known.items()} if standing else known


def in_place_of_dissolved(store: Store) -> dict[str, str]:
    """Dissolved unit -> the unit in its place, above those it left behind."""
    return dissolved.standing(store.conn, stored(store))


def own(store: Store) -> Certificate:
    """The certificate of the replica this store is now; made where there is none yet. In `writing`.

    A first replica vouches for itself until the parent does; a restored one is vouched for by the one it was.
    """
    replica = store.replica
    known = stored(store)
    mine = known.get(replica.id)
    if mine is not None and mine.serial == replica.serial and mine.unit == store.unit:
        return mine
    line = bytes.fromhex(store.settings.get("replica.line", replica.id.hex()))
    store.settings.set("replica.line", line.hex())
    if mine is not None:  # a renewal: higher serial, or the unit's own data have changed
        return _issue_own(store, replica, line, replica)
    return _vouched(store, replica, line)


def _vouched(store: Store, replica: Replica, line: bytes) -> Certificate:
    """The certificate of a replica this folder is or was, made by the one before it; a first one vouches for itself."""
    known = stored(store).get(replica.id)
    if known is not None:
        return known
    before = predecessor(store.settings, replica.id)
    if before is not None:
        _vouched(store, before, line)
    return _issue_own(store, replica, line, before or replica)


def _issue_own(store: Store, replica: Replica, line: bytes, signer: Replica) -> Certificate:
    made = issue(
        unit=store.unit, replica=replica.id, line=line, serial=replica.serial, sign_key=replica.sign_key,
        age_key=replica.age_key, signer=signer,
    )  # fmt: skip
    _save(store, made)
    return made


def renew(store: Store, above: int) -> Certificate:
    """Raise this replica's serial over `above`: others believed another incarnation to be the newest. In `writing`."""
    own(store)
    store.settings.set("replica.serial", str(max(above, store.replica.serial) + 1))
    return own(store)


def _save(store: Store, certificate: Certificate) -> None:
    peers.save_certificate(store.conn, certificate.known())


def admit(store: Store, certificate: Certificate, *, checked: bool) -> None:
    """Put a certificate that may be trusted into store and roster, and judge ops anew. In `writing`."""
    _save(store, certificate)
    c = certificate
    new = c.replica not in store.roster
    add_replica(store.conn, c.replica, c.unit.code, c.unit.level, c.serial, c.sign_key, c.age_key, checked=checked)
    roster_tables.apply_closing(store.conn, c.replica)
    roster_tables.confirm_told(store.conn, c.replica)
    if new:
        store.roster_changed(c.replica)


def identity(c: Certificate) -> tuple[Any, ...]:
    """What never changes in a computer's certificates: another one with its number is somebody else."""
    return (c.unit.code, c.unit.level, c.line, c.sign_key, c.age_key)


def rank(unit: UnitInfo) -> int:
    """Place of a unit's level, the lowest first."""
    return LEVELS.index(unit.level)


def chain(store: Store, replicas: Iterable[bytes]) -> list[Certificate]:
    """Certificates of these replicas and of all who vouch for them, as far as they are known here."""
    known = peers.certificates(store.conn)
    found: dict[bytes, list[Certificate]] = {}
    waiting = list(replicas)
    while waiting:
        entry = known.get(waiting.pop())
        if entry is not None and entry.replica not in found:
            found[entry.replica] = [read(text) for text in {entry.voucher, entry.text} if text]
            waiting += [entry.line, *(c.by for c in found[entry.replica])]
    return [c for replica in sorted(found) for c in sorted(found[replica], key=lambda c: c.serial)]


def with_parent(unit: UnitInfo, parent_code: str) -> UnitInfo:
    """The unit, placed under its parent."""
    return replace(unit, parent_code=parent_code)
