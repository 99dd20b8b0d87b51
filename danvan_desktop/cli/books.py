"""Commands of number books: where each stands, numbers seen twice; open one, take one over, set its next number."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from danvan_desktop.cli.context import opened, say, say_json, say_table, today
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.number_books import BookKey, Standing
    from danvan_desktop.storage.store import Store


def add(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401  argparse's own private type
    """Add the commands of this file."""
    books = commands.add_parser("books", parents=[common], help=_("number books: the next number, numbers seen twice"))
    books.add_argument("act", nargs="?", default="list", choices=("list", "open", "take-over", "set", "give"))
    books.add_argument("kind", nargs="?", metavar="KIND", help=_("petition, reception, or a kind of document"))
    books.add_argument("--body", metavar="ID", help=_("id of the body that signs (organisation)"))
    books.add_argument("--year", type=int, metavar="Y", help=_("year of the book; this year unless given"))
    books.add_argument("--term", default="", metavar="TEXT", help=_("term of the committee, instead of a year"))
    books.add_argument("--next", type=int, metavar="N", help=_("the next number"))
    books.set_defaults(run=run_books)


def run_books(args: argparse.Namespace) -> None:
    """danvan books"""
    from danvan_desktop.app import number_books, number_waiting, people

    year = args.year or today().year
    with opened(args) as office:
        store = office.store
        if args.act == "give":
            number_waiting.give(store, _key(args, store).kind, year, office.officer)
        elif args.act != "list":
            people.require(office, "settings")
            _act(args, store, _key(args, store), year, office.officer)
        found = number_books.listed(store, year)
        told = [_as_json(one, number_books.twice(store, one.key.kind, one.year)) for one in found]
        late = number_waiting.waiting(store, year)
        bodies = {one.key.body: _body_name(store, one.key.body) for one in found}
    if args.json:
        say_json(told)
        return
    for kind, rows in late.items():
        say(_("{book}: {count} records wait for a number; “danvan books give {kind}” numbers them.").format(
            book=_kind_name(kind), count=len(rows), kind=kind
        ))  # fmt: skip
    heads = (_("Book"), _("Body or organisation"), _("Year or term"), _("Next number"), _("Seen twice"))
    say_table(heads, [
        (_kind_name(one.key.kind), bodies[one.key.body], one.key.term or str(one.year),
         str(one.next) if one.ours else _(number_books.WAITS), ", ".join(line["twice"]))
        for one, line in zip(found, told, strict=True)
    ])  # fmt: skip


def _act(args: argparse.Namespace, store: Store, key: BookKey, year: int, officer: str) -> None:
    from danvan_desktop.app import number_books

    if args.act == "open":
        number_books.open_book(store, key, year, officer, args.next)
    elif args.act == "take-over":
        number_books.take_over(store, key, year, officer)
        if args.next is not None:
            number_books.set_next(store, key, year, args.next)
    elif args.next is None:
        raise UserError(_("Which number comes next?"), hint=_("Give it by --next."))
    else:
        number_books.set_next(store, key, year, args.next)
    if not args.json:
        say(_("Done."))


def _key(args: argparse.Namespace, store: Store) -> BookKey:
    from danvan_desktop.app import lists
    from danvan_desktop.app.number_books import BookKey

    if not args.kind:
        raise UserError(_("Which number book?"), hint=_("petition, reception, or a kind of document"))
    body = lists.find(store, "organisation", args.body)[1].id if args.body else b""
    if "|" in args.kind + args.term:
        raise UserError(_("Kind and term hold no “|”."), kept=_("Nothing was changed."))
    return BookKey(args.kind, body, args.term)


def _as_json(one: Standing, twice: dict[str, list[bytes]]) -> dict[str, Any]:
    return {
        "kind": one.key.kind, "body": one.key.body.hex(), "year": None if one.key.term else one.year,
        "term": one.key.term, "next": one.next if one.ours else None, "ours": one.ours, "opened": one.row is not None,
        "used_on": one.used_on, "twice": {number: [row.hex() for row in rows] for number, rows in twice.items()},
    }  # fmt: skip


def _kind_name(kind: str) -> str:
    from danvan_desktop import records
    from danvan_desktop.app.number_books import REGISTERS

    return _(records.get(kind).plural) if kind in REGISTERS else kind


def _body_name(store: Store, body: bytes) -> str:
    found = store.get("organisation", body) if body else None
    return str(found.values.get("name") or "") if found else ""
