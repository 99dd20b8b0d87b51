"""Handing a dossier on to the competent unit: looked at first, offered by an op, taken over or refused by the other.

Until the other side answers, both may add steps and the records themselves rest; afterwards the sender reads only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_desktop.app import access_log, denunciations_out, disclosure, dossier, handover, people, transfer_offer
from danvan_desktop.app.dossier import Dossier
from danvan_desktop.app.ownership import must_be_ours, owner_of
from danvan_desktop.app.transfer_offer import Letter
from danvan_desktop.app.transfer_view import (
    TYPE,
    Standing,
    lacking,
    listed,
    open_transfer,
    receiver_of,
    told,
    transfers_of,
    waiting_for_us,
)
from danvan_desktop.app.unit_names import sealable, unit_name
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.sharing import row_ids
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import carried, form
from danvan_desktop.handoff.contents import Also
from danvan_desktop.handoff.export import ExportedPackage
from danvan_desktop.i18n import _
from danvan_desktop.records.transfer import REFUSED, TAKEN
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

__all__ = [
    "Letter", "Sent", "Standing", "accept", "lacking", "listed", "open_transfer", "preview", "receiver_of", "refuse",
    "send", "sent_before", "told", "waiting_for_us",
]  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A dossier that was written for another unit."""

    transfer: bytes
    packages: list[ExportedPackage] = field(default_factory=list)


# --- sending
def preview(store: Store, petition: bytes, to_unit: str, names: str = "") -> Dossier:
    """Exactly what would leave. Raises UserError where it cannot.

    `names`: full, or masked and code, with which personal values and files stay here: a value leaves whole or not at
    all, for the op that names it holds its hash. Else as the office settled; the receiver has to settle the matter.
    """
    people.require(store, "export")
    item = store.get("petition", petition)
    if item is None or item.deleted:
        raise UserError(_("There is no such petition here."), kept=_("Nothing was written."))
    _check_unit(store, to_unit)
    gone = gone_to(store, petition, to_unit)
    _check_free(store, petition, to_unit, gone)
    found = dossier.of(store, item) if gone is None else _as_it_went(store, item, gone)
    if disclosure.level(store, disclosure.TRANSFER, names) is not Level.FULL:
        found = found.without_names()
    _check_settled(store, found)
    return found


def _check_free(store: Store, petition: bytes, to_unit: str, gone: Record | None) -> None:
    """The dossier is this office's and waits for nobody else's answer, or went to that unit before (`gone`)."""
    open_one = open_transfer(store, petition)
    if gone is None and (open_one is None or open_one.owner != store.unit.code):
        must_be_ours(store, store.types["petition"], petition)
    elif open_one is not None and receiver_of(open_one) != to_unit:
        raise UserError(
            _("This dossier waits to be taken over by {unit}.").format(
                unit=unit_name(store, receiver_of(open_one))
            ),
            kept=_("Nothing was written."), hint=_("Wait for the answer; after a refusal it can go elsewhere."),
        )  # fmt: skip


def _check_settled(store: Store, found: Dossier) -> None:
    """No record of it waits for somebody to choose between two values."""
    rows = {part.row for part in found.parts}
    if any(conflict.row in rows for conflict in store.conflicts()):
        raise UserError(
            _("A record of this dossier has two values side by side."), kept=_("Nothing was written."),
            hint=_("Choose one first, under Hand-over; then hand the dossier on."),
        )  # fmt: skip


def _check_unit(store: Store, to_unit: str) -> None:
    if to_unit == store.unit.code:
        raise UserError(_("This is your own unit."), kept=_("Nothing was written."))
    if to_unit not in {unit.code for unit in sealable(store)}:
        raise UserError(
            _("No computer of unit {unit} is known here, so nothing can be sealed for it.").format(unit=to_unit),
            kept=_("Nothing was written."),
            hint=_("The list of units comes with the next package of the unit above; take it in first."),
        )


