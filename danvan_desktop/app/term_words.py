"""The term of one petition in a sentence: the rule's reckoning, and what a person or a decision put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain import deadline_words
from danvan_desktop.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from danvan_desktop.app.terms import Say, Term


def sentence(term: Term, say: Say) -> str:
    """Why a petition is due that day, or why no day can be said."""
    text = _reckoned(term, say)
    if term.extended and term.by_law is not None:
        text += " " + say(N_("Extended by decision to {day}.")).format(day=deadline_words.day_words(term.by_law, say))
    return f"{text} {_own(term, term.due, say)}" if term.by_hand and term.due is not None else text


def own_and_law(term: Term, say: Say) -> str:
    """“Own day 19/11/2026 · by law 24/11/2026”, where somebody set another day than the law's; else ""."""
    if not term.by_hand or term.due is None or term.by_law in {None, term.due}:
        return ""
    text = say(N_("Own day {own} · by law {law}"))
    return text.format(own=f"{term.due:%d/%m/%Y}", law=f"{term.by_law:%d/%m/%Y}")


def _own(term: Term, due: date, say: Say) -> str:
    """The office's own day beside the law's: who set it, and why."""
    day, reason = deadline_words.day_words(due, say), term.reason or say(N_("no reason is given"))
    if not term.set_by:
        return say(N_("Set by hand to {day}: {reason}.")).format(day=day, reason=reason)
    return say(N_("The office's own day is {day}, set by {who}: {reason}.")).format(
        day=day, who=term.set_by, reason=reason
    )  # fmt: skip


def _reckoned(term: Term, say: Say) -> str:
    running = term.running
    if running.stopped:
        return say(N_("Suspended: the time of the suspension is not counted until it is resumed."))
    if running.start is None:
        return say(N_("The day the term runs from is not given."))
    if term.deadline is None:
        return say(N_("The law sets no number of days here: the head sets the day."))
    text = deadline_words.sentence(term.deadline, say)
    if running.provisional:
        text += " " + say(N_("The day of acceptance is not given; the day of receipt stands for it."))
    return text
