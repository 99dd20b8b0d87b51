"""Which rule runs for a petition now: by its type, state, round and source, as the dated table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain.deadline_rules import COMPLEX, PLAIN, SPECIAL
from danvan_desktop.domain.deadlines import Span
from danvan_desktop.domain.problem import Values
from danvan_desktop.domain.values import Value

_SUSPENDED = "suspended_from"
SUSPENDED = "tam_dinh_chi"
GROUND_LIMIT = 2  # of the checklist of Article 3, Decree 31/2019: from so many on it is "đặc biệt phức tạp"


@dataclass(frozen=True)
class Condition:
    """Field by field the codes under which a rule runs; "" stands for an empty field.

    `done`: the day that ends it, once written. `stretch`: what alone makes this rule's term the longer one (any of
    them; empty: the checklist of complexity does). `expires`: nobody's task, over once its day has passed.
    """

    rule: str
    start: str  # the date field it runs from
    when: tuple[tuple[str, frozenset[str]], ...]
    done: str = ""
    stretch: tuple[tuple[str, frozenset[str]], ...] = ()
    expires: bool = False

    def holds(self, values: Values) -> bool:
        """Whether it is this rule's turn."""
        over = bool(self.done) and values.get(self.done) is not None
        return not over and all(bool(_codes_in(values.get(name)) & codes) for name, codes in self.when)

    def level(self, values: Values) -> int:
        """How complex a petition is for this rule."""
        if not self.stretch:
            return level(values)
        longer = any(_codes_in(values.get(name)) & codes for name, codes in self.stretch)
        return COMPLEX if longer else PLAIN


