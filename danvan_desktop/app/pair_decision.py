"""What a decision about two records leaves: the record of it, and the case that both belong to from then on.

A decision is one act that `undo` takes back, and a record that says what it changed, so that it can be taken back
later by an act of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop import records
from danvan_desktop.app import rights, same_matter
from danvan_desktop.app.duplicate_kept import Changed
from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import duplicates as sql
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

KIND = "duplicate"
_LATER = {"petition": "petition", "reception": "visit"}  # type of a record → the field of a decision that names it
_FIRST = {"petition": "first", "reception": "first_visit"}


@dataclass(frozen=True)
class Linked:
    """What was decided: the record of it, the case both belong to now, the name of the act for `undo`."""

    row: bytes
    case: bytes | None
    group: str | None


def in_force(store: Store, field: str, row: bytes, *verdicts: str) -> Record | None:
    """The decision that stands about the record `field` names."""
    found = sql.standing(store.conn, field, row, verdicts)
    return store.get(KIND, found) if found else None


def written(store: Store, verdict: str, later: Record, first: Record, today: date) -> dict[str, Value]:
    """The record of a decision about two petitions, or about a visit and what came before it."""
    return {
        "unit": store.unit.code, "verdict": verdict, _LATER[later.type_name]: later.id,
        _FIRST[first.type_name]: first.id, "decided_on": today,
    }  # fmt: skip


def joins(store: Store, first: Record) -> bool:
    """Whether the earlier record is given the case: it has none, and is ours to write in."""
    return first.values.get("case") is None and not locked(store, records.get(first.type_name), first.id)


def common_case(store: Store, later: Record, first: Record) -> bytes | None:
    """The case both belong to: the earlier record's, or the later one's where the earlier one can be given it."""
    found = first.values.get("case") or (later.values.get("case") if joins(store, first) else None)
    return found if isinstance(found, bytes) else None


def bring_together(
    store: Store, batch: Batch, changed: Changed, later: Record, first: Record, *, makes: bool
) -> bytes | None:  # fmt: skip
    """Give the earlier record the common case; one is made where there is none (`makes`: even for the later alone)."""
    record, gets = records.get(first.type_name), joins(store, first)
    case = common_case(store, later, first)
    if case is None and (gets or makes):
        case = changed.made = batch.new("case", same_matter.case_of(store, first))
    if case is not None and gets:
        rights.require_change(store, record, first.values, first.values)
        changed.edit(batch, record, first, {"case": case})
    return case
