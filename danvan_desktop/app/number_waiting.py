"""Records that wait for a number (“chờ số”): those the office's other computers saved, numbered here in one act."""

from __future__ import annotations

from danvan_desktop.app import number_books, people
from danvan_desktop.app.number_books import REGISTERS, BookKey
from danvan_desktop.i18n import _
from danvan_desktop.storage import number_books as stored
from danvan_desktop.storage import peers
from danvan_desktop.storage.store import Store


def waiting(store: Store, year: int) -> dict[str, list[bytes]]:
    """Records of the office's other computers without a number in a register that is numbered here, oldest first."""
    if len(set(peers.open_lines(store.conn, store.unit.code).values())) < 2:
        return {}
    found: dict[str, list[bytes]] = {}
    for kind in REGISTERS:
        if kind in store.types and number_books.standing(store, BookKey(kind), year).ours:
            rows = stored.unnumbered(store.conn, kind, REGISTERS[kind], store.unit.code, year, store.clock.replica)
            found |= {kind: rows} if rows else {}
    return found


def give_all(store: Store, year: int, officer: str) -> int:
    """Number what waits in every register; returns how many. Raises UserError for who may not."""
    return sum(give(store, kind, year, officer) for kind in waiting(store, year))


def give(store: Store, kind: str, year: int, officer: str) -> int:
    """Number what waits in a register, in the order of receipt; returns how many. Raises UserError for who may not."""
    people.require(store, "edit")
    rows = waiting(store, year).get(kind, [])
    key = BookKey(kind)
    if rows:
        with store.batch(officer=officer, reason=_("Numbers given to what waited")) as batch:
            for row in rows:
                number = number_books.standing(store, key, year).next
                number_books.used(store, key, number, year)
                batch.edit(kind, row, {REGISTERS[kind]: str(number)})
    return len(rows)
