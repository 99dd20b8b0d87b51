"""Commands about how the office stands: its settings, drafts not saved yet, its backups."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, say_table
from danvan_desktop.cli.records import pairs
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.app.backups import BackupState
    from danvan_desktop.app.care_rescue import Copy
    from danvan_desktop.app.left_work import Left

SIDES = ("party", "state")
LABELS = {
    "name": N_("Organ"), "parent": N_("Organ above it"), "symbol": N_("Symbol in numbers"),
    "place": N_("Place before the date"), "side": N_("Layout of documents (party, state)"),
    "signer_post": N_("Signs as"), "signer_name": N_("Signer's name"),
}  # fmt: skip


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    settings = commands.add_parser("settings", parents=[common], help=_("show or change the office's settings"))
    settings.add_argument("values", nargs="*", metavar=_("NAME=VALUE"), help=_("only an administrator changes them"))
    settings.set_defaults(run=run_settings)

    drafts = commands.add_parser("drafts", parents=[common], help=_("what you typed and did not save: type and time"))
    drafts.add_argument("act", nargs="?", default="list", choices=("list", "discard"))
    drafts.add_argument("key", nargs="?", metavar="KEY", help=_("the draft to throw away for good"))
    drafts.set_defaults(run=run_drafts)

    backups = commands.add_parser("backups", parents=[common], help=_("the last backup and those in the backup folder"))
    backups.set_defaults(run=run_backups)


def run_settings(args: argparse.Namespace) -> None:
    """danvan settings"""
    from danvan_desktop.app import office_settings

    given = pairs(args.values)
    _check_settings(given)
    with opened(args) as office:
        if given:
            office_settings.save_organ(office, given)
        organ = office_settings.organ(office)
    if args.json:
        say_json(organ)
        return
    for name, text in organ.items():
        say(f"{_(LABELS[name])} ({name}): {' / '.join(text.splitlines())}")


def _check_settings(given: dict[str, str]) -> None:
    from danvan_desktop.app.office_settings import FIELDS

    known, nothing = ", ".join(FIELDS), _("Nothing was changed.")
    for name in given:
        if name not in FIELDS:
            message = _("There is no setting “{name}”.").format(name=name)
            raise UserError(message, kept=nothing, hint=_("Settings: {known}.").format(known=known))
    if given.get("side", SIDES[0]) not in SIDES:
        raise UserError(_("The layout is “party” or “state”."), kept=nothing)


def run_drafts(args: argparse.Namespace) -> None:
    """danvan drafts"""
    from danvan_desktop.app import left_work

    with opened(args) as office:
        if args.act == "discard":
            if not args.key:
                raise UserError(_("Which draft?"), hint=_("“danvan drafts” lists them."))
            left_work.discard(office.store, office.officer, args.key)
        found = left_work.left(office.store, office.officer)
    if args.json:
        say_json([_draft_json(one) for one in found])
    elif found:
        say_table((_("Key"), _("Officer"), _("What"), _("When"), _("Record")), [_draft_row(one) for one in found])
    else:
        say(_("No draft is waiting."))


def _draft_json(one: Left) -> dict[str, object]:
    from danvan_desktop.app.drafts import Draft

    type_name, row = (one.type_name, one.row) if isinstance(one, Draft) else (one.key.partition(":")[0], None)
    when = _time(one.at_ms).isoformat(timespec="seconds")
    return {"key": one.key, "officer": one.officer, "type": type_name, "id": row.hex() if row else None, "when": when}


def _draft_row(one: Left) -> tuple[str, ...]:
    from danvan_desktop.app import lists
    from danvan_desktop.app.drafts import Draft

    name = _(lists.record_type(one.type_name).label) if isinstance(one, Draft) else one.name
    row = (one.row.hex() if one.row else _("new")) if isinstance(one, Draft) else ""
    return one.key, one.officer, name, f"{_time(one.at_ms):%d/%m/%Y %H:%M}", row


def _time(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000).astimezone()


def run_backups(args: argparse.Namespace) -> None:
    """danvan backups"""
    from danvan_desktop.app import backup_places, backups, care_rescue

    with opened(args) as office:
        state, folder = backups.backup_state(office.store), backup_places.folder_for(office.data_dir)
        places = [folder, *([state.file.parent] if state.file else [])]
        found = care_rescue.find_copies(places, office.ring.key)
    if args.json:
        say_json({"folder": str(folder), "last": _state_json(state), "files": [_copy_json(copy) for copy in found]})
        return
    say(state.sentence)
    say(_("Place: {folder}").format(folder=folder))
    if found:
        say_table((_("Made"), _("Records"), _("Size"), _("Problem"), _("File")), [_copy_row(copy) for copy in found])


def _state_json(state: BackupState) -> dict[str, object]:
    told = {name: getattr(state, name) for name in ("problem", "changed", "days", "tone")}
    return {"made": _iso(state.made), "file": str(state.file) if state.file else None, **told}


def _copy_json(copy: Copy) -> dict[str, object]:
    told = {name: getattr(copy, name) for name in ("size", "records", "problem")}
    return {"file": str(copy.file), "made": _iso(copy.made), **told}


def _copy_row(copy: Copy) -> tuple[str, ...]:
    made = f"{copy.made:%d/%m/%Y %H:%M}" if copy.made else ""
    records = "" if copy.records is None else str(copy.records)
    return made, records, f"{copy.size} byte", copy.problem, copy.file.name


def _iso(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
