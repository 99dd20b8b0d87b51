"""Terms of the law: how the end of one is counted (Civil Code 2015, Articles 147–148).

The day of the event is not counted. A term in days that ends on a rest day ends on the next working day; a term in
working days counts only those. Days of a suspension, both its first and its last, are not counted. The numbers stand
in a dated table (`deadline_rules`); here is only the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from danvan_desktop.domain.deadline_rules import (
    COMPLEX,
    COUNTED,
    MONTH_DAY,
    PLAIN,
    SPECIAL,
    WORKING,
    YEAR,
    Rule,
    RuleTable,
)
from danvan_desktop.domain.working_days import DAY, Calendar
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

EARLIEST, LATEST = date(1945, 9, 2), date(2100, 1, 1)
Span = tuple[date, date]


@dataclass(frozen=True)
class Deadline:
    """A term worked out. `raw_end`: the last day counted; `due`: that day or the next working day after it.

    `certain` is False where the rule is to be checked, no version holds for the day, or the end depends on days off
    that are not confirmed. `remote`, `level`, `suspensions` are what it was worked out with.
    """

    term: Rule
    start: date
    raw_end: date
    due: date
    in_force: bool
    confirmed: bool
    calendar: Calendar
    length: int
    remote: bool = False
    level: int = PLAIN
    suspensions: tuple[Span, ...] = ()

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.term.id

    @property
    def version(self) -> str:
        """Version of the rule."""
        return self.term.version

    @property
    def certain(self) -> bool:
        """Whether nothing of it has to be checked."""
        return self.term.certain and self.in_force and self.confirmed

    @property
    def hangs_on(self) -> Span:
        """First and last day on which its end depends: a term in working days on each, another only on its end."""
        return _hanging(self.term, self.start, self.raw_end, self.due)

    @property
    def sentence(self) -> str:
        """Why it ends then, in one sentence of the language chosen."""
        from danvan_desktop.domain.deadline_words import sentence

        return sentence(self, _)


def compute(  # noqa: PLR0913  what a term depends on
    table: RuleTable, calendar: Calendar, rule_id: str, start: date, *, remote: bool = False,
    complex: int = PLAIN, suspensions: Sequence[Span] = (),
) -> Deadline:  # fmt: skip
    """The end of a term. Raises UserError for an unknown rule, one that ends on no day, or a start out of range.

    `suspensions`: (first, last) day of each, both not counted. The version of the rule is that of the day of `start`.
    """
    spans = _merged(suspensions)
    if not EARLIEST <= start <= LATEST or any(last > LATEST for _first, last in spans):
        text = _("Terms are counted from {first} to {last}.")
        raise UserError(text.format(first=f"{EARLIEST:%d/%m/%Y}", last=f"{LATEST:%d/%m/%Y}"))
    return _computed(table, calendar, rule_id, start, remote, int(complex), spans)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping ones as one. Raises UserError for one that ends before it begins."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if last < first:
            raise UserError(_("A suspension ends before it begins."))
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _computed(  # noqa: PLR0913, PLR0917  the key of what is kept
    table: RuleTable, calendar: Calendar, rule_id: str, start: date, remote: bool, level: int,
    spans: tuple[Span, ...],
) -> Deadline:  # fmt: skip
    rule, in_force = table.pick(rule_id, start)
    if rule.unit not in COUNTED:
        raise UserError(_("Rule {rule} sets no last day: {label}.").format(rule=rule.id, label=rule.label))
    length = rule.length_for(remote=remote, level=level)
    counted = rule, length, start, spans
    raw_end, due = _end(calendar, *counted, planned_off=False)
    other = _end(calendar, *counted, planned_off=True)
    confirmed = other == (raw_end, due) and _on_confirmed_days(calendar, _hanging(rule, start, raw_end, due))
    far, complexity = _meant(rule, remote=remote, level=level)
    return Deadline(
        rule, start, raw_end, due, in_force, confirmed, calendar, length, far, complexity, _touching(spans, start, due)
    )


def _meant(rule: Rule, *, remote: bool, level: int) -> tuple[bool, int]:
    """What of the case made the term another one: only that is said."""
    plain, far = rule.length_for(remote=False, level=PLAIN), rule.length_for(remote=True, level=PLAIN)
    whole = rule.length_for(remote=remote, level=level)
    longer = whole != rule.length_for(remote=remote, level=PLAIN)
    special = longer and level >= SPECIAL and whole == rule.special
    remote_counts = remote and (far != plain) and whole != rule.length_for(remote=False, level=level)
    return remote_counts, (SPECIAL if special else COMPLEX if longer else PLAIN)


def _touching(spans: tuple[Span, ...], start: date, due: date) -> tuple[Span, ...]:
    return tuple(span for span in spans if span[0] <= due and span[1] > start)


def _end(
    calendar: Calendar, rule: Rule, length: int, start: date, spans: tuple[Span, ...], *, planned_off: bool
) -> Span:  # fmt: skip
    """(raw end, due)."""
    if rule.before:
        day = _counted_back(calendar, length, start, planned_off=planned_off)
        return day, day
    if rule.unit == MONTH_DAY:
        raw = start.replace(day=length)
    elif rule.unit == YEAR:
        raw = _after_suspensions(_year_later(start, length), start, spans)
    elif rule.unit == WORKING:
        raw = _working(calendar, length, start, spans, planned_off=planned_off)
    else:
        raw = _after_suspensions(start + length * DAY, start, spans)
    return raw, calendar.next_working(raw, planned_off=planned_off)


def _working(calendar: Calendar, length: int, start: date, spans: tuple[Span, ...], *, planned_off: bool) -> date:
    day = start
    while length > 0:
        day += DAY
        span = next((one for one in spans if one[0] <= day <= one[1]), None)
        if span is not None:
            day = span[1]
        elif calendar.works(day, planned_off=planned_off):
            length -= 1
    return day


def _counted_back(calendar: Calendar, length: int, day: date, *, planned_off: bool) -> date:
    while length > 0:
        day -= DAY
        length -= calendar.works(day, planned_off=planned_off)
    return day


def _after_suspensions(end: date, start: date, spans: tuple[Span, ...]) -> date:
    """The end moved by the suspended days that lie in the term, which grows by them."""
    for first, last in spans:
        if first <= end and last > start:
            end += (last - max(first, start + DAY)).days * DAY + DAY
    return end


def _year_later(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February: the last day of the month (Civil Code, Article 148)
        return start.replace(year=start.year + years, day=28)


def _hanging(rule: Rule, start: date, raw_end: date, due: date) -> Span:
    first = min(start, raw_end) if rule.unit == WORKING else raw_end
    return first, max(due, start) if rule.unit == WORKING else due


def _on_confirmed_days(calendar: Calendar, span: Span) -> bool:
    return all(calendar.is_confirmed(date(year, 1, 1)) for year in range(span[0].year, span[1].year + 1))
