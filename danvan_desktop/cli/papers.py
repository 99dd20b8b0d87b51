"""Papers for petitions, visits and reception days, and which there are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import day, note, opened, row_of, say, say_json, say_table, today
from danvan_desktop.cli.disclosing import FLAG
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

AUTO = "auto"


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    made = commands.add_parser("letter", parents=[common], help=_("a paper for a petition or a reception visit"))
    made.add_argument("kind", metavar="KIND", help=_("which paper; “danvan letters” lists them"))
    made.add_argument("row", metavar="ID")
    made.add_argument("--format", required=True, choices=("pdf", "docx"))
    made.add_argument("-o", dest="output", required=True, metavar="FILE")
    made.add_argument("--date", dest="on", type=day, metavar="D", help=_("date of the document; else today"))
    made.add_argument("--number", metavar="N", help=_("its number; auto takes the next of the book; else a blank"))
    looked = _("identities are removed; needed for a denunciation")
    made.add_argument("--redacted", FLAG, action="store_true", help=looked)
    made.add_argument(
        "--set", dest="extra", action="append", default=[], metavar="NAME=TEXT", help=_("a word for this paper")
    )
    made.set_defaults(run=run_letter)

    listed = commands.add_parser("letters", parents=[common], help=_("the papers there are, and for what"))
    listed.set_defaults(run=run_letters)


def run_letter(args: argparse.Namespace) -> None:
    """danvan letter"""
    from danvan_desktop.app import letter_checks, letters
    from danvan_desktop.reports.letters import kind

    letter_checks.check_day(args.on or today(), today())
    letter_checks.check_file(Path(args.output), args.format)
    known = kind(args.kind)
    wanted = letters.LetterWanted(
        args.kind, known.record if known else "petition", row_of(args.row), args.on or today(), args.format,
        "" if args.number == AUTO else args.number, args.redacted, dict(map(_word, args.extra)),
    )  # fmt: skip
    with opened(args) as office:
        doubt = letters.doubts(office.store, wanted)
        if doubt:
            note(doubt)
        paper = letters.write(office.store, wanted, Path(args.output), office.officer)
    if args.json:
        say_json({"file": args.output, "format": args.format, "paper": paper.hex(), "warning": doubt})
    else:
        say(_("The paper is in {file}.").format(file=args.output))


def _word(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UserError(_("Write --set NAME=TEXT, not “{text}”.").format(text=text))
    return name.strip(), value.strip()


def run_letters(args: argparse.Namespace) -> None:
    """danvan letters"""
    from danvan_desktop.reports import letters

    found = letters.kinds()
    if args.json:
        say_json([
            {"kind": k.id, "title": k.title, "record": k.record, "types": list(k.types), "form": k.form}
            for k in found
        ])  # fmt: skip
        return
    say_table((_("Kind"), _("Paper"), _("Form")), [(k.id, k.title, k.form) for k in found])
