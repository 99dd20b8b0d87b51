"""Destroying persons' values of one record; and files whose time of keeping is over, by decided minutes.

Of files only what the destruction list proposes, several at once; the officer names the minutes that were decided, and
a page says what was done. Persons' values and attached files go for good, also from copies kept aside; records,
numbers, receipts and figures stay.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import access_log, dossier, people, retention
from danvan_desktop.app.lists import find
from danvan_desktop.app.office import Office
from danvan_desktop.app.retention import Kept
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports.destruction_minutes import Executed
from danvan_desktop.storage import blobs, denouncers, rekey, vault
from danvan_desktop.storage.store import Store

ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Destroyed:
    """What was destroyed, and the minutes of it as PDF."""

    petitions: int
    values: int
    files: int
    pdf: bytes


@dataclass(frozen=True)
class _Content:
    values: frozenset[bytes]
    files: frozenset[str]


def destroy(
    office: Office, rows: Collection[bytes], decision: str, on: date, *, unchecked: bool = False
) -> Destroyed:  # fmt: skip
    """Destroy what these petitions' files hold of persons. `decision`: the minutes or decision that allow it.

    Raises UserError, nothing destroyed, for who may not, without a decision, and for a petition not on the list.
    """
    people.require(office, "destroy")
    store, said = office.store, clean(decision)
    found = _proposed(store, rows, on, unchecked=unchecked)
    if not said:
        raise UserError(
            _("The minutes that were decided are missing."), kept=_("Nothing was destroyed."),
            hint=_("Print the minutes, have them decided, then write their number and day here."),
        )  # fmt: skip
    for copy in rekey.kept_copies(office.data_dir):
        copy.unlink(missing_ok=True)
    content = [(one, _content(store, one.row)) for one in found]
    values = {digest for _one, held in content for digest in held.values}
    files = {digest for _one, held in content for digest in held.files}
    with store.writing():
        access_log.note(office, "destroyed", f"{said}: {len(found)}")
        for one, _held in content:
            retention.mark_done(store, one.row, f"{on.isoformat()} {office.officer}: {said}")
            access_log.note(office, "destroyed", one.row.hex())
    gone = store.destroy_hashes(values)
    gone_files = sum(blobs.destroy(store.conn, digest) for digest in sorted(files))
    page = retention.executed(store, found, on, office.officer, Executed(said, gone, gone_files))
    return Destroyed(len(found), gone, gone_files, page)


def _proposed(store: Store, rows: Collection[bytes], on: date, *, unchecked: bool) -> list[Kept]:
    """Those of the list that were chosen. UserError where one is not on it."""
    wanted = set(rows)
    found = [one for one in retention.due(store, on, unchecked=unchecked) if one.row in wanted]
    if not wanted or len(found) < len(wanted):
        raise UserError(
            _("Only files on the list can be destroyed, and at least one."), kept=_("Nothing was destroyed."),
            hint=_("“danvan retention list” shows those whose time of keeping is over."),
        )  # fmt: skip
    return found


def _content(store: Store, petition: bytes) -> _Content:
    """Hashes of every value a petition and its steps ever had of persons, and of the files beside them."""
    item = store.get(retention.TYPE, petition)
    if item is None:
        return _Content(frozenset(), frozenset())
    parts = [(part.type_name, part.row) for part in dossier.of(store, item).parts if part.handed_on]
    bin_too = [(ATTACHMENT, row) for _n, row in parts for row in blobs.attached(store.conn, row, deleted=True)]
    values: set[bytes] = set()
    files: set[str] = set()
    for name, row in dict.fromkeys([*parts, *bin_too]):
        sealed = [field.name for field in store.types[name].fields if field.sealed]
        values |= denouncers.named(store.conn, row, sealed)
        if name == ATTACHMENT and (digest := _file(store, row, {r for n, r in parts if n == ATTACHMENT})):
            files.add(digest)
    return _Content(frozenset(vault.get(store.conn, values)), frozenset(files))


def _file(store: Store, row: bytes, ours: Collection[bytes]) -> str:
    """The bytes of an attached file; none where another record that stays has the same file."""
    item = store.get(ATTACHMENT, row)
    digest = str(item.values.get("sha256") or "") if item else ""
    others = blobs.attached_as(store.conn, digest) if digest else []
    return "" if any(other != row and other not in ours for other in others) else digest


def destroy_values(office: Office, type_name: str, row: str, fields: list[str]) -> int:
    """Destroy persons' values of one record for good, in copies kept aside too; returns how many there were."""
    people.require(office, "destroy")
    record, item = find(office.store, type_name, row)
    unknown = [name for name in fields if name not in record.by_name or not record.field(name).sealed]
    if unknown:
        persons = ", ".join(field.name for field in record.fields if field.sealed)
        message = _("No field of persons: {names}.").format(names=", ".join(unknown))
        raise UserError(message, hint=_("Fields of persons here: {persons}.").format(persons=persons))
    for copy in rekey.kept_copies(office.data_dir):
        copy.unlink(missing_ok=True)
    access_log.note(office, "destroyed", item.id.hex())
    return office.store.destroy_values(record.name, item.id, fields)
