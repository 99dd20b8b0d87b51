"""The words of the command line. Names and meaning stay: outside checks drive these commands."""

from __future__ import annotations

import argparse
from typing import NoReturn

from danvan_desktop import __version__
from danvan_desktop.cli import (
    attaching,
    books,
    care,
    cases,
    clock,
    data,
    denouncing,
    disclosing,
    duplicates,
    duty,
    enrolling,
    exchange,
    handing_on,
    handover_papers,
    helping,
    keys,
    list_file,
    looking,
    office,
    outcome,
    own_letters,
    paper,
    papers,
    people,
    petition,
    preferences,
    quarantine,
    records,
    registers,
    requesting,
    retention,
    roster,
    scanning,
    sharing,
    standing,
    tables,
    terms,
    undoing,
    updates,
)
from danvan_desktop.cli.argparse_texts import explain, speak
from danvan_desktop.i18n import _

ROOMS = (
    office, people, records, books, attaching, scanning, looking, data, list_file, undoing, outcome, tables,
    registers, papers, own_letters, paper, enrolling, exchange, sharing, requesting, handing_on, quarantine, roster,
    keys, handover_papers, care, standing, clock, preferences, updates, terms, petition, cases, duplicates, duty,
    retention, denouncing, disclosing, helping,
)  # fmt: skip


class WrongWordsError(Exception):
    """The command line cannot be understood."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage
        self.message = message


class Parser(argparse.ArgumentParser):
    """argparse that leaves speaking and exiting to `run`."""

    def error(self, message: str) -> NoReturn:
        """Called by argparse for words it does not understand."""
        raise WrongWordsError(self.format_usage(), message)


def build() -> Parser:
    """The whole command line; help and errors in the language chosen."""
    argparse._ = _  # type: ignore[attr-defined]  # its own texts: argparse_texts.py
    parser = Parser(
        prog="danvan",
        description=_("Dân Vận Desktop: records, figures, official reports and hand-over, without a network."),
        epilog=_("Without a command the window opens: danvan. The training office opens with: danvan --training."),
    )
    parser.add_argument("--data-dir", metavar="DIR", help=_("data folder of the office"))
    parser.add_argument("--passphrase-file", metavar="F", help=_("file whose first line is the passphrase"))
    shown = _("show program's version number and exit")
    parser.add_argument("--version", action="version", version=f"danvan {__version__}", help=shown)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    common = argparse.ArgumentParser(add_help=False)
    parser.set_defaults(json=False, lang="vi")  # here and not below: an act's own default would win over what was typed
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer as JSON on stdout"))
    languages = _("language of texts and errors")
    common.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=languages)
    for room in ROOMS:
        room.add(commands, common)
    speak(parser)
    explain(parser)
    return parser
