"""The roster: the units of a province, their computers, and which of these are closed; signed, its version only rises.

Text: {"body": JSON, "sig": hex}, signed by the roster's signer whom the root certified (root.py). Body:

    {"v":1, "training":true (of a training office only), "province": code, "version": n, "made": ms, "root": statement,
     "succession": [old root's words, oldest first], "signed_by": the computer that signs (since 11/2026),
     "units": [{"code","name","level","parent","valid_from","valid_to","into":[codes of units it went into]}],
     "replicas": [{"certificate": text, "checked": bool,
                   "closed": null | {"at": last accepted sequence, "reason": word, "on": "YYYY-MM-DD",
                                     "stolen": true (only of a stolen one of a merged unit; since 11/2026)}}]}

Of two rosters the newer is the one with the greater (epoch of the root, number of the signer, version, id): a stolen
signing key cannot run ahead of the one that replaces it. Not by dates: an office's clock may be wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.domain.text import clean, is_unit_code
from danvan_desktop.handoff import certificates, form, root
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.handoff.root import BadRootError, Statement, Succession
from danvan_desktop.storage import segments
from danvan_desktop.storage.identity import LEVELS

MAX_BYTES = 16_000_000
MAX_VERSION = 2**53
_KIND = "roster"

Rank = tuple[int, int, int, str]
NO_RANK: Rank = (0, 0, 0, "")


class BadRosterError(ValueError):
    """Not a roster, or changed since it was signed."""


@dataclass(frozen=True)
class Closed:
    """A replica whose later ops do not count. `reason`: stolen, left, lost-key, replaced, merged.

    `stolen`: merged is said for the unit, which is no more; the computer itself was stolen.
    """

    at: int
    reason: str
    on: str
    stolen: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it stands in the roster; what no program before knows only where there is something to say."""
        said: dict[str, Any] = {"at": self.at, "reason": self.reason, "on": self.on}
        return said | ({"stolen": True} if self.stolen else {})


@dataclass(frozen=True)
class UnitEntry:
    """A unit of the roster; dates as YYYY-MM-DD or "". `into`: the units it went into, at a merger or a split."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    into: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it stands in the roster."""
        return {
            "code": self.code, "name": self.name, "level": self.level, "parent": self.parent,
            "valid_from": self.valid_from, "valid_to": self.valid_to, "into": list(self.into),
        }  # fmt: skip


@dataclass(frozen=True)
class ReplicaEntry:
    """A computer of the roster."""

    certificate: Certificate
    checked: bool
    closed: Closed | None = None

    def as_json(self) -> dict[str, Any]:
        """As it stands in the roster."""
        shut = None if self.closed is None else self.closed.as_json()
        return {"certificate": self.certificate.text, "checked": self.checked, "closed": shut}


