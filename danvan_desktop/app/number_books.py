"""Number books: the next number per body, kind and year or term, taken inside the save that uses it.

A book belongs to one computer of the unit (handoff.md §3): the one that opened it or took it over. The others leave
the number open (“chờ số”). A register whose book nobody opened is numbered by the office's first computer; a number
seen twice all the same is listed for a person to mend. Counters never leave this computer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app.number_giver import is_first
from danvan_desktop.app.saving import Change
from danvan_desktop.domain.problem import WARNING, Problem
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import number_books as stored
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

BOOK = "number_book"
REGISTERS = {"petition": "register_no", "reception": "register_no"}  # types numbered in their own register, by year
TWICE = "number_twice"  # code of the warning that another record has the number
WAITS = N_("to come")


@dataclass(frozen=True)
class BookKey:
    """Which book: kind of document (or a register's type), the body that signs, its term; without a term, by year."""

    kind: str
    body: bytes = b""  # row of the organisation
    term: str = ""

    def text(self, year: int) -> str:
        """The counter's name."""
        return f"{self.kind}|{self.body.hex()}|{self.term or year}"


@dataclass(frozen=True)
class Standing:
    """Where a book is. `ours`: this computer gives its numbers; `row`: its record, None when nobody opened it."""

    key: BookKey
    year: int
    next: int
    used_on: str
    ours: bool
    row: bytes | None = None


def take(store: Store, book_key: BookKey, on: date) -> str:
    """The next number of a book, which is then used; call it inside the transaction that writes it.

    Raises UserError when another computer of the unit gives the numbers: leave the number empty then.
    """
    found = standing(store, book_key, on.year)
    if not found.ours:
        raise UserError(
            _("The numbers of this book are given by another computer of the unit."),
            kept=_("The number stays empty: it waits."),
            hint=_("Fill it in when it is given, or take the book over: danvan books take-over."),
        )  # fmt: skip
    stored.set_counter(store.conn, book_key.text(on.year), found.next + 1, on.isoformat())
    return str(found.next)


def used(store: Store, book_key: BookKey, number: int, year: int) -> None:
    """A number was typed by hand: the next one given is higher."""
    book = book_key.text(year)
    now, following = stored.counter(store.conn, book), standing(store, book_key, year).next
    if now is None or now.stale or number >= following:  # what the register was looked through for is kept
        stored.set_counter(store.conn, book, max(following, number + 1), "")


def standing(store: Store, book_key: BookKey, year: int) -> Standing:
    """The next number of a book in a year, without taking it."""
    now = stored.counter(store.conn, book_key.text(year))
    number = now.next if now else 1
    if book_key.kind in REGISTERS and (now is None or now.stale):
        number = max(number, _after_register(store, book_key, year))
    item = _book(store, book_key, year)
    ours = is_first(store) if item is None else keeper(item) == store.clock.replica
    return Standing(book_key, year, number, now.used_on if now else "", ours, item.id if item else None)


def _after_register(store: Store, book_key: BookKey, year: int) -> int:
    field = REGISTERS[book_key.kind]
    return stored.highest(store.conn, book_key.kind, field, store.unit.code, year) + 1


# --- registers: proposed in the form, taken by the save
def proposed(store: Store, record: RecordType, year: int) -> str:
    """The number a new record of a register begins with; "" for other types and where it waits."""
    if record.name not in REGISTERS:
        return ""
    found = standing(store, BookKey(record.name), year)
    return str(found.next) if found.ours else ""


def numbered(
    store: Store, record: RecordType, change: Change, begun: Mapping[str, Value], on: date
) -> dict[str, Value]:  # fmt: skip
    """The values that a save writes, their number settled; inside its transaction.

    A number left as the form proposed it (`begun`) is taken now, so that two windows never save the same one;
    one typed by hand stays and the book goes on after it.
    """
    settled, name = dict(change.values), REGISTERS.get(record.name, "")
    number, year = settled.get(name), change.whole.get("register_year")
    if not isinstance(number, str) or not number.isdecimal() or len(number) > 7:
        return settled
    key, in_year = BookKey(record.name), year if isinstance(year, int) else on.year
    if number == begun.get(name):
        settled[name] = take(store, key, on if on.year == in_year else date(in_year, 12, 31))
    else:
        used(store, key, int(number), in_year)
    return settled


# --- books that were opened
def keeper(item: Record) -> bytes:
    """The computer that gives a book's numbers: who took it over last, else who opened it."""
    named = item.values.get("keeper")
    return bytes.fromhex(named) if isinstance(named, str) and named else item.id[:8]


def _book(store: Store, book_key: BookKey, year: int) -> Record | None:
    """The record of a book; of two opened at once the older one."""
    wanted = (book_key.kind, book_key.body or None, book_key.term or None, None if book_key.term else year)
    found = (item for item in _books(store) if _named(item) == wanted)
    return next(found, None)


def _books(store: Store) -> list[Record]:
    if BOOK not in store.types:
        return []
    rows = stored.book_rows(store.conn, store.unit.code)
    return store.records(BOOK, rows) if rows else []


def _named(item: Record) -> tuple[Value, Value, Value, Value]:
    term = item.values.get("term") or None
    year = None if term else item.values.get("year")
    return (item.values.get("doc_kind"), item.values.get("organisation") or None, term, year)


def open_book(store: Store, book_key: BookKey, year: int, officer: str, first: int | None = None) -> Standing:
    """Open a book on this computer, which gives its numbers from now on; `first` is the next number."""
    if _book(store, book_key, year) is not None:
        raise UserError(_("This number book is open already."), kept=_("Nothing was changed."))
    values: dict[str, Value] = {
        "unit": store.unit.code, "doc_kind": book_key.kind, "organisation": book_key.body or None,
        "term": book_key.term or None, "year": None if book_key.term else year, "keeper": store.clock.replica.hex(),
    }  # fmt: skip
    with store.batch(officer=officer) as batch:
        batch.new(BOOK, {name: value for name, value in values.items() if value is not None})
        if first is not None:
            set_next(store, book_key, year, first)
    return standing(store, book_key, year)


def take_over(store: Store, book_key: BookKey, year: int, officer: str) -> Standing:
    """Give the numbers of a book here from now on: the other computer was replaced, or says so."""
    item = _book(store, book_key, year)
    if item is None and not is_first(store):
        return open_book(store, book_key, year, officer)
    if item is None:
        raise UserError(_("There is no such number book."), hint=_("“danvan books” lists them."))
    with store.batch(officer=officer, reason=_("Number book taken over")) as batch:
        batch.edit(BOOK, item.id, {"keeper": store.clock.replica.hex()})
    return standing(store, book_key, year)


def set_next(store: Store, book_key: BookKey, year: int, number: int) -> Standing:
    """Set the next number of a book: it begins with another one, or one was typed wrongly."""
    if not 1 <= number < 10_000_000:
        raise UserError(_("A number of a book is a whole number from 1."), kept=_("Nothing was changed."))
    with store.writing():
        stored.set_counter(store.conn, book_key.text(year), number, "")
    return standing(store, book_key, year)


def listed(store: Store, year: int) -> list[Standing]:
    """The registers of a year, every book opened, and every counter used here."""
    keys = {BookKey(kind).text(year): (BookKey(kind), year) for kind in REGISTERS}
    for item in _books(store):
        kind, body, term, of_year = _named(item)
        key = BookKey(str(kind or ""), body if isinstance(body, bytes) else b"", str(term or ""))
        at = of_year if isinstance(of_year, int) else year
        keys.setdefault(key.text(at), (key, at))
    for text in stored.all_counters(store.conn):
        kind_, body_, span = text.split("|")
        key = BookKey(kind_, bytes.fromhex(body_), "" if span.isdecimal() and len(span) == 4 else span)
        keys.setdefault(text, (key, int(span) if not key.term else year))
    return [standing(store, key, at) for key, at in keys.values()]


def twice(store: Store, kind: str, year: int) -> dict[str, list[bytes]]:
    """Numbers that several records of our register, or papers of a book, have; each with them, the first one first."""
    from danvan_desktop.app import paper_numbers

    field = REGISTERS.get(kind)
    if field is None:
        return paper_numbers.twice(store, kind, year)
    return stored.twice(store.conn, kind, field, store.unit.code, year)


def taken_by_others(store: Store, record: RecordType, values: Mapping[str, Value], row: bytes | None) -> list[Problem]:
    """A warning where another record of our register has the number already; `row` is the record itself, None if new.

    Never refused: two computers may have given it, and a person mends it (handoff.md §3).
    """
    name = REGISTERS.get(record.name, "")
    number, year, came = values.get(name), values.get("register_year"), values.get("received_on")
    year = came.year if year is None and isinstance(came, date) else year
    if not isinstance(number, str) or not number.strip() or not isinstance(year, int):
        return []
    found = stored.holders(store.conn, record.name, name, store.unit.code, year, number.strip())
    others = store.records(record.name, [one for one in found if one != row])
    if not others:
        return []
    text = _("{label} {number} of {year} stands on another record already: {records}.").format(
        label=_(record.field(name).label), number=number.strip(), year=year,
        records="; ".join(_named_with_day(record, one) for one in others),
    )  # fmt: skip
    return [Problem(name, TWICE, WARNING, text)]


def _named_with_day(record: RecordType, item: Record) -> str:
    """A record without its persons: its title and the day it was received."""
    from danvan_desktop.app.titles import title

    came = item.values.get("received_on")
    return f"{title(record, item)} ({came:%d/%m/%Y})" if isinstance(came, date) else title(record, item)


def records_came(store: Store) -> None:
    """Records came in otherwise than by a form: registers are looked through before the next number."""
    stored.records_came(store.conn)
