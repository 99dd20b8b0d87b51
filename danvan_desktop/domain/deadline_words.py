"""A term told in one sentence: how long, from when, what was left out, and on which day it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from danvan_desktop.domain.working_days import DAY, PLANNED, Rest
from danvan_desktop.i18n import N_

if TYPE_CHECKING:
    from danvan_desktop.domain.deadlines import Deadline, Span

Say = Callable[[str], str]
_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
_LENGTHS = {
    "wd": N_("{count} working days from {start}"), "d": N_("{count} days from {start}"),
    "year": N_("{count} year from {start}"), "month_day": N_("the {count}th of {month}"),
    "before": N_("{count} working days before {start}"),
}  # fmt: skip
_NAMED_DAY = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})$")
_LEVELS = {1: N_("a complex matter"), 2: N_("an especially complex matter")}


def sentence(found: Deadline, say: Say) -> str:
    """The sentence; `say` translates it (paper is Vietnamese whatever the screen shows)."""
    parts = [_head(found, say), *_left_out(found, say)]
    ending = _ending(found, say)
    doubts = _doubts(found, say)
    law = f" ({found.term.article})" if found.term.article else ""
    tail = say(N_("; expected only: {reasons}")).format(reasons="; ".join(doubts)) if doubts else ""
    return f"{', '.join(parts)}: {ending}{law}{tail}."


def day_words(day: date, say: Say) -> str:
    """“thứ Năm 26/02/2026”; English writes its weekdays large, Vietnamese does not."""
    source = _WEEKDAYS[day.weekday()]
    name = say(source)
    return f"{name if name == source else name[:1].lower() + name[1:]} {day:%d/%m/%Y}"


def _head(found: Deadline, say: Say) -> str:
    kind = "before" if found.term.before else found.term.unit
    head = say(_LENGTHS[kind]).format(
        count=found.length, start=f"{found.start:%d/%m/%Y}", month=f"{found.start:%m/%Y}"
    )  # fmt: skip
    why = [say(N_("a remote area"))] if found.remote else []
    why += [say(_LEVELS[found.level])] if found.level else []
    return f"{head} ({', '.join(why)})" if why else head


def _left_out(found: Deadline, say: Say) -> list[str]:
    """Days that were not counted, and worked Saturdays that were."""
    parts = []
    if found.term.unit == "wd":
        first, last = sorted((found.start, found.due))
        first, last = (first, last - DAY) if found.term.before else (first + DAY, last)
        rests = [rest_words(rest) for rest in found.calendar.rests(first, last)]
        parts += [say(N_("off for {rests}")).format(rests=", ".join(rests))] if rests else []
        worked = [f"{day:%d/%m}" for day in found.calendar.worked_saturdays(first, last)]
        parts += [say(N_("make-up work on {days}")).format(days=", ".join(worked))] if worked else []
    return parts + [_suspended(span, say) for span in found.suspensions]


def _suspended(span: Span, say: Say) -> str:
    days = (span[1] - span[0]).days + 1
    text = say(N_("not counting {days} days of suspension {span}"))
    return text.format(days=days, span=f"{span[0]:%d/%m}–{span[1]:%d/%m/%Y}")


def rest_words(rest: Rest) -> str:
    """“Tết 14–22/02”."""
    if rest.first == rest.last:
        days = f"{rest.last:%d/%m}"
    elif (rest.first.month, rest.first.year) == (rest.last.month, rest.last.year):
        days = f"{rest.first:%d}–{rest.last:%d/%m}"
    else:
        days = f"{rest.first:%d/%m}–{rest.last:%d/%m}"
    names = ", ".join(rest.names)
    told = _NAMED_DAY.search(names)  # “Ngày Văn hóa 24/11” says its day itself
    same = told and rest.first == rest.last and (int(told[1]), int(told[2])) == (rest.last.day, rest.last.month)
    return names if same else f"{names} {days}"


def _ending(found: Deadline, say: Say) -> str:
    due = day_words(found.due, say)
    if found.due == found.raw_end:
        return say(N_("last day {day}")).format(day=due)
    rests = found.calendar.rests(found.raw_end, found.due)
    why = ", ".join(rest_words(rest) for rest in rests) or say(N_("weekend"))
    text = say(N_("{raw} is a day off ({why}), moved on to {day}"))
    return text.format(raw=f"{found.raw_end:%d/%m/%Y}", why=why, day=due)


def _doubts(found: Deadline, say: Say) -> list[str]:
    """Why the end is not certain."""
    doubts = [] if found.term.certain else [say(N_("the rule is to be checked"))]
    if not found.in_force:
        doubts.append(say(N_("no version of the rule for that day")))
    if not found.confirmed:
        doubts += _unconfirmed(found, say)
    return doubts


def _unconfirmed(found: Deadline, say: Say) -> list[str]:
    """Planned days off on which the end depends, and years whose days off are not announced."""
    first, last = found.hangs_on
    days = []
    day = first
    while day <= last:
        special = found.calendar.special(day)
        if special is not None and special.kind == PLANNED:
            days.append(say(N_("{day} is not yet confirmed as a day off")).format(day=f"{day:%d/%m/%Y}"))
        day += DAY
    years = [year for year in range(first.year, last.year + 1) if year not in found.calendar.confirmed]
    return days + [_unknown_year(found, say, year) for year in years]


def _unknown_year(found: Deadline, say: Say, year: int) -> str:
    """A year before the table begins was announced long ago, but the program does not know its days off."""
    if year < min(found.calendar.years, default=year):
        return say(N_("the program has no days off of {year}")).format(year=year)
    return say(N_("the days off of {year} are not announced")).format(year=year)
