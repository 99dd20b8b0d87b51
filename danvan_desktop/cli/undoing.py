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

    whole = commands.add_parser("undo-import", parents=[common], help=_("undo one import as a whole"))
    whole.add_argument("id", nargs="?", metavar="ID")
    whole.add_argument("--list", action="store_true", help=_("list the imports and which can still be undone"))
    whole.set_defaults(run=run_undo_import)

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


def run_undo_import(args: argparse.Namespace) -> None:
    """danvan undo-import"""
    from danvan_desktop.app import past_imports
    from danvan_desktop.app.undo import undo

    if args.list:
        _list_imports(args)
        return
    if not args.id:
        raise UserError(_("Which import?"), hint=_("“danvan undo-import --list” shows their numbers."))
    with opened(args) as office:
        count = undo(office.store, past_imports.token(args.id), officer=office.officer)
    if args.json:
        say_json({"id": args.id, "removed": count})
    else:
        say(_("Import {id} was undone: {count} records moved to the bin.").format(id=args.id, count=count))


def _list_imports(args: argparse.Namespace) -> None:
    from danvan_desktop.app import past_imports

    with opened(args) as office:
        found = past_imports.listed(office.store)
    if args.json:
        say_json([one.as_json() for one in found])
        return
    heads = (_("No."), _("File"), _("When"), _("Officer"), _("Rows"), _("Can be undone"))
    say_table(heads, [
        (str(one.number), one.file, f"{one.when:%d/%m/%Y %H:%M}", one.officer, str(one.rows),
         one.why_not or _("yes")) for one in found
    ])  # fmt: skip


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
