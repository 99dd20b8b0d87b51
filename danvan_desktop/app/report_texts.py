"""The words officers wrote for a report: kept by report, period and block; last time's are offered as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.text import clean_long
from danvan_desktop.domain.values import Value
from danvan_desktop.reports import annual, period_kinds
from danvan_desktop.storage import queries
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "report_text"


@dataclass(frozen=True)
class ReportKey:
    """Which report: kind, period, and the unit it is about (None: all there is, the office's own report)."""

    kind: str
    period: Period
    unit: str | None = None

    def unit_code(self, store: Store) -> str:
        """The code under which its words and its locked figures are kept."""
        return self.unit or store.unit.code

    @property
    def before(self) -> ReportKey:
        """The report of the same kind just before."""
        return ReportKey(self.kind, period_kinds.before(self.kind, self.period), self.unit)

    @property
    def name(self) -> str:
        """'năm 2026', 'tháng 10 năm 2026': what its period is called on paper."""
        return period_kinds.name_of(self.kind, self.period).here


def texts(store: Store, key: ReportKey) -> dict[str, str]:
    """The words of this report by block; the newest of a block counts."""
    found: dict[str, str] = {}
    for item in _records(store, key):
        found.setdefault(str(item.values["block"]), str(item.values["text"] or ""))
    return {block: text for block, text in found.items() if text}


def save_texts(store: Store, key: ReportKey, changed: Mapping[str, str], *, officer: str) -> dict[str, str]:
    """Keep the words of these blocks, in one save. Returns what stood there before, which undoes it."""
    before = texts(store, key)
    own = {str(item.values["block"]): item for item in reversed(_records(store, key)) if _mine(store, key, item)}
    wanted = {block: clean_long(text) for block, text in changed.items()}
    wanted = {block: text for block, text in wanted.items() if text != before.get(block, "")}
    if not wanted:
        return {}
    with store.batch(officer=officer, reason=f"report {key.kind}") as batch:
        batch.new_group()
        for block, text in wanted.items():
            if block in own:
                batch.edit(TYPE, own[block].id, {"text": text or None})
            else:
                batch.new(TYPE, _values(store, key, block) | {"text": text})
    return {block: before.get(block, "") for block in wanted}


def _values(store: Store, key: ReportKey, block: str) -> dict[str, Value]:
    return {
        "unit": key.unit_code(store), "report": key.kind, "year": key.period.last.year,
        "period_from": key.period.first, "period_to": key.period.last, "block": block,
    }  # fmt: skip


def _records(store: Store, key: ReportKey) -> list[Record]:
    listed = store.records(TYPE, queries.list_ids(store.conn, store.types[TYPE]))
    return [item for item in listed if _of_report(store, key, item)]


def _of_report(store: Store, key: ReportKey, item: Record) -> bool:
    said = item.values
    if said["report"] != key.kind or said["unit"] not in {None, key.unit_code(store)}:
        return False
    if said["period_from"] is None:  # words written before periods were kept: a year's
        return key.kind == annual.KIND and said["year"] == key.period.last.year
    return (said["period_from"], said["period_to"]) == (key.period.first, key.period.last)


def _mine(store: Store, key: ReportKey, item: Record) -> bool:
    return item.owner == store.unit.code and item.values["unit"] == key.unit_code(store)
