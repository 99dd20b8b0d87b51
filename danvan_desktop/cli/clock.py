"""Command about the day: what the computer's clock says, whether it fits the last save, and that it is right."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    clock = commands.add_parser(
        "clock", parents=[common], help=_("what day it is here, and whether the computer's clock is doubtful"),
        description=_("As JSON: day, doubtful, since (the last save or the day last confirmed), text."),
    )  # fmt: skip
    clock.add_argument("--right", action="store_true", help=_("say that the computer's day is right; it is logged"))
    clock.set_defaults(run=run_clock)


def run_clock(args: argparse.Namespace) -> None:
    """danvan clock"""
    from danvan_desktop.app import office_day

    with opened(args, warn=not args.right) as office:
        if args.right:
            office_day.confirm(office)
        doubt, day = office_day.doubt(office.store), office_day.today()
    if args.json:
        since = doubt.since if doubt else None
        say_json({"day": day, "doubtful": doubt is not None, "since": since, "text": doubt.text if doubt else ""})
        return
    say(_("Today is {day}.").format(day=f"{day:%d/%m/%Y}"))
    if doubt is None:
        say(_("The clock of this computer fits the last save."))
