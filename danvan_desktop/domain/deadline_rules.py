"""The dated rules of the law's terms: which version holds on a day, how long its term is.

The numbers stand in a table (resources/law/deadline_rules.json).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, language

WORKING, CALENDAR, YEAR, MONTH_DAY = "wd", "d", "year", "month_day"
COUNTED = frozenset({WORKING, CALENDAR, YEAR, MONTH_DAY})  # units that give a day; the others only say how often
UNITS = COUNTED | {"none", "per_week", "per_month"}
PLAIN, COMPLEX, SPECIAL = 0, 1, 2  # how complex; SPECIAL is "đặc biệt phức tạp"


@dataclass(frozen=True)
class Rule:
    """One version of one rule. `event` the field its term runs from; `before` counts back from that day."""

    id: str
    version: str
    label_vi: str
    label_en: str
    unit: str
    length: int | None
    remote: int | None = None
    complex: int | None = None
    complex_remote: int | None = None
    special: int | None = None
    before: bool = False
    by_decision: bool = False  # a longer term needs a written decision of extension
    event: str = ""
    side: str = "state"  # or "party"
    kind: str = "statutory"  # or "follow_up": ours, no term of the law
    article: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = "certain"
    note: str = ""

    @property
    def certain(self) -> bool:
        """False for what is shown as "cần kiểm tra"."""
        return self.certainty == "certain"

    @property
    def label(self) -> str:
        """What the rule asks for, in the language chosen."""
        return self.label_vi if language() == "vi" else self.label_en

    def holds_on(self, day: date) -> bool:
        """Whether this version is the one for an event of that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def length_for(self, *, remote: bool, level: int) -> int:
        """Days, for a remote area and how complex the matter is; a variant the rule has not leaves it as it is."""
        plain = self.length or 0
        far = self.remote if remote and self.remote is not None else plain
        if level >= SPECIAL and self.special is not None:
            return self.special
        if level >= COMPLEX and self.complex is not None:
            return self.complex_remote if remote and self.complex_remote is not None else max(self.complex, far)
        return far


@dataclass(frozen=True, eq=False)
class RuleTable:
    """All versions of all rules, in the order of the table; equal only to itself."""

    version: str
    rules: tuple[Rule, ...]

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """The versions of a rule, the oldest first. Raises UserError for an unknown id."""
        found = tuple(rule for rule in self.rules if rule.id == rule_id)
        if not found:
            known = ", ".join(dict.fromkeys(rule.id for rule in self.rules))
            message = _("There is no rule “{rule}”.").format(rule=rule_id)
            raise UserError(message, hint=_("Rules: {known}.").format(known=known))
        return found

    def pick(self, rule_id: str, day: date) -> tuple[Rule, bool]:
        """The version for an event of that day, and whether one holds then; else the nearest in time."""
        found = self.versions(rule_id)
        holding = [rule for rule in found if rule.holds_on(day)]
        if holding:
            return holding[-1], True
        earlier = [rule for rule in found if rule.valid_from is not None and rule.valid_from <= day]
        return (earlier[-1] if earlier else found[0]), False


def table_from(table: Mapping[str, Any]) -> RuleTable:
    """The rules of their table. Raises KeyError, TypeError or ValueError where it cannot be read."""
    return RuleTable(str(table["version"]), tuple(_rule(item) for item in table["rules"]))


def _rule(item: Mapping[str, Any]) -> Rule:
    if item["unit"] not in UNITS:
        raise ValueError(f"{item['id']}: no such unit: {item['unit']}")
    days = {name: _day(item.get(name)) for name in ("valid_from", "valid_to")}
    return Rule(**{**item, **days})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
