"""Commands of the heads' reception days: against the rule in force, and the schedule that is posted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import day, opened, say, say_json, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.duty import Bodiless, DutyLine, Posting
    from danvan_desktop.app.duty_schedule import Session


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    duty = commands.add_parser("duty", parents=[common], help=_("reception days of the heads against the rule"))
    duty.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
    duty.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
    duty.set_defaults(run=run_duty)
    acts = duty.add_subparsers(metavar="schedule", required=False)
    told = _("the reception days of a month or quarter as a page to be posted")
    schedule = acts.add_parser("schedule", parents=[common], help=told)
    schedule.add_argument("--month", dest="period", required=True, metavar="2026-12", help=_("or a quarter: 2026-Q4"))
    schedule.add_argument("-o", dest="output", metavar="FILE", help=_(".pdf or .docx; else only told"))
    schedule.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    schedule.add_argument("--posted", type=day, metavar="D", help=_("write down that it was posted that day"))
    schedule.set_defaults(run=run_schedule)


def run_duty(args: argparse.Namespace) -> None:
    """danvan duty"""
    from danvan_desktop.app import duty

    if args.start is None or args.end is None:
        raise UserError(_("A period has a first and a last day."), hint=_("Give --from and --to."))
    with opened(args) as office:
        found = duty.duty(office.store, args.start, args.end, today())
    if args.json:
        say_json({"lines": [_line(one) for one in found.lines], "schedule": [_posting(one) for one in found.postings],
                  "has_rules": found.has_rules,
                  "without_body": [_bodiless(one) for one in found.bodiless]})  # fmt: skip
        return
    if not found.has_rules:
        say(_("The rule of reception days is the commune’s; this office is of another level."))
    for line in found.lines:
        say(line.sentence)
    for lost in found.bodiless:
        say(f"{lost.sentence} danvan record edit {lost.type_name} {lost.row.hex()} receiving_body=ubnd")
    for one in found.postings:
        if one.late:
            told = _("{day}: announced on {posted}, the last day for it was {by}.")
            say(told.format(day=f"{one.day:%d/%m/%Y}", posted=f"{one.posted:%d/%m/%Y}", by=f"{one.by:%d/%m/%Y}"))
        elif one.posted is None:
            told = _("{day}: to be announced by {by}.")
            say(told.format(day=f"{one.day:%d/%m/%Y}", by=f"{one.by:%d/%m/%Y}"))


def _bodiless(one: Bodiless) -> dict[str, object]:
    return {"type": one.type_name, "id": one.row.hex(), "day": one.day, "sentence": one.sentence}


def _line(one: DutyLine) -> dict[str, object]:
    return {
        "body": one.body, "rule": one.rule.id, "version": one.rule.version, "from": one.first, "to": one.last,
        "need": one.need, "held": list(one.held), "planned": list(one.planned), "by_deputy": list(one.by_deputy),
        "state": one.state, "sentence": one.sentence,
    }  # fmt: skip


def _posting(one: Posting) -> dict[str, object]:
    return {"session": one.row.hex(), "day": one.day, "announce_by": one.by, "announced_on": one.posted,
            "late": one.late}  # fmt: skip


def run_schedule(args: argparse.Namespace) -> None:
    """danvan duty schedule"""
    from danvan_desktop.app import duty_schedule

    period = duty_schedule.period_of(args.period)
    with opened(args) as office:
        store, now = office.store, today()
        found = duty_schedule.schedule(store, period, now)
        if args.posted is not None:
            duty_schedule.mark_posted(store, found.sessions, args.posted, officer=office.officer, today=now)
            found = duty_schedule.schedule(store, period, now)
        if args.output:
            duty_schedule.write(store, found, args.on or now, Path(args.output))
    if args.json:
        say_json({"file": args.output, "sessions": [_session(one) for one in found.sessions],
                  "post_by": found.post_by, "warnings": found.warnings})  # fmt: skip
        return
    for one in found.sessions:
        say(f"{one.line.day:%d/%m/%Y}  {one.line.start}  {one.line.host}")
    for text in found.warnings:
        say(_("To look at: {text}").format(text=text))
    if args.output:
        say(_("The schedule is in {file}.").format(file=args.output))


def _session(one: Session) -> dict[str, object]:
    return {"session": one.row.hex(), "day": one.line.day, "start": one.line.start, "state": one.state,
            "post_by": one.post_by, "posted": one.posted, "certain": one.certain, "late": one.late}  # fmt: skip
