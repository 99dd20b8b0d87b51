"""Texts of a record in which a name stands that goes once it is a denunciation: found, told by labels, veiled.

What may name who sends it is known only while it is no denunciation yet: the values of its persons' fields, those they
held before, and of the people listed. A text typed into a denunciation later has nothing to be compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.app import parties
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import field_label
from danvan_desktop.app.ownership import locked
from danvan_desktop.app.saving import Values
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.domain.veil import Veil, veils
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_party import IDENTITY, REPRESENTATIVE, SENDER
from danvan_desktop.storage import denouncers, vault
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


def veil_of(store: Store, record: RecordType, row: bytes) -> Veil:
    """What hides everything the program knows of who sends a record: to be made before that is destroyed."""
    fields = [field.name for field in record.fields if field.denouncer_when is not None]
    known = _ever(store, row, fields)
    if record.name == parties.PETITION:
        for one in parties.of(store, row):
            if one.values.get("side") in {SENDER, REPRESENTATIVE}:
                known += _ever(store, one.id, IDENTITY)
    return Veil(known)


def _ever(store: Store, row: bytes, fields: Iterable[str]) -> list[tuple[str, str]]:
    """(field, text) of every value these fields have or had that lies here."""
    return [
        (name, text) for name in fields
        for text in vault.get(store.conn, denouncers.named(store.conn, row, {name})).values()
    ]  # fmt: skip


def labels(store: Store, record: RecordType, row: bytes, values: Values) -> tuple[str, ...]:
    """Labels of the texts that would change, as the record stands in a form and its rows are stored; each once."""
    veil = veil_of(store, record, row)
    found = [field_label(record, name) for name in _veiled(veil, record, values)]
    for item in _hanging(store, record, row):
        child = store.types[item.type_name]
        found += [f"{_(child.label)}: {field_label(child, name)}" for name in _veiled(veil, child, item.values)]
    return tuple(dict.fromkeys(found))


def over_form(veil: Veil, form: FormState) -> None:
    """Veil what is about to be saved, so that no line of the journal says it once more."""
    for name, text in _veiled(veil, form.record_type, form.values).items():
        if name not in form.withheld:
            form.put(name, text)


def over_stored(store: Store, veil: Veil, record: RecordType, row: bytes, officer: str) -> set[bytes]:
    """Veil the stored texts of a record and its rows; returns the hashes of sealed texts that still say it."""
    item = store.get(record.name, row)
    items = [*([item] if item else ()), *_hanging(store, record, row)]
    with store.batch(officer=officer) as batch:
        for one in items:
            if changed := _veiled(veil, store.types[one.type_name], one.values):
                batch.edit(one.type_name, one.id, changed)
    return {digest for one in items for digest in _saying(store, veil, one)}


def _hanging(store: Store, record: RecordType, row: bytes) -> list[Record]:
    """The rows that hang on a record and are ours to change."""
    targets = denouncers.hanging(store.conn, store.types, record.name, row)
    found = (store.get(name, child) for name, child in targets)
    return [item for item in found if item is not None and not locked(store, store.types[item.type_name], item.id)]


def _veiled(veil: Veil, record: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    """Fields whose text changes, with the text as it will be; fields that are destroyed whole are not among them."""
    texts = {
        field.name: (text, veil.over(text)) for field in record.fields
        if veils(field) and not _destroyed(record, field.name) and isinstance(text := values.get(field.name), str)
    }  # fmt: skip
    return {name: after for name, (before, after) in texts.items() if after != before}


def _destroyed(record: RecordType, name: str) -> bool:
    field = record.field(name)
    secret = field.denouncer_when is not None and record.name != parties.PARTY
    return secret or (record.name == denouncers.ATTACHMENT and name in {"owner_type", "owner_row", "mime"})


def _saying(store: Store, veil: Veil, item: Record) -> set[bytes]:
    """Hashes of the texts a row ever held that say what is hidden."""
    sealed = {field.name for field in store.types[item.type_name].fields if field.sealed and veils(field)}
    values = vault.get(store.conn, denouncers.named(store.conn, item.id, sealed))
    return {digest for digest, text in values.items() if veil.over(text) != text}
