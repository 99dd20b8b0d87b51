"""Commands that take back: undo of a save, a bulk act or an import; the bin and the way out of it."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json, say_table
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    undo = commands.add_parser("undo", parents=[common], help=_("take back what one save, bulk act or import did"))
    undo.add_argument("group", metavar="GROUP", help=_("“last”, the op of a change in the history, or import:ID"))
    undo.set_defaults(run=run_undo)

    binned = commands.add_parser("bin", parents=[common], help=_("what lies in the bin: who removed it, when, why"))
    binned.add_argument("type", metavar="TYPE")
    binned.set_defaults(run=run_bin)

    restore = commands.add_parser("restore-record", parents=[common], help=_("bring a record back from the bin"))
    restore.add_argument("type", metavar="TYPE")
    restore.add_argument("id", metavar="ID")
    restore.set_defaults(run=run_restore)


def run_undo(args: argparse.Namespace) -> None:
    """danvan undo"""
    from danvan_desktop.app.undo import undo

    with opened(args) as office:
        count = undo(office.store, args.group, officer=office.officer)
    if args.json:
        say_json({"undone": count})
    else:
        say(_("Undone: {count} records.").format(count=count))


def run_bin(args: argparse.Namespace) -> None:
    """danvan bin"""
    from danvan_desktop.app import lists, recycle

    with opened(args) as office:
        found = recycle.binned(office.store, lists.record_type(args.type).name)
    if args.json:
        keys = ("title", "detail", "officer", "reason", "locked")
        say_json([
            {"id": item.row.hex(), "when": item.when, **{key: getattr(item, key) for key in keys}} for item in found
        ])  # fmt: skip
        return
    heads = ("ID", _("Record"), _("Removed"), _("By"), _("Reason"))
    say_table(heads, [
        (item.row.hex(), item.title, f"{item.when.astimezone():%d/%m/%Y %H:%M}" if item.when else "", item.officer,
         item.reason) for item in found
    ])  # fmt: skip


def run_restore(args: argparse.Namespace) -> None:
    """danvan restore-record"""
    from danvan_desktop.app import lists, recycle

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        if not item.deleted:
            raise UserError(_("This record does not lie in the bin."))
        recycle.restore(office.store, record.name, [item.id], officer=office.officer)
    if args.json:
        say_json({"restored": args.id})
    else:
        say(_("The record is back in its list."))
