"""Category names of registers: the office's own words first, then the shipped synonyms."""

from __future__ import annotations

import re

from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.sheets.cells import is_tick
from danvan_desktop.sheets.mapping import OfficeMap
from danvan_desktop.storage import rules as tables

_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[ivxIVX]{1,4}|[a-eA-E])\s*[.)\-:]\s*")
_SAME_LIST = {"level": "register_level"}


class Categories:
    """Codes for category names of one register."""

    def __init__(self, type_name: str, office: OfficeMap) -> None:
        self._synonyms = tables.synonyms(type_name)
        self._office = office.values
        self._known: dict[tuple[str, str], str | None] = {}

    def code(self, to: str, text: str) -> str | None:
        """The code a name means in "field" or "type.field"; None when nothing fits exactly."""
        key = (to, text)
        if key not in self._known:
            self._known[key] = self._find(to, clean(text))
        return self._known[key]

    def _find(self, to: str, text: str) -> str | None:
        own = self._office.get(to, {})
        name = to.rpartition(".")[2]
        words = self._synonyms.values.get(_SAME_LIST.get(name, name), {})
        for spelling in (text, _NUMBERING.sub("", text)):
            key = fold_key(spelling)
            if key and (code := own.get(key) or words.get(key)):
                return code
        if words.get("x") and text and is_tick(text):
            return words["x"]
        return None

    def tick(self, head: str) -> tuple[str, str] | None:
        """Field and code that a mark under this head means."""
        return self._synonyms.tick_for(head)
