"""How long a petition's file is kept before its destruction may be proposed; the years are dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain.problem import Values
from danvan_desktop.i18n import language

SURE = "certain"


@dataclass(frozen=True)
class KeepRule:
    """One rule. `flags`: one must be ticked; `starts`: the first of these days counts; no `years`: for ever."""

    id: str
    label_vi: str
    label_en: str
    states: frozenset[str]
    starts: tuple[str, ...]
    years: int | None
    source: str
    certainty: str
    flags: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def certain(self) -> bool:
        """False for what must be checked with the archive first."""
        return self.certainty == SURE

    @property
    def label(self) -> str:
        """What files it is about, in the language chosen."""
        return self.label_vi if language() == "vi" else self.label_en

    def holds(self, values: Values, on: date) -> bool:
        """Whether it is the rule for a petition on a day."""
        valid = (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
        flagged = not self.flags or any(values.get(name) is True for name in self.flags)
        return valid and flagged and values.get("state") in self.states

    def start(self, values: Values) -> date | None:
        """The day from which the file is kept."""
        return next((day for name in self.starts if isinstance(day := values.get(name), date)), None)

    def end(self, values: Values) -> date | None:
        """The last day it is kept; None for ever or where no day is known. 29 February ends on the 28th."""
        start = self.start(values)
        if start is None or self.years is None:
            return None
        day = 28 if (start.month, start.day) == (2, 29) else start.day
        return start.replace(year=start.year + self.years, day=day)


def rules_from(table: Mapping[str, Any]) -> tuple[KeepRule, ...]:
    """The rules of their table, in the order in which they are tried. Raises KeyError or ValueError."""
    return tuple(
        KeepRule(
            item["id"], item["label_vi"], item["label_en"], frozenset(item["states"]), tuple(item["from"]),
            item["years"], item["source"], item["certainty"], tuple(item.get("any", ())),
            _day(item["valid_from"]), _day(item["valid_to"]),
        ) for item in table["rules"]
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
