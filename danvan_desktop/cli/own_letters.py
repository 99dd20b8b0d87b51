"""The command for a province's own wording of the papers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, say, say_json, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    template = commands.add_parser("letter-template", help=_("a province's own wording of a paper, as a Word file"))
    acts = template.add_subparsers(metavar="base|check|table|names", required=True, parser_class=type(template))
    base = acts.add_parser("base", parents=[common], help=_("our wording as a Word file to edit"))
    base.add_argument("kind", metavar="KIND")
    base.add_argument("--side", choices=("state", "party"), default="state", help=_("layout of the State or the Party"))
    base.add_argument("-o", dest="output", required=True, metavar="FILE")
    base.set_defaults(run=run_base)
    check = acts.add_parser("check", parents=[common], help=_("whether an edited file can be used"))
    check.add_argument("kind", metavar="KIND")
    check.add_argument("file", metavar="FILE")
    check.set_defaults(run=run_check)
    table = acts.add_parser("table", parents=[common], help=_("the edited file as a table for “danvan rules pack”"))
    table.add_argument("kind", metavar="KIND")
    table.add_argument("file", metavar="FILE")
    table.add_argument("-o", dest="output", required=True, metavar="DIR")
    table.add_argument("--from", dest="start", type=day, metavar="D", help=_("in force from this day; else today"))
    table.add_argument("--source", default="", metavar="TEXT", help=_("the decision it follows"))
    table.set_defaults(run=run_table)
    names = acts.add_parser("names", parents=[common], help=_("what may stand in braces"))
    names.set_defaults(run=run_names)


def run_base(args: argparse.Namespace) -> None:
    """danvan letter-template base"""
    from danvan_desktop.app import own_letters

    own_letters.write_base(own_letters.kind_of(args.kind), args.side, Path(args.output))
    _done(args, args.output)


def run_check(args: argparse.Namespace) -> None:
    """danvan letter-template check"""
    from danvan_desktop.app import own_letters

    wrong = own_letters.check(own_letters.kind_of(args.kind), Path(args.file))
    if args.json:
        say_json({"kind": args.kind, "ok": not wrong, "problems": wrong})
    elif wrong:
        raise UserError(_("This text cannot be used: {what}").format(what=" ".join(wrong)))
    else:
        say(_("This text can be used."))


def run_table(args: argparse.Namespace) -> None:
    """danvan letter-template table"""
    from danvan_desktop.app import own_letters

    made = own_letters.make_table(
        own_letters.kind_of(args.kind), Path(args.file), Path(args.output), on=args.start or today(),
        source=args.source,
    )  # fmt: skip
    _done(args, str(made))


def run_names(args: argparse.Namespace) -> None:
    """danvan letter-template names"""
    from danvan_desktop.reports import letter_templates

    names = sorted(letter_templates.known_names())
    if args.json:
        say_json(names)
    else:
        say(", ".join(names))


def _done(args: argparse.Namespace, file: str) -> None:
    if args.json:
        say_json({"file": file})
    else:
        say(_("Written: {file}").format(file=file))
