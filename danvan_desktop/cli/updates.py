"""Commands for updates of the program and of the dated tables it works by."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, say_table, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.calendars import Moved
    from danvan_desktop.app.office import Office


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    update = commands.add_parser(
        "update", parents=[common], help=_("install an update of the program or of its tables from a file")
    )
    update.add_argument("file", nargs="?", metavar="FILE", help=_("the update, *.danvan-upd"))
    what = update.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help=_("only tell what the file is and what it changes"))
    what.add_argument("--rollback", action="store_true", help=_("the next start takes the version before"))
    what.add_argument("--rollback-tables", action="store_true", help=_("take the newest tables back"))
    what.add_argument("--list", action="store_true", help=_("versions on this computer and updates taken in"))
    update.set_defaults(run=run_update)

    rules = commands.add_parser("rules", parents=[common], help=_("dated tables: age, source, certainty, origin"))
    rules.set_defaults(run=run_rules)
    acts = rules.add_subparsers(metavar=_("COMMAND"), parser_class=type(rules))
    out = acts.add_parser("export", parents=[common], help=_("a province's own tables into a folder, to be edited"))
    out.add_argument("dir", metavar="DIR")
    out.set_defaults(run=run_export)
    pack = acts.add_parser("pack", parents=[common], help=_("sign the edited tables as an update for offices below"))
    pack.add_argument("dir", metavar="DIR")
    pack.add_argument("-o", dest="output", required=True, metavar="FILE")
    pack.set_defaults(run=run_pack)
    terms = acts.add_parser("terms", parents=[common], help=_("the terms of the law, version by version, how certain"))
    terms.set_defaults(run=run_terms)
    asked = acts.add_parser(
        "questions", parents=[common], help=_("what is not certain yet, and what is done until then")
    )
    asked.set_defaults(run=run_questions)


def run_update(args: argparse.Namespace) -> None:
    """danvan update"""
    if bool(args.file) == (args.rollback or args.rollback_tables or args.list):
        raise UserError(_("Name an update file, or one of --list, --rollback, --rollback-tables."))
    with opened(args) as office:
        if args.list:
            _list(office, as_json=args.json)
        elif args.rollback:
            _go_back(office, as_json=args.json)
        elif args.rollback_tables:
            _take_back(office, as_json=args.json)
        else:
            _install(office, Path(args.file), args)


def _install(office: Office, file: Path, args: argparse.Namespace) -> None:
    from danvan_desktop.app import people
    from danvan_desktop.app.updates import data, offer, program

    people.require(office, "settings")  # what passes the dry run is not refused afterwards; danvan verify only looks
    found = offer.look(office.store, file)
    if not args.json:
        say(found.title)
        say(_("From: {signer}").format(signer=found.signer))
        for line in found.changes:
            say(f"- {line}")
    done: dict[str, object] = {}
    moved: Sequence[Moved] = ()
    if not args.dry_run and found.is_program:
        updated = program.install(office, file, None if args.json else _step)
        done = {"before": updated.before, "copy": str(updated.copy)}
        told = _("Version {version} starts from the next time on. To go back: danvan update --rollback")
    elif not args.dry_run:
        moved = data.install(office, file).moved
        done = {"moved": [one.as_json() for one in moved]}
        told = _("Installed; in force from now on. To take it back: danvan update --rollback-tables")
    if args.json:
        say_json({**found.as_json(), "installed": not args.dry_run, **done})
    elif not args.dry_run:
        say(told.format(version=found.version))
        _say_moved(moved)


def _say_moved(moved: Sequence[Moved]) -> None:
    """The due dates that the new tables moved."""
    if moved:
        say(_("Due dates that moved: {count}").format(count=len(moved)))
    for one in moved:
        say(f"  {one.text}")


def _step(text: str) -> None:
    sys.stderr.write(text + "\n")


def _go_back(office: Office, *, as_json: bool) -> None:
    from danvan_desktop.app.updates import going_back

    back = going_back.go_back(office)
    if as_json:
        say_json({
            "version": back.version, "saves_since": back.saves, "packages": [str(file) for file in back.packages],
            "kept": str(back.kept) if back.kept else None,
        })  # fmt: skip
        return
    say(_("Version {version} starts from the next time on.").format(version=back.version))
    if back.packages:
        told = _("The data was put back as before the update; {count} saves made since wait. Take them in: {command}")
        say(told.format(count=back.saves, command=f"danvan import {back.packages[0].parent}"))
        say(_("The newer data file is kept whole: {file}").format(file=back.kept))
        say(going_back.others_note(back.version))
    else:
        say(_("Nothing saved since the update is touched ({count} saves).").format(count=back.saves))


def _take_back(office: Office, *, as_json: bool) -> None:
    from danvan_desktop.app.updates import data

    back = data.take_back(office)
    gone = back.update
    if as_json:
        moved = [one.as_json() for one in back.moved]
        say_json({"publisher": gone.publisher, "number": gone.number, "moved": moved})
        return
    say(_("Taken back: tables no. {number} of {signer}. Those before are in force again.").format(
        number=gone.number, signer=gone.signer))  # fmt: skip
    _say_moved(back.moved)


def _list(office: Office, *, as_json: bool) -> None:
    from danvan_desktop.app.updates import data, versions
    from danvan_desktop.storage import data_updates

    programs, tables = versions.listed(), data_updates.listed(office.store.conn)
    if as_json:
        say_json({
            "programs": [
                {"version": v.version, "running": v.running, "chosen": v.chosen, "changes": list(v.changes)}
                for v in programs
            ],
            "tables": [
                {"publisher": u.publisher, "number": u.number, "state": u.state, "officer": u.officer,
                 "at": _time(u.at).isoformat(timespec="seconds"), "changes": data.changes_of(u)} for u in tables
            ],
        })  # fmt: skip
        return
    for version in programs:
        marks = [text for text, true in ((_("running"), version.running), (_("next start"), version.chosen)) if true]
        say(f"{version.version}  {', '.join(marks)}".rstrip())
    states = {data_updates.INSTALLED: _("installed"), data_updates.TAKEN_BACK: _("taken back")}
    rows = [(u.signer, str(u.number), f"{_time(u.at):%d/%m/%Y %H:%M}", u.officer, states[u.state]) for u in tables]
    if rows:
        say_table((_("From"), _("No."), _("When"), _("Officer"), _("Status")), rows)


def _time(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000).astimezone()


def run_rules(args: argparse.Namespace) -> None:
    """danvan rules"""
    from danvan_desktop.app.updates import tables

    with opened(args) as office:
        found = tables.listed(office.store)
        if args.json:
            say_json([info.as_json() for info in found])
            return
        rows = [
            (info.name, info.version or "–", tables.certainty_words(info), tables.origin_words(info), info.source)
            for info in found
        ]
    say_table((_("Table"), _("Version"), _("Certainty"), _("Origin"), _("Source")), rows)
    from danvan_desktop.app.open_questions import questions

    waiting = [one for one in questions() if not one.certain]
    if waiting:
        say("\n" + _("{count} questions are still open (danvan rules questions):").format(count=len(waiting)))
    for one in waiting:
        say(f"  {one.id}. {one.label}")


def run_terms(args: argparse.Namespace) -> None:
    """danvan rules terms"""
    from danvan_desktop.app import law_table

    found = law_table.rule_lines(today())
    if args.json:
        say_json([line.as_json() for line in found])
        return
    heads = (_("Code"), _("What the law asks"), _("Term"), _("Article"), _("In force"), _("Certainty"))
    say_table(heads, [
        (line.id, line.label, line.length, line.law, line.valid, _("certain") if line.certain else _("to be checked"))
        for line in found
    ])  # fmt: skip


def run_questions(args: argparse.Namespace) -> None:
    """danvan rules questions"""
    from danvan_desktop.app.open_questions import questions

    found = questions()
    if args.json:
        say_json([one.as_json() for one in found])
        return
    for one in found:
        say(f"{one.id}. {one.label} ({_('certain') if one.certain else _('to be checked')})")
        say(f"   {one.meanwhile}")


def run_export(args: argparse.Namespace) -> None:
    """danvan rules export DIR"""
    from danvan_desktop.app.updates import tables

    with opened(args) as office:
        written = tables.write_out(office.store, Path(args.dir))
    if args.json:
        say_json({"files": [str(file) for file in written], "changes": str(Path(args.dir) / tables.CHANGES)})
    else:
        told = _("{count} tables are in {folder}. Edit them, say in {file} what changed, then: {command}")
        command = f"danvan rules pack {args.dir} -o cap-nhat.danvan-upd"
        say(told.format(count=len(written), folder=args.dir, file=tables.CHANGES, command=command))


def run_pack(args: argparse.Namespace) -> None:
    """danvan rules pack DIR -o FILE"""
    from danvan_desktop.app.updates import tables

    with opened(args) as office:
        made = tables.pack(office, Path(args.dir), Path(args.output), today=today())
    if args.json:
        say_json({"file": args.output, "publisher": made.publisher, "number": made.number,
                  "tables": [file.name for file in made.files]})  # fmt: skip
    else:
        told = _("Update no. {number} with {count} tables is in {file}. Install it here too, then hand it down.")
        say(told.format(number=made.number, count=len(made.files), file=args.output))
