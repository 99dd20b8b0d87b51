"""A petition as it is set beside another one: what tells them apart, masked as in lists."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop import records
from danvan_desktop.app import lists, titles
from danvan_desktop.app.duplicate_links import may_be_copy
from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "petition"
SHOWN = (
    "petition_no", "received_on", "written_on", "source", "petitioner_name", "petitioner_address", "type", "field",
    "summary_redacted", "respondent_name", "map_sheet", "parcel_no", "decision_no", "state", "case",
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """Lines of two petitions: label, the earlier one's value, the later one's. `same` where they agree."""

    label: str
    first: str
    later: str

    @property
    def same(self) -> bool:
        """Whether both say the same thing."""
        return self.first == self.later


def called(store: Store, row: bytes, type_name: str = TYPE) -> str:
    """A petition or a visit by number and day, where others may look on: no person, no words of it."""
    item = store.get(type_name, row)
    if item is None:
        return ""
    record = records.get(type_name)
    if type_name != TYPE:
        number = lists.shown(record.field("register_no"), item) or item.id.hex()[-6:]
        return _("Visit {number}").format(number=number) + _on(record, item)
    return (lists.shown(record.field("petition_no"), item) or titles.title(record, item)) + _on(record, item)


def _on(record: RecordType, item: Record) -> str:
    day = lists.shown(record.field("received_on"), item)
    return f" ({day})" if day else ""


def beside(store: Store, first: bytes, later: bytes) -> list[Beside]:
    """Two petitions line by line; what neither has is left out."""
    one, other = store.get(TYPE, first), store.get(TYPE, later)
    if one is None or other is None:
        return []
    lines = [Beside(lists.field_label(records.get(TYPE), name), *_cells(store, name, one, other)) for name in SHOWN]
    return [line for line in lines if line.first or line.later]


# label of the petition's field, its name and the visit's: what tells two matters apart
_WITH_VISIT = (
    ("received_on", "received_on"), ("petitioner_name", "visitor_name"), ("petitioner_address", "visitor_address"),
    ("type", "kind"), ("field", "field"), ("summary_redacted", "summary_redacted"), ("handled_by", "host_name"),
    ("state", "result"), ("case", "case"),
)  # fmt: skip


def beside_visit(store: Store, first: tuple[str, bytes], later: tuple[str, bytes]) -> list[Beside]:
    """A visit (type, id) beside a petition or another visit, line by line; what neither has is left out."""
    one, other = store.get(*first), store.get(*later)
    if one is None or other is None:
        return []
    lines = [Beside(_label_of(one, names), *(_cell_of(store, item, names) for item in (one, other)))
             for names in _WITH_VISIT]  # fmt: skip
    return [line for line in lines if line.first or line.later]


def _label_of(item: Record, names: tuple[str, str]) -> str:
    return lists.field_label(records.get(item.type_name), names[item.type_name != TYPE])


def _cell_of(store: Store, item: Record, names: tuple[str, str]) -> str:
    return titles.cell(store, records.get(item.type_name).field(names[item.type_name != TYPE]), item)


def _cells(store: Store, name: str, *items: Record) -> tuple[str, str]:
    field = records.get(TYPE).field(name)
    one, other = (titles.cell(store, field, item) for item in items)
    return one, other


def linkable(store: Store, later: bytes) -> bool:
    """Whether the later petition can become a duplicate here: it is ours and nothing has been decided about it."""
    item = store.get(TYPE, later)
    return item is not None and may_be_copy(item) and not locked(store, records.get(TYPE), later)
