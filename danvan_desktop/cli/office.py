"""Commands about the office itself: init, its unit put right, passphrase, recovery."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.app.text_files import text_of
from danvan_desktop.cli.context import ask_secret, data_dir, new_passphrase, opened, passphrase, say, say_json
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    init = commands.add_parser("init", parents=[common], help=_("set up the data folder of an office"))
    _unit_words(init)
    init.add_argument("--officer", required=True, metavar="N", help=_("name of the officer who unlocks it"))
    for name, meta, text in (
        ("--organ", "N", _("name of the organ that issues documents")),
        ("--organ-parent", "N", _("name of the organ above it")),
        ("--symbol", "S", _("symbol of the organ in document numbers")),
        ("--place", "P", _("place name before the date")),
    ):
        init.add_argument(name, default="", metavar=meta, help=text)
    init.add_argument("--side", choices=("party", "state"), help=_("Party or State layout; else told from the name"))
    init.add_argument("--recovery-sheet", metavar="FILE", help=_("write the recovery code to this PDF or text file"))
    init.add_argument("--no-escrow", action="store_true", help=_("deposit the recovery key with nobody"))
    init.set_defaults(run=run_init)

    correct = commands.add_parser(
        "correct-unit", parents=[common], help=_("put the unit right that was typed wrong at set-up"),
        description=_(
            "Only while nothing was recorded, begun or handed over. Officers, passphrases, the recovery code, settings"
            " and roster stay. Later set the office up anew in another data folder."
        ),
    )  # fmt: skip
    _unit_words(correct)
    correct.set_defaults(run=run_correct_unit)

    change = commands.add_parser("passphrase", parents=[common], help=_("change your passphrase"))
    change.add_argument("--new-passphrase-file", metavar="F", help=_("file with the new passphrase"))
    change.set_defaults(run=run_passphrase)

    recover = commands.add_parser("recover", parents=[common], help=_("set a new passphrase with the recovery code"))
    recover.add_argument("--code-file", metavar="F", help=_("file with the recovery code; else it is asked for"))
    recover.add_argument("--officer", default="", metavar="N", help=_("name of the officer who unlocks it"))
    recover.set_defaults(run=run_recover)


def _unit_words(command: argparse.ArgumentParser) -> None:
    command.add_argument("--unit-code", required=True, metavar="C", help=_("official code of the unit"))
    command.add_argument("--unit-name", required=True, metavar="N", help=_("name of the unit"))
    command.add_argument(
        "--level", required=True, choices=("commune", "district", "province"), help=_("level of the unit")
    )
    command.add_argument("--parent-code", default="", metavar="P", help=_("code of the unit above"))


def run_correct_unit(args: argparse.Namespace) -> None:
    """danvan correct-unit"""
    from danvan_desktop.app import unit_correction
    from danvan_desktop.storage.identity import UnitInfo

    with opened(args) as office:
        unit_correction.correct(office, UnitInfo(args.unit_code, args.unit_name, args.level, args.parent_code))
        unit = office.store.unit
    if args.json:
        say_json({"unit": unit.code, "name": unit.name, "level": unit.level, "parent_code": unit.parent_code})
    else:
        say(_("This is the office of {name} ({code}) now. The recovery code stays as it is.").format(
            name=unit.name, code=unit.code
        ))  # fmt: skip


def run_init(args: argparse.Namespace) -> None:
    """danvan init"""
    from danvan_desktop.app.office import Office
    from danvan_desktop.domain.organ_side import side_of
    from danvan_desktop.storage.identity import UnitInfo

    secret = passphrase(args) if args.passphrase_file else new_passphrase(args, None)
    unit = UnitInfo(args.unit_code, args.unit_name, args.level, args.parent_code)
    organ = {
        "name": args.organ, "parent": args.organ_parent, "symbol": args.symbol, "place": args.place,
        "side": args.side or side_of(args.organ or args.unit_name),
    }  # fmt: skip
    office, code = Office.create(data_dir(args), unit, args.officer, secret, organ)
    if office.notice:
        sys.stderr.write(office.notice + "\n")
    try:
        if args.no_escrow:
            office.store.settings.set("escrow.refused", "1")
        if args.recovery_sheet:
            write_sheet(Path(args.recovery_sheet), office.store.unit.name, code)
        _say_made(args, office, code)
    finally:
        office.close()


def _say_made(args: argparse.Namespace, office: Office, code: str) -> None:
    unit, folder = office.store.unit, office.data_dir
    if args.json:
        answer = {"unit": args.unit_code, "replica": office.store.replica.id.hex(), "data_dir": str(folder)}
        say_json(answer if args.recovery_sheet else answer | {"recovery_code": code})
        return
    say(_("The data folder of {unit} is ready: {folder}").format(unit=unit.name, folder=folder))
    if args.recovery_sheet:
        text = _("The recovery code is in {file}. Print it, seal it in an envelope, then delete the file.")
        say(text.format(file=args.recovery_sheet))
    else:
        say(_("Recovery code (write it down, keep it in a sealed envelope; it is shown only once):"))
        say(code)


def write_sheet(file: Path, unit_name: str, code: str) -> None:
    """A sheet that cannot be written must not cost the office its only recovery code: then it is shown."""
    from danvan_desktop.app import recovery

    try:
        recovery.write_sheet(file, unit_name, code)
    except DanvanError as error:
        shown = _("The office is ready, but the sheet was not written. Write the recovery code down now:")
        raise EnvironmentProblem(error.message, kept=f"{shown}\n{code}\n", hint=error.hint) from error


def run_passphrase(args: argparse.Namespace) -> None:
    """danvan passphrase"""
    from danvan_desktop.app import rescue

    with opened(args) as office:
        rescue.change_passphrase(office, new_passphrase(args, args.new_passphrase_file))
    done(args, _("The passphrase was changed."))


def run_recover(args: argparse.Namespace) -> None:
    """danvan recover"""
    from danvan_desktop.app import rescue

    code = _recovery_code(args)
    if not code.strip():
        raise UserError(_("No recovery code was given."), hint=_("It stands on the recovery sheet of your office."))
    secret = passphrase(args) if args.passphrase_file else new_passphrase(args, None)
    rescue.recover(data_dir(args), code, secret, officer=args.officer)
    done(args, _("The new passphrase is set. Everything in the data folder is there as before."))


def _recovery_code(args: argparse.Namespace) -> str:
    """The code may stand on several lines of a file or of the standard input."""
    if args.code_file:
        return text_of(Path(args.code_file))
    return ask_secret(_("Recovery code: ")) if sys.stdin.isatty() else sys.stdin.read()


def done(args: argparse.Namespace, text: str) -> None:
    """Answer of a command that has nothing else to say."""
    if args.json:
        say_json({"done": True})
    else:
        say(text)
