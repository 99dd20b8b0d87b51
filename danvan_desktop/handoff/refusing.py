"""Refusing a new unit: its packages stay kept as ciphertext, marked refused, and a receipt tells its computer so.

The receipt is sealed to the key in the certificate that computer brought. It carries our certificate, the verdict on
its packages and nothing else: no roster, no ranges, no record.
"""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import kept_reading, newcomers, notice, refusal
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.i18n import _
from danvan_desktop.storage import quarantine, refused_units
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.refused_units import RefusedUnit
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Turned:
    """A computer that was refused, or waits again. `files`: of its packages, oldest first; all of them are kept."""

    certificate: Certificate
    files: tuple[str, ...]


def refuse(store: Store, unit: str, reason: str, officer: str) -> Turned:
    """Refuse the computer of `unit` that waits, or the one of that number. Raises UserError with nothing changed."""
    asked = newcomers.waiting(store, unit)
    held = _held(store, asked, refusal.NEW_UNIT)
    with store.writing():
        refused_units.put(store.conn, RefusedUnit(asked.replica, reason, officer, now_ms()))
        for one in held:
            quarantine.mark_as(store.conn, one.id, refusal.QUARANTINED, refusal.REFUSED_UNIT)
    return Turned(asked, tuple(one.file for one in held))


def take_back(store: Store, unit: str) -> Turned:
    """Let a refused computer wait again. Raises UserError where none of that unit or number was refused."""
    found = [c for _no, c in newcomers.refused(store) if unit in {c.unit.code, c.replica.hex()}]
    if len(found) != 1:
        told = _("Several computers of unit {unit} were refused: give the number of one.") if found else ""
        raise UserError(
            (told or _("No computer of unit {unit} was refused here.")).format(unit=unit),
            kept=_("Nothing was changed."), hint=_("“danvan roster show” lists who waits and who was refused."),
        )  # fmt: skip
    held = _held(store, found[0], refusal.REFUSED_UNIT)
    with store.writing():
        refused_units.take_back(store.conn, found[0].replica)
        for one in held:
            quarantine.mark_as(store.conn, one.id, refusal.NEW_UNIT, refusal.NEW_UNIT)
    return Turned(found[0], tuple(one.file for one in held))


def _held(store: Store, asked: Certificate, word: str) -> list[quarantine.Held]:
    """The packages of that computer that are kept for this reason, oldest first."""
    return [held for held in quarantine.listed(store.conn) if held.reason == word and _is_of(store, held, asked)]


def _is_of(store: Store, held: quarantine.Held, asked: Certificate) -> bool:
    found = kept_reading.refusal_of(store, held)
    return found is not None and found.asks is not None and found.asks.replica == asked.replica


def receipt(store: Store, asked: Certificate) -> bytes:
    """What tells a refused computer what became of its packages."""
    held = _held(store, asked, refusal.REFUSED_UNIT)
    return notice.sealed(store, asked, {one.id: refusal.REFUSED_UNIT for one in held})
