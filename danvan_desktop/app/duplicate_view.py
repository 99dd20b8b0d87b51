"""A petition as it is set beside another one: what tells them apart, masked as in lists."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop import records
from danvan_desktop.app import lists, titles
from danvan_desktop.app.duplicate_links import may_be_copy
from danvan_desktop.app.ownership import locked
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


def called(store: Store, row: bytes) -> str:
    """A petition by number and day, where others may look on: no person, no words of it."""
    item = store.get(TYPE, row)
    if item is None:
        return ""
    record = records.get(TYPE)
    number, day = (lists.shown(record.field(name), item) for name in ("petition_no", "received_on"))
    return f"{number or titles.title(record, item)} ({day})" if day else number


def beside(store: Store, first: bytes, later: bytes) -> list[Beside]:
    """Two petitions line by line; what neither has is left out."""
    one, other = store.get(TYPE, first), store.get(TYPE, later)
    if one is None or other is None:
        return []
    lines = [Beside(lists.field_label(records.get(TYPE), name), *_cells(store, name, one, other)) for name in SHOWN]
    return [line for line in lines if line.first or line.later]


def _cells(store: Store, name: str, *items: Record) -> tuple[str, str]:
    field = records.get(TYPE).field(name)
    one, other = (titles.cell(store, field, item) for item in items)
    return one, other


def linkable(store: Store, later: bytes) -> bool:
    """Whether the later petition can become a duplicate here: it is ours and nothing has been decided about it."""
    item = store.get(TYPE, later)
    return item is not None and may_be_copy(item) and not locked(store, records.get(TYPE), later)
