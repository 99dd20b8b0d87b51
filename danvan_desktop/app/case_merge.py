"""Two cases that are one: what belongs to the first goes to the second; taken apart again by an act of its own.

The case that was merged is kept, marked and empty: its number is never given again. Figures of a closed report stay
in their lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop import records
from danvan_desktop.app import people, titles
from danvan_desktop.app.duplicate_kept import MOST, Changed, kept, put_back
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.pair_decision import KIND, Linked, in_force
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import writing
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.duplicate import MERGED
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

CASE, GONE = "case", "da_nhap"


def merge(store: Store, case: bytes, into: bytes, *, officer: str, today: date) -> Linked:
    """Everything that names `case` names `into` from now on. UserError, nothing written, where one cannot be moved."""
    people.require(store, "process")
    source, moved = _checked(store, case, into)
    changed = Changed()
    with writing(store, officer, _("cases merged")) as done:
        for record, name, item in moved:
            changed.edit(done.batch, record, item, {name: into})
        changed.edit(done.batch, records.get(CASE), source, {"state": GONE})
        row = done.batch.new(KIND, {
            "unit": store.unit.code, "verdict": MERGED, "case": case, "into": into, "decided_on": today,
            "changed": changed.as_text(),
        })  # fmt: skip
    return Linked(row, into, done.group)


@dataclass(frozen=True)
class Moved:
    """One record that would name the other case; its title names no person."""

    type_name: str
    row: bytes
    title: str


def preview(store: Store, case: bytes, into: bytes) -> list[Moved]:
    """What would go over to `into`, nothing written. Raises UserError where `merge` would."""
    _source, moved = _checked(store, case, into)
    return [Moved(record.name, item.id, titles.title(record, item)) for record, _name, item in moved]


_Belonging = list[tuple[RecordType, str, Record]]


def _checked(store: Store, case: bytes, into: bytes) -> tuple[Record, _Belonging]:
    """The case that goes and all that names it; refused where anything of it cannot be moved here."""
    source, target = present(store, CASE, case), present(store, CASE, into)
    if source.id == target.id:
        raise UserError(_("A case is not merged into itself."), kept=_("Nothing was changed."))
    for item in (source, target):
        if item.values.get("state") == GONE:
            raise UserError(_("This case was merged into another before."), kept=_("Nothing was changed."))
    must_be_ours(store, records.get(CASE), case)
    moved = _belonging(store, case)
    for record, _name, item in moved:
        must_be_ours(store, record, item.id)
    return source, moved


def unmerge(store: Store, case: bytes, *, officer: str, today: date) -> str | None:
    """Take a merger back: what still lies where it was moved goes back. Returns the name of the act for `undo`."""
    people.require(store, "process")
    present(store, CASE, case)
    must_be_ours(store, records.get(CASE), case)
    decision = in_force(store, CASE, case, MERGED)
    if decision is None:
        raise UserError(_("This case was not merged into another."), kept=_("Nothing was changed."))
    with writing(store, officer, _("merger of cases taken back")) as done:
        put_back(store, done.batch, kept(decision), besides=b"")
        done.batch.edit(KIND, decision.id, {"undone_on": today})
    return done.group


def merged_into(store: Store, case: bytes) -> bytes | None:
    """The case into which another was merged; None for one that stands."""
    decision = in_force(store, CASE, case, MERGED)
    found = decision.values.get("into") if decision else None
    return found if isinstance(found, bytes) else None


def _belonging(store: Store, case: bytes) -> _Belonging:
    """Petitions, visits, follow-ups and links that name a case; decisions about duplicates stay as they were made."""
    found = []
    for record in store.types.values():
        for field in record.fields:
            if field.links_to == CASE and record.name not in {CASE, KIND}:
                rows = journal_reading.linking(store.conn, record, field.name, case, limit=MOST)
                found += [(record, field.name, item) for item in store.records(record.name, rows)]
    return found
