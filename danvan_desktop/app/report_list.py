"""The reports there are: begun, or locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports import annual, period_kinds
from danvan_desktop.storage import queries
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

_REPORT = "Báo cáo"  # the name of a Vietnamese paper, whatever language the screen speaks


@dataclass(frozen=True)
class ReportLine:
    """One report of the list. `unit` is empty for the office's own."""

    key: ReportKey
    title: str
    unit: str
    sections: int
    locked_on: date | None
    begun_ms: int
    changed_ms: int


def report_title(key: ReportKey) -> str:
    """'Báo cáo tháng 10 năm 2026'; one of any days says them."""
    known = period_kinds.kinds()
    return f"{_REPORT} {key.name}" if key.kind in known else key.kind


def reports(store: Store) -> list[ReportLine]:
    """Every report somebody wrote words for or locked, the one touched last first."""
    found: dict[ReportKey, list[Record]] = {}
    for type_name in ("report_text", "report_snapshot"):
        for item in store.records(type_name, queries.list_ids(store.conn, store.types[type_name])):
            if (key := _key(store, item)) is not None:
                found.setdefault(key, []).append(item)
    lines = [_line(key, items) for key, items in found.items()]
    return sorted(lines, key=lambda line: -line.changed_ms)


def _key(store: Store, item: Record) -> ReportKey | None:
    said = item.values
    kind, unit = str(said["report"]), said["unit"]
    if kind not in period_kinds.kinds():
        return None
    first, last = said["period_from"], said["period_to"]
    if not isinstance(first, date) or not isinstance(last, date):
        if kind != annual.KIND or not isinstance(said.get("year"), int):
            return None
        year = int(str(said["year"]))
        first, last = date(year, 1, 1), date(year, 12, 31)
    own = unit in {None, store.unit.code}
    return ReportKey(kind, Period(first, last), None if own else str(unit)) if first <= last else None


def _line(key: ReportKey, items: list[Record]) -> ReportLine:
    locks = [item.values["locked_on"] for item in items if item.type_name == "report_snapshot"]
    days = [day for day in locks if isinstance(day, date)]
    written = {item.values["block"] for item in items if item.type_name == "report_text" and item.values["text"]}
    times = [item.created_ms for item in items]
    return ReportLine(
        key, report_title(key), key.unit or "", len(written), max(days, default=None), min(times), max(times)
    )
