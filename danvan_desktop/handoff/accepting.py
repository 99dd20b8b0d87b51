"""Taking a new unit in: its certificate, its place in the roster, and the packages that waited for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.handoff import certificates, enrolment, newcomers, roster_sign, unit_row
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.importing import retry_kept
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Accepted:
    """Who was taken in, and what became of the packages that waited."""

    certificate: Certificate
    packages: list[ImportedPackage]
    receipt: Path | None = None  # where the certificate rides back, when it was written


def accept(store: Store, unit: str, *, expect: str | None = None, officer: str = "") -> Accepted:
    """Take in the computer of `unit` that waits, or the one of that number; `expect`: only with this code.

    Without `expect` it works marked "not compared". Raises UserError; nothing is changed then.
    """
    asked = newcomers.waiting(store, unit, expect)
    enrolment.check_place(store, asked.unit)
    enrolment.check_not_another(asked, certificates.stored(store))
    enrolment.check_expected(asked.fingerprint, expect)
    with store.writing():
        certificates.own(store)
        same = asked.unit.code == store.unit.code
        given = certificates.issue(
            unit=certificates.with_parent(asked.unit, store.unit.parent_code if same else store.unit.code),
            replica=asked.replica, line=asked.line, serial=asked.serial, sign_key=asked.sign_key,
            age_key=asked.age_key, signer=store.replica,
        )  # fmt: skip
        certificates.admit(store, given, checked=expect is not None)
        roster_tables.forget_newcomer(store.conn, given.replica)
        if roster_sign.can_sign(store):
            roster_sign.sign(store)
    taken = retry_kept(store)
    if not same:  # after its own packages: the unit's own word on its row comes first
        with store.writing():
            unit_row.make_known(store, given.unit, (), officer)
    return Accepted(given, taken)
