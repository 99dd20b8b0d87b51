"""One legitimate commune's computer whose program was changed at will: it signs and seals whatever it likes."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import pyrage

from danvan_desktop.domain import journal
from danvan_desktop.domain.journal import encode
from danvan_desktop.handoff import certificates, form, minisign, roster_travel
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import segments
from danvan_desktop.storage.identity import Replica, UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.packages import sealed

EMPTY_HAVE: dict[str, Any] = {"v": 1, "ranges": {}, "packages": {}, "lines": {}}


class Attacker:
    """Holds the keys of `store`; never writes into it, so that what it says and what it knows may differ."""

    def __init__(self, store: Store) -> None:
        self.store, self.me = store, store.replica
        with store.writing():
            self.certificate = certificates.own(store)
        self.seq = segments.last_seq(store.conn, self.me.id)

    def op(self, type_name: str, row: bytes, fields: Mapping[str, Any], **more: Any) -> bytes:
        """A line under the next number; `more` overrides members of it."""
        self.seq += 1
        now = time.time_ns() // 1_000_000
        members: dict[str, Any] = {
            "replica": self.me.id, "seq": self.seq, "hlc": now << 16, "wall": now, "officer": "Kẻ Xấu",
            "type_name": type_name, "row": row, "fields": fields, "parents": {}, **more,
        }  # fmt: skip
        return journal.make_line(**members)

    def segment(self, lines: Sequence[bytes], author: Replica | None = None, **header: Any) -> bytes:
        """A signed segment of these lines."""
        first, last = json.loads(lines[0])["q"], json.loads(lines[-1])["q"]
        by = author or self.me
        head = encode({"v": 1, "a": by.id.hex(), "from": first, "to": last, "prev": "", "schema": 1, "roster": 0,
                       **header})  # fmt: skip
        body = b"\n".join([head, *lines])
        return segments.sign(by.seed, "segment", body) + body

    def issue(self, unit: UnitInfo | None = None, **more: Any) -> Certificate:
        """A certificate signed by this computer, of itself where nothing else is said."""
        mine = self.certificate
        members: dict[str, Any] = {
            "unit": unit or mine.unit, "replica": mine.replica, "line": mine.line, "serial": mine.serial,
            "sign_key": mine.sign_key, "age_key": mine.age_key, "signer": self.me, **more,
        }  # fmt: skip
        return certificates.issue(**members)

    def chain(self) -> list[str]:
        """What vouches for this computer."""
        return [c.text for c in certificates.chain(self.store, {self.me.id})]

    def package(
        self, to: Store, blobs: Sequence[bytes] = (), *, have: Mapping[str, Any] | bytes | None = None,
        also: Sequence[str] = (), roster: Mapping[str, Any] | bytes | None = None, sender: Replica | None = None,
        files: Mapping[str, bytes] | None = None, **manifest: Any,
    ) -> bytes:  # fmt: skip
        """A package to `to` with these segments; everything else may be said otherwise."""
        by = sender or self.me
        told = have if isinstance(have, bytes) else encode({**EMPTY_HAVE, **(have or {})})
        keys = (
            roster
            if isinstance(roster, bytes)
            else encode({"v": 1, "certificates": [*self.chain(), *also], **(roster or {})})
        )
        inside = {form.SEGMENT + hashlib.sha256(b).hexdigest(): b for b in blobs}
        inside |= {form.HAVE: told, form.ROSTER: keys, form.SCHEMA: b"{}", form.README: b"x", **(files or {})}
        said = json_bytes({
            "v": 1, "number": 1, "part": 1, "parts": 1, "from": self.store.unit.code, "to": to.unit.code,
            "replica": by.id.hex(), "serial": self.certificate.serial, "made": time.time_ns() // 1_000_000,
            "schema": 1, "roster": 0, "receipt": False, "state": {}, "access": [0, "00" * 32], "counts": {},
            "files": [[n, len(d), hashlib.sha256(d).hexdigest()] for n, d in sorted(inside.items())], **manifest,
        })  # fmt: skip
        signed = {form.MANIFEST: said, form.SIGNATURE: minisign.sign(said, by.seed, by.id, "x")}
        return sealed(to, signed | inside)

    def send(self, to: Store, blobs: Sequence[bytes] = (), **more: Any) -> ImportedPackage:
        """Make such a package and let `to` take it in."""
        return take_bytes(to, f"DV-{self.store.unit.code}-1-1of1.danvan", self.package(to, blobs, **more)).result


def json_bytes(members: Mapping[str, Any]) -> bytes:
    """JSON in ASCII, so that half a surrogate pair and NaN can stand in it."""
    return json.dumps(members, sort_keys=True).encode()


def new_computer(line: bytes = b"") -> tuple[Replica, bytes]:
    """Keys of a computer that was never enrolled, and its line."""
    import secrets

    made = Replica(secrets.token_bytes(8), secrets.token_bytes(32), str(pyrage.x25519.Identity.generate()), 1)
    return made, line or made.id


__all__ = ["Attacker", "json_bytes", "new_computer", "roster_travel"]
