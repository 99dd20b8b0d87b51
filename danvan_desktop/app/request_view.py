"""Requests between offices as people read them: what is asked, of which record or figure, who has to do something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from danvan_desktop.app.lists import field_label, value_text
from danvan_desktop.app.saving import Values
from danvan_desktop.app.titles import title
from danvan_desktop.app.unit_names import known_units
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.record_type import FieldClass, Kind, RecordType
from danvan_desktop.domain.values import UNFIT, Value, from_cell, to_cell
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.request import ACCEPTED, ANSWERED, NEW, REFUSED
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "request"
MOST = 5_000  # requests looked through


@dataclass(frozen=True)
class About:
    """What a request is about: a record, or a figure of a period with the value reported."""

    type_name: str = ""
    row: bytes = b""
    figure: str = ""
    start: date | None = None
    end: date | None = None
    value: str = ""
    proposed: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """One field of a proposed change: what it says now and what it should say, as people read it."""

    label: str
    now: str
    wanted: str


@dataclass(frozen=True)
class Request:
    """A request as shown. `ours`: this office asked; `waits`: this office has to do something about it."""

    row: bytes
    kind: str
    state: str
    other: str  # code of the other unit
    other_name: str
    ours: bool
    waits: bool
    text: str
    answer: str
    asked_on: date | None
    due_on: date | None
    about: About
    about_title: str  # names no person
    proposed: tuple[Proposed, ...] = ()
    value_answered: str = ""

    def as_json(self) -> dict[str, object]:
        """As `request list --json` shows it."""
        about = self.about
        return {
            "id": self.row.hex(), "kind": self.kind, "state": self.state, "unit": self.other, "ours": self.ours,
            "waiting_for_us": self.waits, "text": self.text, "answer": self.answer or None,
            "asked_on": _iso(self.asked_on), "due_on": _iso(self.due_on), "about_type": about.type_name or None,
            "about": about.row.hex() or None, "figure": about.figure or None, "period_from": _iso(about.start),
            "period_to": _iso(about.end), "value": about.value or None,
            "answer_value": self.value_answered or None,
            "proposed": [vars(one) for one in self.proposed],
        }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def waiting_for_us(store: Store) -> int:
    """How many requests of other offices wait for our answer, and answers to ours for being read."""
    return sum(1 for one in listed(store) if one.waits)


def listed(store: Store, *, waiting: bool = False) -> list[Request]:
    """Requests that concern this office, those that wait for it first, then the newest."""
    rows = journal_reading.newest(store.conn, store.types[TYPE], limit=MOST)
    items = [item for item in store.records(TYPE, rows) if not item.deleted and _ours(store, item)]
    names = {code: unit.name for code, unit in known_units(store).items()} if items else {}
    found = [_request(store, item, names) for item in items]
    return sorted((one for one in found if one.waits or not waiting), key=lambda one: not one.waits)


def one(store: Store, row: bytes) -> Request:
    """A single request. Raises UserError."""
    return _request(store, stored(store, row), {code: unit.name for code, unit in known_units(store).items()})


def _ours(store: Store, item: Record) -> bool:
    return store.unit.code in {item.owner, item.values.get("to_unit")}


def _request(store: Store, item: Record, names: Mapping[str, str]) -> Request:
    v, ours = item.values, item.owner == store.unit.code
    other, state = str(v.get("to_unit") or "") if ours else item.owner, str(v.get("state") or NEW)
    about = about_of(store, item)
    waits = state in {ANSWERED, ACCEPTED, REFUSED} if ours else state == NEW
    return Request(
        item.id, str(v.get("kind") or ""), state, other, names.get(other) or other, ours, waits,
        str(v.get("text") or ""),
        str(v.get("answer") or ""), _day(v.get("asked_on")), _day(v.get("due_on")), about, _about_title(store, about),
        _changes(store, about), str(v.get("answer_value") or ""),
    )  # fmt: skip


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def about_of(store: Store, item: Record) -> About:
    """What a request is about; what this program cannot read is left out."""
    v = item.values
    type_name, row = str(v.get("about_type") or ""), b""
    try:
        row = bytes.fromhex(str(v.get("about_row") or ""))
    except ValueError:
        type_name = ""
    if type_name not in store.types:
        type_name, row = "", b""
    return About(
        type_name, row, str(v.get("figure") or ""), _day(v.get("period_from")), _day(v.get("period_to")),
        str(v.get("value") or ""), _proposed(store.types.get(type_name), v.get("proposed")),
    )  # fmt: skip


def _proposed(record: RecordType | None, stored: Value) -> dict[str, Value]:
    """The values proposed, as far as this program knows the fields and they are none of a person."""
    try:
        raw = json.loads(stored) if isinstance(stored, str) and record else {}
    except ValueError:
        return {}
    found: dict[str, Value] = {}
    if not isinstance(raw, dict) or record is None:
        return {}
    for name, value in raw.items():
        known = record.by_name.get(name)
        if known is None or known.cls is not FieldClass.OPEN or known.kind is Kind.ATTACHMENT:
            continue
        try:
            found[name] = None if value is None else from_cell(known, to_cell(known, value))
        except UNFIT:
            continue
    return found


def _about_title(store: Store, about: About) -> str:
    item = store.get(about.type_name, about.row) if about.type_name and about.row else None
    return title(store.types[about.type_name], item) if item else ""


def _changes(store: Store, about: About) -> tuple[Proposed, ...]:
    if not about.proposed:
        return ()
    record, item = store.types[about.type_name], store.get(about.type_name, about.row)
    now = item.values if item else {}
    hidden = withheld_for_denouncer(record, now)

    def text(name: str, value: Value) -> str:
        return "" if value is None or name in hidden else value_text(record.field(name), value)

    return tuple(
        Proposed(field_label(record, name), text(name, now.get(name)), text(name, value))
        for name, value in about.proposed.items()
    )


def stored(store: Store, row: bytes) -> Record:
    """The stored request. Raises UserError when there is none."""
    item = store.get(TYPE, row)
    if item is None or item.deleted:
        raise UserError(_("There is no such request."), hint=_("“danvan request list” shows them."))
    return item
