"""Commands of the keys: the province's root, its roster, who is taken in and who is closed (handoff.md §7)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli import roster_root
from danvan_desktop.cli.context import count, day, opened, say, say_json, say_table
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.roster_view import RosterView

REASONS = ("stolen", "lost-key", "left", "replaced", "merged")


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    command = commands.add_parser("roster", help=_("which offices and computers belong to the province"))
    acts = command.add_subparsers(metavar="show|add|refuse|unrefuse|close|sign|take|trust|export|init|…", required=True)
    shown = acts.add_parser(
        "show", parents=[common], help=_("root, units, computers, and who waits to be taken in"),
        description=_(
            "As JSON: root (province, code, compared, epoch; null before there is one), version, made, can_sign,"
            " offered_code, escrow (sealed, refused, waiting), units (code, name, level, parent, valid_from,"
            " valid_to, into), replicas (replica, unit, name, serial, checked, fingerprint, this, closed: at, reason,"
            " on; not_counting: changes, records), waiting (replica, unit, name, fingerprint, known_unit, known_as,"
            " since, closed_before: replica, reason, on), refused (replica, unit, name, fingerprint, reason, officer,"
            " when), deposited (units), notes (kind, subject)."
        ),
    )  # fmt: skip
    shown.set_defaults(run=run_show)
    added = acts.add_parser("add", parents=[common], help=_("take in units whose first package waits"))
    added.add_argument("units", metavar="UNIT", nargs="+")
    added.add_argument("--expect", metavar="FP", help=_("only if the fingerprint is this one"))
    added.add_argument("--receipts", metavar="DIR", help=_("write the receipt with the certificate into this folder"))
    added.set_defaults(run=run_add)
    _add_refusing(acts, common)
    closed = acts.add_parser("close", parents=[common], help=_("close a computer, or every computer of a unit"))
    closed.add_argument("what", metavar="REPLICA|UNIT")
    why = _("computer stolen or lost; its keys are lost; no longer used; replaced by another; unit merged or split")
    closed.add_argument("--reason", required=True, choices=REASONS, help=why)
    closed.add_argument("--at", type=count, metavar="N", help=_("last change that counts; else the last one received"))
    closed.add_argument("--take-back", action="store_true", help=_("also where changes after N were confirmed"))
    closed.add_argument("--on", type=day, metavar="D", help=_("from this day on; a merged unit ends the day before"))
    closed.add_argument("--into", metavar="UNIT", nargs="*", default=[], help=_("the units it went into"))
    closed.set_defaults(run=run_close)
    signed = acts.add_parser("sign", parents=[common], help=_("sign what is known now, as a new version if it differs"))
    signed.set_defaults(run=run_sign)
    taken = acts.add_parser("take", parents=[common], help=_("take in the roster file of the install stick"))
    taken.add_argument("file", metavar="FILE")
    taken.add_argument("--expect", metavar="CODE", help=_("root code from the covering letter: 8 groups of 4 digits"))
    taken.set_defaults(run=run_take)
    trusted = acts.add_parser("trust", parents=[common], help=_("believe the root of this code from the letter"))
    trusted.add_argument("code", metavar="CODE", nargs="+")
    trusted.set_defaults(run=run_trust)
    exported = acts.add_parser("export", parents=[common], help=_("write the roster for an install stick"))
    exported.add_argument("-o", dest="output", required=True, metavar="FILE")
    exported.set_defaults(run=run_export)
    roster_root.add(acts, common)


def _add_refusing(acts: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    refused = acts.add_parser("refuse", parents=[common], help=_("refuse a unit that waits; its packages stay kept"))
    refused.add_argument("unit", metavar="UNIT|REPLICA")
    refused.add_argument("--reason", required=True, metavar="TEXT", help=_("why; it is kept and logged here"))
    refused.add_argument("--receipts", metavar="DIR", help=_("write the receipt that tells its computer into here"))
    refused.set_defaults(run=run_refuse)
    back = acts.add_parser("unrefuse", parents=[common], help=_("take a refusal back: the unit waits again"))
    back.add_argument("unit", metavar="UNIT|REPLICA")
    back.set_defaults(run=run_unrefuse)


def run_show(args: argparse.Namespace) -> None:
    """danvan roster show"""
    from danvan_desktop.app import handover, roster_view

    with opened(args) as office:
        handover.prepare(office.store)  # a computer that was restored has its code from now on
        found = roster_view.view(office.store)
    if args.json:
        say_json(found.as_json())
    else:
        _say_view(found)


def _say_view(found: RosterView) -> None:
    from danvan_desktop.app.roster_texts import computer_state, own_code_line, root_line, waiting_note
    from danvan_desktop.handoff.roster_texts import asks_again_note

    say(root_line(found))
    if code := own_code_line(found):
        say(code)
    if found.offered:
        say(_("A roster under another root waits. If the province announced it: danvan roster trust {code}").format(
            code=found.offered
        ))  # fmt: skip
    if found.computers:
        rows = [(line.unit, line.name, line.replica, computer_state(line)) for line in found.computers]
        say_table((_("Unit"), _("Name"), _("Computer"), _("Status")), rows)
    for new in found.waiting:
        say(_("New unit waits: {unit} {name}, code {code}").format(unit=new.unit, name=new.name, code=new.fingerprint))
        if new.closing is not None:
            say("  " + asks_again_note(new.closing))
        if note := waiting_note(new):
            say("  " + note)
    for no in found.refused:
        said = _("Refused on {day}: {unit} {name}, code {code}: {reason}")
        day = f"{no.when:%d/%m/%Y}"
        say(said.format(day=day, unit=no.unit, name=no.name, code=no.fingerprint, reason=no.reason))


def run_add(args: argparse.Namespace) -> int:
    """danvan roster add"""
    from danvan_desktop.app import roster

    folder = Path(args.receipts) if args.receipts else None
    with opened(args) as office:
        given = [roster.add(office, unit, expect=args.expect, receipts=folder) for unit in args.units]
    if args.json:
        say_json([
            {
                "unit": one.certificate.unit.code, "replica": one.certificate.replica.hex(),
                "fingerprint": one.certificate.fingerprint, "checked": args.expect is not None,
                "receipt": str(one.receipt) if one.receipt else None,
                "packages": [package.as_json() for package in one.packages],
            }
            for one in given
        ])  # fmt: skip
        return 0
    for one in given:
        unit = one.certificate.unit
        say(_("{unit} {name} is taken in; {count} packages that waited were taken in too.").format(
            unit=unit.code, name=unit.name, count=len(one.packages)
        ))  # fmt: skip
        if one.receipt:
            say(_("Its certificate is in the receipt {file}; send it back.").format(file=one.receipt))
        if args.expect is None:
            say(_("Its code was not compared. Compare it by telephone, then: danvan enrol confirm {unit}").format(
                unit=unit.code
            ))  # fmt: skip
    return 0


def run_refuse(args: argparse.Namespace) -> None:
    """danvan roster refuse"""
    from danvan_desktop.app import roster_refuse

    folder = Path(args.receipts) if args.receipts else None
    with opened(args) as office:
        made = roster_refuse.refuse(office, args.unit, args.reason, receipts=folder)
    unit = made.certificate.unit
    if args.json:
        receipt = str(made.receipt) if made.receipt else None
        say_json({"unit": unit.code, "replica": made.certificate.replica.hex(), "kept": made.kept, "receipt": receipt})
        return
    text = _("{unit} {name} is refused; {count} packages of it are kept as they came.")
    say(text.format(unit=unit.code, name=unit.name, count=made.kept))
    if made.receipt:
        say(_("Its computer is told by the receipt {file}.").format(file=made.receipt))


def run_unrefuse(args: argparse.Namespace) -> None:
    """danvan roster unrefuse"""
    from danvan_desktop.app import roster_refuse

    with opened(args) as office:
        made = roster_refuse.take_back(office, args.unit)
    unit = made.certificate.unit
    if args.json:
        say_json({"unit": unit.code, "replica": made.certificate.replica.hex(), "kept": made.kept})
    else:
        text = _("{unit} {name} waits again, with {count} packages.")
        say(text.format(unit=unit.code, name=unit.name, count=made.kept))


def run_close(args: argparse.Namespace) -> None:
    """danvan roster close"""
    from danvan_desktop.app import roster
    from danvan_desktop.handoff.roster_texts import closed_line

    with opened(args) as office:
        made = roster.close(
            office, args.what, args.reason, at=args.at, into=args.into, take_back=args.take_back, day=args.on
        )
    if args.json:
        say_json([
            {"replica": one.replica.hex(), "at": one.at, "reason": one.reason, "on": one.day} for one in made
        ])  # fmt: skip
        return
    for one in made:
        say(closed_line(one))
    if args.reason == "stolen" and len(made) > 1:
        say(_("With a stolen computer all open computers are closed whose keys lie in it: what it was before a restore,"
              " or its copy. An honest one of them joins anew with new keys; nothing it stored is lost."))  # fmt: skip


def run_sign(args: argparse.Namespace) -> None:
    """danvan roster sign"""
    from danvan_desktop.app import roster

    with opened(args) as office:
        signed, new = roster.sign(office)
    if args.json:
        say_json({"version": signed.version, "new": new})
    elif new:
        say(_("The roster is signed as version {version}; it goes with the next packages.").format(
            version=signed.version
        ))  # fmt: skip
    else:
        say(_("Nothing has changed; version {version} stays in force.").format(version=signed.version))


def run_take(args: argparse.Namespace) -> None:
    """danvan roster take"""
    from danvan_desktop.app import roster
    from danvan_desktop.app.roster_texts import taken_line

    with opened(args) as office:
        taken, word = roster.take(office, Path(args.file), expect=args.expect)
        compared = roster.is_compared(office, taken)
    if args.json:
        say_json({
            "province": taken.province, "version": taken.version, "root_code": taken.root.code, "status": word,
            "compared": compared,
        })  # fmt: skip
        return
    say(taken_line(word, taken.province, taken.version))
    if not compared:
        say(_("Its root was not compared. Its code: {code}").format(code=taken.root.code))
        say(_("Compare it with the covering letter, then: danvan roster trust CODE"))


def run_trust(args: argparse.Namespace) -> None:
    """danvan roster trust"""
    from danvan_desktop.app import roster

    with opened(args) as office:
        word = roster.trust(office, " ".join(args.code))
    if args.json:
        say_json({"compared": True, "taken": word == "newer"})
    else:
        say(_("The root of the province is marked as compared."))


def run_export(args: argparse.Namespace) -> None:
    """danvan roster export"""
    from danvan_desktop.app import roster

    with opened(args) as office:
        now = roster.export_file(office, Path(args.output))
    if args.json:
        say_json({"file": args.output, "version": now.version, "root_code": now.root.code})
        return
    say(_("Roster version {version} written: {file}").format(version=now.version, file=args.output))
    say(_("Root code for the covering letter: {code}").format(code=now.root.code))
