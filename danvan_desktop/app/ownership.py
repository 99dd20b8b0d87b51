"""Whose a record is: another office's is read here, and only that office changes it."""

from __future__ import annotations

from danvan_desktop.domain import journal
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


def owner_of(store: Store, row: bytes) -> str:
    """Code of the unit a record belongs to."""
    author = store.roster.get(row[:8])
    return author.unit if author else store.unit.code


def locked(store: Store, record: RecordType, row: bytes) -> str:
    """Why a record cannot be changed here; empty when it can."""
    clock = store.clock
    change = journal.Op(
        b"", clock.replica, clock.seq + 1, 0, 0, "", "", "", record.name, row, {}, {"*": ["-"]}, b""
    )  # an edit as it would be judged everywhere
    if journal.may_write(change, record.rule, store.roster):
        return ""
    unit = owner_of(store, row)
    if unit != store.unit.code:
        return _("This record belongs to unit {unit}.").format(unit=unit)
    return _("Records of this kind are not changed once they are made.")


def must_be_ours(store: Store, record: RecordType, row: bytes) -> None:
    """UserError when a record cannot be changed here."""
    if reason := locked(store, record, row):
        raise UserError(
            reason, kept=_("Nothing was changed."), hint=_("Only that unit changes it; it comes with its next package.")
        )
