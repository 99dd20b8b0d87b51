"""Commands of cases: what belongs to one, links to further cases."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json, say_table
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    case = commands.add_parser("case", help=_("what belongs to a case; links to further cases"))
    acts = case.add_subparsers(metavar="show|link|unlink", required=True)
    show = acts.add_parser("show", parents=[common], help=_("petitions and visits of a case"))
    show.add_argument("case", metavar="CASE")
    show.set_defaults(run=run_show)
    for name, told, run in (
        ("link", _("let a petition or visit belong to a further case"), run_link),
        ("unlink", _("take such a link away"), run_unlink),
    ):
        act = acts.add_parser(name, parents=[common], help=told)
        act.add_argument("case", metavar="CASE")
        act.add_argument("type", choices=("petition", "reception"))
        act.add_argument("row", metavar="ID")
        if name == "link":
            act.add_argument("--reason", default="", metavar="TEXT", help=_("why it belongs there"))
        act.set_defaults(run=run)


def run_show(args: argparse.Namespace) -> None:
    """danvan case show"""
    from danvan_desktop.app import case_links, lists

    with opened(args) as office:
        _record, item = lists.find(office.store, "case", args.case)
        found = case_links.members(office.store, item.id)
    if args.json:
        say_json([{"type": one.type_name, "id": one.row.hex(), "title": one.title, "linked": one.link is not None}
                  for one in found])  # fmt: skip
        return
    how = {True: _("linked"), False: _("named in the record")}
    say_table(("ID", _("What"), _("How")), [(one.row.hex(), one.title, how[one.link is not None]) for one in found])


def run_link(args: argparse.Namespace) -> None:
    """danvan case link"""
    from danvan_desktop.app import case_links, lists

    with opened(args) as office:
        _record, case = lists.find(office.store, "case", args.case)
        _record, item = lists.find(office.store, args.type, args.row)
        saved = case_links.link(
            office.store, case.id, args.type, item.id, officer=office.officer, reason=args.reason
        )  # fmt: skip
    if args.json:
        say_json({"link": saved.row.hex()})
    else:
        say(_("Linked."))


def run_unlink(args: argparse.Namespace) -> None:
    """danvan case unlink"""
    from danvan_desktop.app import case_links, lists

    with opened(args) as office:
        _record, case = lists.find(office.store, "case", args.case)
        _record, item = lists.find(office.store, args.type, args.row)
        count = case_links.unlink(office.store, case.id, args.type, item.id, officer=office.officer)
    if args.json:
        say_json({"removed": count})
    else:
        say(_("The link was taken away."))
