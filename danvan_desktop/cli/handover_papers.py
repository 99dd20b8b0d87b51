"""Papers of the hand-over: the slip both sides sign, the letter to a unit that is late."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, opened, say, say_json, today
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    slip = commands.add_parser("slip", parents=[common], help=_("the hand-over slip of a package, two copies"))
    slip.add_argument("package", metavar="FILE", help=_("the package, as it was written or came"))
    slip.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    slip.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    slip.set_defaults(run=run_slip)

    remind = commands.add_parser("remind", parents=[common], help=_("a letter to a unit whose package is late"))
    remind.add_argument("unit", metavar="UNIT", help=_("code of the unit"))
    remind.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    remind.add_argument("--due", type=day, metavar="D", help=_("the day by which it is to come; else left blank"))
    remind.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    remind.set_defaults(run=run_remind)


def run_slip(args: argparse.Namespace) -> None:
    """danvan slip"""
    from danvan_desktop.app import doors, slip

    with opened(args) as office:
        made = slip.slip(office.store, Path(args.package), args.on or today())
        doors.save_as(office, made.pdf, Path(args.output), Path(args.output).name)
    if args.json:
        say_json({"file": args.output, "short_code": made.short_code, "records": made.records, "pages": made.pages})
    else:
        say(_("The hand-over slip is in {file}; short code {code}.").format(file=args.output, code=made.short_code))


def run_remind(args: argparse.Namespace) -> None:
    """danvan remind"""
    from danvan_desktop.app import doors, reminder

    file = Path(args.output)
    with opened(args) as office:
        wanted = reminder.Wanted(args.unit, args.on or today(), reminder.format_of(file), args.due)
        doors.save_as(office, reminder.reminder(office.store, wanted), file, file.name)
    if args.json:
        say_json({"file": args.output, "unit": args.unit})
    else:
        say(_("The letter is in {file}.").format(file=args.output))
