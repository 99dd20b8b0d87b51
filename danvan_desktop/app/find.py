"""One box over everything: records of all tabs for what was typed, accents not needed, a few of each type."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.app.links import Hit, find_links
from danvan_desktop.domain.text import fold_key
from danvan_desktop.storage.store import Store

TYPES = ("petition", "reception", "case", "model", "event", "award", "person", "organisation")
EACH = 5


@dataclass(frozen=True)
class Found:
    """Hits of one type, at most `EACH`; `more` when there are others."""

    type_name: str
    hits: tuple[Hit, ...]
    more: bool


def find_everywhere(store: Store, text: str) -> list[Found]:
    """The newest records of each type that hold all the words; nothing for less than two letters."""
    if len(fold_key(text)) < 2:
        return []
    found = []
    for name in TYPES:
        if name in store.types and (hits := find_links(store, name, text, limit=EACH + 1)):
            found.append(Found(name, tuple(hits[:EACH]), len(hits) > EACH))
    return found
