"""Refusing a new unit and taking that back; its computer is told by a receipt. By administrators only, and logged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, people
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import form, refusing, stick
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.refusing import Turned
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

MOST_REASON = 300  # letters


@dataclass(frozen=True)
class RefusedUnit:
    """Who was refused, how many packages are kept, and the receipt that tells its computer, where one was written."""

    certificate: Certificate
    kept: int
    receipt: Path | None = None


def refuse(office: Office, unit: str, reason: str, *, receipts: Path | None = None) -> RefusedUnit:
    """Refuse a unit that waits; its packages stay kept. `unit`: its code, or the number of the computer.

    The receipt is written into `receipts`, else beside its last package where that stick is still in. Raises UserError
    without a reason, for who may not, and where nobody of that unit waits.
    """
    people.require(office, "roster")
    why = clean(reason)[:MOST_REASON]
    if not why:
        raise UserError(_("Say why this unit is refused."), kept=_("Nothing was changed."))
    turned = refusing.refuse(office.store, unit, why, office.officer)
    access_log.note(office, "unit_refused", f"{_named(turned)}: {why}")
    return RefusedUnit(turned.certificate, len(turned.files), _tell(office, turned, receipts))


def _tell(office: Office, turned: Turned, folder: Path | None) -> Path | None:
    last = Path(turned.files[-1]) if turned.files else None
    if last is None or (folder is None and not last.is_file()):
        return None
    place = folder or last.parent
    stick.make_folder(place)
    target = place / (last.name.removesuffix(form.SUFFIX) + form.RECEIPT_SUFFIX)
    stick.write(target, refusing.receipt(office.store, turned.certificate))
    return target


def take_back(office: Office, unit: str) -> RefusedUnit:
    """Let a refused unit wait again, with every package of it that is kept. Raises UserError."""
    people.require(office, "roster")
    turned = refusing.take_back(office.store, unit)
    access_log.note(office, "unit_refusal_back", _named(turned))
    return RefusedUnit(turned.certificate, len(turned.files))


def _named(turned: Turned) -> str:
    return f"{turned.certificate.unit.code} {turned.certificate.replica.hex()}"
