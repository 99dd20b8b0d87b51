"""A computer's first package is its request: it waits as "đơn vị mới" until a person has compared its code.

The package was opened with our key and its manifest bears the signature of the key in the certificate it brings, so
whoever sealed it holds that key; whether he is the unit he says is what the code is compared for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, enrolment, form, minisign
from danvan_desktop.handoff.certificates import BadCertificateError, Certificate
from danvan_desktop.handoff.refusal import NEW_UNIT, RefusedError
from danvan_desktop.i18n import _
from danvan_desktop.storage import refused_units, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.refused_units import RefusedUnit
from danvan_desktop.storage.roster_tables import Newcomer
from danvan_desktop.storage.store import Store


def in_package(raw: Mapping[str, Any], files: Mapping[str, bytes], unit: str) -> Certificate | None:
    """The unknown sender of a package for `unit`, where it belongs under it or is another computer of it."""
    try:
        replica = bytes.fromhex(raw["replica"])
        offered = [certificates.read(text) for text in form.loads(files[form.ROSTER])["certificates"]]
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


def author_in(
    files: Mapping[str, bytes], known: Mapping[bytes, Certificate], sender: Certificate
) -> Certificate | None:
    """A computer of the sender's unit that only a closed one vouches for: a person decides, as about a new one.

    It was restored from the closed one's data before that was closed, and its changes are with the sender alone.
    """
    try:
        offered = [certificates.read(text) for text in form.loads(files[form.ROSTER])["certificates"]]
    except (*form.JSON_ERRORS, BadCertificateError):
        return None
    signed = [
        c for c in offered
        if c.replica not in known and c.unit.code == sender.unit.code and c.by in known
        and known[c.by].unit.code == c.unit.code and c.signed_with(known[c.by].sign_key)
    ]  # fmt: skip
    return min(signed, key=lambda c: (c.serial, c.replica), default=None)


def note(store: Store, asked: Certificate, package: bytes) -> None:
    """Put it on the list of those who wait. In `writing`."""
    new = Newcomer(asked.replica, asked.unit.code, asked.text, package, now_ms())
    roster_tables.note_newcomer(store.conn, new)


def listed(store: Store) -> list[tuple[Newcomer, Certificate]]:
    """Who waits, oldest first, without those that have become known since and those that were refused."""
    no = refused_units.listed(store.conn)
    return [(new, asked) for new, asked in _unknown(store) if new.replica not in no]


def refused(store: Store) -> list[tuple[RefusedUnit, Certificate]]:
    """Who was refused and is not known since, in the order they asked."""
    no = refused_units.listed(store.conn)
    return [(no[new.replica], asked) for new, asked in _unknown(store) if new.replica in no]


def _unknown(store: Store) -> list[tuple[Newcomer, Certificate]]:
    known = certificates.stored(store)
    return [
        (new, certificates.read(new.text)) for new in roster_tables.newcomers(store.conn) if new.replica not in known
    ]


def waiting(store: Store, unit: str, expect: str | None = None) -> Certificate:
    """The computer of `unit` that waits, or the one of that number; `expect` chooses among several by their code.

    Raises UserError where none waits and where it is not clear which is meant.
    """
    found = [c for _new, c in listed(store) if unit in {c.unit.code, c.replica.hex()}]
    if len(found) > 1 and expect is not None:
        found = [c for c in found if enrolment.same_fingerprint(c.fingerprint, expect)] or found
    if not found:
        raise UserError(
            _("No new unit {unit} waits here.").format(unit=unit), kept=_("Nothing was changed."),
            hint=_hint(store, unit),
        )  # fmt: skip
    if len(found) > 1:
        raise UserError(
            _("Several computers of unit {unit} wait here.").format(unit=unit), kept=_("Nothing was changed."),
            hint=_("Give the number of one of them, or its code with --expect: {numbers}.").format(
                numbers=", ".join(c.replica.hex() for c in found)
            ),
        )  # fmt: skip
    return found[0]


def _hint(store: Store, unit: str) -> str:
    for no, c in refused(store):
        if unit in {c.unit.code, c.replica.hex()}:
            text = _("It was refused ({reason}). Take the refusal back first: danvan roster unrefuse {unit}.")
            return text.format(reason=no.reason, unit=unit)
    return _("Take its first package in: danvan import. “danvan roster show” lists who waits.")


def judged(store: Store, said: RefusedError) -> RefusedError:
    """What a computer that was refused sends again is no new request."""
    no = refused_units.listed(store.conn).get(said.asks.replica) if said.asks is not None else None
    if no is not None and said.word == NEW_UNIT:
        said.refuse_unit(no.reason)
    return said
