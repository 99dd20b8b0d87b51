"""Commands of the hand-over: export, import, peers, conflicts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli import handing_on
from danvan_desktop.cli.context import note, opened, say, say_alike, say_json, say_table
from danvan_desktop.cli.disclosing import add_names
from danvan_desktop.domain.text import shown_name
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.lost_sticks import Lost
    from danvan_desktop.handoff.export import ExportedPackage
    from danvan_desktop.handoff.imported import ImportedPackage


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    _add_export(commands, common)
    _add_import(commands, common)
    _add_peers(commands, common)
    _add_conflicts(commands, common)


def _add_export(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    export = commands.add_parser("export", parents=[common], help=_("write packages for another office"))
    export.add_argument("--to", required=True, metavar="C", help=_("code of the receiving unit"))
    export.add_argument("-o", dest="output", metavar="DIR", help=_("where the packages are written; not for --preview"))
    export.add_argument("--full", action="store_true", help=_("everything, also what was acknowledged"))
    export.add_argument(
        "--max-part-mb", type=int, default=64, metavar="N", help=_("greatest size of one file, 1 to 64 MB")
    )
    handing_on.add_transfer_words(export)
    add_names(export)
    export.set_defaults(run=run_export)


def _add_import(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    taken = commands.add_parser("import", parents=[common], help=_("take in packages; writes the receipt beside them"))
    taken.add_argument("path", metavar="FILE|DIR", help=_("a package, or the folder or stick on which packages lie"))
    taken.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    taken.add_argument("--confirm-large", action="store_true", help=_("take in unusually much of one unit too"))
    taken.set_defaults(run=run_import)


def _add_peers(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    peers = commands.add_parser("peers", parents=[common], help=_("the offices known here and what they acknowledged"))
    peers.add_argument("--lost", action="store_true", help=_("packages whose stick was probably lost"))
    days = _("keep: after how many days without a receipt a stick counts as lost")
    peers.add_argument("--lost-after", type=int, default=0, metavar="N", help=days)
    peers.set_defaults(run=run_peers)


def _add_conflicts(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    conflicts = commands.add_parser("conflicts", parents=[common], help=_("fields with two values, both kept"))
    outside = _("changes somebody wrote without the right to: kept, counted nowhere")
    conflicts.add_argument("--outside-rights", action="store_true", help=outside)
    conflicts.set_defaults(run=run_conflicts)
    resolve = commands.add_parser("resolve", parents=[common], help=_("choose one of the values"))
    resolve.add_argument("row", metavar="ROW", help=_("the record, as “danvan conflicts” names it"))
    resolve.add_argument("field", metavar="FIELD", help=_("the field, as “danvan conflicts --json” names it"))
    resolve.add_argument("--keep", required=True, metavar="OP", help=_("the change whose value is to stand"))
    resolve.set_defaults(run=run_resolve)


def run_export(args: argparse.Namespace) -> None:
    """danvan export"""
    from danvan_desktop.app import denunciations_out, handover
    from danvan_desktop.storage.files import is_folder

    if not args.output and not args.preview:
        raise UserError(_("Say where the packages are to be written."), hint=_("Give a folder: -o DIR."))
    if args.transfer:
        handing_on.run_send(args)
        return
    if args.letter_no or args.letter_on or args.reason:
        raise UserError(
            _("A letter and a reason belong to a dossier that is handed on."), kept=_("Nothing was written."),
            hint=_("Name the petition: --transfer ID."),
        )  # fmt: skip
    if args.preview:
        _preview(args)
        return
    made = not is_folder(Path(args.output))
    with opened(args) as office:
        codes = denunciations_out.going(office.store, args.to, full=args.full)
        packages = handover.export(
            office.store, args.to, Path(args.output), full=args.full, officer=office.officer,
            max_part_mb=args.max_part_mb, denunciations=True,
        )  # fmt: skip
    if codes and not args.denunciations:
        note(denunciations_out.said(codes))  # a hand-over by a script must not stop; what left stands in the log
    _say_exported(args, packages, made=made)


def _say_exported(args: argparse.Namespace, packages: list[ExportedPackage], *, made: bool) -> None:
    if args.json:
        say_json({"packages": [package.as_json() for package in packages]})
        return
    if made:
        note(_("The folder {folder} was not there and was made: see that the stick is in.").format(folder=args.output))
    for package in packages:
        text = _("{file}: {ops} changes, {size} bytes, for {to}. The stick may be taken out now.")
        if package.files:
            text = _("{file}: {ops} changes, of {files} attached files, {size} bytes, for {to}. The stick may be taken"
                     " out now.")  # fmt: skip
        say(text.format(
            file=package.file, ops=package.ops, files=package.files, size=package.bytes, to=package.to
        ))  # fmt: skip


def _preview(args: argparse.Namespace) -> None:
    """What an export would carry; nothing is written."""
    from danvan_desktop.app.outgoing import outgoing

    with opened(args) as office:
        going = outgoing(office.store, args.to, full=args.full)
    if args.json:
        types = [{"type": one.type_name, "new": one.new, "changed": one.changed} for one in going.types]
        say_json({"to": args.to, "types": types, "persons_travel": going.persons_travel, "bytes_about": going.size})
        return
    say_table(
        (_("Record"), _("New"), _("Changed")),
        [(one.label, str(one.new), str(one.changed)) for one in going.types],
    )
    say(_("To {unit}, about {size} bytes. Nothing was written.").format(unit=args.to, size=going.size))


def run_import(args: argparse.Namespace) -> int:
    """danvan import"""
    from danvan_desktop.app import handover, stick_folders
    from danvan_desktop.storage.files import is_folder

    path = Path(args.path)
    with opened(args) as office:
        packages = handover.import_path(
            office.store, path, dry_run=args.dry_run, confirm_large=args.confirm_large, officer=office.officer
        )
    if packages and is_folder(path) and (missing := stick_folders.missing_parts(path)):
        note(_("Parts are missing: {names}.").format(names=", ".join(missing)))
    if not packages:
        note(_("No package of another office lies in {place}.").format(place=args.path))
        for folder in stick_folders.folders_with_packages(path):
            note(_("Packages lie in the folder {folder}: take that one in.").format(folder=shown_name(str(folder))))
    if args.json:
        say_json([package.as_json() for package in packages])
    elif packages:
        _say_imported(packages)
    found = {package.status for package in packages}
    return 1 if "unread" in found else 2 if "quarantined" in found else 0


def _say_imported(packages: list[ImportedPackage]) -> None:
    from danvan_desktop.app import handover

    heads = (_("File"), _("Status"), _("New"), _("Changed"), _("Known"), _("Conflicts"))
    say_table(heads, [
        (_name(p.file), _(handover.STATUS[p.status]), str(p.new), str(p.changed), str(p.duplicates),
         str(p.conflicts)) for p in packages
    ])  # fmt: skip
    for package in packages:
        if package.files:
            text = _("{file}: attached files that are whole now: {count}")
            say(text.format(file=_name(package.file), count=package.files))
    say_alike([(_name(package.file), package.reason) for package in packages if package.reason])


def _name(file: str) -> str:
    return shown_name(Path(file).name)


def run_peers(args: argparse.Namespace) -> None:
    """danvan peers"""
    from danvan_desktop.app import handover, lost_sticks

    with opened(args) as office:
        if args.lost_after:
            lost_sticks.set_days(office, args.lost_after)
        peers, lost = handover.peers(office.store), lost_sticks.lost(office.store)
    if args.lost:
        _say_lost(args, lost)
        return
    if args.json:
        say_json([peer.as_json() for peer in peers])
        return
    heads = (_("Unit"), _("Name"), _("Last receipt"), _("Unconfirmed"), _("Compared"))
    say_table(heads, [peer.as_row() for peer in peers])


def _say_lost(args: argparse.Namespace, lost: list[Lost]) -> None:
    if args.json:
        say_json([one.as_json() for one in lost])
        return
    for one in lost:
        say(f"{one.title} {one.text}")
    if not lost:
        say(_("No stick seems lost."))


def run_conflicts(args: argparse.Namespace) -> None:
    """danvan conflicts"""
    from danvan_desktop.app import conflict_view, conflicts

    if args.outside_rights:
        handing_on.say_outside_rights(args)
        return
    with opened(args) as office:
        found, views = conflicts.listed(office.store), conflict_view.listed(office.store)
    if args.json:
        say_json(found)
        return
    for view in views:
        told = _("{label}, field “{field}” of {row}:")
        say(told.format(label=view.title or view.record_label, field=view.field_label, row=view.row.hex()))
        for side in view.sides:
            shown = " " + _("(shown now)") if side.shown else ""
            say(f"  {side.op}  {side.when:%d/%m/%Y %H:%M}  {side.officer} ({side.unit}): {side.text}{shown}")
    say(_("{count} conflicts").format(count=len(views)))


def run_resolve(args: argparse.Namespace) -> None:
    """danvan resolve"""
    from danvan_desktop.app import conflicts

    with opened(args) as office:
        conflicts.resolve(office.store, args.row, args.field, args.keep, officer=office.officer)
    if args.json:
        say_json({"row": args.row, "field": args.field, "kept": args.keep})
    else:
        say(_("The conflict is settled; the other value stays in the history."))
