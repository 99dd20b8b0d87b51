"""What a record is called, and how one of its values is read: labels for codes, titles for links, secrets masked."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from danvan_desktop.app.lists import field_label, secret, shown
from danvan_desktop.app.pick_lists import unit_pick
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

LONGEST = 80
UNIT_FIELDS = frozenset({"unit", "parent_code"})  # texts that hold a unit's code, which nobody types nor reads
COLLECTIVE = "tap_the"
_NAMES = {  # open fields that hold a person's name by what they mean, and the field that says whether they do
    "award": ("recipient_name", "recipient_kind"), "model": ("holder_name", "holder_kind"), "officer": ("name", ""),
    "person": ("full_name", ""), "delegate": ("name", ""), "reception_session": ("host_name", ""),
}  # fmt: skip
_SAYS_ITS_PARENT = frozenset({"model_year", "model_recognition", "model_replication"})
_unit_names: WeakKeyDictionary[Store, dict[str, str]] = WeakKeyDictionary()


def title(record_type: RecordType, item: Record) -> str:
    """What a record is called where others may look on: never a person's value. Type and number, or its words.

    A denunciation is called by its code alone (petitions.md §5).
    """
    return _called(record_type, item, "")


def _called(record_type: RecordType, item: Record, without: str) -> str:
    if "received_on" in record_type.by_name and denouncer.denounces(record_type, item.values):
        code = denouncer.code_of(item.values, item.id)  # others may look on
        return code if record_type.name == "petition" else f"{_(record_type.label)} {code}"
    fields = [field for field in _title_fields(record_type) if not field.sealed and field.name != without]
    if without == record_type.title[0]:
        fields = []  # the rest alone names nothing: type and number do
    words = " – ".join(part for field in fields if (part := _cut(shown(field, item))))
    if words and not words.replace("/", "").isdigit():
        return words
    return f"{_(record_type.label)} {words or _number(record_type, item)}".strip()


def heading(store: Store, record_type: RecordType, item: Record) -> str:
    """What stands above a record's form: a model's year says whose it is."""
    return _of_parent(store, record_type, item, title(record_type, item), public=False)


def page_title(store: Store, record_type: RecordType, item: Record) -> str:
    """What a record's page is called in the window's title, where passers-by and other programs read it."""
    return _of_parent(store, record_type, item, _public(record_type, item), public=True)


def _public(record_type: RecordType, item: Record) -> str:
    """Like `title`, without a field that holds a person's name by what it means, though it is no sealed one."""
    name, kind = _NAMES.get(record_type.name, ("", ""))
    return _called(record_type, item, "" if kind and item.values.get(kind) == COLLECTIVE else name)


def _of_parent(store: Store, record_type: RecordType, item: Record, own: str, *, public: bool) -> str:
    if record_type.name not in _SAYS_ITS_PARENT:
        return own
    row = item.values.get(record_type.parent)
    parent = store.types.get(record_type.field(record_type.parent).links_to)
    found = store.get(parent.name, row) if parent and isinstance(row, bytes) else None
    if parent is None or found is None:
        return own
    return f"{_public(parent, found) if public else title(parent, found)}: {own}"


def _number(record_type: RecordType, item: Record) -> str:
    """What tells a record without words apart: its number in the register, or its day."""
    for name in ("register_no", record_type.order):
        if name in record_type.by_name and item.values.get(name) is not None:
            return _cut(shown(record_type.field(name), item))
    return ""


def detail(record_type: RecordType, item: Record) -> str:
    """The line that tells one record from its like, for lists only: persons, then the first columns."""
    fields = [field for field in _title_fields(record_type) if field.sealed]
    fields += [field for field in record_type.columns if field not in _title_fields(record_type)]
    parts: list[str] = []
    for field in fields:
        if field.kind is Kind.LINK or item.values.get(field.name) is None:
            continue
        if denouncer.raw_words(record_type, field, item.values):
            continue
        parts.append(_cut(shown(field, item)))
        if len(parts) == 3:
            break
    return " · ".join(parts)


def cell(store: Store, field: Field, item: Record) -> str:
    """A value as people read it; a link by the title of what it leads to."""
    value = item.values.get(field.name)
    if field.kind is Kind.LINK and isinstance(value, bytes) and field.links_to in store.types:
        found = store.get(field.links_to, value)
        return title(store.types[field.links_to], found) if found else ""
    if field.name in UNIT_FIELDS and field.kind is Kind.TEXT and isinstance(value, str):
        return unit_name(store, value)
    return shown(field, item)


def unit_name(store: Store, code: str) -> str:
    """A unit by its name; by its code where the name is not known here. Other units' names are kept once read."""
    if code == store.unit.code:
        return store.unit.name
    names = _unit_names.setdefault(store, {})
    if code not in names:
        found = unit_pick(store, code)
        if found is None:
            return code  # not kept: a package may bring its name
        names[code] = found.label
    return names[code]


def said(store: Store, record: RecordType, name: str, values: dict[str, Value]) -> str:
    """One of some values, of which the record may not be saved yet, as people read it."""
    return cell(store, record.field(name), Record(record.name, b"", "", values))


def labels(record: RecordType, names: list[str]) -> str:
    """Fields by their labels, as a list in a sentence."""
    return ", ".join(field_label(record, name) for name in names)


def masked(record_type: RecordType, item: Record) -> bool:
    """Whether something of this record is a denouncer's."""
    return any(secret(field, item) for field in record_type.fields)


def _title_fields(record_type: RecordType) -> list[Field]:
    return [record_type.field(name) for name in record_type.title]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
