"""Commands that write records as the window's forms do: new, edit, move, remove, show."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.app.typed_record import Kept

PAIRS = N_("FIELD=VALUE")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    record = commands.add_parser("record", help=_("write, move, remove or show one record"))
    acts = record.add_subparsers(metavar="new|edit|move|remove|show", required=True)
    new = acts.add_parser("new", parents=[common], help=_("save a new record"))
    _words(new, pairs="+")
    new.set_defaults(run=run_new)
    edit = acts.add_parser("edit", parents=[common], help=_("change fields of a record; FIELD= empties one"))
    _words(edit, "id", pairs="+")
    edit.add_argument(
        "--destroy-names", action="store_true", help=_("where it becomes a denunciation: its names go for good")
    )
    edit.set_defaults(run=run_edit)
    move = acts.add_parser("move", parents=[common], help=_("move a record to its next state"))
    _words(move, "id", "state", pairs="*")
    move.set_defaults(run=run_move)
    remove = acts.add_parser("remove", parents=[common], help=_("move records into the bin"))
    remove.add_argument("type", metavar="TYPE")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.add_argument("--reason", default="", metavar="TEXT", help=_("why they are removed"))
    remove.set_defaults(run=run_remove)
    show = acts.add_parser("show", parents=[common], help=_("show all fields of a record"))
    _words(show, "id")
    show.set_defaults(run=run_show)


def _words(command: argparse.ArgumentParser, *names: str, pairs: str = "") -> None:
    for name in ("type", *names):
        command.add_argument(name, metavar=_("STATE") if name == "state" else name.upper())
    if pairs:
        command.add_argument("values", nargs=pairs, metavar=_(PAIRS), help=_("read as in the window’s forms"))


def pairs(words: list[str]) -> dict[str, str]:
    """FIELD=VALUE words as a dictionary; a wrong one is told by its place, for it may hold a person's value."""
    found: dict[str, str] = {}
    for place, word in enumerate(words, 1):
        name, sign, text = word.partition("=")
        if not sign or not name.strip():
            raise UserError(_("Word {place} is not FIELD=VALUE.").format(place=place), kept=_("Nothing was saved."))
        if name.strip() in found:
            raise UserError(_("“{name}” is given twice.").format(name=name.strip()), kept=_("Nothing was saved."))
        found[name.strip()] = text
    return found


def run_new(args: argparse.Namespace) -> None:
    """danvan record new"""
    from danvan_desktop.app import lists, typed_record

    with opened(args) as office:
        record = lists.record_type(args.type)
        kept = typed_record.new(office, record, pairs(args.values), today())
    _say_kept(args, kept, _("Saved: {id}."))


def run_edit(args: argparse.Namespace) -> None:
    """danvan record edit"""
    from danvan_desktop.app import lists, typed_record

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        kept = typed_record.edit(
            office, record, item, pairs(args.values), today(), destroy_names=args.destroy_names
        )  # fmt: skip
    _say_kept(args, kept, _("Saved: {id}.") if kept.saved.group else _("Nothing differs from what is saved."))


def run_move(args: argparse.Namespace) -> None:
    """danvan record move"""
    from danvan_desktop.app import lists, typed_record

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        kept = typed_record.move(office, record, item, args.state, pairs(args.values), today())
    _say_kept(args, kept, _("Moved: {id}."))


def _say_kept(args: argparse.Namespace, kept: Kept, sentence: str) -> None:
    row = kept.saved.row.hex()
    warnings = list(dict.fromkeys(problem.text for problem in kept.warnings))
    if args.json:
        filled = {name: day for name, _label, day in kept.filled}
        say_json({"id": row, "group": kept.saved.group, "warnings": warnings, "filled": filled})
        return
    say(sentence.format(id=row))
    for _name, label, day in kept.filled:
        text = _("{label}: {day} (today)") if day == today() else _("{label}: {day}")
        say(text.format(label=label, day=f"{day:%d/%m/%Y}"))
    for text in warnings:
        say(_("To look at: {text}").format(text=text))


def run_remove(args: argparse.Namespace) -> None:
    """danvan record remove"""
    from danvan_desktop.app import attachments, lists, recycle, typed_record

    with opened(args) as office:
        if args.type != attachments.TYPE:
            typed_record.must_be_typed(lists.record_type(args.type))
        found = [lists.find(office.store, args.type, row) for row in args.ids]
        if any(item.deleted for _record, item in found):
            raise UserError(_("One of these records lies in the bin already."), kept=_("Nothing was removed."))
        name, rows = found[0][0].name, list(dict.fromkeys(item.id for _record, item in found))
        saved = recycle.remove(office.store, name, rows, officer=office.officer, reason=args.reason)
    if args.json:
        say_json({"removed": [row.hex() for row in rows], "group": saved.group})
    else:
        say(_("Moved to the bin: {count} records.").format(count=len(rows)))


def run_show(args: argparse.Namespace) -> None:
    """danvan record show"""
    from danvan_desktop.app import access_log, lists, titles, typed_record

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        steps = typed_record.steps(office, record, item)
        access_log.looked_at(office, record.name, item.id)
        if args.json:
            more = {"deleted": item.deleted, "steps": [step.target for step in steps]}
            say_json(lists.json_row(record, item) | more)
            return
        say(titles.title(record, item) + (f" ({_('In the bin')})" if item.deleted else ""))
        for field in record.fields:
            if text := titles.cell(office.store, field, item):
                say(f"{_(field.label)} ({field.name}): {text}")
        if steps:
            say(_("Steps open now: {known}.").format(known=", ".join(step.target for step in steps)))
