"""Command of the shared folder through which the computers of one office exchange by themselves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    told = _("exchange with the other computers of this office through a shared folder: one round")
    made = commands.add_parser("exchange", parents=[common], help=told)
    made.add_argument("--folder", metavar="DIR", default="", help=_("this folder; else the one kept in the settings"))
    which = made.add_mutually_exclusive_group()
    which.add_argument("--keep", action="store_true", help=_("keep the folder: the window exchanges by itself then"))
    which.add_argument("--off", action="store_true", help=_("exchange by itself no longer; nothing is exchanged now"))
    made.set_defaults(run=run_exchange)


def run_exchange(args: argparse.Namespace) -> int:
    """danvan exchange"""
    from danvan_desktop.app import exchange_folder, shared_exchange
    from danvan_desktop.app.exchange_round import told

    with opened(args) as office:
        if args.off:
            exchange_folder.choose(office, "")
            if args.json:
                say_json({"folder": None})
            else:
                say(_("This computer exchanges nothing by itself any more."))
            return 0
        folder = Path(args.folder).absolute() if args.folder else None
        if args.keep and folder is not None:
            exchange_folder.choose(office, str(folder))
        found = shared_exchange.round_once(office, folder)
    if args.json:
        say_json(found.as_json())
    else:
        for line in told(found):
            say(line)
    return 2 if found.refused else 0
