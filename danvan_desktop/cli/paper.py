"""Commands about printers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import count, day, opened, say, say_json, say_table, today
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    listed = commands.add_parser("printers", parents=[common], help=_("the printers of this computer"))
    listed.set_defaults(run=run_printers)

    printed = commands.add_parser("print", parents=[common], help=_("print a PDF or a report"))
    printed.add_argument("what", metavar="FILE|REPORT", help=_("a PDF file, or a kind of report"))
    printed.add_argument("--printer", metavar="P", help=_("name of the printer; else the default one"))
    printed.add_argument("--copies", type=count, default=1, metavar="N", help=_("number of copies"))
    printed.add_argument("--duplex", action="store_true", help=_("on both sides"))
    printed.add_argument("--pages", default="", metavar="R", help=_("only these pages, like 1-3,5"))
    printed.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
    printed.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
    printed.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    printed.add_argument("--unit", metavar="C", help=_("only this unit and those below it"))
    add_names(printed)
    printed.set_defaults(run=run_print)


def run_printers(args: argparse.Namespace) -> None:
    """danvan printers"""
    from danvan_desktop.app import printing

    system = printing.system()
    found = system.printers() if system else []
    if args.json:
        say_json([{"name": p.name, "state": p.state, "default": p.default, "reason": p.reason} for p in found])
        return
    if not found:
        say(printing.no_printer().message)
        return
    rows = [(p.name, _(printing.STATES[p.state]), _("yes") if p.default else "") for p in found]
    say_table((_("Printer"), _("How far"), _("Default")), rows)


def run_print(args: argparse.Namespace) -> None:
    """danvan print"""
    from danvan_desktop.app import printing

    system = printing.system()
    if system is None:
        raise EnvironmentProblem(
            _("This command needs the print service CUPS, which is not here."),
            hint=_("Print from the window, or write a PDF and print that."),
        )
    data, title = _document(args)
    name = args.printer or _default(system)
    sides = printing.LONG_EDGE if args.duplex else printing.ONE_SIDED
    pages = printing.known_pages(args.pages, data)
    job = printing.PrintJob(title, name, max(args.copies, 1), sides, pages)
    sent = system.send(data, job)
    if args.json:
        say_json({"job": sent.number, "printer": name, "done": sent.done})
    else:
        say(_("Given to the printer {name}.").format(name=name))


def _default(system: Any) -> str:  # noqa: ANN401  a printing.PrintSystem
    from danvan_desktop.app import printing

    found = system.printers()
    if not found:
        raise printing.no_printer()
    if not found[0].default and len(found) > 1:
        names = ", ".join(printer.name for printer in found)
        raise UserError(_("No printer is the default one."), hint=_("Give one with --printer: {names}.").format(
            names=names
        ))  # fmt: skip
    return str(found[0].name)


def _document(args: argparse.Namespace) -> tuple[bytes, str]:
    """The PDF and what it is called in the printer's queue."""
    from danvan_desktop.app import doors, printing
    from danvan_desktop.app.report import KINDS, Wanted, disclosed, report_bytes
    from danvan_desktop.domain.periods import Period

    if args.what not in KINDS:
        return printing.pdf_file(Path(args.what)), Path(args.what).stem
    if args.start is None or args.end is None:
        raise UserError(_("A report needs its period."), hint=_("Give --from and --to."))
    with opened(args) as office:
        doors.allow(office)
        wanted = Wanted(args.what, Period(args.start, args.end), args.on or today(), "pdf", args.unit, names=args.names,
                        denunciations=args.denunciations)  # fmt: skip
        data = report_bytes(office.store, wanted)
        doors.note(office, doors.PRINTED, args.what, disclosed(office.store, wanted))
    return data, args.what
