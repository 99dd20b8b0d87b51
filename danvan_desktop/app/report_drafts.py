"""Words of a report that are typed and not saved yet: kept silently, offered when the report is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period
from danvan_desktop.storage import drafts
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

_TYPE = "report-editor"  # no record type: these are not offered as a record's draft


@dataclass(frozen=True)
class Typed:
    """Words of blocks as they were typed, and when."""

    texts: Mapping[str, str]
    at_ms: int


def _key(store: Store, key: ReportKey) -> str:
    return f"{_TYPE}:{key.kind}:{key.period.first}:{key.period.last}:{key.unit_code(store)}"


def keep(store: Store, key: ReportKey, typed: Mapping[str, str], *, officer: str) -> None:
    """Keep what is typed now; with nothing typed nothing is kept."""
    if not typed:
        drop(store, key, officer=officer)
        return
    drafts.put(store.conn, officer, _key(store, key), _TYPE, None, now_ms(), {"texts": dict(typed)})


def waiting(store: Store, key: ReportKey, *, officer: str) -> Typed | None:
    """What this officer typed and never saved in this report."""
    wanted = _key(store, key)
    for name, _type, _row, at, content in drafts.waiting(store.conn, officer):
        if name == wanted:
            return Typed({str(block): str(text) for block, text in content["texts"].items()}, at)
    return None


def left(store: Store, officer: str) -> list[tuple[str, ReportKey, Typed]]:
    """All reports in which this officer typed words and never saved them, newest first: key of the draft, report."""
    found = []
    for name, type_name, _row, at, content in drafts.waiting(store.conn, officer):
        if type_name == _TYPE:
            kind, first, last, unit = name.removeprefix(f"{_TYPE}:").split(":", 3)
            period = Period(date.fromisoformat(first), date.fromisoformat(last))
            key = ReportKey(kind, period, None if unit == store.unit.code else unit)
            found.append((name, key, Typed({str(block): str(text) for block, text in content["texts"].items()}, at)))
    return found


def drop(store: Store, key: ReportKey, *, officer: str) -> None:
    """It was saved or discarded."""
    drafts.drop(store.conn, _key(store, key), officer)
