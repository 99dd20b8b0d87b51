"""Commands of the scanner: which there are, and paper scanned straight to a record."""

from __future__ import annotations

import argparse
from typing import Any

from danvan_desktop.cli.context import opened, say, say_json, say_table
from danvan_desktop.errors import DanvanError
from danvan_desktop.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    listed = commands.add_parser("scanners", parents=[common], help=_("the scanners that answer on this computer"))
    listed.set_defaults(run=run_scanners)

    scan = commands.add_parser("scan", parents=[common], help=_("scan paper and keep it at a record, as one file"))
    scan.add_argument("type", metavar="TYPE")
    scan.add_argument("id", metavar="ID")
    scan.add_argument("--device", metavar="D", help=_("as “danvan scanners” names it; the first one unless given"))
    scan.add_argument("--caption", default="", metavar="TEXT", help=_("what the file is"))
    scan.add_argument("--resolution", type=int, default=200, metavar="DPI", help=_("dots to the inch: 200 or 300"))
    scan.add_argument("--colour", action="store_true", help=_("in colour; otherwise grey"))
    scan.add_argument("--paper", choices=("A4", "A5", "all"), default="A4", help=_("size of the page"))
    scan.add_argument("--feeder", action="store_true", help=_("all pages in the feeder, as one PDF"))
    scan.add_argument("--pages", type=int, default=100, metavar="N", help=_("from the feeder at most so many"))
    scan.set_defaults(run=run_scan)


def run_scanners(args: argparse.Namespace) -> None:
    """danvan scanners"""
    from danvan_desktop.app import scanning

    found = scanning.scanners()
    if args.json:
        say_json([{"device": one.device, "name": one.name} for one in found])
    elif found:
        say_table((_("Device"), _("Name")), [(one.device, one.name) for one in found])
    else:
        say(_("No scanner answers."))


def run_scan(args: argparse.Namespace) -> None:
    """danvan scan"""
    from danvan_desktop.app import lists, rights, scanning

    with opened(args) as office:
        record, item = lists.find(office.store, args.type, args.id)
        rights.require_edit(office.store, record.name, item.id)  # before paper is moved
        wish = scanning.Wish(
            args.resolution, args.colour, "" if args.paper == "all" else args.paper,
            scanning.FEEDER if args.feeder else scanning.GLASS, args.pages,
        )  # fmt: skip
        pages, problem = _scanned(args.device or scanning.first_device(), wish)
        row = scanning.attach(office.store, record.name, item.id, pages, args.caption, office.officer)
    if args.json:
        say_json({"id": row.hex(), "pages": len(pages)})
    else:
        say(_("Scanned and attached: {count} pages, {id}.").format(count=len(pages), id=row.hex()))
    if problem is not None:
        raise problem  # told after what came was kept


def _scanned(device: str, wish: Any) -> tuple[list[bytes], DanvanError | None]:  # noqa: ANN401  scanning.Wish
    """The pages, and what ended them early; without any page that is raised."""
    from danvan_desktop.app import scanning

    pages: list[bytes] = []
    try:
        for data in scanning.scan(device, wish):
            pages.append(scanning.kept_page(data, wish.resolution))
    except DanvanError as error:
        if not pages:
            raise
        return pages, error
    return pages, None
