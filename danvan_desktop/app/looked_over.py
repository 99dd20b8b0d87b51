"""A record looked over as it would stand once it is saved: its checks, and for a petition the terms it has passed."""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import complaint_limit, saving, terms
from danvan_desktop.app.next_round import SECOND
from danvan_desktop.app.saving import Values
from danvan_desktop.domain.problem import Problem
from danvan_desktop.storage.store import Store

_SOMEBODY = "?"  # stands for the officer: only that the day was set by hand counts here


def look(store: Store, type_name: str, values: Values, before: Values | None, today: date) -> list[Problem]:
    """Everything wrong with a record; `before` is what is saved of it, None of a new one."""
    if type_name != terms.TYPE:
        return saving.check(store, type_name, values, today)
    found = terms.law(store)
    whole = {**values, **terms.stamp(found, before, values, _SOMEBODY)}
    late = complaint_limit.problems(found, whole, _unsettled(store, whole))
    return [*saving.check(store, type_name, whole, today), *late]


def _unsettled(store: Store, values: Values) -> date | None:
    """Of a second complaint without a first decision: the day by which the first had to be settled."""
    original = values.get("original")
    if values.get("round") != SECOND or values.get("decision_on") or not isinstance(original, bytes):
        return None
    first = store.get(terms.TYPE, original)
    days = (first.values.get(name) for name in ("extended_to", "due_moved", "due_on")) if first else ()
    return max((day for day in days if isinstance(day, date)), default=None)
