"""How names leave: what every command that writes something out asks alike, and what the office settled."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json
from danvan_desktop.i18n import _

LEVELS = ("full", "masked", "code")
FLAG = "--with-denunciation-content"


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the command of this file."""
    made = commands.add_parser("names", parents=[common], help=_("how citizens’ names stand in prints and files"))
    made.add_argument("act", nargs="?", default="show", choices=("show", "set"))
    made.add_argument("level", nargs="?", choices=("by-kind", *LEVELS), metavar="LEVEL",
                      help=_("by-kind (registers full, lists masked), full, masked or code"))  # fmt: skip
    made.set_defaults(run=run_names)


def run_names(args: argparse.Namespace) -> None:
    """danvan names"""
    from danvan_desktop.app import disclosure
    from danvan_desktop.domain.masking import Level
    from danvan_desktop.errors import UserError

    with opened(args) as office:
        if args.act == "set":
            if not args.level:
                raise UserError(_("Say which level."), kept=_("Nothing was changed."))
            disclosure.set_setting(office, "" if args.level == "by-kind" else args.level)
        settled = disclosure.setting(office.store)
        doors = {door: str(disclosure.level(office.store, door)) for door in disclosure.DOORS}
    if args.json:
        say_json({"setting": settled or "by-kind", "doors": doors})
        return
    for door, level in doors.items():
        say(f"{_(disclosure.DOORS[door])}: {_(disclosure.LEVELS[Level(level)])}")


def add_names(command: argparse.ArgumentParser) -> None:
    """--names and the flag that lets a denunciation's redacted content out."""
    command.add_argument(
        "--names", choices=LEVELS, default="", help=_("how citizens’ names are shown; else as the office settled")
    )
    add_denunciations(command)


def add_denunciations(command: argparse.ArgumentParser) -> None:
    """Only the flag."""
    command.add_argument(
        FLAG, dest="denunciations", action="store_true",
        help=_("identities were removed: redacted summaries of denunciations may leave; it is logged"),
    )  # fmt: skip
