"""What a change of a record asks of the officer's role: entry while a petition is new, processing after that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_desktop.app import people
from danvan_desktop.domain.record_type import RecordType, Transition
from danvan_desktop.storage.store import Store

EDIT, PROCESS = "edit", "process"
ENTRY = {"petition": frozenset({None, "moi_tiep_nhan", "trung", "dang_phan_loai", "cho_bo_sung"})}
WRITTEN_DOWN = frozenset({"reception", "reception_session"})  # that somebody came is noted, not decided


def act_of_change(record: RecordType, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str:
    """The act a change is: "edit" or "process". `before` is None for a new record."""
    name = record.state_field
    if not name or not record.transitions or record.name in WRITTEN_DOWN:
        return EDIT
    now = after.get(name)
    was = now if before is None else before.get(name)
    if record.name in ENTRY:
        return EDIT if {was, now} <= ENTRY[record.name] else PROCESS
    return EDIT if was == now else PROCESS


def act_of_step(record: RecordType, step: Transition) -> str:
    """The act a step is."""
    return act_of_change(record, {record.state_field: step.source}, {record.state_field: step.target})


def require_change(
    store: Store, record: RecordType, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> None:  # fmt: skip
    """Refuse a change that the role of who opened the store does not include. Raises UserError."""
    people.require(store, act_of_change(record, before, after))
    if before is None or not record.state_field:
        return
    moved = before.get(record.state_field), after.get(record.state_field)
    for step in record.transitions:
        if (step.source, step.target) == moved:
            people.require_step(store, step)


def require_edit(store: Store, type_name: str, row: bytes) -> None:
    """Refuse a change of what belongs to a record as it stands now."""
    found = store.get(type_name, row)
    values = found.values if found else {}
    require_change(store, store.types[type_name], values, values)
