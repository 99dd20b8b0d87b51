"""The terms of one petition together: the one that runs, and beside it notices, letters and the Party's own term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.terms import Law, Say, Term, Values, beside, term_of
from danvan_desktop.domain.deadline_rules import Rule
from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.i18n import N_, _

CERTAIN, CHECK, EXPECTED = "certain", "check", "expected"
CERTAINTIES = {CERTAIN: N_("certain"), CHECK: N_("to be checked"), EXPECTED: N_("expected only")}


@dataclass(frozen=True)
class TermLine:
    """One term: its rule, its day (None where the law or a suspension gives none), why, and how certain it is.

    `main`: the term by which the petition is overdue or not; the others ask for a letter or a notice by their day.
    """

    rule: Rule
    due: date | None
    sentence: str
    certainty: str
    main: bool = False

    @property
    def label(self) -> str:
        """What is to be done by that day."""
        return self.rule.label

    @property
    def certainty_said(self) -> str:
        """How certain, in words; a term that is certain has nothing to say."""
        return "" if self.certainty == CERTAIN else _(CERTAINTIES[self.certainty])


def terms_of(found: Law, values: Values, say: Say = _) -> list[TermLine]:
    """The term that runs, then what else is due, the earliest first; nothing where nothing is due any more."""
    return [*_main(found, values, say), *beside_of(found, values)]


def beside_of(found: Law, values: Values) -> list[TermLine]:
    """What else is to be done by a day, the earliest first."""
    return [TermLine(end.term, end.due, end.sentence, _certainty(end)) for end in beside(found, values)]


def _main(found: Law, values: Values, say: Say) -> list[TermLine]:
    term = term_of(found, values)
    if term is None:
        return []
    return [TermLine(term.law, term.earliest, term.sentence(say), certainty_of(term), main=True)]


def certainty_of(term: Term | None) -> str:
    """How certain the day of a running term is; where none can be said, nothing is uncertain."""
    if term is None or term.certain or term.deadline is None:
        return CERTAIN
    found = _certainty(term.deadline)
    return EXPECTED if found == CERTAIN else found  # the day it runs from is not given yet


def _certainty(end: Deadline) -> str:
    """The rule itself is to be checked, or only days off that are not announced make the day uncertain."""
    if not (end.term.certain and end.in_force):
        return CHECK
    return CERTAIN if end.confirmed else EXPECTED
