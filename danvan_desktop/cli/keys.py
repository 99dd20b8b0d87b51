"""Commands for whoever wants to open or check packages without this program, or only to look at one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop import paths
from danvan_desktop.cli.context import data_dir, opened, passphrase, say, say_json
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.key_files import WrittenKey
    from danvan_desktop.app.verify import Verdict


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    keys = commands.add_parser("keys", help=_("write what the public commands age and minisign need"))
    acts = keys.add_subparsers(metavar="identity|recipient|verify", required=True)
    identity = acts.add_parser("identity", parents=[common], help=_("SECRET: opens the packages of this office (age)"))
    identity.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    identity.set_defaults(run=run_identity)
    recipient = acts.add_parser("recipient", parents=[common], help=_("public: seals a file for a unit (age)"))
    recipient.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    recipient.add_argument("--unit", default="", metavar="C", help=_("code of another unit; else this one"))
    recipient.set_defaults(run=run_recipient)
    verify = acts.add_parser("verify", parents=[common], help=_("public: checks the signatures of a unit (minisign)"))
    verify.add_argument("-o", dest="output", required=True, metavar="FILE", help=_("the file that is written"))
    verify.add_argument("--unit", default="", metavar="C", help=_("code of another unit; else this one"))
    verify.set_defaults(run=run_verify_key)

    look = commands.add_parser("verify", parents=[common], help=_("who signed a file, for whom, and is it whole"))
    look.add_argument("file", metavar="FILE", help=_("package, request, certificate, backup, roster or update"))
    look.add_argument("--identity", metavar="FILE", help=_("file of “danvan keys identity” that opens a package"))
    look.add_argument("--office", action="store_true", help=_("with the keys of this office; asks its passphrase"))
    look.set_defaults(run=run_verify)


def run_identity(args: argparse.Namespace) -> None:
    """danvan keys identity"""
    from danvan_desktop.app import key_files

    with opened(args) as office:
        written = key_files.write_identity(office, Path(args.output), passphrase(args))
    if args.json:
        say_json(written.as_json())
        return
    say(_("SECRET KEY written: {file}").format(file=written.file))
    say(_("Whoever holds it opens every package of this office. Delete it when you are done; it stands in the log."))


def run_recipient(args: argparse.Namespace) -> None:
    """danvan keys recipient"""
    from danvan_desktop.app import key_files

    with opened(args) as office:
        written = key_files.write_recipient(office, Path(args.output), passphrase(args), args.unit)
    if args.json:
        say_json(written.as_json())
    else:
        _say_public(written)


def run_verify_key(args: argparse.Namespace) -> None:
    """danvan keys verify"""
    from danvan_desktop.app import key_files

    with opened(args) as office:
        written = key_files.write_verify(office, Path(args.output), passphrase(args), args.unit)
    if args.json:
        say_json([one.as_json() for one in written])
        return
    for one in written:
        _say_public(one)


def _say_public(written: WrittenKey) -> None:
    say(_("Public key of unit {unit} written: {file}").format(unit=written.unit, file=written.file))
    say(_("Fingerprint: {code}").format(code=written.fingerprint))


def run_verify(args: argparse.Namespace) -> int:
    """danvan verify"""
    if args.office or (args.passphrase_file and (data_dir(args) / paths.KEYS_NAME).is_file()):
        with opened(args) as office:
            verdict = _verdict(args, office.store)
    else:
        verdict = _verdict(args, None)
    if args.json:
        say_json(verdict.as_json())
    else:
        for line in verdict.lines():
            say(line)
    return verdict.exit_code


def _verdict(args: argparse.Namespace, store: Any) -> Verdict:  # noqa: ANN401  a Store or None
    from danvan_desktop.app.verify import verify

    return verify(Path(args.file), identity_file=Path(args.identity) if args.identity else None, store=store)
