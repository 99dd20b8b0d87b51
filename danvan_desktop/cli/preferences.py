"""Command about this computer's preferences: looks, language, size of texts, idle lock; no office is opened."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from danvan_desktop.cli.context import say, say_json
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _

LABELS = {
    "theme": N_("Appearance"), "language": N_("Language"), "scale": N_("Text size, in percent"),
    "idle_minutes": N_("Minutes until the lock when nobody types; 0 is never"),
    "backup_folder": N_("Folder of backups"), "scan_folder": N_("Folder of the scanner"), "printer": N_("Printer"),
}  # fmt: skip


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    made = commands.add_parser("preferences", parents=[common], help=_("show or change what this computer is set to"))
    made.add_argument("act", nargs="?", default="show", choices=("show", "set"))
    made.add_argument("name", nargs="?", metavar="NAME", help=", ".join(LABELS))
    made.add_argument("value", nargs="?", metavar="VALUE")
    made.set_defaults(run=run_preferences)


def run_preferences(args: argparse.Namespace) -> None:
    """danvan preferences"""
    from danvan_desktop.app import preferences

    kept = preferences.load()
    if args.act == "set":
        if args.name is None or args.value is None:
            raise UserError(_("Which preference, and what?"), hint=_("danvan preferences set NAME VALUE"))
        preferences.put(kept, args.name, args.value)
        kept.save()
    if args.json:
        say_json(asdict(kept))
        return
    for name, value in asdict(kept).items():
        say(f"{_(LABELS[name])} ({name}): {value}")
