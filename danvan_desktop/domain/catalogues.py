"""Dated code lists: what a code means, from when to when, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One code of a catalogue; its place in the list is its place in every table.

    `certainty` is "certain" or "check": the second is shown as "cần kiểm tra".
    `group` puts codes together that a figure counts as one; `report` names the official column by type.
    """

    code: str
    label_vi: str
    label_en: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    certainty: str = "certain"
    group: str = ""
    authority: str = ""
    report: tuple[tuple[str, int], ...] = ()

    def valid_on(self, day: date) -> bool:
        """True when the code may be given on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def certain(self) -> bool:
        """False for what the user has to look up before relying on it."""
        return self.certainty != "check"


def entries_from(listed: Iterable[Mapping[str, Any]], on_date: date | None = None) -> tuple[Entry, ...]:
    """The entries of one list in its order: all of them, or those valid on a day."""
    entries = tuple(_entry(item) for item in listed)
    return entries if on_date is None else tuple(entry for entry in entries if entry.valid_on(on_date))


def _entry(item: Mapping[str, Any]) -> Entry:
    return Entry(
        code=item["code"],
        label_vi=item["label_vi"],
        label_en=item["label_en"],
        parent=item.get("parent") or "",
        valid_from=_day(item.get("valid_from")),
        valid_to=_day(item.get("valid_to")),
        source=item.get("source", ""),
        certainty=item.get("certainty", "check"),
        group=item.get("group", ""),
        authority=item.get("authority", ""),
        report=tuple(sorted(item.get("report", {}).items())),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def with_descendants(entries: Iterable[Entry], code: str) -> frozenset[str]:
    """A code and everything below it."""
    children: dict[str, list[str]] = {}
    for entry in entries:
        children.setdefault(entry.parent, []).append(entry.code)
    found: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += children.get(current, [])
    return frozenset(found)


def top_of(entries: Iterable[Entry], code: str) -> str:
    """The level-1 code above a code: the column of the official table."""
    parents = {entry.code: entry.parent for entry in entries}
    seen: set[str] = set()
    while parents.get(code) and code not in seen:
        seen.add(code)
        code = parents[code]
    return code
