"""Typing a record: what a form begins with, its checks, its save with its child rows as one undoable act, its moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.app import closed_steps, number_books, office_day, parties, people, rights, steps, terms
from danvan_desktop.app.links import Hit, Related, find_links, link_field, related
from danvan_desktop.app.ownership import locked, must_be_ours
from danvan_desktop.app.present import gone
from danvan_desktop.app.saving import Change, Saved, Values, check, compare, refuse_errors, tidy, writing
from danvan_desktop.app.titles import detail, title
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.journal import DELETED
from danvan_desktop.domain.record_type import Field, Kind, RecordType, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import BugError, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

__all__ = [
    "ChildEdit", "Hit", "Related", "Saved", "above", "check", "children", "detail", "find_links", "locked", "move",
    "open_moves", "related", "save", "start", "title",
]  # fmt: skip
LOOK_BACK = 30  # records whose officer is asked for when "the last value" is wanted
CHILDREN = 500


@dataclass(frozen=True)
class ChildEdit:
    """One row of a child grid: new without `row`, else changed or deleted."""

    row: bytes | None
    values: Values
    deleted: bool = False


# --- what a form begins with
def start(
    store: Store, type_name: str, *, today: date, officer: str, given: Values | None = None
) -> dict[str, Value]:  # fmt: skip
    """Values of a new record: the defaults of its form, then what is `given`."""
    record = store.types[type_name]
    found: dict[str, Value] = {}
    last: Record | None = None
    for name, word in record.form.defaults:
        field = record.field(name)
        if word == "last":
            last = last or _last_of(store, record, officer)
            found[name] = _copied(record, field, last)
        else:
            found[name] = _default(store, field, word, today)
    if "register_year" in record.by_name:
        found["register_year"] = today.year
    if number := number_books.proposed(store, record, today.year):
        found[number_books.REGISTERS[type_name]] = number
    return {name: value for name, value in (found | dict(given or {})).items() if value is not None}


def above(store: Store, type_name: str, field: str, row: bytes | None) -> Value:
    """The value of a field in the record added before `row` (the newest one for a new record): Ctrl+D."""
    record = store.types[type_name]
    ids = journal_reading.newest(store.conn, record, limit=1, below=row)
    return _copied(record, record.field(field), store.get(type_name, ids[0])) if ids else None


def _last_of(store: Store, record: RecordType, officer: str) -> Record | None:
    """The newest record of this officer among the newest few, or of anybody."""
    ids = journal_reading.newest(store.conn, record, limit=LOOK_BACK)
    mine = (row for row in ids if journal_reading.made_by(store.conn, row) == officer)
    row = next(mine, ids[0] if ids else None)
    return store.get(record.name, row) if row else None


def _copied(record: RecordType, field: Field, source: Record | None) -> Value:
    if source is None or field.name in withheld_for_denouncer(record, source.values):
        return None
    return source.values.get(field.name)


def _default(store: Store, field: Field, word: str, today: date) -> Value:
    if word in {"today", "own_unit"}:
        return today if word == "today" else store.unit.code
    if field.kind in {Kind.INTEGER, Kind.MONEY}:
        return int(word)
    if field.kind is Kind.YES_NO:
        return word == "yes"
    return (word,) if field.kind is Kind.CHOICES else word


# --- saving
def save(  # noqa: PLR0913  what a save is
    store: Store, type_name: str, row: bytes | None, values: Values, *, before: Values, officer: str,
    reason: str = "", children: Mapping[str, Sequence[ChildEdit]] | None = None, today: date | None = None,
) -> Saved:  # fmt: skip
    """Write the fields that changed since `before`, and the child rows, as one act that `undo` takes back whole.

    Raises UserError, nothing written, when an error-grade problem stands or the record is another office's.
    """
    record = store.types[type_name]
    current = _current(store, record, row)
    change = compare(record, values, before, current)
    rights.require_change(store, record, current.values if current else None, change.whole)
    on = today or office_day.today()
    change = parties.checked(store, record, row, change, children or {})
    refuse_errors(record, change, on)
    if type_name == terms.TYPE and change.values:
        change = terms.with_term(store, change, current.values if current else None, officer)
    grown = _children_changes(store, record, row, change, children or {}, on)
    with writing(store, officer, reason) as done:
        target = row
        written = number_books.numbered(store, record, change, before if row is None else {}, on)
        if target is None:
            target = done.batch.new(type_name, written)
        elif written:
            done.batch.edit(type_name, target, written, beside=change.conflicts)
        for child, link, edit, found in grown:
            _save_child(done.batch, child, edit, found, {link.name: target})
    conflicts = change.conflicts + ((DELETED,) if current and current.deleted else ())
    return Saved(target, done.group, conflicts, change.news)


def _current(store: Store, record: RecordType, row: bytes | None) -> Record | None:
    if row is None:
        return None
    found = store.get(record.name, row)
    if found is None:
        raise gone()
    must_be_ours(store, record, row)
    return found


_Grown = tuple[RecordType, Field, ChildEdit, Change]


def _children_changes(
    store: Store, record: RecordType, row: bytes | None, parent: Change,
    children: Mapping[str, Sequence[ChildEdit]], today: date,
) -> list[_Grown]:  # fmt: skip
    """Every child row with what it changes; refuses the first that is wrong."""
    grown = []
    for name, edits in children.items():
        child = store.types[name]
        link = link_field(child, record.name)
        if link is None:
            raise BugError(f"{name} is no child of {record.name}")
        for edit in edits:
            current = _current(store, child, edit.row)
            given = edit.values
            if current is None and "unit" in child.by_name:
                given = {"unit": parent.whole.get("unit"), **edit.values}
            change = compare(child, given, {}, current)
            if row is None and current is not None:
                raise BugError("a new record has no saved children")
            rights.require_change(store, child, current.values if current else None, change.whole)
            if not edit.deleted:
                linked = replace(change, whole={**change.whole, link.name: row or bytes(16)})
                refuse_errors(child, linked, today)
            grown.append((child, link, edit, change))
    return grown


def _save_child(batch: Batch, child: RecordType, edit: ChildEdit, change: Change, link: dict[str, Value]) -> None:
    if edit.row is None:
        if not edit.deleted:
            batch.new(child.name, change.values | link)
    elif edit.deleted:
        batch.delete(child.name, edit.row)
    elif change.values:
        batch.edit(child.name, edit.row, change.values)


def children(store: Store, type_name: str, row: bytes) -> dict[str, list[Record]]:
    """The child rows of a record, by type, in the order of their numbers."""
    record = store.types[type_name]
    found: dict[str, list[Record]] = {}
    for name in record.form.children:
        child = store.types.get(name)
        link = link_field(child, type_name) if child else None
        if child is None or link is None:
            continue
        items = store.records(name, journal_reading.linking(store.conn, child, link.name, row, limit=CHILDREN))
        if name == parties.PARTY:
            items = parties.without_denouncers(store.get(type_name, row), items)
        found[name] = sorted(items, key=_number)
    return found


def _number(item: Record) -> tuple[bool, int]:
    number = item.values.get("seq")
    return (not isinstance(number, int), number if isinstance(number, int) else 0)


# --- moves
def open_moves(
    store: Store, record_type: RecordType, item: Record, role: str, today: date | None = None
) -> list[Transition]:
    """The steps open now to somebody of this role; none for a record of another office."""
    if not record_type.state_field or item.deleted or locked(store, record_type, item.id):
        return []
    state = item.values.get(record_type.state_field)
    return [
        step for step in record_type.transitions
        if step.source == state and people.may_step(role, step, rights.act_of_step(record_type, step))
        and not closed_steps.closed(record_type.name, item.values, step.target, today or office_day.today())
    ]  # fmt: skip


def move(  # noqa: PLR0913  a step and everything that is said with it
    store: Store, type_name: str, row: bytes, transition: Transition, values: Values, officer: str,
    *, today: date | None = None, children: Mapping[str, Sequence[ChildEdit]] | None = None,
) -> Saved:  # fmt: skip
    """Make a step with what it asks for and what follows from it; refused when the record has left its source."""
    record = store.types[type_name]
    current = _current(store, record, row)
    if current is None or current.values.get(record.state_field) != transition.source:
        raise UserError(_("This record has moved on since it was shown."), hint=_("Look at it again, then choose."))
    on = today or office_day.today()
    if why := closed_steps.closed(type_name, current.values, transition.target, on):
        raise UserError(why, kept=_("Nothing was changed."))
    given = stepped(record, current, transition.target, tidy(record, values), on, assumed(store, record, current))
    if wrong := steps.problems(record, current, transition.target, {**current.values, **given}):
        rights.require_change(store, record, current.values, {**current.values, **given})
        raise UserError(" ".join(problem.text for problem in wrong), kept=_("Nothing was changed."))
    return save(store, type_name, row, given, before=current.values, officer=officer, children=children, today=today)


def stepped(
    record: RecordType, item: Record, target: str, given: Values, today: date, taken: Collection[str] = (),
) -> dict[str, Value]:  # fmt: skip
    """What a step writes: what is given for it, what follows from it, and the state. `taken`: see `assumed`."""
    following = steps.follows(record, item, target, given, today, taken)
    return {**following, **given, record.state_field: target}


def assumed(store: Store, record: RecordType, item: Record) -> frozenset[str]:
    """Of the days a step fills by itself, the day of processing, where the last that wrote it was a step.

    No step's form asks for it: so it is nobody's word, unless it came in the record's form or with the record.
    """
    if record.name != steps.PETITION or item.values.get(steps.PROCESSED) is None:
        return frozenset()
    ops = journal_reading.ops_of_row(store.conn, item.id)
    wrote = [(place, op) for place, op in enumerate(ops) if steps.PROCESSED in op.fields]
    if not wrote:
        return frozenset()
    place, last = wrote[-1]
    by_step = place > 0 and record.state_field in last.fields and not last.reason  # an import says that it is one
    return frozenset({steps.PROCESSED}) if by_step else frozenset()
