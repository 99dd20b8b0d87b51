"""Vietnam's units by name: today's provinces and communes, and the district-era ones that lead to them.

The table (resources/places) is read at the first question. Typed text counts without accents, by the beginnings of
its words in any order and by initials; the words of the province and the district above count as well.
"""

from __future__ import annotations

from datetime import date
from heapq import nsmallest

from danvan_desktop.app.place_table import Entry, Found, Place, plain, table
from danvan_desktop.domain.text import clean, fold, sort_key

__all__ = [
    "LEVELS",
    "TWO_LEVELS_FROM",
    "Found",
    "Place",
    "by_code",
    "communes",
    "provinces",
    "search",
    "successors",
    "warm",
]

TWO_LEVELS_FROM = date(2025, 7, 1)  # law 72/2025/QH15
LEVELS = ("commune", "district", "province")


def search(text: str, level: str = "", on_date: date | None = None, limit: int = 20) -> list[Found]:
    """Units whose names hold all words of `text`, best first; `level` "" for all.

    Before 1 July 2025 the district-era units are meant. Later today's are, and old names find their successors.
    """
    words = plain(text).split()
    if not words:
        return []
    old_days = on_date is not None and on_date < TWO_LEVELS_FROM
    accents = _accents(text)
    if old_days or level == "district":
        return [Found(entry.place) for entry in _best(table().old, words, accents, level, limit)]
    hits = [Found(entry.place) for entry in _best(table().now, words, accents, level, limit)]
    if len(hits) < limit and level in {"", "commune"}:
        olds = _best(table().old, words, accents, "commune", 4 * limit)
        hits += _successors(olds, {hit.place for hit in hits}, limit - len(hits))
    return hits


def provinces() -> list[Place]:
    """Today's provinces, by code."""
    return [entry.place for entry in table().now if entry.place.level == "province"]


def communes(province_code: str = "") -> list[Place]:
    """Today's communes, by code; of one province when its code is given."""
    return [
        entry.place
        for entry in table().now
        if entry.place.level == "commune" and province_code in {"", entry.place.parent_code}
    ]


def by_code(code: str, *, old: bool = False) -> Place | None:
    """The unit of a code, among today's or the district-era ones (some communes' codes live on)."""
    entries = table().old if old else table().now
    return next((entry.place for entry in entries if entry.place.code == code), None)


def successors(old: Place) -> list[Found]:
    """What became of a district-era commune; several where it was split or the sources differ."""
    return [found for entry in table().old if entry.place == old for found in entry.successors]


def warm() -> None:
    """Read the table before it is asked for; fit for another thread."""
    table()


def _accents(text: str) -> str:
    """What was typed with its accents, wherever in the syllable they were put; "" when it was typed without."""
    shown = clean(text).lower()
    return "" if fold(shown) == shown else sort_key(shown)


def _successors(olds: list[Entry], have: set[Place], limit: int) -> list[Found]:
    found: list[Found] = []
    for entry in olds:
        for successor in entry.successors:
            if successor.place not in have and len(found) < limit:
                found.append(successor)
                if not successor.to_check:
                    have.add(successor.place)
    return found


def _best(entries: list[Entry], words: list[str], accents: str, level: str, limit: int) -> list[Entry]:
    first, *others = [f" {word}" for word in words]
    fitting = [
        entry
        for entry in entries
        if first in entry.text
        and all(word in entry.text for word in others)
        and (not level or entry.place.level == level)
    ]
    typed = " ".join(words)
    return nsmallest(limit, fitting, key=lambda entry: _rank(entry, typed, words, accents))


def _rank(entry: Entry, typed: str, words: list[str], accents: str) -> tuple[int, bool, int, str, str]:
    """Own name before the names above it, whole before part, accents as typed, greater unit before smaller."""
    name, full = f" {entry.name} ", f" {entry.full} "
    above = plain(entry.place.above).removeprefix("tinh ").removeprefix("thanh pho ")
    if above and typed in {f"{entry.name} {above}", f"{entry.full} {above}"}:
        quality = -1  # named together with what it belongs to
    elif typed in {entry.name, entry.full} or f"{typed} ".startswith((name[1:], full[1:])):
        quality = 0
    elif entry.name.startswith(typed) or entry.full.startswith(typed):
        quality = 1
    elif all(f" {word}" in full for word in words):
        quality = 2
    else:
        quality = 3 if any(f" {word}" in name for word in words) else 4
    other = bool(accents) and quality < 3 and accents not in sort_key(entry.place.name)
    return quality, other, -LEVELS.index(entry.place.level), entry.name, entry.place.province
