"""Commands about the official tables of a circular."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import day, opened, say, say_json, say_table, today
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.official_tables import OfficialTables


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    tables = commands.add_parser("tables", parents=[common], help=_("the official tables of a circular, checked"))
    tables.add_argument("--set", dest="table_set", default="TT06-2025", metavar="S", help=_("which set of tables"))
    tables.add_argument(
        "--period",
        required=True,
        metavar="P",
        help=_("Q1-2026 … Q4-2026, 6T-2026, 9T-2026, NAM-2026, or two days: 2026-01-01:2026-03-31"),
    )
    tables.add_argument("--unit", metavar="C", help=_("only this unit and those below it"))
    tables.add_argument("--by-unit", action="store_true", help=_("a line for every unit"))
    tables.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    tables.add_argument("-o", dest="output", metavar="FILE", help=_("write a PDF or a workbook"))
    tables.set_defaults(run=run_tables)


def run_tables(args: argparse.Namespace) -> None:
    """danvan tables"""
    from danvan_desktop.app import official_pages
    from danvan_desktop.app.official_tables import tables

    with opened(args) as office:
        found = tables(office.store, args.table_set, args.period, unit=args.unit, by_unit=args.by_unit)
        if args.output:
            official_pages.write(office.store, found, Path(args.output), args.on or today())
    for note in found.notes:
        sys.stderr.write(note + "\n")
    if args.json:
        say_json(found.as_json())
        return
    _say(found)
    if args.output:
        say(_("The tables are in {file}.").format(file=args.output))


def _say(found: OfficialTables) -> None:
    from danvan_desktop.reports.official_pages import shown

    say(f"{found.set.name}, {found.label} ({found.period.label})")
    for table in found.set.tables:
        cells = found.total.cells[table.id]
        said = [(str(c.number), " – ".join(c.heads), shown(cells[str(c.number)])) for c in table.columns]
        say(f"\n{table.id}. {table.title}")
        rows = [row for row in said if row[2] != "0"]
        if rows:
            say_table((_("No."), _("Column of the table"), _("Number")), rows)
        else:
            say(_("Every column is 0."))
    _say_doubts(found)
    if not found.failing:
        say("\n" + _("All {count} formulas hold.").format(count=len(found.checks)))


def _say_doubts(found: OfficialTables) -> None:
    """What does not hold, what was typed by hand, and what stands in no column."""
    from danvan_desktop.app import figure_compare
    from danvan_desktop.app.typed_cells import source_words
    from danvan_desktop.reports.official_pages import shown

    for check in found.failing:
        say(
            _("Does not hold: {formula} ({left} against {right}).").format(
                formula=check.formula, left=shown(check.left), right=shown(check.right)
            )
        )
    for one in found.sources:
        say(source_words(found.set, one))
    for one in found.stray:
        text = _("Typed for {table}, column {column}, but in no table: {amount}.")
        say(text.format(table=one.table, column=one.column, amount=shown(one.amount)))
    for gap in found.gaps:  # records in no column, because something is not written of them
        days = f"--from {found.period.first} --to {found.period.last}"
        say(f"{gap.sentence} danvan records {figure_compare.record_type(gap.code)} --figure {gap.code} {days}")
