"""A list as plain data, and the answers to it: local numbers in order, one page of records, how many there are."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from danvan_desktop import records
from danvan_desktop.domain.record_type import Kind, RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import list_query
from danvan_desktop.storage.list_conditions import Narrowing
from danvan_desktop.storage.list_query import Query
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.domain.indicator import Indicator
    from danvan_desktop.domain.periods import Period
    from danvan_desktop.storage import figures


@dataclass(frozen=True)
class Condition:
    """One condition on a field; `test` is "is", "any", "from", "to", "has", "empty" or "filled".

    Of a petition's days of processing and settlement also "in_time" and "late".
    """

    field: str
    test: str
    value: object = None


@dataclass(frozen=True)
class Listing:
    """Which records of a type and in which order; with `figure` the records behind that figure of a period."""

    type_name: str
    search: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = True
    figure: str = ""
    start: date | None = None
    end: date | None = None
    part: str = "denominator"
    title: str = ""
    bin: bool = False

    @property
    def record(self) -> RecordType:
        """The definition of the type."""
        return records.get(self.type_name)

    @property
    def plain(self) -> bool:
        """True when nothing hides a row."""
        return not (self.search.strip() or self.conditions or self.figure or self.bin)


def default_sort(record: RecordType) -> str:
    """The field lists of a type begin with; "" for the order in which records came."""
    return record.order if list_query.sortable(record, record.order) else ""


def sort_fields(record: RecordType) -> frozenset[str]:
    """Fields a list can be put in the order of, without sorting a million rows."""
    return frozenset(field.name for field in record.fields if list_query.sortable(record, field.name))


def query(store: Store, listing: Listing) -> Query:
    """The listing in the words of the storage; UserError for a figure that does not exist."""
    record = listing.record
    return Query(
        record, listing.sort or default_sort(record), listing.descending, listing.search,
        tuple(_narrowing(store, item) for item in listing.conditions),
        _figure(store, listing), listing.bin,
    )  # fmt: skip


def _narrowing(store: Store, item: Condition) -> Narrowing:
    """The condition for the storage; what only the rules of terms can tell is worked out into local numbers."""
    if item.test not in {"in_time", "late"}:
        return Narrowing(item.field, item.test, item.value)
    from danvan_desktop.app.on_time import judged

    return Narrowing(item.field, "numbers", judged(store, item.field, late=item.test == "late"))


def _figure(store: Store, listing: Listing) -> tuple[Indicator, Period, figures.Part] | None:
    if not listing.figure:
        return None
    from danvan_desktop import indicators
    from danvan_desktop.domain.periods import Period
    from danvan_desktop.storage import figures

    item = indicators.find(listing.figure, partial(figures.codes_in_use, store.conn))
    if item is None or item.record_type != listing.type_name:
        raise UserError(_("There is no figure “{code}”.").format(code=listing.figure))
    if listing.start is None or listing.end is None:
        raise UserError(_("A figure needs its period."))
    return item, Period(listing.start, listing.end), "numerator" if listing.part == "numerator" else "denominator"


def numbers(store: Store, listing: Listing, step: Callable[[], None] | None = None) -> array[int]:
    """Local numbers of all rows in order, 8 bytes each; for a worker's thread where the list may be long."""
    return list_query.numbers(store.conn, store.types, query(store, listing), step)


def first_page(store: Store, listing: Listing, limit: int = 200) -> array[int]:
    """The first local numbers of a list that nothing hides, at once."""
    return list_query.first_page(store.conn, query(store, listing), limit)


def page(store: Store, record: RecordType, wanted: Sequence[int], names: Iterable[str]) -> list[Record | None]:
    """Records of local numbers with some of their fields."""
    return list_query.page(store.conn, record, wanted, {*names, *_deciding(record)})


def _deciding(record: RecordType) -> set[str]:
    """Fields that say whether another is a denouncer's: without them nothing could be masked."""
    return {field.denouncer_when.field for field in record.fields if field.denouncer_when}


def ids(store: Store, listing: Listing) -> list[bytes]:
    """Ids of all rows in order; `numbers` is what a long list is made of."""
    return list_query.ids_of(store.conn, listing.record, numbers(store, listing))


def ids_of(store: Store, record: RecordType, wanted: Sequence[int]) -> list[bytes]:
    """Ids of some local numbers."""
    return list_query.ids_of(store.conn, record, wanted)


def number_of(store: Store, record: RecordType, row: bytes) -> int | None:
    """The local number of a record."""
    return list_query.number_of(store.conn, record, row)


def count(store: Store, listing: Listing) -> int:
    """How many rows a list has."""
    return list_query.count(store.conn, store.types, query(store, listing))


def total(store: Store, type_name: str) -> int:
    """How many records of a type are not in the bin."""
    return count(store, Listing(type_name))


def filterable(record: RecordType, name: str) -> bool:
    """Whether a filter cell means anything for the field; a link is found by the words of what it leads to."""
    field = record.by_name[name]
    return field.kind is not Kind.LINK or bool(records.get(field.links_to).searchable)
