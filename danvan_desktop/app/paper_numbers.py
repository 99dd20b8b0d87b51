"""Numbers that papers already have: which papers of a book share one, however each of them was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from danvan_desktop.storage import number_books as stored
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

PAPER = "paper"
_FIRST = re.compile(r"0*(\d+)([^\W\d_]?)(?!\w)")  # of “05/TB-UBND” and “5” the same; “15a” is another than “15”
_TERM = re.compile(r"(\d{4})\D+(\d{4})")


def paper_key(number: str) -> str:
    """A paper's number without zeros in front and without its symbol; "" where none stands there."""
    found = _FIRST.match(number.strip())
    return f"{found.group(1)}{found.group(2).casefold()}" if found else ""


def by_number(store: Store, code: str, year: int) -> dict[str, list[Record]]:
    """The papers our unit made with a book's code in a year, or in the Party's term, by number; the oldest first."""
    from danvan_desktop.reports import letters

    kinds = [one.id for one in letters.kinds() if one.code == code and one.numbered]
    first, last = _years(store, year)
    rows = stored.papers(store.conn, store.unit.code, kinds, first, last) if kinds and PAPER in store.types else []
    found: dict[str, list[Record]] = {}
    for item in store.records(PAPER, rows):
        if key := paper_key(str(item.values.get("paper_no") or "")):
            found.setdefault(key, []).append(item)
    return found


def _years(store: Store, year: int) -> tuple[int, int]:
    """A State body counts by the year, a Party committee by its term (printing.md §1.1)."""
    term = _TERM.search(store.settings.get("organ.term"))
    if store.settings.get("organ.side") == "state" or term is None:
        return year, year
    first, last = int(term.group(1)), int(term.group(2))
    return (first, last) if first <= year <= last else (year, year)


def twice(store: Store, code: str, year: int) -> dict[str, list[bytes]]:
    """Numbers that several papers of a book have; one letter filed for PDF and again for Word is one paper."""
    found = {}
    for number, papers in by_number(store, code, year).items():
        apart = {_identity(item.values): item.id for item in reversed(papers)}
        if len(apart) > 1:
            found[number] = list(reversed(apart.values()))
    return found


def _identity(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(values.get(name) for name in ("petition", "reception", "paper_kind", "signed_on"))