@dataclass(frozen=True)
class Roster:
    """A roster whose signatures are good; whether its root is to be trusted is another question."""

    version: int
    made: int
    root: Statement
    succession: tuple[Succession, ...]
    units: tuple[UnitEntry, ...]
    replicas: tuple[ReplicaEntry, ...]
    text: str
    training: bool = False
    signed_by: bytes = b""  # replica; b"" in a roster of an older program

    @property
    def province(self) -> str:
        """Code of the unit whose roster it is."""
        return self.root.province

    @property
    def rank(self) -> Rank:
        """What makes it newer or older than another."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return self.root.epoch, self.root.signer_serial, self.version, digest

    def contents(self) -> tuple[object, ...]:
        """What is equal in two rosters that say the same."""
        return self.root.text, self.succession, self.units, self.replicas

    def follows(self, code: str) -> bool:
        """Whether its root has this root code, or each root since that one has vouched for the next."""
        known = {word.old for word in self.succession} | {self.root.sign_key}
        reached = {key for key in known if root.same_code(code, root.code_of(key))}
        for word in self.succession:
            if word.old in reached:
                reached.add(word.new)
        return self.root.sign_key in reached

    def is_under(self, code: str) -> bool:
        """Whether it stands under the root of this code itself."""
        return root.same_code(code, self.root.code)

    def by_replica(self) -> Mapping[bytes, ReplicaEntry]:
        """Computers by id."""
        return {entry.certificate.replica: entry for entry in self.replicas}


def issue(  # noqa: PLR0913  the members of a roster
    seed: bytes, *, version: int, made: int, statement: Statement, succession: Iterable[Succession],
    units: Iterable[UnitEntry], replicas: Iterable[ReplicaEntry], training: bool = False,
    signed_by: bytes = b"",
) -> Roster:  # fmt: skip
    """Sign a roster with the day's key."""
    mark: dict[str, Any] = {"training": True} if training else {}
    if signed_by:
        mark["signed_by"] = signed_by.hex()
    body = encode({
        **mark, "v": 1, "province": statement.province, "version": version, "made": made, "root": statement.text,
        "succession": [word.text for word in succession],
        "units": [unit.as_json() for unit in sorted(units, key=lambda unit: unit.code)],
        "replicas": [entry.as_json() for entry in sorted(replicas, key=lambda entry: entry.certificate.replica)],
    })  # fmt: skip
    return read(_text(body.decode(), segments.sign(seed, _KIND, body)))


def _text(body: str, signature: bytes) -> str:
    """Its one form: whoever carries a roster must not make another one of it, newer by its id."""
    return encode({"body": body, "sig": signature.hex()}).decode()


def read(text: str) -> Roster:
    """Read a roster and check its signatures. Raises BadRosterError."""
    if len(text) > MAX_BYTES:
        raise BadRosterError("size")
    try:
        outer = form.loads(text)
        raw = form.loads(outer["body"])
        found = _parsed(raw, text)
        good = segments.verifies(found.root.signer, bytes.fromhex(outer["sig"]), _KIND, outer["body"].encode())
        good = good and raw["v"] == 1 and raw["province"] == found.province
        good = good and text == _text(outer["body"], bytes.fromhex(outer["sig"]))
    except (*form.JSON_ERRORS, BadCertificateError, BadRootError) as bad:
        raise BadRosterError(type(bad).__name__) from None
    if not good or not 0 < found.version < MAX_VERSION:
        raise BadRosterError("signature")
    return found


def _parsed(raw: Mapping[str, Any], text: str) -> Roster:
    version, made = raw["version"], raw["made"]
    if type(version) is not int or type(made) is not int or not 0 <= made < form.LAST_MS:
        raise ValueError("numbers")
    return Roster(
        version, made, root.read_statement(raw["root"]),
        tuple(root.read_succession(word) for word in raw["succession"]),
        tuple(_unit(item) for item in raw["units"]), tuple(_replica(item) for item in raw["replicas"]), text,
        raw.get("training") is True, bytes.fromhex(raw.get("signed_by", ""))[:8],
    )  # fmt: skip


def _unit(item: Mapping[str, Any]) -> UnitEntry:
    names = ("code", "name", "level", "parent", "valid_from", "valid_to")
    code, name, level, parent, since, until = (clean(str(item[name])[:300]) for name in names)
    found = UnitEntry(code, name, level, parent, since, until, tuple(str(went) for went in item["into"]))
    if not is_unit_code(found.code) or found.level not in LEVELS:
        raise ValueError("unit")
    return found


def _replica(item: Mapping[str, Any]) -> ReplicaEntry:
    shut = item["closed"]
    closed = None if shut is None else Closed(
        shut["at"], str(shut["reason"])[:40], str(shut["on"])[:10], shut.get("stolen") is True
    )  # fmt: skip
    if closed is not None and (type(closed.at) is not int or not 0 <= closed.at < 2**62):
        raise ValueError("closed")
    return ReplicaEntry(certificates.read(item["certificate"]), item["checked"] is True, closed)
