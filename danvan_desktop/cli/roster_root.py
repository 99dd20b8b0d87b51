"""Commands of the province root: made, printed, typed back, renewed; deposited recovery keys opened by it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.app.text_files import first_line, text_of
from danvan_desktop.cli.context import ask_secret, opened, say, say_json
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.roster_root import MadeRoot

FORMER = ("stolen", "replaced", "left", "lost-key")


def add(acts: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    made = acts.add_parser(
        "init", parents=[common], help=_("make the root of this province, to be kept on paper"),
        description=_(
            "Only for a province that never had a root: offices that trust the first one do not take a second one in."
            " Where a computer was lost, take the roster in (danvan roster take) and type the sheets (danvan roster"
            " recover). As JSON: root_code, version, and file or sheets (three lines of digits each)."
        ),
    )  # fmt: skip
    _sheets_out(made)
    made.add_argument("--anyway", action="store_true", help=_("go on though something tells of an earlier root"))
    made.set_defaults(run=run_init)
    renewed = acts.add_parser("renew", parents=[common], help=_("make a new root in place of the old one"))
    _digits(renewed)
    _sheets_out(renewed)
    renewed.add_argument(
        "--old-root-lost", action="store_true", help=_("its sheets are lost: every office types the new code once")
    )
    renewed.set_defaults(run=run_renew)
    recovered = acts.add_parser("recover", parents=[common], help=_("let this computer sign, by the root sheets"))
    _digits(recovered)
    recovered.add_argument("--alone", action="store_true", help=_("go on though no other office was heard of since"))
    recovered.add_argument(
        "--former", choices=FORMER, help=_("why the computer that signed before is closed; else it stays open")
    )
    recovered.set_defaults(run=run_recover)
    checked = acts.add_parser("check-sheets", parents=[common], help=_("whether typed sheets are the root in force"))
    _digits(checked)
    checked.set_defaults(run=run_check)
    letter = acts.add_parser("letter", parents=[common], help=_("the page with the root code for the covering letter"))
    letter.add_argument("-o", dest="output", required=True, metavar="FILE")
    letter.set_defaults(run=run_letter)
    recovery = acts.add_parser(
        "open-recovery", parents=[common], help=_("open a unit's deposited recovery key; two officers and the sheets")
    )
    recovery.add_argument("unit", metavar="UNIT")
    recovery.add_argument("-o", dest="output", metavar="FILE", help=_("first sheet; without it the keys are listed"))
    recovery.add_argument("--computer", metavar="NUMBER", default="", help=_("only of this computer, a closed one too"))
    recovery.add_argument("--second-passphrase-file", metavar="F", help=_("passphrase of another officer here"))
    _digits(recovery)
    recovery.set_defaults(run=run_open_recovery)
    deposit = acts.add_parser("deposit", parents=[common], help=_("deposit the recovery key, or take it back"))
    deposit.add_argument("answer", choices=("on", "off"))
    deposit.set_defaults(run=run_deposit)


def _digits(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--digits-file", metavar="F",
        help=_("file with the sheets, three lines of digits each, two sheets where the root was split; else stdin"),
    )  # fmt: skip


def _sheets_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sheets-out", metavar="FILE", help=_("write the sheets to this PDF; else shown once"))
    command.add_argument("--split", action="store_true", help=_("three parts of which any two are enough"))


def _sheets(args: argparse.Namespace) -> list[str]:
    """Sheets typed at the terminal line by line, or from a file or the standard input."""
    from danvan_desktop.app.roster_root import sheets_in

    if args.digits_file:
        return sheets_in(text_of(Path(args.digits_file)))
    if not sys.stdin.isatty():
        return sheets_in(sys.stdin.read())
    lines: list[str] = []
    while line := ask_secret(_("Line {number} (empty to end): ").format(number=len(lines) + 1)):
        lines.append(line)
    return sheets_in("\n".join(lines))


def run_init(args: argparse.Namespace) -> None:
    """danvan roster init"""
    from danvan_desktop.app import roster_root

    with opened(args) as office:
        target = Path(args.sheets_out) if args.sheets_out else None
        made = roster_root.init(office, target, split=args.split, anyway=args.anyway)
    if not args.json:
        say(f"{roster_root.first_only()} {roster_root.instead()}")
    _say_made(args, made)


def run_renew(args: argparse.Namespace) -> None:
    """danvan roster renew"""
    from danvan_desktop.app import roster_root

    with opened(args) as office:
        old = None if args.old_root_lost else _sheets(args)
        made = roster_root.renew(office, old, Path(args.sheets_out) if args.sheets_out else None, split=args.split)
    _say_made(args, made)
    if args.old_root_lost and not args.json:
        say(_("Send the new root code to every office; each types it once: danvan roster trust CODE"))


def _say_made(args: argparse.Namespace, made: MadeRoot) -> None:
    if args.json:
        say_json(made.as_json())
        return
    if made.file:
        say(_("The root sheets are in {file}. Print them, seal each in its own envelope, then delete the file.").format(
            file=made.file
        ))  # fmt: skip
    else:
        say(_("Root sheets (write them down, each for its own envelope; they are shown only once):"))
        for sheet in made.sheets:
            say(sheet)
            say()
    say(_("Root code for the covering letter: {code}").format(code=made.code))


def run_recover(args: argparse.Namespace) -> None:
    """danvan roster recover"""
    from danvan_desktop.app import roster_root, roster_view

    with opened(args) as office:
        sheets, former = _sheets(args), roster_root.former_computers(office)
        before = roster_view.view(office.store)
        signed = roster_root.recover(office, sheets, alone=args.alone, former=args.former or "")
    still = [] if args.former else former
    if args.json:
        say_json({
            "version": signed.version, "root_code": signed.root.code, "signer": signed.root.signer_serial,
            "closed": former if args.former else [], "still_open": still,
        })  # fmt: skip
        return
    if before.can_sign and signed.version == before.version:
        say(_("The sheets are right. This computer signs the roster already; nothing was changed."))
        return
    text = (
        _("This computer signs the roster with a new key, from version {version} on; no copy of it does any more.")
        if before.can_sign
        else _("This computer signs the roster now, from version {version} on; the former one no longer does.")
    )  # fmt: skip
    say(text.format(version=signed.version))
    for number in former:
        text = (
            _("Computer {number} of this office is still open: offices go on sealing their packages to it. If it is"
              " gone or stolen, close it: danvan roster close {number} --reason replaced (or stolen).")
            if number in still else _("The former computer {number} is closed.")
        )  # fmt: skip
        say(text.format(number=number))
    say(_("Give every office the new roster before it exports again: danvan roster export -o FILE, or a package"
          " (danvan export --to UNIT). What was sealed to the former computer has to be exported again."))  # fmt: skip


def run_check(args: argparse.Namespace) -> int:
    """danvan roster check-sheets"""
    from danvan_desktop.app import roster_root

    with opened(args) as office:
        fits = roster_root.fits(office, _sheets(args))
    if args.json:
        say_json({"fits": fits})
    elif fits:
        say(_("These sheets are the root in force."))
    else:
        say(_("These sheets are not the root in force, or they do not belong together."))
    return 0 if fits else 1


def run_letter(args: argparse.Namespace) -> None:
    """danvan roster letter"""
    from danvan_desktop.app import roster_root

    with opened(args) as office:
        code = roster_root.write_letter(office, Path(args.output))
    if args.json:
        say_json({"file": args.output, "root_code": code})
    else:
        say(_("Written: {file}").format(file=args.output))


def run_open_recovery(args: argparse.Namespace) -> None:
    """danvan roster open-recovery"""
    from danvan_desktop.app import escrow

    if not args.output:
        _list_deposited(args)
        return
    with opened(args) as office:
        second = (
            first_line(Path(args.second_passphrase_file)) if args.second_passphrase_file
            else ask_secret(_("Passphrase of the second officer: "))
        )  # fmt: skip
        done = escrow.open_recovery(office, args.unit, _sheets(args), second, Path(args.output), computer=args.computer)
    if args.json:
        say_json(done.as_json())
        return
    for one, file in done.sheets:
        say(_("The recovery sheet of {unit} is in {file}. It stands in the access log with both names.").format(
            unit=done.unit, file=file
        ))  # fmt: skip
        say(one.label)
    for number in done.lost:
        text = _("The key of computer {number} was sealed to an earlier root whose sheets are lost.")
        say(text.format(number=number))
    say(_("Print it, take it there in a sealed envelope, then delete the file."))


def _list_deposited(args: argparse.Namespace) -> None:
    from danvan_desktop.app import escrow

    with opened(args) as office:
        found = escrow.deposited(office.store, args.unit)
    if args.json:
        say_json([
            {"computer": one.computer, "sealed_ms": one.sealed_ms, "closed": bool(one.closed)} for one in found
        ])  # fmt: skip
        return
    if not found:
        say(_("No recovery key of unit {unit} is deposited here.").format(unit=args.unit))
    for one in found:
        say(one.label)


def run_deposit(args: argparse.Namespace) -> None:
    """danvan roster deposit"""
    from danvan_desktop.app import escrow

    with opened(args) as office:
        withdrawn = escrow.set_refused(office, args.answer == "off")
        state = escrow.state(office.store)
    texts = {
        "sealed": _("The recovery key is sealed to the province's root; it goes up with the next package."),
        "waiting": _("The recovery key will be sealed when the roster of the province is here."),
        "refused": _("The recovery key is deposited nowhere; what was deposited opens nothing any more."),
    }
    if args.json:
        say_json({"escrow": state})
        return
    say(texts[state])
    if withdrawn:
        say(escrow.withdrawn_line())