def send(  # noqa: PLR0913  what goes where
    store: Store, petition: bytes, to_unit: str, folder: Path, *, officer: str, today: date,
    letter: Letter | None = None, names: str = "", denunciations: bool = False, max_part_mb: int = form.MAX_PART_MB,
) -> Sent:  # fmt: skip
    """Offer a dossier and write its package; sent again to the same unit it brings what came since.

    `names` as in `preview`; `denunciations`: somebody looked at the open words of a denunciation.
    """
    found = preview(store, petition, to_unit, names)
    codes = [found.title] if found.denunciation else []
    denunciations_out.require(codes, ticked=denunciations)
    known = open_transfer(store, petition) or gone_to(store, petition, to_unit)
    if known is not None and (known.values.get("state") == TAKEN or transfer_offer.says_all(store, known, found)):
        row = known.id
    else:
        row = transfer_offer.offer(store, found, to_unit, known, letter or Letter(), officer=officer, today=today)
    also = Also(found.values, found.blobs, row)
    packages = handover.export(store, to_unit, folder, True, officer=officer, max_part_mb=max_part_mb, also=also)
    full = _("names in full") if found.values else ""
    said = f"{to_unit}: {petition.hex()}"
    access_log.note_softly(store, "transferred", f"{said} ({full})" if full else said)
    denunciations_out.note(store, to_unit, codes)
    return Sent(row, packages)


def gone_to(store: Store, petition: bytes, to_unit: str = "") -> Record | None:
    """The transfer by which this office handed a dossier on for good, to anybody where no unit is named.

    What went with it may go once more, to that unit only: its stick may have been lost after the answer came.
    """
    me = store.unit.code
    if owner_of(store, petition) == me:
        return None
    found = [
        item for item in transfers_of(store, petition)
        if (item.owner, item.values.get("state")) == (me, TAKEN) and to_unit in {"", receiver_of(item)}
    ]  # fmt: skip
    return found[-1] if found else None


def sent_before(store: Store, petition: bytes) -> Record | None:
    """What `send` would write once more: this office's offer nobody answered, or what was taken over; else None."""
    known = open_transfer(store, petition)
    return known if known is not None and known.owner == store.unit.code else gone_to(store, petition)


def _as_it_went(store: Store, petition: Record, gone: Record) -> Dossier:
    """The dossier of a transfer that was taken over: its records, with the values and files that were to go then."""
    rows = [set(row_ids(gone.values.get(name))) for name in ("rows", "beside")]
    went = carried.of(gone)
    return dossier.of_rows(store, petition, rows[0], rows[1]).only(went.values | went.blobs)


# --- answering
def accept(
    store: Store, petition: bytes, *, officer: str, today: date, text: str = "", incomplete: bool = False
) -> None:
    """Take a dossier over: from now on it is ours and the sender reads only.

    While values or files that were to come with it are missing, UserError names them; `incomplete` takes it all the
    same, and they are asked for until they are here.
    """
    missing = [] if incomplete else lacking(store, petition)
    if missing:
        raise UserError(
            _("Of this dossier not everything has come yet: {what}.").format(what="; ".join(missing)),
            kept=_("Nothing was changed."), code="incomplete",
            hint=_("Send your package to the unit that handed it on: what is missing comes with its next one, or when"
                   " it writes the dossier again. To take it over all the same: “danvan transfer accept ID"
                   " --incomplete”."),
        )  # fmt: skip
    _answer(store, petition, TAKEN, text, officer=officer, today=today)


def refuse(store: Store, petition: bytes, why: str, *, officer: str, today: date) -> None:
    """Give it back, with the reason; it stays the sender's."""
    if not why.strip():
        raise UserError(_("A refusal needs a reason."), kept=_("Nothing was changed."))
    _answer(store, petition, REFUSED, why, officer=officer, today=today)


def _answer(store: Store, petition: bytes, state: str, text: str, *, officer: str, today: date) -> None:
    people.require(store, "process")
    item = open_transfer(store, petition)
    if item is None or item.values.get("to_unit") != store.unit.code:
        raise UserError(
            _("No dossier of this petition waits to be taken over here."), hint=_("“danvan transfer list” shows them.")
        )
    with store.batch(officer=officer) as batch:
        batch.new_group()
        batch.edit(TYPE, item.id, {"state": state, "answered_on": today, "answer": text or None}, seen=True)
    access_log.note_softly(store, "transfer_answered", f"{item.owner}: {petition.hex()} {state}")
