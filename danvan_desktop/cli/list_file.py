"""danvan list-export: a filtered list as a workbook or CSV, the cells typed as under the window's column heads."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, today
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.listing import Condition
    from danvan_desktop.domain.record_type import RecordType

ENDINGS = (".xlsx", ".csv")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the command of this file."""
    export = commands.add_parser("list-export", parents=[common], help=_("write a filtered list as xlsx or csv"))
    export.add_argument("type", metavar="TYPE")
    export.add_argument(
        "--where", action="append", default=[], metavar=_("FIELD=TEXT"),
        help=_("a filter as typed under a column head: “>= 2024”, “1/1..31/3”, “empty”; may be given several times"),
    )  # fmt: skip
    export.add_argument("--search", default="", metavar="TEXT", help=_("all these words, accents not needed"))
    export.add_argument("--columns", default="", metavar=_("FIELD,FIELD"), help=_("columns left to right"))
    add_names(export)
    export.add_argument("-o", dest="output", required=True, metavar="FILE")
    export.set_defaults(run=run_export)


def run_export(args: argparse.Namespace) -> None:
    """danvan list-export"""
    from danvan_desktop.app import disclosure, lists
    from danvan_desktop.app.disclosure import Disclosure
    from danvan_desktop.app.listing import Listing
    from danvan_desktop.app.listing.export import export

    path = Path(args.output)
    if path.suffix.lower() not in ENDINGS:
        raise UserError(_("A list is written as .xlsx or .csv."), kept=_("Nothing was written."))
    record = lists.record_type(args.type)
    listing = Listing(record.name, search=args.search, conditions=_conditions(record, args.where))
    columns = _columns(record, args.columns)
    with opened(args) as office:
        going = Disclosure(disclosure.level(office.store, disclosure.LIST, args.names), args.denunciations)
        rows = export(office, office.store, listing, columns, path, going=going)
    if args.json:
        say_json({
            "file": args.output, "rows": rows, "names": going.level, "denunciations": going.codes,
            "denunciation_content": going.content,
        })  # fmt: skip
    else:
        say(_("The list is in {file}: {count} rows.").format(file=args.output, count=rows))


def _conditions(record: RecordType, typed: Sequence[str]) -> tuple[Condition, ...]:
    from danvan_desktop.app.listing.filter_cell import read_cell
    from danvan_desktop.app.listing.listing import filterable
    from danvan_desktop.app.typed_record import field_name

    found: list[Condition] = []
    for cell in typed:
        given, sign, text = cell.partition("=")
        if not sign:
            raise UserError(_("A filter is written FIELD=TEXT."), kept=_("Nothing was written."))
        name = field_name(record, given.strip())
        if not filterable(record, name):
            raise UserError(_("Lists cannot be filtered by “{name}”.").format(name=name))
        found += read_cell(record, name, text, today())
    return tuple(found)


def _columns(record: RecordType, typed: str) -> list[str]:
    from danvan_desktop.app.typed_record import field_name

    if typed:
        return [field_name(record, name.strip()) for name in typed.split(",") if name.strip()]
    return [field.name for field in record.columns] or list(record.title)
