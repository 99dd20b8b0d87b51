"""Commands of petitions that may be one: list them, link, take back, say that they are not; merge two cases."""

from __future__ import annotations

import argparse
from collections.abc import Callable
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
    acts = both.add_subparsers(metavar="list|visits|decided|link|unlink|dismiss|merge|unmerge|…", required=True)
    for name, told in (
        ("list", _("pairs that may be one; nothing is changed")),
        ("visits", _("visits that may be of the case of another record, or written down twice")),
    ):
        shown = acts.add_parser(name, parents=[common], help=told)
        shown.add_argument("--from", dest="start", type=day, metavar="D", help=_("first day"))
        shown.add_argument("--to", dest="end", type=day, metavar="D", help=_("last day"))
        shown.set_defaults(run=run_list, act=name)
    linking = _act(acts, common, "link", _("this petition is a duplicate of an earlier one"), "FIRST")
    linking.add_argument("--same-case", action="store_true", help=_("only the same case; each is settled by itself"))
    _act(acts, common, "unlink", _("take back that a petition is a duplicate"))
    _act(acts, common, "dismiss", _("these two are not the same; they are not proposed again"), "OTHER")
    merging = _act(acts, common, "merge", _("everything of a case goes to another one"), "INTO")
    merging.add_argument("--dry-run", action="store_true", help=_("only say what would go over"))
    settled = acts.add_parser("decided", parents=[common], help=_("decisions in force; nothing is changed"))
    settled.set_defaults(run=run_decided)
    _act(acts, common, "unmerge", _("take the merger of a case back"))
    _act(acts, common, "link-visit", _("this visit belongs to the case of a petition or an earlier visit"), "OTHER")
    _act(acts, common, "unlink-visit", _("take back that a visit was linked to another record"))
    _act(acts, common, "dismiss-visit", _("this visit is about another matter; it is not proposed again"), "OTHER")


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
    """danvan duplicates list | visits"""
    from danvan_desktop.app import duplicates
    from danvan_desktop.domain.periods import Period

    if (args.start is None) != (args.end is None) or (args.start and args.start > args.end):
        raise UserError(_("A period has a first and a last day."), hint=_("Give --from and --to."))
    period = Period(args.start, args.end) if args.start else None
    with opened(args) as office:
        look = duplicates.all_visits if args.act == "visits" else duplicates.all_proposals
        found = look(office.store, period)
        lines = [] if args.json else [_line(office.store, pair) for pair in found]
    if args.json:
        say_json([
            {"first": pair.first.hex(), "later": pair.later.hex(), "first_type": pair.first_type,
             "later_type": pair.later_type, "score": round(pair.score), "reasons": pair.codes}
            for pair in found
        ])  # fmt: skip
        return
    say_table((_("Earlier record"), _("Later record"), _("Why they may be one"), "ID", _("FIRST")), lines)


def _line(store: Store, pair: Pair) -> tuple[str, ...]:
    """Numbers of the petitions and the reasons; names stay in the window."""
    from danvan_desktop.app.duplicate_view import called

    first, later = called(store, pair.first, pair.first_type), called(store, pair.later, pair.later_type)
    return first, later, pair.said(), pair.later.hex(), pair.first.hex()


def run_decided(args: argparse.Namespace) -> None:
    """danvan duplicates decided"""
    from danvan_desktop.app import duplicate_decided

    with opened(args) as office:
        found = duplicate_decided.decided(office.store)
    if args.json:
        say_json([
            {"verdict": one.verdict, "later": one.later.row.hex(), "later_type": one.later.type_name,
             "first": one.first.row.hex(), "first_type": one.first.type_name, "decided_on": one.day} for one in found
        ])  # fmt: skip
        return
    heads = (_("What was decided"), _("The later one"), _("The one that stays"), "ID")
    say_table(heads, [(one.label, one.later.title, one.first.title, one.later.row.hex()) for one in found])


def _say_moved(args: argparse.Namespace) -> None:
    """What merging two cases would move; nothing is written."""
    from danvan_desktop.app import case_merge

    with opened(args) as office:
        found = case_merge.preview(office.store, row_of(args.id), row_of(args.other))
    if args.json:
        say_json([{"type": one.type_name, "id": one.row.hex(), "title": one.title} for one in found])
        return
    say_table((_("Type"), "ID", _("What goes over")), [(one.type_name, one.row.hex(), one.title) for one in found])


def run_act(args: argparse.Namespace) -> None:
    """danvan duplicates link | unlink | dismiss | merge | unmerge | link-visit | unlink-visit | dismiss-visit"""
    if getattr(args, "dry_run", False):
        _say_moved(args)
        return
    row, other = row_of(args.id), row_of(getattr(args, "other", ""))
    with opened(args) as office:
        by = {"officer": office.officer, "today": today()}
        act = _acts()["same_case" if getattr(args, "same_case", False) else args.act]
        done = act(office.store, row, *([other] if hasattr(args, "other") else []), **by)
        group = done if done is None or isinstance(done, str) else done.group
    if args.json:
        say_json({"id": args.id, "done": True, "undo": group})
    else:
        say(_("Done. To take it back at once: danvan undo {group}").format(group=group))


def _acts() -> dict[str, Callable[..., Any]]:
    """What each command does, by its name."""
    from danvan_desktop.app import case_merge, duplicate_links, visit_links

    return {
        "link": duplicate_links.link, "same_case": duplicate_links.same_case, "unlink": duplicate_links.unlink,
        "dismiss": duplicate_links.dismiss, "merge": case_merge.merge, "unmerge": case_merge.unmerge,
        "link-visit": visit_links.link, "unlink-visit": visit_links.unlink, "dismiss-visit": visit_links.dismiss,
    }  # fmt: skip
