"""Commands of a petition's course: its people, splitting, the next round, withdrawal, its terms."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import day, opened, say, say_json, say_table, today
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    petition = commands.add_parser("petition", help=_("people of a petition, split, next round, withdrawal"))
    acts = petition.add_subparsers(metavar="people|split|again|withdraw|terms", required=True)
    terms = acts.add_parser("terms", parents=[common], help=_("every term of a petition now, and why"))
    terms.add_argument("row", metavar="ID")
    terms.set_defaults(run=run_terms)
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
    withdraw.add_argument("--letter", action="store_true", help=_("the sender wrote so; else minutes are taken of it"))
    withdraw.add_argument("--contents", default="", metavar="TEXT", help=_("what is withdrawn, without identities"))
    withdraw.add_argument("--reason", default="", metavar="TEXT", help=_("why, without identities"))
    withdraw.set_defaults(run=run_withdraw)


def run_people(args: argparse.Namespace) -> None:
    """danvan petition people"""
    from danvan_desktop.app import lists, masking, parties

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        listed = parties.of(office.store, item.id)
        standing = parties.standing(item.values, [one.values for one in listed])
        everybody = parties.with_main(item, listed)
        shown = [masking.row(lists.record_type(one.type_name), one, args.names) for one in everybody]
        if len(everybody) > len(listed):
            shown[0] |= {"side_label": _("Petitioner")}
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
    from danvan_desktop.app import begun_round, lists, typed_record

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        saved = begun_round.begin(office.store, item.id, officer=office.officer, today=today(), on=args.on or today())
        warnings = [one.text for one in typed_record.warnings(office.store, "petition", saved, today())]
    if args.json:
        say_json({"petition": saved.hex(), "warnings": warnings})
        return
    say(_("Saved: {id}.").format(id=saved.hex()))
    for text in warnings:
        say(_("To look at: {text}").format(text=text))


def run_withdraw(args: argparse.Namespace) -> None:
    """danvan petition withdraw"""
    from danvan_desktop.app import lists, withdrawal

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        on = args.on or today()
        told = withdrawal.consequences(office.store, item, whole=args.whole, on=on)
        withdrawal.withdraw(
            office.store, item.id, whole=args.whole, on=on, officer=office.officer, today=today(),
            by_letter=args.letter, contents=args.contents, reason=args.reason,
        )  # fmt: skip
    if args.json:
        cautions = [_(text) for text in withdrawal.cautions(item)]
        say_json({"petition": item.id.hex(), "whole": args.whole, "cautions": cautions, "consequences": told})
        return
    say(_("Written down."))
    for text in told:
        say(text)


def run_terms(args: argparse.Namespace) -> None:
    """danvan petition terms"""
    from danvan_desktop.app import lists, petition_terms
    from danvan_desktop.app.terms import law

    with opened(args) as office:
        _record, item = lists.find(office.store, "petition", args.row)
        found = petition_terms.terms_of(law(office.store), item.values)
    if args.json:
        say_json([{"rule": one.rule.id, "due": one.due, "label": one.label, "sentence": one.sentence,
                   "certainty": one.certainty, "main": one.main} for one in found])  # fmt: skip
        return
    for one in found:
        mark = f" ({one.certainty_said})" if one.certainty_said else ""
        say(f"{one.rule.id}  {one.label}{mark}")
        say(f"    {one.sentence}")
    if not found:
        say(_("Nothing is due on this petition."))
