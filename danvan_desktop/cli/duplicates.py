"""Commands of petitions that may be one: list them, link, take back, say that they are not; merge two cases."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import day, opened, row_of, say, say_json, say_table, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.duplicates import Pair
    from danvan_desktop.storage.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    both = commands.add_parser("duplicates", help=_("petitions that may be one: list, link, take back, dismiss"))
    acts = both.add_subparsers(metavar="list|link|unlink|dismiss|merge|unmerge", required=True)
    shown = acts.add_parser("list", parents=[common], help=_("pairs that may be one; nothing is changed"))
    shown.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
    shown.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
    shown.set_defaults(run=run_list)
    linking = _act(acts, common, "link", _("this petition is a duplicate of an earlier one"), "FIRST")
    linking.add_argument("--same-case", action="store_true", help=_("only the same case; each is settled by itself"))
    _act(acts, common, "unlink", _("take back that a petition is a duplicate"))
    _act(acts, common, "dismiss", _("these two are not the same; they are not proposed again"), "OTHER")
    _act(acts, common, "merge", _("everything of a case goes to another one"), "INTO")
    _act(acts, common, "unmerge", _("take the merger of a case back"))


def _act(
    acts: Any, common: argparse.ArgumentParser, name: str, told: str, other: str = "",  # noqa: ANN401
) -> argparse.ArgumentParser:  # fmt: skip
    command: argparse.ArgumentParser = acts.add_parser(name, parents=[common], help=told)
    command.add_argument("id", metavar="ID")
    if other:
        command.add_argument("other", metavar=other)
    command.set_defaults(run=run_act, act=name)
    return command


def run_list(args: argparse.Namespace) -> None:
    """danvan duplicates list"""
    from danvan_desktop.app import duplicates
    from danvan_desktop.domain.periods import Period

    if (args.start is None) != (args.end is None) or (args.start and args.start > args.end):
        raise UserError(_("A period has a first and a last day."), hint=_("Give --from and --to."))
    period = Period(args.start, args.end) if args.start else None
    with opened(args) as office:
        found = duplicates.all_proposals(office.store, period)
        lines = [] if args.json else [_line(office.store, pair) for pair in found]
    if args.json:
        say_json([
            {"first": pair.first.hex(), "later": pair.later.hex(), "score": round(pair.score), "reasons": pair.codes}
            for pair in found
        ])  # fmt: skip
        return
    say_table((_("Earlier petition"), _("Later petition"), _("Why they may be one"), "ID", "FIRST"), lines)


def _line(store: Store, pair: Pair) -> tuple[str, ...]:
    """Numbers of the petitions and the reasons; names stay in the window."""
    from danvan_desktop.app.duplicate_view import called

    first, later = (called(store, row) for row in (pair.first, pair.later))
    return first, later, pair.said(), pair.later.hex(), pair.first.hex()


def run_act(args: argparse.Namespace) -> None:
    """danvan duplicates link | unlink | dismiss | merge | unmerge"""
    from danvan_desktop.app import case_merge, duplicate_links

    row, other = row_of(args.id), row_of(getattr(args, "other", ""))
    with opened(args) as office:
        store, by = office.store, {"officer": office.officer, "today": today()}
        if args.act in {"unlink", "unmerge"}:
            take_back = duplicate_links.unlink if args.act == "unlink" else case_merge.unmerge
            group = take_back(store, row, **by)  # type: ignore[arg-type]
        else:
            act = {"link": duplicate_links.link, "dismiss": duplicate_links.dismiss, "merge": case_merge.merge}[
                args.act
            ]
            if getattr(args, "same_case", False):
                act = duplicate_links.same_case
            group = act(store, row, other, **by).group  # type: ignore[arg-type]
    if args.json:
        say_json({"id": args.id, "done": True, "undo": group})
    else:
        say(_("Done. To take it back at once: danvan undo {group}").format(group=group))
