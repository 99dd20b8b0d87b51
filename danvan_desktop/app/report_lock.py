"""What was reported: locking figures, comparing them with today's, and deciding which of the two is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from danvan_desktop import indicators
from danvan_desktop.app import people
from danvan_desktop.app.figures import figure_records, figures
from danvan_desktop.app.report_texts import ReportKey, save_texts, texts
from danvan_desktop.domain.ranges import Range, union
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import vi
from danvan_desktop.reports.figure_value import FigureValue, as_reported
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage import queries
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "report_snapshot"
DECISIONS = "figures"  # the block in which the decisions are kept
KEEP, NEW = "keep", "new"
_MEMBERS_UP_TO = 20_000  # records behind one figure; longer lists are not kept with the snapshot
_COUNTED = frozenset({"records", "cases"})


@dataclass(frozen=True)
class Change:
    """A figure that is another one now than was reported."""

    code: str
    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Moves:
    """The records that came to a figure since it was reported, and those that left it."""

    type_name: str
    added: tuple[bytes, ...]
    gone: tuple[bytes, ...]
    known: bool = True  # False: the lock is of a time when lists were not kept


def last_lock(store: Store, key: ReportKey) -> Record | None:
    """The last locked figures of this report."""
    listed = queries.list_ids(store.conn, store.types[TYPE])
    mine = (key.kind, key.period.first, key.period.last, key.unit_code(store))
    found = [item for item in store.records(TYPE, listed) if _key(item) == mine]
    return max(found, key=lambda item: (item.created_ms, item.id), default=None)


def _key(item: Record) -> tuple[object, ...]:
    return tuple(item.values[name] for name in ("report", "period_from", "period_to", "unit"))


def reported(store: Store, key: ReportKey) -> dict[str, str]:
    """The figures of the last locked report of the same kind, period and unit, as they were printed."""
    last = last_lock(store, key)
    found: dict[str, str] = json.loads(str(last.values["figures"])) if last else {}
    return found


def lock(
    store: Store, key: ReportKey, *, on: date, officer: str, found: Mapping[str, FigureValue] | None = None
) -> bytes:
    """Keep the figures as reported, with the lists behind them. Figures kept at an older number stay so."""
    people.require(store, "report_lock")
    counted = found or {item.code: item for item in figures(store, key.period, key.unit, translate=vi)}
    printed, _now = decided(counted, reported(store, key), decisions(texts(store, key)))
    values: dict[str, Value] = {
        "unit": key.unit_code(store), "report": key.kind, "period_from": key.period.first,
        "period_to": key.period.last, "locked_on": on,
        "figures": _json({code: item.shown() for code, item in printed.items()}),
        "members": _json(_members(store, key, counted.values())),
    }  # fmt: skip
    with store.batch(officer=officer, reason=f"report {key.kind}") as batch:
        return batch.new(TYPE, values)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


# --- which number is printed
def decisions(said: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What officers decided: code -> (keep or new, the number decided for)."""
    found = {}
    for line in said.get(DECISIONS, "").split("\n"):
        code, _sign, rest = line.partition(" = ")
        way, _space, number = rest.partition(" ")
        if way in {KEEP, NEW}:
            found[code] = way, number
    return found


def decide(store: Store, key: ReportKey, change: Change, way: str, *, officer: str) -> dict[str, str]:
    """Print the old number with a note (keep), or the new one (new). Returns what undoes it."""
    known = decisions(texts(store, key))
    known[change.code] = way, change.before if way == KEEP else change.now
    lines = [f"{code} = {how} {number}" for code, (how, number) in sorted(known.items())]
    return save_texts(store, key, {DECISIONS: "\n".join(lines)}, officer=officer)


def decided(
    found: Mapping[str, FigureValue], before: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, FigureValue], dict[str, str]]:
    """The figures as they are printed, and for kept ones the number there is now."""
    printed, now = dict(found), {}
    for code, (way, number) in known.items():
        item = found.get(code)
        if way == KEEP and item is not None and before.get(code) == number != item.shown():
            printed[code] = as_reported(item, number)
            now[code] = item.shown()
    return printed, now


def changes(
    found: Mapping[str, FigureValue], before: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> list[Change]:
    """Figures that differ from what was reported and about which nobody has decided yet."""
    listed = []
    for code, number in before.items():
        item = found.get(code)
        if item is None or item.shown() == number or _settled(known.get(code), number, item.shown()):
            continue
        listed.append(Change(code, item.label, number, item.shown()))
    return listed


def _settled(decision: tuple[str, str] | None, before: str, now: str) -> bool:
    return decision in {(KEEP, before), (NEW, now)}


# --- which records came and went
def moves(store: Store, key: ReportKey, code: str) -> Moves:
    """The records added to a figure and those gone from it since the last lock."""
    item = indicators.find(code, partial(sql.codes_in_use, store.conn))
    last = last_lock(store, key)
    if item is None or last is None:
        return Moves("", (), (), known=False)
    kept = json.loads(str(last.values.get("members") or "{}"))
    now = {part: figure_records(store, item.record_type, code, key.period, unit=key.unit, part=part)
           for part in ("denominator", "numerator")}  # fmt: skip
    if code not in kept:
        return Moves(item.record_type, (), (), known=False)
    then = set(_rows(kept[code]))
    added = [row for row in now["denominator"] if row not in then]
    gone = then - set(now["denominator"])
    if not added and not gone and f"{code}/n" in kept:  # a ratio whose upper part alone has changed
        above = set(_rows(kept[f"{code}/n"]))
        added = [row for row in now["numerator"] if row not in above]
        gone = above - set(now["numerator"])
    return Moves(item.record_type, tuple(added), tuple(sorted(gone)))


def _members(store: Store, key: ReportKey, counted: Iterable[FigureValue]) -> dict[str, dict[str, list[Range]]]:
    found = {}
    for value in counted:
        size = value.denominator if value.denominator is not None else value.value
        if value.counts not in _COUNTED or not size or size > _MEMBERS_UP_TO:
            continue
        item = indicators.find(value.code, partial(sql.codes_in_use, store.conn))
        if item is None:
            continue
        listed = partial(figure_records, store, item.record_type, value.code, key.period, unit=key.unit)
        found[value.code] = _short(listed())
        if value.denominator is not None:
            found[f"{value.code}/n"] = _short(listed(part="numerator"))
    return found


def _short(rows: Iterable[bytes]) -> dict[str, list[Range]]:
    """Row ids as ranges of counters by the replica that made them."""
    by_replica: dict[str, list[Range]] = {}
    for row in rows:
        number = int.from_bytes(row[8:], "big")
        by_replica.setdefault(row[:8].hex(), []).append((number, number))
    return {replica: union(numbers) for replica, numbers in by_replica.items()}


def _rows(short: Mapping[str, Iterable[Range]]) -> Iterable[bytes]:
    for replica, ranges in short.items():
        for first, last in ranges:
            for number in range(first, last + 1):
                yield bytes.fromhex(replica) + number.to_bytes(8, "big")
