"""The command that writes a register as the law has it on paper, or as a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, opened, say, say_json, today
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.i18n import _

KINDS = ("reception", "petition")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    register = commands.add_parser("register", parents=[common], help=_("the reception or petition register"))
    register.add_argument("kind", choices=KINDS)
    register.add_argument("--from", dest="start", required=True, type=day, metavar="D", help=_("first day"))
    register.add_argument("--to", dest="end", required=True, type=day, metavar="D", help=_("last day"))
    register.add_argument("--unit", metavar="C", help=_("only this unit and those below it"))
    register.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    register.add_argument("--columns", default="", metavar="A,B", help=_("fields to print, in this order"))
    register.add_argument(
        "--book", default="", metavar="N", help=_("number of the volume: adds cover and closing lines")
    )
    add_names(register)
    register.add_argument("--paper", choices=("A4", "A3"), default="A4", help=_("size of the paper"))
    register.add_argument("-o", dest="output", required=True, metavar="FILE", help=_(".pdf, .docx or .xlsx"))
    register.set_defaults(run=run_register)


def run_register(args: argparse.Namespace) -> None:
    """danvan register"""
    from danvan_desktop.app.registers import RegisterWanted, write
    from danvan_desktop.domain.periods import Period

    path = Path(args.output)
    wanted = RegisterWanted(
        args.kind, Period(args.start, args.end), args.on or today(), path.suffix.lower().lstrip("."), args.unit,
        tuple(filter(None, (name.strip() for name in args.columns.split(",")))), args.book, args.paper,
        args.names, args.denunciations,
    )  # fmt: skip
    with opened(args) as office:
        write(office.store, wanted, path)
    if args.json:
        say_json({"file": args.output, "format": wanted.format})
    else:
        say(_("The register is in {file}.").format(file=args.output))
