"""Commands about records: import from a spreadsheet, template, lists, history, destruction."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import count, day, opened, say, say_json, say_table, today
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.i18n import _

STAGES = (
    "process-open",
    "process-overdue",
    "settle-open",
    "settle-overdue",
    "processed-in-time",
    "processed-late",
    "settled-in-time",
    "settled-late",
    "to-urge",
)  # as app.stages has them, which a start of every command is not to load
SHEET_TYPES = ("petition", "reception", "model", "award", "event")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    sheet = commands.add_parser("import-sheet", parents=[common], help=_("take in a register from Excel"))
    sheet.add_argument("file", metavar="FILE")
    sheet.add_argument("--sheet", metavar="S", help=_("name of the sheet; else the one that fits best"))
    sheet.add_argument("--as", dest="type", required=True, choices=SHEET_TYPES, help=_("what the rows are"))
    sheet.add_argument("--unit", metavar="C", help=_("code of the unit the records are about; else your own"))
    sheet.add_argument("--year", type=count, metavar="Y", help=_("year of the register where nothing else dates a row"))
    sheet.add_argument("--map", dest="map_file", metavar="FILE", help=_("JSON file: column head → field"))
    sheet.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    sheet.add_argument("--skip-bad", action="store_true", help=_("take the good rows, leave the bad ones"))
    sheet.set_defaults(run=run_import)

    template = commands.add_parser("template", parents=[common], help=_("write a blank register"))
    template.add_argument("type", choices=SHEET_TYPES, metavar="TYPE")
    template.add_argument("-o", dest="output", required=True, metavar="FILE.xlsx")
    template.set_defaults(run=run_template)

    listed = commands.add_parser("records", parents=[common], help=_("list records, or those behind a figure"))
    listed.add_argument("type", metavar="TYPE")
    listed.add_argument("--figure", metavar="CODE", help=_("only the records this figure counts"))
    listed.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
    listed.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
    listed.add_argument("--part", choices=("numerator", "denominator"), default="denominator")
    listed.add_argument("--search", metavar="TEXT", help=_("all these words, accents not needed"))
    listed.add_argument("--unit", metavar="C", help=_("only this unit and those below it"))
    listed.add_argument("--limit", type=count, metavar="N", help=_("at most so many records"))
    add_names(listed)
    listed.add_argument("--stage", metavar="S", help=_("petitions of a stage: {known}").format(known=", ".join(STAGES)))
    listed.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
    listed.set_defaults(run=run_records)

    past = commands.add_parser("history", parents=[common], help=_("who changed what, when, from what to what"))
    past.add_argument("type", metavar="TYPE")
    past.add_argument("id", metavar="ID")
    past.set_defaults(run=run_history)

    gone = commands.add_parser("destroy", parents=[common], help=_("destroy a person's values in one record for good"))
    gone.add_argument("type", metavar="TYPE")
    gone.add_argument("id", metavar="ID")
    gone.add_argument("fields", nargs="+", metavar="FIELD")
    gone.set_defaults(run=run_destroy)


def run_import(args: argparse.Namespace) -> int:
    """danvan import-sheet"""
    from danvan_desktop.app.import_sheet import import_sheet

    with opened(args) as office:
        result = import_sheet(
            office.store, Path(args.file), type_name=args.type, officer=office.officer, sheet=args.sheet,
            unit=args.unit, year=args.year, map_file=Path(args.map_file) if args.map_file else None,
            dry_run=args.dry_run, skip_bad=args.skip_bad, today=today(),
        )  # fmt: skip
    if args.json:
        say_json(result.as_json())
    else:
        _say_import(args, result)
    return 2 if result.rejected and not args.skip_bad else 0


def _say_import(args: argparse.Namespace, result: Any) -> None:  # noqa: ANN401  app.import_sheet.ImportResult
    if args.dry_run:
        say(_("Trial only, nothing was written."))
    text = _(
        "Rows read: {rows}. Imported: {imported}. Already there: {duplicates}. Possible duplicates: {possible}. "
        "Bad cells: {bad}."
    )
    answer = result.as_json()
    say(text.format(
        rows=answer["rows"], imported=answer["imported"], duplicates=answer["duplicates"],
        possible=answer["possible_duplicates"], bad=len(answer["rejected"]),
    ))  # fmt: skip
    if answer["denouncers_left_out"]:
        say(_("Denouncers whose identity was not read: {count}.").format(count=answer["denouncers_left_out"]))
    for line in _notes(answer["warnings"]):
        say(line)
    if answer["rejected"]:
        heads = (_("Sheet"), _("Row"), _("Column"), _("Value"), _("Reason"))
        say_table(heads, [tuple(str(bad[k] or "") for k in ("sheet", "row", "column", "value", "reason"))
                          for bad in answer["rejected"]])  # fmt: skip
    if answer["rejected"] and not args.skip_bad:
        say(_("Nothing was imported. Mend these cells, or run again with --skip-bad to take the good rows."))
    elif answer["id"]:
        say(_("Import {id}; undo it as a whole with: danvan undo-import {id}").format(id=answer["id"]))


def _notes(warnings: list[dict[str, Any]]) -> list[str]:
    """Warnings as lines: the same one of many rows is said once, with its rows."""
    rows: dict[tuple[str, str], list[str]] = {}
    for warning in warnings:
        place = rows.setdefault((warning["column"] or "", warning["reason"]), [])
        place += [str(warning["row"])] if warning["row"] else []
    lines = []
    for (column, reason), numbers in rows.items():
        note = _("Note: {text}").format(text=f"{column}: {reason}" if column else reason)
        where = _("(rows {numbers})").format(numbers=", ".join(numbers))
        lines.append(f"{note} {where}" if numbers else note)
    return lines


def run_template(args: argparse.Namespace) -> None:
    """danvan template"""
    from danvan_desktop.app.import_sheet import write_template

    write_template(args.type, Path(args.output))
    if args.json:
        say_json({"file": args.output})
    else:
        say(_("The blank register is in {file}.").format(file=args.output))


def run_records(args: argparse.Namespace) -> None:
    """danvan records"""
    from danvan_desktop.app import disclosure, lists

    with opened(args) as office:
        going = disclosure.Disclosure(disclosure.level(office.store, disclosure.SCREEN, args.names), args.denunciations)
        wanted = lists.Wanted(
            args.type, figure=args.figure, start=args.start, end=args.end, part=args.part, search=args.search,
            unit=args.unit, limit=args.limit, stage=args.stage, on=args.on or today(),
        )  # fmt: skip
        if args.json:
            say_json(lists.as_json(office.store, wanted, going))
            return
        heads, rows = lists.as_table(office.store, wanted, going)
        say_table(heads, rows)
        say(_("{count} records").format(count=len(rows)))


def run_history(args: argparse.Namespace) -> None:
    """danvan history"""
    from danvan_desktop.app import record_history

    with opened(args) as office:
        changes = record_history.history(office.store, args.type, args.id)
    if args.json:
        say_json(changes)
        return
    heads = (_("When"), _("Officer"), _("Field"), _("Before"), _("After"))
    say_table(heads, record_history.history_rows(args.type, changes))


def run_destroy(args: argparse.Namespace) -> None:
    """danvan destroy"""
    from danvan_desktop.app import destruction

    with opened(args) as office:
        count = destruction.destroy_values(office, args.type, args.id, args.fields)
    if args.json:
        say_json({"destroyed": count})
    else:
        say(_("Destroyed for good: {count} values. Figures stay as they were.").format(count=count))
