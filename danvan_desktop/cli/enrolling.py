"""Commands by which two offices come to know each other: request, accept, finish, confirm."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    enrol = commands.add_parser("enrol", help=_("let two offices know each other, by files"))
    acts = enrol.add_subparsers(metavar="request|accept|finish|confirm", required=True)
    request = acts.add_parser("request", parents=[common], help=_("write a request for the unit above"))
    request.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    request.set_defaults(run=run_request)
    accept = acts.add_parser("accept", parents=[common], help=_("accept a request; writes the certificate"))
    accept.add_argument("file", metavar="FILE", help=_("the request of the lower office"))
    accept.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    accept.add_argument("--expect", metavar="FP", help=_("only if the fingerprint is this one"))
    accept.set_defaults(run=run_accept)
    finish = acts.add_parser("finish", parents=[common], help=_("take in the certificate"))
    finish.add_argument("file", metavar="FILE", help=_("the certificate of the upper office"))
    finish.add_argument("--expect", metavar="FP", help=_("only if the fingerprint is this one"))
    finish.set_defaults(run=run_finish)
    confirm = acts.add_parser("confirm", parents=[common], help=_("the fingerprint was compared with the other office"))
    confirm.add_argument("unit", metavar="UNIT", help=_("code of the unit"))
    confirm.set_defaults(run=run_confirm)


def run_request(args: argparse.Namespace) -> None:
    """danvan enrol request"""
    from danvan_desktop.app import handover

    with opened(args) as office:
        _fingerprint(args, handover.enrol_request(office.store, Path(args.output)))


def run_accept(args: argparse.Namespace) -> None:
    """danvan enrol accept"""
    from danvan_desktop.app import handover

    with opened(args) as office:
        found = handover.enrol_accept(
            office.store, Path(args.file), Path(args.output), expect=args.expect, officer=office.officer
        )
        _fingerprint(args, found, compared=args.expect is not None)


def run_finish(args: argparse.Namespace) -> None:
    """danvan enrol finish"""
    from danvan_desktop.app import handover

    with opened(args) as office:
        found = handover.enrol_finish(office.store, Path(args.file), expect=args.expect, officer=office.officer)
        _fingerprint(args, found, compared=args.expect is not None)


def _fingerprint(args: argparse.Namespace, fingerprint: str, *, compared: bool = False) -> None:
    if args.json:
        say_json({"fingerprint": fingerprint})
    else:
        say(_("Fingerprint: {code}").format(code=fingerprint))
        say(
            _("It is the one expected: the other office is marked as compared.") if compared
            else _("Compare it with the other office by telephone or letter.")
        )  # fmt: skip


def run_confirm(args: argparse.Namespace) -> None:
    """danvan enrol confirm"""
    from danvan_desktop.app import handover

    with opened(args) as office:
        handover.enrol_confirm(office.store, args.unit)
    if args.json:
        say_json({"unit": args.unit, "checked": True})
    else:
        say(_("{unit} is marked as compared.").format(unit=args.unit))
