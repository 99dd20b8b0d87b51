"""The term of a petition: which rule runs, when it ends, who set another day; written beside the due date at a save.

`term_of` answers for values as they stand, `with_term` gives a save the due date with what it was worked out from.
Both faces and the import go through them. A due date that somebody typed otherwise stays until another rule runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.app.saving import Change
from danvan_desktop.domain import running_term
from danvan_desktop.domain.deadlines import COUNTED, PLAIN, Deadline, Rule, RuleTable, compute
from danvan_desktop.domain.running_term import Running, TermTable
from danvan_desktop.domain.values import Value
from danvan_desktop.domain.working_days import Calendar
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage import terms as sql
from danvan_desktop.storage.store import Store

Values = Mapping[str, Value]
Say = Callable[[str], str]
TYPE = "petition"


@dataclass(frozen=True, eq=False)
class Law:
    """The tables in force for this office."""

    rules: RuleTable
    terms: TermTable
    calendar: Calendar
    remote_units: frozenset[str] = frozenset()

    def remote(self, values: Values) -> bool:
        """Whether the unit a petition is about lies in a remote area."""
        return values.get("unit") in self.remote_units


def law(store: Store) -> Law:
    """The tables as they are in force now; ask once for many petitions."""
    return Law(
        rules.deadline_rules(), rules.running_terms(), rules.calendar(store.settings), sql.remote_units(store.conn)
    )


@dataclass(frozen=True)
class Term:
    """What is due now. `law` the rule that runs, `deadline` its end, None where none can be said; `due` what counts.

    `by_hand`: somebody set another day than the rule's. `extended`: a decision of extension gives the day.
    """

    running: Running
    law: Rule
    deadline: Deadline | None
    due: date | None
    by_hand: bool = False
    extended: bool = False
    reason: str = ""

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.running.rule

    @property
    def certain(self) -> bool:
        """Whether nothing has to be checked."""
        return self.deadline is not None and self.deadline.certain and not self.running.provisional

    def sentence(self, say: Say = _) -> str:
        """Why it is due that day, in one sentence."""
        from danvan_desktop.app.term_words import sentence

        return sentence(self, say)


def term_of(found: Law, values: Values) -> Term | None:
    """The term that runs for a petition with these values; None where nothing of it is due."""
    now = running_term.running(found.terms, values, remote=found.remote(values))
    if now is None:
        return None
    rule, _holds = found.rules.pick(now.rule, now.start or date.max)
    deadline = _deadline(found, now, values)
    computed, extended = _by_rule(deadline, now, values)
    stored = values.get("due_on")
    if isinstance(stored, date) and stored != computed and _by_person(values, now):
        reason = values.get("due_reason")
        return Term(now, rule, deadline, stored, by_hand=True, reason=str(reason or ""))
    return Term(now, rule, deadline, computed, extended=extended)


def beside(found: Law, values: Values) -> list[Deadline]:
    """What else is to be done by a day: notices and letters, the Party's term; the earliest first."""
    others = running_term.beside(found.terms, values, remote=found.remote(values))
    ends = [_deadline(found, now, values) for now in others]
    return sorted((end for end in ends if end is not None), key=lambda end: end.due)


def _deadline(found: Law, now: Running, values: Values) -> Deadline | None:
    if now.start is None or now.stopped:
        return None
    rule, _holds = found.rules.pick(now.rule, now.start)
    if rule.unit not in COUNTED:
        return None
    level = PLAIN if rule.by_decision and not _decided(values) else now.level
    return compute(
        found.rules, found.calendar, now.rule, now.start, remote=now.remote, complex=level, suspensions=now.suspensions
    )


def _decided(values: Values) -> bool:
    """Whether a decision of extension is there."""
    return bool(values.get("extension_no") or values.get("extended_to") or values.get("state") == "gia_han")


def _by_rule(deadline: Deadline | None, now: Running, values: Values) -> tuple[date | None, bool]:
    """The day by the rule or by a decision of extension, which makes no term shorter."""
    due, longer = deadline.due if deadline else None, values.get("extended_to")
    if isinstance(longer, date) and not now.stopped and not now.provisional and (due is None or longer > due):
        return longer, True
    return due, False


def _by_person(values: Values, now: Running) -> bool:
    """Whether the stored day was set by somebody for the term that runs now (or before the program reckoned any)."""
    if values.get("due_rule") is None:
        return True
    same = (values.get("due_rule"), values.get("due_start")) == (now.rule, now.start)
    return same and values.get("due_on") != values.get("due_moved") and not _was_extended(values)


def _was_extended(values: Values) -> bool:
    return values.get("due_by") is None and values.get("due_on") == values.get("extended_to")


def preview(store: Store, typed: Values, before: Values | None, officer: str) -> tuple[Values, Term | None]:
    """What is typed with the due date a save would give it, and the term that runs; `before` what is saved, if any."""
    found = law(store)
    values = {**typed, **stamp(found, before, typed, officer)}
    return values, term_of(found, values)


# --- at a save
def with_term(store: Store, change: Change, before: Values | None, officer: str) -> Change:
    """The change of a petition with its due date and what that was worked out from."""
    more = stamp(law(store), before, change.whole, officer)
    return replace(change, values={**change.values, **more}, whole={**change.whole, **more}) if more else change


def stamp(found: Law, before: Values | None, whole: Values, officer: str) -> dict[str, Value]:
    """What of a petition's term fields changes as it is saved; empty where nothing is due any more."""
    past = running_term.suspended_before(before, whole) if before is not None else None
    now = term_of(found, {**whole, "due_on": None, "suspended_before": past})
    if now is None:
        return {}
    typed = whole.get("due_on") if _typed(before, whole) else None
    held = before is not None and not _typed(before, whole) and _held(found, before, now)
    hand = typed if isinstance(typed, date) and typed != now.due else before.get("due_on") if held and before else None
    wanted: dict[str, Value] = {**_basis(found, now), "due_on": hand if hand is not None else now.due}
    wanted["suspended_before"] = past
    wanted["due_by"] = None if hand is None else before.get("due_by") if held and before else officer
    if hand is None and before is not None and before.get("due_reason") == whole.get("due_reason"):
        wanted["due_reason"] = None
    return {name: value for name, value in wanted.items() if value != whole.get(name)}


def _typed(before: Values | None, whole: Values) -> bool:
    """Whether somebody gave the due date in this save."""
    return whole.get("due_on") != (before or {}).get("due_on")


def _held(found: Law, before: Values, now: Term) -> bool:
    """Whether a day set by hand earlier still stands: the same rule runs from the same day."""
    then = term_of(found, before)
    same = then is not None and (then.rule, then.running.start) == (now.rule, now.running.start)
    return same and then is not None and then.by_hand


def _basis(found: Law, now: Term) -> dict[str, Value]:
    end = now.deadline
    return {
        "due_rule": now.rule, "due_version": now.law.version, "due_start": now.running.start,
        "due_raw": end.raw_end if end else None, "due_moved": end.due if end else None,
        "due_calendar": found.calendar.version if end else None,
    }  # fmt: skip
