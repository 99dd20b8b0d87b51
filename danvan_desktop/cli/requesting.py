"""Commands between offices: requests and their answers."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import as_day, day, opened, row_of, say, say_json, say_table, today
from danvan_desktop.cli.records import pairs
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office
    from danvan_desktop.app.requests import About, Request

KINDS = ("hoi", "so_lieu", "sua_doi", "khac")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    request = commands.add_parser("request", help=_("ask another office, return a figure, propose a change; answer"))
    acts = request.add_subparsers(metavar="new|list|answer|compare|accept|refuse|close", required=True)
    new = acts.add_parser("new", parents=[common], help=_("write a request; it goes with the next package"))
    new.add_argument("unit", metavar="UNIT")
    new.add_argument("text", metavar="TEXT")
    new.add_argument("--about", nargs=2, metavar=("TYPE", "ID"), help=_("the record it is about"))
    new.add_argument(
        "--set", nargs="+", metavar=_("FIELD=VALUE"), default=[], help=_("propose a change to that record")
    )
    new.add_argument("--figure", metavar="CODE", default="", help=_("the figure that is returned"))
    new.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
    new.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
    new.add_argument("--value", default="", metavar="N", help=_("the value that was reported"))
    new.add_argument("--due", type=day, metavar="D", help=_("answer by this day"))
    new.set_defaults(run=run_new)
    shown = acts.add_parser("list", parents=[common], help=_("requests of this office and to it"))
    shown.add_argument("--waiting", action="store_true", help=_("only those that wait for this office"))
    shown.set_defaults(run=run_list)
    answer = one_more(acts, common, "answer", _("answer a request"), "TEXT")
    answer.add_argument(
        "--value", metavar="N", help=_("what a returned figure should say; else what this office's own records give")
    )
    answer.set_defaults(run=run_answer)
    compare = one_more(acts, common, "compare", _("a returned figure: reported, answered, and by the records here"), "")
    compare.set_defaults(run=run_compare)
    one_more(acts, common, "accept", _("take the proposed change over"), "").set_defaults(run=run_accept)
    one_more(acts, common, "refuse", _("refuse it, with the reason"), "TEXT").set_defaults(run=run_refuse)
    one_more(acts, common, "close", _("the asking office needs no more"), "").set_defaults(run=run_close)


def one_more(
    acts: Any, common: argparse.ArgumentParser, name: str, told: str, text: str,  # noqa: ANN401
) -> argparse.ArgumentParser:  # fmt: skip
    """A command about one record, with a text where `text` names it."""
    command: argparse.ArgumentParser = acts.add_parser(name, parents=[common], help=told)
    command.add_argument("id", metavar="ID")
    if text:
        command.add_argument("text", metavar=text)
    return command


# --- requests
def run_new(args: argparse.Namespace) -> None:
    """danvan request new"""
    from danvan_desktop.app import requests

    kind = "so_lieu" if args.figure else "sua_doi" if args.set else "hoi" if args.about else "khac"
    with opened(args) as office:
        about = _about(office, args)
        row = requests.ask(
            office.store,
            args.unit,
            kind,
            args.text,
            officer=office.officer,
            today=today(),
            about=about,
            due_on=args.due,
        )
    if args.json:
        say_json({"id": row.hex()})
    else:
        say(_("The request {id} is written; it goes with the next package.").format(id=row.hex()))


def _about(office: Office, args: argparse.Namespace) -> About:
    from danvan_desktop.app import lists, typed_values
    from danvan_desktop.app.requests import About
    from danvan_desktop.app.typed import UnreadableError

    value = _value_of_figure(office, args) if args.figure else args.value
    if not args.about:
        if args.set:
            raise UserError(_("Say with --about which record is to be changed."), kept=_("Nothing was written."))
        return About(figure=args.figure, start=args.start, end=args.end, value=value)
    record, item = lists.find(office.store, *args.about)
    proposed = {}
    for name, text in pairs(args.set).items():
        if name not in record.by_name:
            raise UserError(_("{type} has no field “{field}”.").format(type=_(record.label), field=name))
        try:
            proposed[name] = typed_values.read(office.store, record.field(name), text, today())
        except UnreadableError as error:
            raise UserError(f"{lists.field_label(record, name)}: {error}", kept=_("Nothing was written.")) from error
    return About(record.name, item.id, args.figure, args.start, args.end, value, proposed)


def _value_of_figure(office: Office, args: argparse.Namespace) -> str:
    """The value reported, a number of the figure's kind.

    A mistyped code or a missing period would leave the office asked with nothing to count or compare.
    """
    from danvan_desktop.app import figures, request_number

    figures.known(office.store, args.figure)
    if args.start is None or args.end is None or args.end < args.start:
        raise UserError(
            _("Say with --from and --to which period the figure is of."), kept=_("Nothing was written."),
            hint=_("“danvan figures” lists the figures; a returned one needs its code and its period."),
        )  # fmt: skip
    return request_number.read(office.store, args.figure, args.value)


def run_list(args: argparse.Namespace) -> None:
    """danvan request list"""
    from danvan_desktop.app import requests

    with opened(args) as office:
        found = requests.listed(office.store, waiting=args.waiting)
        states = {choice.code: _(choice.label) for choice in office.store.types["request"].field("state").choices}
    if args.json:
        say_json([one.as_json() for one in found])
        return
    heads = (_("ID"), _("Unit"), _("State of progress"), _("Asked on"), _("Request"), _("Answer"))
    say_table(heads, [_request_row(one, states) for one in found])
    say(_("{count} wait for this office").format(count=sum(one.waits for one in found)))


def _request_row(one: Request, states: dict[str, str]) -> tuple[str, ...]:
    other = _("to {unit}") if one.ours else _("from {unit}")
    state = states.get(one.state, one.state)
    return one.row.hex(), other.format(unit=one.other_name), state, as_day(one.asked_on), one.text, one.answer


def run_answer(args: argparse.Namespace) -> None:
    """danvan request answer"""
    from danvan_desktop.app import request_figures, requests

    with opened(args) as office:
        store, row = office.store, row_of(args.id)
        value = args.value if args.value is not None else request_figures.own_value(store, requests.one(store, row))
        requests.answer(store, row, args.text, officer=office.officer, today=today(), value=value)
        written = requests.one(store, row).value_answered
    if written and not args.json:
        say(_("Value answered: {value}").format(value=written))
    said(args, _("The answer is written; it goes with the next package."))


def run_compare(args: argparse.Namespace) -> None:
    """danvan request compare"""
    from danvan_desktop.app import request_figures, requests

    with opened(args) as office:
        found = request_figures.sides(office.store, requests.one(office.store, row_of(args.id)))
    if found is None:
        raise UserError(
            _("This request is about no figure that can be counted here."), kept=_("Nothing was changed."),
            hint=_("“danvan figures” lists the figures; a returned one needs its code and its period."),
        )  # fmt: skip
    if args.json:
        say_json(found.as_json())
        return
    say(_("{figure}, unit {unit}").format(figure=found.label, unit=found.unit))
    heads = (_("Part"), _("Value reported"), _("Value answered"), _("By the records here"), _("Difference"))
    say_table(heads, [
        (line.label, line.reported, line.answered, line.here, line.difference) for line in found.lines
    ])  # fmt: skip


def run_accept(args: argparse.Namespace) -> None:
    """danvan request accept"""
    from danvan_desktop.app import requests

    with opened(args) as office:
        requests.accept(office.store, row_of(args.id), officer=office.officer, today=today())
    said(args, _("The proposed change is saved in the record."))


def run_refuse(args: argparse.Namespace) -> None:
    """danvan request refuse"""
    from danvan_desktop.app import requests

    with opened(args) as office:
        requests.refuse(office.store, row_of(args.id), args.text, officer=office.officer, today=today())
    said(args, _("The refusal is written; it goes with the next package."))


def run_close(args: argparse.Namespace) -> None:
    """danvan request close"""
    from danvan_desktop.app import requests

    with opened(args) as office:
        requests.close(office.store, row_of(args.id), officer=office.officer)
    said(args, _("The request is closed."))


def said(args: argparse.Namespace, sentence: str) -> None:
    """That it was done."""
    if args.json:
        say_json({"id": args.id, "done": True})
    else:
        say(sentence)
