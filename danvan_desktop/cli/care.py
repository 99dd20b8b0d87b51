"""Commands that look after the file: backup, restore, check, rebuild, self-test."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from danvan_desktop.app.text_files import text_of
from danvan_desktop.cli.context import data_dir, opened, passphrase, say, say_json
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    backup = commands.add_parser("backup", parents=[common], help=_("copy everything into one checked, encrypted file"))
    where = backup.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", dest="output", metavar="FILE")
    where.add_argument(
        "--scheduled",
        action="store_true",
        help=_("if today's is due, into the place for backups; old ones are cleared"),
    )
    backup.add_argument("--folder", metavar="DIR", help=_("with --scheduled: another place for backups"))
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", parents=[common], help=_("make a new data folder from a backup"))
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--code-file", metavar="F", help=_("file with the recovery code, where no passphrase is known")
    )
    restore.set_defaults(run=run_restore)
    check = commands.add_parser("check", parents=[common], help=_("look whether the data file is sound"))
    check.set_defaults(run=run_check)
    rebuild = commands.add_parser("rebuild", parents=[common], help=_("make lists and search again from the journal"))
    rebuild.add_argument("--check", action="store_true", help=_("only compare, change nothing"))
    rebuild.set_defaults(run=run_rebuild)
    training = commands.add_parser(
        "training", parents=[common], help=_("make or find a training office with sample data")
    )
    training.add_argument("dir", nargs="?", metavar="DIR", help=_("data folder of the training office"))
    training.set_defaults(run=run_training)
    test = commands.add_parser("self-test", parents=[common], help=_("try the program's parts on this machine"))
    test.add_argument("--copy-of-office", metavar="FILE", help=argparse.SUPPRESS)  # asked by an update: key on stdin
    test.set_defaults(run=run_self_test)


def run_backup(args: argparse.Namespace) -> None:
    """danvan backup"""
    from danvan_desktop.app import rescue

    if args.scheduled:
        _run_scheduled(args)
        return
    with opened(args) as office:
        size = rescue.backup(office, Path(args.output)).size
    if args.json:
        say_json({"file": args.output, "bytes": size, "checked": True})
    else:
        say(_("Backup written, opened again and checked: {file} ({size} bytes).").format(file=args.output, size=size))


def _run_scheduled(args: argparse.Namespace) -> None:
    from danvan_desktop.app import backup_places, backups

    with opened(args) as office:
        folder = Path(args.folder) if args.folder else backup_places.folder_for(office.data_dir)
        info = backups.scheduled(office, folder) if backups.due(office.store) else None
        said = backups.backup_state(office.store).sentence
    if args.json:
        say_json({"made": info is not None, "file": str(info.file) if info else None, "checked": info is not None})
    else:
        say(said)


def run_training(args: argparse.Namespace) -> None:
    """danvan training DIR"""
    from danvan_desktop.app import training

    folder = Path(args.dir) if args.dir else training.folder()
    with training.open_office(folder) as office:
        unit = office.store.unit.name
    if args.json:
        say_json({"data_dir": str(folder), "unit": unit, "passphrase": training.PASSPHRASE})
    else:
        text = _("The training office {unit} is in {folder}. Its passphrase is: {passphrase}")
        say(text.format(unit=unit, folder=folder, passphrase=training.PASSPHRASE))


def run_restore(args: argparse.Namespace) -> None:
    """danvan --data-dir NEW restore"""
    from danvan_desktop.app import care_place, rescue

    if args.code_file:
        code = text_of(Path(args.code_file))
        restored = rescue.restore(Path(args.file), data_dir(args), code=code)
    else:
        restored = rescue.restore(Path(args.file), data_dir(args), passphrase(args))
    if warning := care_place.place_warning(data_dir(args)):
        sys.stderr.write(warning + "\n")
    if args.json:
        say_json({"data_dir": str(data_dir(args)), "replica": restored.new_replica.hex()})
    else:
        say(_("Restored into {folder}, as a new copy of your office.").format(folder=data_dir(args)))


def run_check(args: argparse.Namespace) -> int:
    """danvan check"""
    from danvan_desktop.app import rescue

    report = rescue.check_folder(data_dir(args), passphrase(args))
    if args.json:
        findings = [{"what": f.code, "ok": f.ok, "text": f.text} for f in report.findings]
        say_json({"ok": report.ok, "findings": findings, "advice": list(report.advice)})
    else:
        for finding in report.findings:
            say(("✓ " if finding.ok else "✗ ") + finding.text)
        for line in report.advice:
            say(line)
    return 0 if report.ok else 1


def run_rebuild(args: argparse.Namespace) -> int:
    """danvan rebuild"""
    with opened(args) as office:
        if args.check:
            result = office.store.check_rebuild()
            equal, differing = result.equal, result.differing
        else:
            office.store.rebuild()
            equal, differing = True, []
    if args.json:
        say_json({"equal": equal, "differing": differing})
    elif args.check:
        say(_("Equal: lists and search are what the journal says.") if equal
            else _("Different: {tables}. Run “danvan rebuild”.").format(tables=", ".join(differing)))  # fmt: skip
    else:
        say(_("Lists and search were made again from the journal."))
    return 0 if equal else 1


def run_self_test(args: argparse.Namespace) -> int:
    """danvan self-test"""
    from danvan_desktop.app.self_test import office_copy, self_test

    tests = self_test()
    if args.copy_of_office:
        tests.append(office_copy(Path(args.copy_of_office), bytes.fromhex(sys.stdin.readline().strip())))
    if args.json:
        say_json([{"what": test.name, "ok": test.ok, "text": test.text} for test in tests])
    else:
        for test in tests:
            say(f"{'✓' if test.ok else '✗'} {test.name}: {test.text}")
    return 0 if all(test.ok for test in tests) else 1
