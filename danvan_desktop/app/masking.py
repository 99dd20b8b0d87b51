"""Records as lists that go upward show them: persons at the level asked for, codes with their labels."""

from __future__ import annotations

from danvan_desktop.app.lists import code_label, plain
from danvan_desktop.domain import masking
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.reading import Record


def row(record: RecordType, item: Record, level: str) -> dict[str, object]:
    """A record with its persons at a level of domain.masking; choices have their label beside them."""
    found: dict[str, object] = {"id": item.id.hex()}
    values = masking.values(record, item.values, level)
    for field in record.fields:
        found[field.name] = plain(values.get(field.name))
        if field.choices and values.get(field.name) is not None:
            found[f"{field.name}_label"] = code_label(field, values[field.name])
    return found
