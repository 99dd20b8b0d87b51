"""Commands about the files beside a record: attach one, list them, write a copy of one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, say_table
from danvan_desktop.cli.disclosing import add_denunciations
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.attachments import Attachment
    from danvan_desktop.storage.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    attach = commands.add_parser("attach", parents=[common], help=_("keep a file inside the data file, at a record"))
    attach.add_argument("type", metavar="TYPE")
    attach.add_argument("id", metavar="ID")
    attach.add_argument("file", metavar="FILE")
    attach.add_argument("--caption", default="", metavar="TEXT", help=_("what the file is"))
    attach.add_argument("--original", action="store_true", help=_("do not make a picture smaller"))
    attach.set_defaults(run=run_attach)

    listed = commands.add_parser("attachments", parents=[common], help=_("the files attached to a record"))
    listed.add_argument("type", metavar="TYPE")
    listed.add_argument("id", metavar="ID")
    listed.set_defaults(run=run_list)

    saved = commands.add_parser("attachment-save", parents=[common], help=_("write a copy of an attached file"))
    saved.add_argument("id", metavar="ID")
    saved.add_argument("-o", dest="output", required=True, metavar="FILE")
    add_denunciations(saved)
    saved.set_defaults(run=run_save)


def run_attach(args: argparse.Namespace) -> None:
    """danvan attach"""
    from danvan_desktop.app import attachments, lists

    path = Path(args.file)
    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        row = attachments.add(
            office.store, record.name, item.id, attachments.read_file(path), path.name, args.caption, office.officer,
            keep_original=args.original,
        )  # fmt: skip
    if args.json:
        say_json({"id": row.hex()})
    else:
        say(_("Attached: {id}.").format(id=row.hex()))


def run_list(args: argparse.Namespace) -> None:
    """danvan attachments"""
    from danvan_desktop.app import attachments, lists

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        found = attachments.of(office.store, record.name, item.id)
    if args.json:
        say_json([_as_json(one) for one in found])
        return
    heads = ("ID", _("Caption"), _("File"), _("Size"), _("Here"))
    say_table(heads, [
        (one.row.hex(), one.caption, one.file_name, f"{one.size} byte", _here(one))
        for one in found
    ])  # fmt: skip


def _here(one: Attachment) -> str:
    if one.here and not one.opens:
        return _("yes, cannot be opened")
    return _("yes") if one.here else _("no")


def _as_json(one: Attachment) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("caption", "file_name", "mime", "size", "here", "opens")}
    return {"id": one.row.hex(), "sha256": one.digest, **told}


def run_save(args: argparse.Namespace) -> None:
    """danvan attachment-save"""
    from danvan_desktop.app import attachments

    with opened(args) as office:
        attachments.save_copy(
            office, _named(office.store, args.id), Path(args.output), denunciations=args.denunciations
        )
    if args.json:
        say_json({"file": args.output})
    else:
        say(_("A readable copy is in {file}.").format(file=args.output))


def _named(store: Store, row: str) -> Attachment:
    """The attached file of an id."""
    from danvan_desktop.app import attachments, lists

    _record, item = lists.find(store, attachments.TYPE, row)
    owner = bytes.fromhex(str(item.values["owner_row"]))
    for one in attachments.of(store, str(item.values["owner_type"]), owner):
        if one.row == item.id:
            return one
    raise UserError(_("This file lies in the bin."), hint=_("Bring it back first: danvan restore-record."))
