"""Whose a record is: another office's is read here, and only that office changes it."""

from __future__ import annotations

from danvan_desktop.domain import journal
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.transfer import OFFERED
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.store import Store

OFFERS = 2_000  # looked through


def owner_of(store: Store, row: bytes) -> str:
    """Code of the unit a record belongs to."""
    author = store.roster.get(row[:8])
    return store.shares.holder(row) or (author.unit if author else store.unit.code)


def locked(store: Store, record: RecordType, row: bytes) -> str:
    """Why a record cannot be changed here; empty when it can."""
    clock = store.clock
    change = journal.Op(
        b"", clock.replica, clock.seq + 1, 0, 0, "", "", "", record.name, row, {}, {"*": ["-"]}, b""
    )  # an edit as it would be judged everywhere
    if journal.may_write(change, record, store.roster, store.shares):
        return _rests(store, row)
    unit = owner_of(store, row)
    if unit != store.unit.code:
        if any(tenure.unit == store.unit.code for tenure in store.shares.tenures.get(row, ())):
            return _("This dossier was handed on to unit {unit}.").format(unit=unit)
        return _("This record belongs to unit {unit}.").format(unit=unit)
    return _("Records of this kind are not changed once they are made.")


def _rests(store: Store, row: bytes) -> str:
    """A record that waits to be taken over by another unit: what were written now would not go with it."""
    if row not in store.shares.tenures:
        return ""
    offers = store.records("transfer", journal_reading.newest(store.conn, store.types["transfer"], limit=OFFERS))
    for item in offers:
        ours = item.owner == store.unit.code and item.values.get("state") == OFFERED and not item.deleted
        if ours and row.hex() in str(item.values.get("rows") or "").split():
            return _("This dossier waits to be taken over by unit {unit}; until then only steps are added.").format(
                unit=item.values.get("to_unit")
            )
    return ""


def must_be_ours(store: Store, record: RecordType, row: bytes) -> None:
    """UserError when a record cannot be changed here."""
    if reason := locked(store, record, row):
        raise UserError(
            reason, kept=_("Nothing was changed."), hint=_("Only that unit changes it; it comes with its next package.")
        )
