"""Commands about how long files are kept: the destruction list, its minutes, and destroying by decided minutes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, opened, row_of, say, say_json, say_table, today
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    retention = commands.add_parser("retention", help=_("files whose time of keeping is over; the minutes to sign"))
    acts = retention.add_subparsers(metavar="list|minutes|destroy", required=True)
    for name, told, run in (
        ("list", _("list what may be destroyed; nothing is"), run_list),
        ("minutes", _("the minutes that propose it, as PDF"), run_minutes),
    ):
        act = acts.add_parser(name, parents=[common], help=told)
        act.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
        act.add_argument("--unchecked", action="store_true", help=_("also by rules that must be checked first"))
        if name == "minutes":
            act.add_argument("-o", dest="output", required=True, metavar="FILE.pdf")
        act.set_defaults(run=run)
    gone = acts.add_parser("destroy", parents=[common], help=_("destroy by decided minutes what the list proposes"))
    gone.add_argument("ids", nargs="+", metavar="ID")
    gone.add_argument("--decision", required=True, metavar="TEXT", help=_("number and day of the minutes decided"))
    gone.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
    gone.add_argument("--unchecked", action="store_true", help=_("also by rules that must be checked first"))
    gone.add_argument("-o", dest="output", required=True, metavar="FILE.pdf", help=_("the minutes of it"))
    gone.set_defaults(run=run_destroy)


def run_list(args: argparse.Namespace) -> None:
    """danvan retention list"""
    from danvan_desktop.app import retention

    on = args.on or today()
    with opened(args) as office:
        found = retention.due(office.store, on, unchecked=args.unchecked)
    if args.json:
        say_json([
            {"petition": one.row.hex(), "number": one.number, "rule": one.rule.id, "start": one.start,
             "until": one.until, "source": one.rule.source, "certain": one.rule.certain} for one in found
        ])  # fmt: skip
        return
    heads = (_("Petition no."), _("Petition type"), _("Rule"), _("Kept from"), _("Kept until"), "ID")
    say_table(heads, [
        (one.number, one.type, one.rule.label, f"{one.start:%d/%m/%Y}", f"{one.until:%d/%m/%Y}", one.row.hex())
        for one in found
    ])  # fmt: skip
    if not found:
        say(_("No file’s time of keeping is over."))


def run_minutes(args: argparse.Namespace) -> None:
    """danvan retention minutes"""
    from danvan_desktop.app import doors, retention

    path = Path(args.output)
    with opened(args) as office:
        data = retention.minutes(office.store, args.on or today(), office.officer, unchecked=args.unchecked)
        doors.save_as(office, data, path, path.name)
    if args.json:
        say_json({"file": args.output})
    else:
        say(_("The minutes are in {file}. Nothing was destroyed.").format(file=args.output))


def run_destroy(args: argparse.Namespace) -> None:
    """danvan retention destroy"""
    from danvan_desktop.app import destruction, doors

    path = Path(args.output)
    with opened(args) as office:
        doors.allow(office)
        rows = [row_of(one) for one in args.ids]
        done = destruction.destroy(office, rows, args.decision, args.on or today(), unchecked=args.unchecked)
        doors.save_as(office, done.pdf, path, path.name)
    if args.json:
        say_json({"petitions": done.petitions, "values": done.values, "files": done.files, "file": args.output})
    else:
        said = _("Destroyed in {petitions} petitions: {values} values, {files} files. The minutes are in {file}.")
        say(said.format(petitions=done.petitions, values=done.values, files=done.files, file=args.output))
