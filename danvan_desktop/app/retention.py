"""The destruction list: petitions whose time of keeping is over. It proposes and prints; a person destroys, by minutes.

What is destroyed are persons' values and attached files, for good; records, numbers and figures stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.lists import code_label
from danvan_desktop.app.titles import title
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain.indicator import In, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.retention import KeepRule, rules_from
from danvan_desktop.reports.destruction_minutes import Executed, MinutesLine, minutes_document
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import rules
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.rule_files import cached
from danvan_desktop.storage.store import Store

TYPE = "petition"
_DONE = "retention.done."


@dataclass(frozen=True)
class Kept:
    """A petition and how long it is kept; `until` None: for ever. Its title names nobody."""

    row: bytes
    title: str
    number: str
    type: str
    rule: KeepRule
    start: date
    until: date | None


@cached(1)
def keep_rules() -> tuple[KeepRule, ...]:
    """The rules in force."""
    return rules_from(rules.table("retention"))


def due(store: Store, on: date, *, unchecked: bool = False) -> list[Kept]:
    """What may be destroyed as of a day, the oldest first. `unchecked`: also by rules that must be checked first."""
    over = [one for one in kept(store, on) if one.until is not None and one.until < on]
    gone = done_files(store) if over else set()
    found = [one for one in over if one.row not in gone]
    return sorted((one for one in found if unchecked or one.rule.certain), key=lambda one: (one.until, one.row))


def kept(store: Store, on: date) -> list[Kept]:
    """Every closed petition of this unit with the rule that keeps it."""
    states = tuple(sorted({state for rule in keep_rules() for state in rule.states}))
    wanted = Indicator("retention", "", "", TYPE, (In("state", states),))
    rows = sql.ids(store.conn, store.types, wanted, Period(date(1945, 1, 1), on))
    ours = (item for item in store.records(TYPE, rows) if item.owner == store.unit.code)
    return [one for item in ours if (one := _kept(store, item, on)) is not None]


def done_files(store: Store) -> set[bytes]:
    """Petitions whose files were destroyed by minutes on this computer."""
    return {bytes.fromhex(name.removeprefix(_DONE)) for name in store.settings.starting_with(_DONE)}


def mark_done(store: Store, row: bytes, by: str) -> None:
    """Remember by which minutes a petition's file was destroyed. In `writing`."""
    store.settings.set(_DONE + row.hex(), by)


def executed(store: Store, found: Sequence[Kept], on: date, officer: str, done: Executed) -> bytes:
    """The minutes of what was destroyed, as PDF in memory."""
    return _printed(store, found, on, officer, done)


def _kept(store: Store, item: Record, on: date) -> Kept | None:
    rule = next((one for one in keep_rules() if one.holds(item.values, on)), None)
    start = rule.start(item.values) if rule else None
    if rule is None or start is None:
        return None
    record = store.types[TYPE]
    number = str(item.values.get("petition_no") or item.values.get("register_no") or item.id.hex()[-8:])
    kind = code_label(record.field("type"), item.values.get("type"))
    return Kept(item.id, title(record, item), number, kind, rule, start, rule.end(item.values))


def minutes(
    store: Store, on: date, officer: str, *, unchecked: bool = False, rows: Collection[bytes] | None = None
) -> bytes:  # fmt: skip
    """The minutes to sign, as PDF in memory, of `rows` or all of the list; nothing is destroyed by them."""
    found = [one for one in due(store, on, unchecked=unchecked) if rows is None or one.row in rows]
    return _printed(store, found, on, officer, None)


def _printed(store: Store, found: Sequence[Kept], on: date, officer: str, done: Executed | None) -> bytes:
    from danvan_desktop.documents.pdf import to_pdf

    organ = organ_from(store.settings)
    lines = [
        MinutesLine(one.number, one.type, one.start, one.until, one.rule.source, certain=one.rule.certain)
        for one in found if one.until is not None
    ]  # fmt: skip
    name = organ.name or store.unit.name
    return to_pdf(minutes_document(organ, name, on, lines, officer, watermark(store), done))
