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
from danvan_desktop.domain.deadline_rules import COMPLEX, COUNTED, PLAIN, SPECIAL, Rule, RuleTable
from danvan_desktop.domain.deadlines import Deadline, compute
from danvan_desktop.domain.running_term import Running, TermTable
from danvan_desktop.domain.values import Value
from danvan_desktop.domain.working_days import Calendar
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage import terms as sql
from danvan_desktop.storage.store import Store

Values = Mapping[str, Value]
Say = Callable[[str], str]
TYPE = "petition"
EXTENDED = "gia_han"
SUSPENSION = ("suspended_from", "suspended_to")


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

    `by_law`: the rule's day, or that of a decision of extension (`extended`), whatever somebody set beside it.
    `by_hand`: `set_by` set another day than that, the office's own follow-up, for `reason`.
    """

    running: Running
    law: Rule
    deadline: Deadline | None
    due: date | None
    by_hand: bool = False
    extended: bool = False
    reason: str = ""
    by_law: date | None = None
    set_by: str = ""

    @property
    def earliest(self) -> date | None:
        """The day that comes first, the law's or the office's own: late is who has passed either."""
        return min((day for day in (self.due, self.by_law) if day is not None), default=None)

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
    computed, extended = _by_rule(found, deadline, now, values)
    stored = values.get("due_on")
    if isinstance(stored, date) and stored != computed and _by_person(values, now):
        reason, who = str(values.get("due_reason") or ""), str(values.get("due_by") or "")
        return Term(now, rule, deadline, stored, by_hand=True, extended=extended, reason=reason, by_law=computed,
                    set_by=who)  # fmt: skip
    return Term(now, rule, deadline, computed, extended=extended, by_law=computed)


def beside(found: Law, values: Values) -> list[Deadline]:
    """What else is to be done by a day: notices and letters, the Party's term; the earliest first."""
    return [term.deadline for term in terms_beside(found, values) if term.deadline is not None]


def terms_beside(found: Law, values: Values) -> list[Term]:
    """The same as terms: what the window and the lists show of them is told as of any other."""
    made = []
    for now in running_term.beside(found.terms, values, remote=found.remote(values)):
        end = _deadline(found, now, values)
        if end is not None and end.in_force:
            made.append(Term(now, end.term, end, end.due, by_law=end.due))
    return sorted(made, key=lambda term: term.due or date.max)


def _deadline(found: Law, now: Running, values: Values) -> Deadline | None:
    if now.start is None or now.stopped:
        return None
    rule, _holds = found.rules.pick(now.rule, now.start)
    if rule.unit not in COUNTED:
        return None
    return _end(found, now, now.start, _decisions(values) if rule.by_decision else now.level)


def _end(found: Law, now: Running, start: date, level: int) -> Deadline:
    return compute(
        found.rules, found.calendar, now.rule, start, remote=now.remote, complex=level, suspensions=now.suspensions
    )


def _decisions(values: Values) -> int:
    """How far decisions of extension have gone: each gives its length once, whatever its grounds (TC Art. 30)."""
    if values.get("extension2_no"):
        return SPECIAL
    first = values.get("extension_no") or values.get("extended_to") or values.get("state") == EXTENDED
    return COMPLEX if first else PLAIN


def _by_rule(found: Law, deadline: Deadline | None, now: Running, values: Values) -> tuple[date | None, bool]:
    """The day by the rule or by a decision of extension.

    A decision may give less than the law allows it to, yet it makes no term shorter than it is without any decision.
    """
    due, given = deadline.due if deadline else None, values.get("extended_to")
    if not isinstance(given, date) or now.stopped or now.provisional or now.start is None:
        return due, False
    if due is None or given > due:
        return given, True
    # after a suspension nobody can say whether the day was given before it
    less = given < due and not now.suspensions and given > _end(found, now, now.start, PLAIN).due
    return (given, True) if less else (due, False)


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
    """The change of a petition with its due date and what that was worked out from.

    Raises UserError where a suspension is made to end before it begins; what stood so before stays readable.
    """
    more = stamp(law(store), before, change.whole, officer)
    values, whole = {**change.values, **more}, {**change.whole, **more}
    if running_term.inverted(whole) and any(name in values for name in SUSPENSION):
        raise UserError(inverted_words(whole), kept=_("Nothing was saved."))
    return replace(change, values=values, whole=whole) if more else change


def inverted_words(values: Values) -> str:
    """What is said of a suspension that ends before it begins."""
    first, last = (day.strftime("%d/%m/%Y") for name in SUSPENSION if isinstance(day := values.get(name), date))
    return _("The suspension ends on {last}, before it begins on {first}.").format(first=first, last=last)


def stamp(found: Law, before: Values | None, whole: Values, officer: str) -> dict[str, Value]:
    """What of a petition's term fields changes as it is saved; empty where nothing is due any more."""
    past = running_term.suspended_before(before, whole) if before is not None else None
    opened = _opened(before, whole)
    now = term_of(found, {**whole, **opened, "due_on": None, "suspended_before": past})
    if now is None:
        return opened
    typed = whole.get("due_on") if _typed(before, whole) else None
    held = before is not None and not _typed(before, whole) and _held(found, before, now)
    hand = typed if isinstance(typed, date) and typed != now.due else before.get("due_on") if held and before else None
    wanted: dict[str, Value] = {**_basis(found, now), "due_on": hand if hand is not None else now.due}
    wanted["suspended_before"] = past
    wanted["due_by"] = None if hand is None else before.get("due_by") if held and before else officer
    if hand is None and before is not None and before.get("due_reason") == whole.get("due_reason"):
        wanted["due_reason"] = None
    return opened | {name: value for name, value in wanted.items() if value != whole.get(name)}


def _opened(before: Values | None, whole: Values) -> dict[str, Value]:
    """Another suspension begins: the end of the one before is not its own."""
    if before is None or before.get("suspended_to") != whole.get("suspended_to"):
        return {}
    return {"suspended_to": None} if running_term.begins_another(before, whole) else {}


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
