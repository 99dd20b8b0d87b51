"""Commands that come out as figures and paper."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, opened, say, say_json, say_table, today
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.i18n import _

REPORTS = ("annual", "nine-month", "half-year", "quarterly", "monthly", "period", "petition-register")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    figures = commands.add_parser("figures", parents=[common], help=_("all figures of a period"))
    _period(figures)
    figures.set_defaults(run=run_figures)

    report = commands.add_parser("report", parents=[common], help=_("an official report or register"))
    report.add_argument("kind", choices=REPORTS)
    _period(report)
    report.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    report.add_argument("--lock", action="store_true", help=_("keep the figures as reported"))
    report.add_argument("--format", required=True, choices=("pdf", "docx"))
    add_names(report)
    report.add_argument("-o", dest="output", required=True, metavar="FILE")
    report.set_defaults(run=run_report)


def _period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", required=True, type=day, metavar="D", help=_("first day"))
    command.add_argument("--to", dest="end", required=True, type=day, metavar="D", help=_("last day"))
    command.add_argument("--unit", metavar="C", help=_("only this unit and those below it"))


def run_figures(args: argparse.Namespace) -> None:
    """danvan figures"""
    from danvan_desktop.app.figures import figures
    from danvan_desktop.domain.periods import Period

    with opened(args) as office:
        values = figures(office.store, Period(args.start, args.end), unit=args.unit)
    if args.json:
        say_json([value.as_json() for value in values])
        return
    say_table((_("Code"), _("Figure"), _("Value")), [(v.code, v.label, v.shown()) for v in values])


def run_report(args: argparse.Namespace) -> None:
    """danvan report"""
    from danvan_desktop.app.report import report
    from danvan_desktop.domain.periods import Period

    with opened(args) as office:
        pages = report(
            office.store, args.kind, Period(args.start, args.end), on=args.on or today(), unit=args.unit,
            lock=args.lock, format=args.format, path=Path(args.output), officer=office.officer,
            names=args.names, denunciations=args.denunciations,
        )  # fmt: skip
    if args.json:
        say_json({"file": args.output, "format": args.format, "pages": pages})
    else:
        say(_("The report is in {file}.").format(file=args.output))
