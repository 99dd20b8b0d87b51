"""Commands about terms: what is due and why, a term explained, the calendar of days off."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import as_day, day, opened, say, say_json, say_table, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.calendars import Moved, Taken
    from danvan_desktop.app.deadline_list import Line
    from danvan_desktop.app.terms import Law
    from danvan_desktop.domain.deadlines import Deadline
    from danvan_desktop.domain.working_days import Calendar, DayChange, SpecialDay


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    due = commands.add_parser("deadlines", parents=[common], help=_("the term of every open petition, and why"))
    due.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
    due.add_argument("--reckon", action="store_true", help=_("first reckon stored due dates again"))
    due.set_defaults(run=run_deadlines)

    explain = commands.add_parser("explain-deadline", parents=[common], help=_("when a term of the law ends, and why"))
    explain.add_argument("--rule", required=True, metavar="R", help=_("A1 … G, as the law page names them"))
    explain.add_argument("--start", required=True, type=day, metavar="D", help=_("day of the event; it is not counted"))
    explain.add_argument("--remote", action="store_true", help=_("a remote area"))
    explain.add_argument("--complex", action="count", default=0, help=_("complex; twice: especially complex"))
    explain.add_argument(
        "--suspended", action="append", default=[], type=span, metavar=_("FROM:TO"),
        help=_("first and last day of a suspension; may be given several times"),
    )  # fmt: skip
    explain.set_defaults(run=run_explain)

    calendar = commands.add_parser("calendar", help=_("show the days off, or take in a newer calendar"))
    acts = calendar.add_subparsers(metavar="show|import", required=True)
    show = acts.add_parser("show", parents=[common], help=_("the days off and the make-up working days"))
    show.add_argument("--year", type=int, metavar="Y", help=_("only this year"))
    show.set_defaults(run=run_show)
    take = acts.add_parser("import", parents=[common], help=_("take in a newer calendar from a file"))
    take.add_argument("file", metavar="FILE")
    take.add_argument(
        "--confirm", action="store_true", help=_("also where it takes away or moves days of a confirmed year")
    )  # fmt: skip
    take.set_defaults(run=run_import)


def span(text: str) -> tuple[date, date]:
    """FROM:TO on the command line."""
    first, _sign, last = text.partition(":")
    return day(first), day(last)


def _law(args: argparse.Namespace) -> Law:
    """The tables of the office where a passphrase is given, else those the program brings."""
    from danvan_desktop.app import terms
    from danvan_desktop.storage import rules

    if args.passphrase_file:
        with opened(args) as office:
            return terms.law(office.store)
    return terms.Law(rules.deadline_rules(), rules.running_terms(), rules.calendar())


def run_deadlines(args: argparse.Namespace) -> None:
    """danvan deadlines"""
    from danvan_desktop.app import calendars
    from danvan_desktop.app.deadline_list import STATES, deadlines

    with opened(args) as office:
        if args.reckon:
            calendars.reckon_again(office.store, office.officer)
        found = deadlines(office.store, args.on or today())
    if args.json:
        say_json([_line_json(line) for line in found])
        return
    for state, label in STATES.items():
        lines = [line for line in found if line.state == state]
        if lines:
            say(f"{_(label)}: {len(lines)}")
        for line in lines:
            say(f"  {line.number or line.petition.hex()}  {line.rule}  {line.sentence}")
    if not found:
        say(_("No petition is open."))


def _line_json(line: Line) -> dict[str, object]:
    return {
        "petition": line.petition.hex(), "number": line.number, "rule": line.rule or None, "due": line.due,
        "state": line.state, "sentence": line.sentence, "certain": line.certain,
        "main": line.main, **_own_json(line),
    }  # fmt: skip


def _own_json(line: Line) -> dict[str, object]:
    """The law's day and the office's own beside it."""
    term = line.term
    if term is None or not term.by_hand:
        return {"by_hand": False, "by_law": term.by_law if term else None, "own_due": None}
    return {
        "by_hand": True, "by_law": term.by_law, "own_due": term.due, "set_by": term.set_by or None,
        "reason": term.reason or None,
    }  # fmt: skip


def run_explain(args: argparse.Namespace) -> None:
    """danvan explain-deadline"""
    from danvan_desktop.domain.deadlines import compute

    law = _law(args)
    known = {rule.id.casefold(): rule.id for rule in law.rules.rules}
    rule = known.get(args.rule.strip().casefold(), args.rule.strip())
    found = compute(
        law.rules, law.calendar, rule, args.start, remote=args.remote, complex=args.complex,
        suspensions=args.suspended,
    )  # fmt: skip
    if args.json:
        say_json(_deadline_json(found))
        return
    say(f"{found.rule}: {found.term.label}")
    say(found.sentence)
    if found.term.note:
        say(found.term.note)


def _deadline_json(found: Deadline) -> dict[str, object]:
    return {
        "rule": found.rule, "version": found.version, "start": found.start, "raw_end": found.raw_end,
        "due": found.due, "certain": found.certain, "sentence": found.sentence,
    }  # fmt: skip


def run_show(args: argparse.Namespace) -> None:
    """danvan calendar show"""
    from danvan_desktop.app import law_table

    calendar = _law(args).calendar
    if args.year is not None and args.year not in calendar.years:
        raise _no_year(args.year, calendar)
    days = [one for _day, one in sorted(calendar.days.items()) if args.year in {None, one.day.year}]
    if args.json:
        say_json(_calendar_json(calendar, days))
        return
    say(_("Calendar {version}, confirmed: {years}").format(
        version=calendar.version, years=", ".join(map(str, sorted(calendar.confirmed)))
    ))  # fmt: skip
    heads = (_("Day"), _("Name"), _("Kind"), _("Source"))
    say_table(heads, [(f"{one.day:%d/%m/%Y}", one.name, _(law_table.KINDS[one.kind]), one.source) for one in days])


def _no_year(year: int, calendar: Calendar) -> UserError:
    text = _("The year {year} is not in the calendar of days off.").format(year=year)
    known = ", ".join(str(one) for one in sorted(calendar.years))
    return UserError(text, hint=_("Years it has: {years}.").format(years=known))


def _calendar_json(calendar: Calendar, days: list[SpecialDay]) -> dict[str, object]:
    """A table of the same form as the file that is taken in."""
    return {
        "version": calendar.version, "source": calendar.source, "years": sorted(calendar.years),
        "confirmed": sorted(calendar.confirmed), "days": [_special_json(one) for one in days],
    }  # fmt: skip


def _special_json(one: SpecialDay) -> dict[str, object]:
    return {"date": one.day, "name": one.name, "kind": one.kind, "short": one.short, "source": one.source}


def run_import(args: argparse.Namespace) -> None:
    """danvan calendar import"""
    from danvan_desktop.app import calendars

    with opened(args) as office:
        taken = calendars.take_calendar(office.store, Path(args.file), office.officer, confirmed=args.confirm)
    if args.json:
        say_json(_taken_json(taken))
        return
    say(_("Calendar {version} is in force: {days} days changed, {moved} due dates moved.").format(
        version=taken.version, days=len(taken.days), moved=len(taken.moved)
    ))  # fmt: skip
    for change in taken.days:
        say(f"  {change.day:%d/%m/%Y}  {calendars.kind_words(change.before)} → {calendars.kind_words(change.after)}")
    if taken.moved:
        say_table((_("Petition"), _("Rule"), _("Before"), _("Now")), [_moved_row(one) for one in taken.moved])


def _moved_row(one: Moved) -> tuple[str, ...]:
    return one.number or one.petition.hex(), one.rule, as_day(one.before), as_day(one.after)


def _taken_json(taken: Taken) -> dict[str, object]:
    moved = [one.as_json() for one in taken.moved]
    return {"version": taken.version, "days": [_change_json(one) for one in taken.days], "moved": moved}


def _change_json(change: DayChange) -> dict[str, object]:
    before, after = change.before, change.after
    return {"date": change.day, "before": before.kind if before else None, "after": after.kind if after else None}
