"""Commands of a petition's course: its people, splitting, the next round, withdrawal."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import day, opened, say, say_json, say_table, today
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    petition = commands.add_parser("petition", help=_("people of a petition, split, next round, withdrawal"))
    acts = petition.add_subparsers(metavar="people|split|again|withdraw", required=True)
    people = acts.add_parser(
        "people", parents=[common], help=_("who is in a petition, and the rule of representatives")
    )
    people.add_argument("row", metavar="ID")
    people.add_argument("--names", choices=("full", "masked", "code"), default="masked", help=_("how names are shown"))
    people.set_defaults(run=run_people)

    split = acts.add_parser("split", parents=[common], help=_("make one petition for each content"))
    split.add_argument("row", metavar="ID")
    split.add_argument(
        "--part", dest="parts", action="append", required=True, metavar=_("TYPE[:FIELD]=SUMMARY"),
        help=_("one content, its summary without identities; give it for each part"),
    )  # fmt: skip
    split.set_defaults(run=run_split)

    again = acts.add_parser("again", parents=[common], help=_("begin the second complaint, or who denounces again"))
    again.add_argument("row", metavar="ID")
    again.add_argument("--on", type=day, metavar="D", help=_("day it was received; else today"))
    again.set_defaults(run=run_again)

    withdraw = acts.add_parser("withdraw", parents=[common], help=_("write down that a petition was withdrawn"))
    withdraw.add_argument("row", metavar="ID")
    how = withdraw.add_mutually_exclusive_group(required=True)
    how.add_argument("--whole", action="store_true", help=_("as a whole: the petition ends"))
    how.add_argument("--part", action="store_true", help=_("in part: the rest goes on"))
    withdraw.add_argument("--on", type=day, metavar="D", help=_("day of the withdrawal; else today"))
    withdraw.set_defaults(run=run_withdraw)


def run_people(args: argparse.Namespace) -> None:
    """danvan petition people"""
    from danvan_desktop.app import lists, masking, parties

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        listed = parties.of(office.store, item.id)
        standing = parties.standing(item.values, [one.values for one in listed])
        shown = [masking.row(lists.record_type(one.type_name), one, args.names) for one in listed]
    if args.json:
        say_json({"people": shown, "listed": len(shown), "count": standing.people, "representatives": standing.sent,
                  "most": standing.most, "warning": standing.sentence})  # fmt: skip
        return
    heads = (_("Side in the petition"), _("Name"), _("Address"), _("Phone"), _("Identity no."))
    say_table(heads, [tuple(str(one[name] or "") for name in ("side_label", "name", "address", "phone", "id_no"))
                      for one in shown])  # fmt: skip
    if standing.sentence:
        say(standing.sentence)


def run_split(args: argparse.Namespace) -> None:
    """danvan petition split"""
    from danvan_desktop.app import lists, split

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        pieces = [split.read_piece(office.store, text, today()) for text in args.parts]
        done = split.split(office.store, item.id, pieces, officer=office.officer, today=today())
    if args.json:
        say_json({"petitions": [row.hex() for row in done.rows], "names_denouncer": done.names_denouncer})
        return
    for row in done.rows:
        say(_("Saved: {id}.").format(id=row.hex()))
    if done.names_denouncer:
        say(_(split.STILL_NAMED))


def run_again(args: argparse.Namespace) -> None:
    """danvan petition again"""
    from danvan_desktop.app import begun_round, lists

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        saved = begun_round.begin(office.store, item.id, officer=office.officer, today=today(), on=args.on or today())
    if args.json:
        say_json({"petition": saved.hex()})
    else:
        say(_("Saved: {id}.").format(id=saved.hex()))


def run_withdraw(args: argparse.Namespace) -> None:
    """danvan petition withdraw"""
    from danvan_desktop.app import lists, withdrawal

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        withdrawal.withdraw(
            office.store, item.id, whole=args.whole, on=args.on or today(), officer=office.officer, today=today()
        )
    cautions = withdrawal.cautions(item)
    if args.json:
        say_json({"petition": item.id.hex(), "whole": args.whole, "cautions": [_(text) for text in cautions]})
        return
    say(_("Written down."))
    for text in cautions:
        say(_(text))
