"""Commands that only look: what is due, records by words, units by name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import day, opened, say, say_json, say_table, today
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.app.find import Found
    from danvan_desktop.app.office import Office
    from danvan_desktop.app.overview import Overview, Task
    from danvan_desktop.app.place_table import Found as FoundPlace

GROUPS = {
    "overdue": N_("Overdue"), "today": N_("Today"), "soon": N_("The next seven days"),
    "waiting_reply": N_("Waiting for a reply"), "elsewhere": N_("At another body"),
}  # fmt: skip
LEVELS = {"commune": N_("commune"), "district": N_("district"), "province": N_("province")}


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    due = commands.add_parser("due", parents=[common], help=_("what is overdue, due today and soon"))
    due.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
    due.add_argument("--pdf", metavar="FILE", help=_("write the list as a page to print"))
    due.set_defaults(run=run_due)

    find = commands.add_parser("find", parents=[common], help=_("find records of all types by words"))
    find.add_argument("text", metavar="TEXT", help=_("all these words, accents not needed"))
    find.set_defaults(run=run_find)

    places = commands.add_parser("places", parents=[common], help=_("find provinces and communes, old names too"))
    places.add_argument("text", metavar="TEXT", help=_("all these words, accents not needed"))
    places.add_argument("--on", type=day, metavar="D", help=_("as of this day; else today"))
    places.set_defaults(run=run_places)


def run_due(args: argparse.Namespace) -> None:
    """danvan due"""
    from danvan_desktop.app.overview import overview

    with opened(args) as office:
        found = overview(office.store, args.on or today())
        if args.pdf:
            _write_list(office, found, Path(args.pdf))
    if args.json:
        say_json(_due_json(found))
        return
    for group in found.groups:
        say(f"{_(GROUPS[group.name])}: {group.count}")
        if group.tasks:
            heads = (_("Day"), _("What to do"), _("Record"), _("Where"), "ID")
            say_table(heads, [_task_row(task) for task in group.tasks])
    waiting = _("Waiting for somebody else: {count}. Conflicts: {conflicts}.")
    say(waiting.format(count=found.waiting, conflicts=found.conflicts))


def _write_list(office: Office, found: Overview, file: Path) -> None:
    from danvan_desktop.app import doors, morning_list

    doors.allow(office.store)
    doors.save_as(office, morning_list.pdf(office.store, found), file, file.name)


def _task_row(task: Task) -> tuple[str, ...]:
    return f"{task.due:%d/%m/%Y}", task.what, task.title, task.place, task.row.hex()


def _due_json(found: Overview) -> dict[str, object]:
    groups = {group.name: {"count": group.count, "tasks": [_task_json(task) for task in group.tasks]}
              for group in found.groups}  # fmt: skip
    return {"day": found.day, **groups, "waiting": found.waiting, "conflicts": found.conflicts}


def _task_json(task: Task) -> dict[str, object]:
    return {
        "type": task.duty.record_type, "id": task.row.hex(), "due": task.due, "task": task.what,
        "title": task.title, "place": task.place, "why": task.why,
        "certain": task.term is None or task.term.certain,
    }  # fmt: skip


def run_find(args: argparse.Namespace) -> None:
    """danvan find"""
    from danvan_desktop.app.find import find_everywhere

    with opened(args) as office:
        found = find_everywhere(office.store, args.text)
    if args.json:
        say_json([_hits_json(one) for one in found])
        return
    if not found:
        say(_("Nothing was found."))
    rows = [(one.type_name, hit.row.hex(), hit.title, hit.detail) for one in found for hit in one.hits]
    if rows:
        say_table((_("Type"), "ID", _("Record"), _("Details")), rows)
    for one in found:
        if one.more:
            say(_("There are more: danvan records {type} --search …").format(type=one.type_name))


def _hits_json(found: Found) -> dict[str, object]:
    hits = [{"id": hit.row.hex(), "title": hit.title, "detail": hit.detail} for hit in found.hits]
    return {"type": found.type_name, "hits": hits, "more": found.more}


def run_places(args: argparse.Namespace) -> None:
    """danvan places"""
    from danvan_desktop.app import places

    found = places.search(args.text, on_date=args.on or today())
    if args.json:
        say_json([_place_json(one) for one in found])
        return
    if not found:
        say(_("Nothing was found."))
        return
    heads = (_("Code"), _("Name"), _("Level"), _("In"), _("Formerly"), _("To check"))
    say_table(heads, [
        (one.place.code, one.place.name, _(LEVELS[one.place.level]), one.place.above,
         f"{one.was.name}, {one.was.above}" if one.was else "", _("yes") if one.to_check else "") for one in found
    ])  # fmt: skip


def _place_json(one: FoundPlace) -> dict[str, object]:
    place = {name: getattr(one.place, name) for name in ("code", "name", "level", "province", "district", "old")}
    was = {"code": one.was.code, "name": one.was.name, "above": one.was.above} if one.was else None
    return {**place, "was": was, "to_check": one.to_check}
