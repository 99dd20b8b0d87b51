"""The help by command: a page, a search, or the handbook as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import say, say_json
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _, language


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the command of this file."""
    command = commands.add_parser("help", parents=[common], help=_("show a page of the help, search it, or print it"))
    command.add_argument("topic", nargs="?", default="", metavar="TEXT")
    command.add_argument("--search", default="", metavar="TEXT", help=_("find pages; accents are not needed"))
    command.add_argument("--booklet", default="", metavar="FILE", help=_("write the whole handbook as PDF"))
    command.set_defaults(run=run_help)


def run_help(args: argparse.Namespace) -> None:
    """danvan help [TOPIC] [--search WORDS] [--booklet FILE]"""
    if args.booklet:
        _booklet(args)
    elif args.search:
        _search(args)
    else:
        _page(args)


def _booklet(args: argparse.Namespace) -> None:
    from danvan_desktop.app.help import write_booklet

    file = Path(args.booklet)
    write_booklet(file, language())
    if args.json:
        say_json({"file": str(file)})
    else:
        say(_("The handbook was written: {file}").format(file=file))


def _search(args: argparse.Namespace) -> None:
    from danvan_desktop.app.help import search

    hits = search(args.search, language())
    if args.json:
        say_json({"found": [{"topic": hit.topic, "title": hit.title} for hit in hits]})
    for hit in [] if args.json else hits:
        say(f"{hit.topic:24} {hit.title}")


def _page(args: argparse.Namespace) -> None:
    from danvan_desktop.app.help import card, exists, groups

    if not args.topic:
        topics = [topic for group in groups(language()) for topic in group.topics]
        if args.json:
            say_json({"topics": topics})
        for topic in [] if args.json else topics:
            say(f"{topic:24} {card(topic, language()).title}")
        return
    if not exists(args.topic):
        raise UserError(
            _("The help has no page “{topic}”.").format(topic=args.topic),
            hint=_("“danvan help” lists all pages; “danvan help --search” finds them by words."),
        )
    page = card(args.topic, language())
    if args.json:
        say_json({"topic": page.topic, "title": page.title, "text": page.body})
    else:
        say(page.markdown)
