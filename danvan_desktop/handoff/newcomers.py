"""A computer's first package is its request: it waits as "đơn vị mới" until a person has compared its code.

The package was opened with our key and its manifest bears the signature of the key in the certificate it brings, so
whoever sealed it holds that key; whether he is the unit he says is what the code is compared for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from danvan_desktop.handoff import certificates, form, minisign
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.roster_tables import Newcomer
from danvan_desktop.storage.store import Store


def in_package(raw: Mapping[str, Any], files: Mapping[str, bytes], unit: str) -> Certificate | None:
    """The unknown sender of a package for `unit`, where it belongs under it or is another computer of it."""
    try:
        replica = bytes.fromhex(raw["replica"])
        offered = [certificates.read(text) for text in json.loads(files[form.ROSTER])["certificates"]]
        found = next((c for c in reversed(offered) if c.replica == replica), None)
        if found is None or raw["to"] != unit or raw["from"] != found.unit.code:
            return None
        if unit not in {found.unit.parent_code, found.unit.code}:
            return None
        signature = files[form.SIGNATURE]
        good = minisign.verify(files[form.MANIFEST], signature, found.sign_key, found.replica) is not None
    except (*form.JSON_ERRORS, BadCertificateError):
        return None
    return found if good else None


def note(store: Store, asked: Certificate, package: bytes) -> None:
    """Put it on the list of those who wait. In `writing`."""
    new = Newcomer(asked.replica, asked.unit.code, asked.text, package, now_ms())
    roster_tables.note_newcomer(store.conn, new)


def listed(store: Store) -> list[tuple[Newcomer, Certificate]]:
    """Who waits, oldest first, without those that have become known since."""
    known = certificates.stored(store)
    return [
        (new, certificates.read(new.text)) for new in roster_tables.newcomers(store.conn) if new.replica not in known
    ]