def _code(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _codes_in(value: Value) -> frozenset[str]:
    """The codes a field holds: "yes" or "no" of a yes/no field, "" of an empty one."""
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    return frozenset(value) if isinstance(value, tuple) else frozenset({_code(value)})


@dataclass(frozen=True, eq=False)
class TermTable:
    """Which rules run when; `states` the groups of states the lists need. Equal only to itself."""

    running: tuple[Condition, ...]
    beside: tuple[Condition, ...]
    states: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Running:
    """A rule that runs, and what its end depends on.

    `start` None: nobody knows since when. `provisional`: the field it runs from is empty, the day of receipt stands
    for it. `stopped`: suspended, with no end known. `length` words: `remote`, `level`, `suspensions` as in `compute`.
    `expires`: nothing is to be done, the day only passes.
    """

    rule: str
    start: date | None
    provisional: bool = False
    remote: bool = False
    level: int = PLAIN
    suspensions: tuple[Span, ...] = ()
    stopped: bool = False
    expires: bool = False


def terms_from(table: Mapping[str, Any]) -> TermTable:
    """The conditions of the table of rules. Raises KeyError, TypeError or ValueError where it cannot be read."""
    states = {name: frozenset(codes) for name, codes in table["states"].items()}
    return TermTable(
        tuple(_condition(item, states) for item in table["running"]),
        tuple(_condition(item, states) for item in table["beside"]), states,
    )  # fmt: skip


def _condition(item: Mapping[str, Any], states: Mapping[str, frozenset[str]]) -> Condition:
    def fields(named: Mapping[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((name, _codes(codes, states)) for name, codes in named.items())

    return Condition(
        item["rule"], item["from"], fields(item["when"]), str(item.get("done", "")), fields(item.get("stretch", {})),
        bool(item.get("expires", False)),
    )  # fmt: skip


def _codes(listed: list[str], states: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for code in listed:
        found |= states[code[1:]] if code.startswith("@") else {code}
    return frozenset(found)


def running(terms: TermTable, values: Values, *, remote: bool = False) -> Running | None:
    """The rule by which something is due now; None where nothing is. `remote`: the unit's own flag."""
    if values.get("resolved_on") is not None:
        return None
    found = next((item for item in terms.running if item.holds(values)), None)
    return _running(terms, found, values, remote=remote) if found else None


def beside(terms: TermTable, values: Values, *, remote: bool = False) -> list[Running]:
    """What else is to be done by a day: notices, letters, the Party's own term; without their day they are left out."""
    found = (_running(terms, item, values, remote=remote) for item in terms.beside if item.holds(values))
    return [item for item in found if item.start is not None and not item.provisional]


def _running(terms: TermTable, found: Condition, values: Values, *, remote: bool) -> Running:
    start, given = values.get(found.start), values.get("received_on")
    provisional = not isinstance(start, date)
    begun = start if isinstance(start, date) else given if isinstance(given, date) else None
    # a letter about the suspension itself is due while it lasts
    spans, stopped = ((), False) if found.start == _SUSPENDED else _suspensions(terms, values)
    own = values.get("remote_area")
    far = own if isinstance(own, bool) else remote
    return Running(found.rule, begun, provisional, far, found.level(values), spans, stopped, found.expires)


def _suspensions(terms: TermTable, values: Values) -> tuple[tuple[Span, ...], bool]:
    """The intervals that are not counted, and whether the clock stands still with no end known."""
    earlier = earlier_suspensions(values)
    if now := suspension(values):
        return (*earlier, now), False
    return earlier, _code(values.get("state")) in terms.states["suspended"] or open_suspension(values)


def suspension(values: Values) -> Span | None:
    """The last suspension, where both its days are known."""
    first, last = values.get("suspended_from"), values.get("suspended_to")
    return (first, last) if isinstance(first, date) and isinstance(last, date) and first <= last else None


def open_suspension(values: Values) -> bool:
    """Whether a suspension began and nobody has written when it ended."""
    return isinstance(values.get("suspended_from"), date) and values.get("suspended_to") is None


def inverted(values: Values) -> bool:
    """Whether a suspension ends before it begins."""
    first, last = values.get("suspended_from"), values.get("suspended_to")
    return isinstance(first, date) and isinstance(last, date) and last < first


def day_by_law(values: Values) -> date | None:
    """The stored day by which the law wants it settled, an extension counted; not one that the office set itself.

    Where nothing tells them apart, as in rows from before the program reckoned terms, the day that is written.
    """
    due, moved, extended = (_day(values, name) for name in ("due_on", "due_moved", "extended_to"))
    own = values.get("due_by") is not None
    if own and moved is None:
        return extended
    days = (moved, extended) if own else (due, extended if values.get("due_rule") is None else None)
    return max((day for day in days if day is not None), default=None)


def _day(values: Values, name: str) -> date | None:
    return day if isinstance(day := values.get(name), date) else None


def earlier_suspensions(values: Values) -> tuple[Span, ...]:
    """Suspensions that ended before the last one began."""
    found = []
    for text in str(values.get("suspended_before") or "").split():
        first, _sign, last = text.partition(":")
        try:
            found.append((date.fromisoformat(first), date.fromisoformat(last)))
        except ValueError:
            continue  # written by another version
    return tuple(found)


def suspended_before(before: Values, now: Values) -> str | None:
    """The text of earlier suspensions once another begins; a day that is only corrected adds none."""
    kept, ended = before.get("suspended_before"), suspension(before)
    text = kept if isinstance(kept, str) else None
    if ended is None or not _another(before, ended, now):
        return text
    return " ".join(part for part in (text, f"{ended[0]}:{ended[1]}") if part)


def begins_another(before: Values, now: Values) -> bool:
    """Whether a suspension begins while the days of an earlier one still stand in the record."""
    ended = suspension(before)
    return ended is not None and _another(before, ended, now)


def _another(before: Values, ended: Span, now: Values) -> bool:
    """A step into suspension is another one whatever its days; days typed over are, where they begin after the end."""
    begun, days = now.get("suspended_from"), ("suspended_from", "suspended_to")
    if not isinstance(begun, date) or [before.get(name) for name in days] == [now.get(name) for name in days]:
        return False
    stepped = now.get("state") == SUSPENDED != before.get("state")
    return stepped or begun > ended[1]


def level(values: Values) -> int:
    """How complex a petition is: by its flag, or by how many grounds of the checklist hold."""
    grounds = values.get("complex_grounds")
    count = len(grounds) if isinstance(grounds, tuple) else 0
    if count >= GROUND_LIMIT:
        return SPECIAL
    return COMPLEX if count or values.get("complex") is True else PLAIN
