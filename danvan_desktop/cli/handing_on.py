"""Commands of dossiers handed on, and of changes that lie outside their author's right."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import as_day, day, opened, row_of, say, say_json, say_table, today
from danvan_desktop.cli.requesting import one_more, said
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.transfer import Standing


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    add_alarms(commands, common)
    transfer = commands.add_parser("transfer", help=_("dossiers handed on: list, take over, refuse"))
    acts = transfer.add_subparsers(metavar="list|accept|refuse", required=True)
    shown = acts.add_parser("list", parents=[common], help=_("dossiers this office sent or was sent"))
    shown.set_defaults(run=run_transfers)
    take = one_more(acts, common, "accept", _("take a dossier over; ID is the petition’s"), "")
    take.add_argument("--incomplete", action="store_true", help=_("even while some of what was to come is missing"))
    take.set_defaults(run=run_take)
    back = one_more(acts, common, "refuse", _("give it back, with the reason; ID is the petition’s"), "")
    back.add_argument("text", metavar="TEXT", nargs="?", default="")
    back.add_argument("--reason", metavar="TEXT", default="", help=_("the reason, in place of the last word"))
    back.set_defaults(run=run_give_back)


def add_alarms(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """What both officers are to know of copies of the data."""
    told = _("copies of the data restored, cloned or rolled back, here and elsewhere")
    alarms = commands.add_parser("alarms", parents=[common], help=told)
    alarms.add_argument("--read", action="store_true", help=_("mark them as read; they stay listed"))
    alarms.set_defaults(run=run_alarms)


def add_transfer_words(export: argparse.ArgumentParser) -> None:
    """What `danvan export` takes besides, to hand a dossier on."""
    export.add_argument("--transfer", metavar="ID", default="", help=_("hand this petition’s dossier on to the unit"))
    export.add_argument("--preview", action="store_true", help=_("only show what would leave"))
    export.add_argument("--letter-no", default="", metavar="N", help=_("number of the transfer letter"))
    export.add_argument("--letter-on", type=day, metavar="D", help=_("date of the transfer letter"))
    export.add_argument("--reason", default="", metavar="TEXT", help=_("why it is handed on; names no citizen"))


def run_send(args: argparse.Namespace) -> None:
    """danvan export --transfer"""
    from danvan_desktop.app import transfer

    row = row_of(args.transfer)
    with opened(args) as office:
        found = transfer.preview(office.store, row, args.to, args.names)
        letter = transfer.Letter(args.letter_no, args.letter_on, args.reason)
        sent = None
        if not args.preview:
            sent = transfer.send(
                office.store, row, args.to, Path(args.output), officer=office.officer, today=today(), letter=letter,
                names=args.names, denunciations=args.denunciations, max_part_mb=args.max_part_mb,
            )  # fmt: skip
    packages = [package.as_json() for package in sent.packages] if sent else []
    if args.json:
        say_json({"transfer": sent.transfer.hex() if sent else None, "records": [p.as_json() for p in found.parts],
                  "packages": packages})  # fmt: skip
        return
    for line in transfer.told(found):
        say(line)
    for package in packages:
        say(_("Written: {file}").format(file=package["file"]))


def run_transfers(args: argparse.Namespace) -> None:
    """danvan transfer list"""
    from danvan_desktop.app import transfer

    with opened(args) as office:
        found = transfer.listed(office.store)
        states = {choice.code: _(choice.label) for choice in office.store.types["transfer"].field("state").choices}
    if args.json:
        say_json([one.as_json() for one in found])
        return
    heads = (_("Petition"), _("Unit"), _("State of progress"), _("Sent on"), _("Answer"))
    say_table(heads, [_transfer_row(one, states) for one in found])


def _transfer_row(one: Standing, states: dict[str, str]) -> tuple[str, ...]:
    other = (_("to {unit}") if one.ours else _("from {unit}")).format(unit=one.other_name)
    return one.petition.hex(), other, states.get(one.state, one.state), as_day(one.sent_on), one.answer


def run_take(args: argparse.Namespace) -> None:
    """danvan transfer accept"""
    from danvan_desktop.app import transfer

    with opened(args) as office:
        transfer.accept(
            office.store, row_of(args.id), officer=office.officer, today=today(), incomplete=args.incomplete
        )
    said(args, _("The dossier is yours now; the sender hears of it with your next package."))


def run_give_back(args: argparse.Namespace) -> None:
    """danvan transfer refuse"""
    from danvan_desktop.app import transfer

    if bool(args.text) == bool(args.reason):
        raise UserError(
            _("Give the reason once: after the ID, or with --reason."), kept=_("Nothing was changed."),
        )  # fmt: skip
    with opened(args) as office:
        transfer.refuse(office.store, row_of(args.id), args.text or args.reason, officer=office.officer, today=today())
    said(args, _("The refusal is written; the dossier stays the sender’s."))


def say_outside_rights(args: argparse.Namespace) -> None:
    """danvan conflicts --outside-rights"""
    from danvan_desktop.app import outside_rights

    with opened(args) as office:
        found = outside_rights.listed(office.store)
    if args.json:
        say_json([one.as_json() for one in found])
        return
    for one in found:
        what = ", ".join(f"{label}: {text}" for label, text in one.values)
        who = f"{one.when:%d/%m/%Y %H:%M} {one.officer} ({one.unit or '?'})"
        say(f"{who} – {one.title or one.label} {one.row.hex()}: {what} – {one.why}")
    say(_("{count} changes outside their author’s right").format(count=len(found)))


def run_alarms(args: argparse.Namespace) -> None:
    """danvan alarms"""
    from danvan_desktop.app import alarms

    with opened(args) as office:
        if not alarms.log_is_whole(office.store):
            alarms.look_at_log(office.store)
        found = alarms.listed(office.store)
        if args.read:
            alarms.mark_read(office.store)
    if args.json:
        say_json([one.as_json() for one in found])
        return
    for one in found:
        say(f"{one.when:%d/%m/%Y %H:%M}  {one.text} {one.hint}")
    say(_("{count} to be known, {new} not read yet").format(count=len(found), new=sum(one.new for one in found)))
