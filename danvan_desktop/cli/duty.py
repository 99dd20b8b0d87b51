"""The command that sets the reception days of the heads against the rule in force."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import day, opened, say, say_json, today
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.duty import DutyLine, Posting


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    duty = commands.add_parser("duty", parents=[common], help=_("reception days of the heads against the rule"))
    duty.add_argument("--from", dest="start", required=True, type=day, metavar="D", help=_("first day"))
    duty.add_argument("--to", dest="end", required=True, type=day, metavar="D", help=_("last day"))
    duty.set_defaults(run=run_duty)


def run_duty(args: argparse.Namespace) -> None:
    """danvan duty"""
    from danvan_desktop.app import duty

    with opened(args) as office:
        found = duty.duty(office.store, args.start, args.end, today())
    if args.json:
        say_json({"lines": [_line(one) for one in found.lines], "schedule": [_posting(one) for one in found.postings],
                  "has_rules": found.has_rules})  # fmt: skip
        return
    if not found.has_rules:
        say(_("The rule of reception days is the commune’s; this office is of another level."))
    for line in found.lines:
        say(line.sentence)
    for one in found.postings:
        if one.late:
            told = _("{day}: announced on {posted}, the last day for it was {by}.")
            say(told.format(day=f"{one.day:%d/%m/%Y}", posted=f"{one.posted:%d/%m/%Y}", by=f"{one.by:%d/%m/%Y}"))
        elif one.posted is None:
            told = _("{day}: to be announced by {by}.")
            say(told.format(day=f"{one.day:%d/%m/%Y}", by=f"{one.by:%d/%m/%Y}"))


def _line(one: DutyLine) -> dict[str, object]:
    return {
        "body": one.body, "rule": one.rule.id, "version": one.rule.version, "from": one.first, "to": one.last,
        "need": one.need, "held": list(one.held), "planned": list(one.planned), "by_deputy": list(one.by_deputy),
        "state": one.state, "sentence": one.sentence,
    }  # fmt: skip


def _posting(one: Posting) -> dict[str, object]:
    return {"session": one.row.hex(), "day": one.day, "announce_by": one.by, "announced_on": one.posted,
            "late": one.late}  # fmt: skip
