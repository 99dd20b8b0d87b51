"""Names in what turned out to be a denunciation: said before the save, destroyed with it, listed where some are left.

A petition typed as a complaint has named its sender. Saved as a denunciation it keeps no name, and what stood in its
history goes for good: a person is asked first. What another computer or an older program wrote is hidden at once
(storage.views, storage.history) and listed here until somebody destroys it. Figures count records, never names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from danvan_desktop.app import access_log, denouncer_texts, parties, people
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import field_label
from danvan_desktop.app.office import Office
from danvan_desktop.app.saving import Saved, Values, token
from danvan_desktop.app.titles import title
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_party import DENOUNCER, IDENTITY, REPRESENTATIVE, SENDER
from danvan_desktop.storage import blobs, denouncers, rekey
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

PARTY, ATTACHMENT = denouncers.PARTY, denouncers.ATTACHMENT


@dataclass(frozen=True)
class Becoming:
    """What is known of people in a record that becomes a denunciation: labels only, never a value."""

    code: str
    fields: tuple[str, ...]
    people: int  # senders and representatives listed with a name
    files: int  # attached files that have a name
    texts: tuple[str, ...] = ()  # labels of texts in which one of these values stands

    def sentence(self) -> str:
        """What is kept now and what will be."""
        parts = list(self.fields)
        if self.people:
            parts.append(_("{count} people listed").format(count=self.people))
        if self.files:
            parts.append(_("names of {count} attached files").format(count=self.files))
        found = _("One of these values also stands in: {labels}. There each becomes “(…)”.")
        text = _(
            "Here is written: {what}. Of a denunciation the program keeps no identity: note it on the paper in the"
            " sealed envelope first. The record is then known as {code}; its figures stay as they are."
        )
        said = text.format(what=", ".join(parts) or _("who sends it"), code=self.code)
        return f"{said} {found.format(labels='; '.join(self.texts))}" if self.texts else said


def becoming(store: Store, record: RecordType, row: bytes | None, values: Values) -> Becoming | None:
    """What would have to go if a stored record is saved with these values; None where nothing does."""
    item = store.get(record.name, row) if row is not None else None
    if item is None or not denouncer.denounces(record, values) or denouncer.denounces(record, item.values):
        return None
    fields = tuple(
        field_label(record, name) for name in withheld_for_denouncer(record, values)
        if item.values.get(name) is not None or name in item.withheld
    )  # fmt: skip
    listed = _named_people(store, item)
    files = [one for one in _files(store, item.id) if one.values.get("file_name")]
    texts = denouncer_texts.labels(store, record, row, values) if row is not None else ()
    if not (fields or listed or files or texts):
        return None
    return Becoming(denouncer.code_of({**item.values, **values}, item.id), fields, len(listed), len(files), texts)


def _named_people(store: Store, item: Record) -> list[Record]:
    if item.type_name != parties.PETITION:
        return []
    sending = (one for one in parties.of(store, item.id) if one.values.get("side") in {SENDER, REPRESENTATIVE})
    return [one for one in sending if any(one.values.get(name) or name in one.withheld for name in IDENTITY)]


def _files(store: Store, row: bytes) -> list[Record]:
    return store.records(ATTACHMENT, blobs.attached(store.conn, row)) if ATTACHMENT in store.types else []


def save_as_denunciation(office: Office, form: FormState, save: Callable[[], Saved]) -> Saved:
    """Save, and destroy every name the record, its senders and its files had, in its texts too; noted in the log.

    `save` writes what stands in `form`, whose texts are veiled first. Asked for before; one act for undo. Who sends it
    stands as a line with a code only afterwards, so that the number of people stays.
    """
    store, row = office.store, form.row
    if row is None:
        return save()
    veil = denouncer_texts.veil_of(store, form.record_type, row)
    first = store.clock.seq + 1
    with store.writing():
        _without_names(store, row, office.officer)
        denouncer_texts.over_form(veil, form)
        saved = save()
        gone = denouncer_texts.over_stored(store, veil, form.record_type, row, office.officer)
        access_log.note(office, "destroyed", row.hex())
    _forget(office, {row})
    if gone:
        store.destroy_hashes(gone)
    return replace(saved, group=token(store.clock.replica, first, store.clock.seq))


def _without_names(store: Store, row: bytes, officer: str) -> None:
    item = store.get(parties.PETITION, row)
    with store.batch(officer=officer) as batch:
        batch.new_group()
        for one in _named_people(store, item) if item else ():
            side = DENOUNCER if one.values.get("side") == SENDER else REPRESENTATIVE
            batch.edit(PARTY, one.id, {**dict.fromkeys(IDENTITY), "side": side})
        for file in _files(store, row):
            batch.edit(ATTACHMENT, file.id, {"file_name": None})


# --- what lies here still
@dataclass(frozen=True)
class Left:
    """A denunciation of which something that names somebody lies in the file; `values` counts it."""

    type_name: str
    row: bytes
    title: str
    values: int


def left(store: Store) -> list[Left]:
    """Denunciations with names in the file, whatever record beside them holds these; other units' too."""
    found: dict[tuple[str, bytes], set[bytes]] = {}
    for target, hashes in denouncers.left(store.conn, store.types).items():
        owner = _owner(store, target)
        found[owner] = found.get(owner, set()) | hashes
    lines = []
    for (type_name, row), hashes in found.items():
        item = store.get(type_name, row)
        if item is not None:
            lines.append(Left(type_name, row, title(store.types[type_name], item), len(hashes)))
    return sorted(lines, key=lambda line: (line.title, line.row))


def _owner(store: Store, target: tuple[str, bytes]) -> tuple[str, bytes]:
    """The petition or visit a line or a file hangs on; itself for others."""
    type_name, row = target
    item = store.get(type_name, row) if type_name in {PARTY, ATTACHMENT} else None
    if item is None:
        return target
    if type_name == ATTACHMENT:
        return str(item.values["owner_type"]), bytes.fromhex(str(item.values["owner_row"]))
    petition = item.values.get("petition")
    return (parties.PETITION, petition) if isinstance(petition, bytes) else target


def destroy(office: Office, rows: Collection[bytes]) -> int:
    """Destroy for good what names somebody in these denunciations, in copies kept aside too; returns how many values.

    Raises UserError for who may not. Ids, signatures, receipts and figures stay.
    """
    people.require(office, "destroy")
    here = {one.row for one in left(office.store)} & set(rows)
    for row in sorted(here):
        access_log.note(office, "destroyed", row.hex())
    return _forget(office, here)


def _forget(office: Office, rows: Collection[bytes]) -> int:
    """Destroy what names somebody in these denunciations, in copies kept aside too."""
    store = office.store
    wanted = {
        digest for target, hashes in denouncers.left(store.conn, store.types).items()
        if _owner(store, target)[1] in rows for digest in hashes
    }  # fmt: skip
    for copy in rekey.kept_copies(office.data_dir) if rows else ():
        copy.unlink(missing_ok=True)
    return store.destroy_hashes(wanted) if wanted else 0
