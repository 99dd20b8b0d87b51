"""The history of a record as people read it: one entry a save, newest first, labels for codes, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from danvan_desktop.app.lists import KEPT_AT_UNIT, code_label, field_label
from danvan_desktop.app.titles import LONGEST, title
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.journal import DELETED
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.domain.sharing import row_ids
from danvan_desktop.i18n import _
from danvan_desktop.storage import blobs
from danvan_desktop.storage.history import WITHHELD, Change
from danvan_desktop.storage.store import Store

EDIT, MADE, REMOVED, RESTORED, FILE = "edit", "made", "removed", "restored", "file"


@dataclass(frozen=True)
class Line:
    """One field of a save; empty texts mean that nothing stood there."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One save. `act` is what it did to the record; `op` undoes it; `unit` only when another office's."""

    when: datetime
    officer: str
    unit: str
    reason: str
    act: str
    lines: tuple[Line, ...]
    op: str
    counted: bool = True  # False: beyond its author's right, kept but not in force


def entries(store: Store, type_name: str, row: bytes, field: str = "") -> list[Entry]:
    """Saves of a record and of its files, newest first; `field`: only those that changed this field."""
    record = store.types[type_name]
    found = _entries(store, record, store.history(type_name, row))
    if field:
        only = [replace(entry, lines=tuple(line for line in entry.lines if line.field == field)) for entry in found]
        return [entry for entry in reversed(only) if entry.lines]
    return sorted(found + _files(store, row), key=lambda entry: entry.when, reverse=True)


def _entries(store: Store, record: RecordType, changes: Iterable[Change]) -> list[Entry]:
    saves: dict[bytes, list[Change]] = {}
    values: dict[str, object] = {}
    for change in changes:
        saves.setdefault(change.op_id, []).append(change)
        values |= {change.field: change.new} if change.allowed else {}
    now = withheld_for_denouncer(record, _codes(values))  # a name typed before it was known for a denunciation
    values = {}
    found = []
    for place, (op, parts) in enumerate(saves.items()):
        before = withheld_for_denouncer(record, _codes(values))
        values |= {part.field: part.new for part in parts if part.allowed}
        secret = {*now, *before, *withheld_for_denouncer(record, _codes(values))}
        lines = tuple(_line(store, record, part, secret) for part in _changing(parts) if part.field != DELETED)
        act = _act(parts, first=place == 0)
        first = parts[0]
        unit = first.unit if first.unit != store.unit.code else ""
        found.append(Entry(
            first.when.astimezone(), first.officer, unit, first.reason, act, lines, op.hex(), first.allowed
        ))  # fmt: skip
    return found


def _changing(parts: list[Change]) -> list[Change]:
    """Without what a dossier handed on only says once more; a save that says why may have no line at all."""
    found = [part for part in parts if part.new is WITHHELD or part.old != part.new]
    return found if found or parts[0].reason else parts


def _act(parts: list[Change], *, first: bool) -> str:
    for part in parts:
        if part.field == DELETED:
            return REMOVED if part.new is True else RESTORED
    return MADE if first else EDIT


def _codes(values: dict[str, object]) -> dict[str, str | None]:
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _line(store: Store, record: RecordType, part: Change, secret: set[str]) -> Line:
    label = field_label(record, part.field)
    item = record.by_name.get(part.field)
    if part.field in secret:
        hidden = _("(secret)")
        return Line(part.field, label, hidden if part.old is not None else "", hidden if part.new is not None else "")
    return Line(part.field, label, _told(store, item, part.old), _told(store, item, part.new))


def _told(store: Store, field: Field | None, value: object) -> str:
    if value is None:
        return ""
    if value is WITHHELD:
        return _(KEPT_AT_UNIT)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(code_label(field, code) if field else str(code) for code in value)
    if field is None:
        return str(value)
    return _cut(_by_kind(store, field, value))


def _by_kind(store: Store, field: Field, value: object) -> str:
    if field.kind is Kind.LINK:
        row = next(iter(row_ids(value)), b"")
        found = store.get(field.links_to, row) if field.links_to in store.types else None
        return title(store.types[field.links_to], found) if found else _("a record that is not here")
    if field.kind is Kind.DATE:
        try:
            return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
        except ValueError:
            return str(value)
    return code_label(field, value) if field.choices or field.catalogue else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= 4 * LONGEST else text[: 4 * LONGEST - 1] + "…"


def _files(store: Store, row: bytes) -> list[Entry]:
    """When files were attached to the record and removed."""
    if "attachment" not in store.types:
        return []
    record = store.types["attachment"]
    found = []
    for gone in (False, True):
        for file in blobs.attached(store.conn, row, deleted=gone):
            for entry in _entries(store, record, store.history("attachment", file)):
                if entry.act != EDIT:
                    found.append(_file_entry(store, entry, file))
    return found


def _file_entry(store: Store, entry: Entry, file: bytes) -> Entry:
    item = store.get("attachment", file)
    caption = str(item.values.get("caption") or "") if item else ""
    text = {
        MADE: _("File attached"), REMOVED: _("File removed"), RESTORED: _("File brought back"),
    }[entry.act]  # fmt: skip
    return Entry(entry.when, entry.officer, entry.unit, entry.reason, FILE, (Line("", text, "", caption),), entry.op)
