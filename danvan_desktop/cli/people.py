"""Commands about people: who may unlock the data folder, in which role, and the access log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from danvan_desktop.cli.context import count, new_passphrase, opened, say, say_json, say_table
from danvan_desktop.cli.office import done, write_sheet
from danvan_desktop.i18n import _

ROLES = ("nhap_lieu", "xu_ly", "lanh_dao", "quan_tri")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    officer = commands.add_parser("officer", help=_("people who may unlock this data folder"))
    acts = officer.add_subparsers(metavar="add|leave|list|role|new-code", required=True)
    added = acts.add_parser("add", parents=[common], help=_("let one more officer unlock it"))
    added.add_argument("name", metavar="N")
    added.add_argument("--new-passphrase-file", metavar="F", help=_("file with the new officer's passphrase"))
    added.add_argument("--role", choices=ROLES, default="", help=_("what the officer may do"))
    added.set_defaults(run=run_officer_add)
    left = acts.add_parser("leave", parents=[common], help=_("an officer leaves; the file gets a new key"))
    left.add_argument("name", metavar="N")
    left.set_defaults(run=run_officer_leave)
    given = acts.add_parser("role", parents=[common], help=_("say what an officer may do"))
    given.add_argument("name", metavar="N")
    given.add_argument("role", choices=ROLES)
    given.set_defaults(run=run_officer_role)
    renewed = acts.add_parser("new-code", parents=[common], help=_("make a new recovery code; the old sheet is void"))
    renewed.add_argument("--recovery-sheet", metavar="FILE", help=_("write the recovery code to this PDF or text file"))
    renewed.set_defaults(run=run_new_code)
    listed = acts.add_parser("list", parents=[common], help=_("list the officers"))
    listed.add_argument("--roles", action="store_true", help=_("in JSON too, with what each may do"))
    listed.set_defaults(run=run_officer_list)

    log = commands.add_parser("access-log", parents=[common], help=_("who opened, exported, printed and looked"))
    log.add_argument("--verify", action="store_true", help=_("only say whether a line was changed or is missing"))
    log.add_argument("--limit", type=count, default=100, metavar="N", help=_("newest lines to show"))
    log.set_defaults(run=run_access_log)


def run_officer_add(args: argparse.Namespace) -> None:
    """danvan officer add"""
    from danvan_desktop.app import people

    with opened(args) as office:
        people.add_officer(office, args.name, new_passphrase(args, args.new_passphrase_file), args.role)
    done(args, _("{name} can now unlock this data folder.").format(name=args.name))


def run_officer_leave(args: argparse.Namespace) -> None:
    """danvan officer leave"""
    from danvan_desktop.app import rescue

    with opened(args) as office:
        rescue.officer_leaves(office, args.name)
    left = _("{name} can no longer unlock this data folder; it has a new key.").format(name=args.name)
    done(args, left + " " + _("If they knew the recovery code, make a new one: danvan officer new-code."))


def run_new_code(args: argparse.Namespace) -> None:
    """danvan officer new-code"""
    from danvan_desktop.app import rescue

    with opened(args) as office:
        code = rescue.new_recovery_code(office)
        if args.recovery_sheet:
            write_sheet(Path(args.recovery_sheet), office.store.unit.name, code)
    if args.json:
        say_json({} if args.recovery_sheet else {"recovery_code": code})
    elif args.recovery_sheet:
        say(_("The recovery code is in {file}. Print it, seal it in an envelope, then delete the file.").format(
            file=args.recovery_sheet
        ))  # fmt: skip
    else:
        say(_("Recovery code (write it down, keep it in a sealed envelope; it is shown only once):"))
        say(code)


def run_officer_role(args: argparse.Namespace) -> None:
    """danvan officer role"""
    from danvan_desktop.app import people

    with opened(args) as office:
        people.set_role(office, args.name, args.role)
    done(args, _("{name} is now: {role}.").format(name=args.name, role=_(people.ROLES[args.role])))


def run_officer_list(args: argparse.Namespace) -> None:
    """danvan officer list"""
    from danvan_desktop.app import people

    with opened(args) as office:
        listed = people.officers(office)
    if args.json:
        say_json([{"name": one.name, "role": one.role} if args.roles else one.name for one in listed])
        return
    for one in listed:
        say(f"{one.name}: {_(people.ROLES[one.role])}")


def run_access_log(args: argparse.Namespace) -> int:
    """danvan access-log"""
    from danvan_desktop.app import access_log, people

    with opened(args) as office:
        people.require(office, "access_log")
        found = access_log.verify(office.store)
        lines = [] if args.verify else access_log.lines(office.store, limit=args.limit)
    if args.json:
        answer: dict[str, Any] = {"ok": found.ok, "lines": found.lines, "broken": found.broken, "cut": found.cut}
        answer |= {"back": found.back, "back_by": found.back_by}
        shown = [{"n": one.number, "at": one.at.isoformat(timespec="seconds"), "officer": one.officer, "act": one.act,
                  "subject": one.subject} for one in lines]  # fmt: skip
        say_json(answer if args.verify else answer | {"entries": shown})
        return 0 if found.ok else 1
    if lines:
        cells = [(f"{one.at:%d/%m/%Y %H:%M}", one.officer, access_log.words(one)) for one in lines]
        say_table((_("When"), _("Officer"), _("What was done")), cells)
    say(access_log.verdict(found))
    return 0 if found.ok else 1
