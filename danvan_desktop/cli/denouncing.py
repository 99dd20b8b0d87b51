"""Commands about names in denunciations: what lies in the file still, and destroying it."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, row_of, say, say_json, say_table
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    made = commands.add_parser("denouncers", help=_("names that lie in the file though it is a denunciation"))
    acts = made.add_subparsers(metavar="list|destroy", required=True)
    listed = acts.add_parser("list", parents=[common], help=_("denunciations with names in the file; no name is shown"))
    listed.set_defaults(run=run_list)
    gone = acts.add_parser("destroy", parents=[common], help=_("destroy these names for good; figures stay"))
    gone.add_argument("ids", nargs="*", metavar="ID")
    gone.add_argument("--all", dest="every", action="store_true", help=_("of every denunciation"))
    gone.set_defaults(run=run_destroy)


def run_list(args: argparse.Namespace) -> None:
    """danvan denouncers list"""
    from danvan_desktop.app import denouncers

    with opened(args) as office:
        found = denouncers.left(office.store)
    if args.json:
        say_json([
            {"type": one.type_name, "id": one.row.hex(), "code": one.title, "values": one.values} for one in found
        ])  # fmt: skip
        return
    if not found:
        say(_("No denunciation has a name in a field for persons."))
        say(_("Whether one of its texts names somebody is not known here: read the summary, captions and tasks."))
        return
    say_table((_("Record"), _("Values"), "ID"), [(one.title, str(one.values), one.row.hex()) for one in found])


def run_destroy(args: argparse.Namespace) -> None:
    """danvan denouncers destroy"""
    from danvan_desktop.app import denouncers

    if not (args.ids or args.every):
        raise UserError(_("Say which: give ids or --all."), kept=_("Nothing was destroyed."))
    with opened(args) as office:
        rows = [one.row for one in denouncers.left(office.store)] if args.every else [row_of(one) for one in args.ids]
        count = denouncers.destroy(office, rows)
    if args.json:
        say_json({"destroyed": count})
    else:
        say(_("Destroyed: {count} values.").format(count=count))
