"""Commands about packages that were kept apart: what is there, why and what to do, once more, away with one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import note, opened, say, say_alike, say_json, say_table
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.kept_packages import Kept


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    kept = commands.add_parser("quarantine", parents=[common], help=_("packages that were kept apart, and why"))
    kept.set_defaults(run=run_list)
    acts = kept.add_subparsers(metavar="list|show|retry|discard")
    listed = acts.add_parser("list", parents=[common], help=_("all of them, oldest first"))
    listed.set_defaults(run=run_list)
    show = acts.add_parser("show", parents=[common], help=_("what happened, what was kept, what to do"))
    show.add_argument("id", metavar="ID", help=_("the ID that “danvan quarantine” shows"))
    show.set_defaults(run=run_show)
    retry = acts.add_parser("retry", parents=[common], help=_("try one once more, or all"))
    retry.add_argument("id", metavar="ID", nargs="?", default="", help=_("the ID it shows; without one, all"))
    retry.set_defaults(run=run_retry)
    discard = acts.add_parser("discard", parents=[common], help=_("keep one no longer, or several"))
    discard.add_argument("ids", metavar="ID", nargs="+", help=_("the ID that “danvan quarantine” shows"))
    discard.set_defaults(run=run_discard)


def run_list(args: argparse.Namespace) -> None:
    """danvan quarantine list"""
    from danvan_desktop.app import kept_packages

    with opened(args) as office:
        found = kept_packages.listed(office.store)
    if args.json:
        say_json([one.as_json() for one in found])
        return
    say_table(("ID", _("File"), _("Why")), [(one.short_id, one.file, one.heading) for one in found])
    say_alike([(one.short_id, one.text) for one in found])


def run_show(args: argparse.Namespace) -> None:
    """danvan quarantine show"""
    from danvan_desktop.app import kept_packages

    with opened(args) as office:
        one = kept_packages.find(office.store, args.id)
    if args.json:
        say_json(one.as_json())
        return
    say(f"{one.file}: {one.heading}")
    say(one.text)
    say(_("SHA-256: {digest}").format(digest=one.id.hex()))


def run_retry(args: argparse.Namespace) -> int:
    """danvan quarantine retry"""
    from danvan_desktop.app import kept_packages

    with opened(args) as office:
        wanted = [kept_packages.find(office.store, args.id)] if args.id else kept_packages.listed(office.store)
        results = [kept_packages.retry(office.store, one.id, office.officer) for one in wanted if _may_go(one, args.id)]
    if not results:
        note(_("Nothing was tried once more. What waits for your word is tried when its ID is named."))
    if args.json:
        say_json([result.as_json() for result in results])
    else:
        for result in results:
            text = _("{file}: {new} new, {changed} changed. {reason}")
            name = Path(result.file).name
            said = text.format(file=name, new=result.new, changed=result.changed, reason=result.reason)
            say(said.strip() if result.status in {"applied", "duplicate"} else f"{name}: {result.reason}")
    return 2 if any(result.status == "quarantined" for result in results) else 0


def _may_go(one: Kept, named: str) -> bool:
    """What waits for a person's word is tried only when it is named; what has no bytes here cannot be."""
    return bool(named) or (one.has_bytes and one.word != "large")


def run_discard(args: argparse.Namespace) -> None:
    """danvan quarantine discard"""
    from danvan_desktop.app import kept_packages

    with opened(args) as office:
        named = [kept_packages.find(office.store, words) for words in args.ids]
        found = list({one.id: one for one in named}.values())
        for one in found:
            kept_packages.discard(office, one)
    if args.json:
        say_json([{"id": one.id.hex(), "discarded": True} for one in found])
        return
    for one in found:
        say(_("{file} is kept no longer; what was taken in before stays.").format(file=one.file))
