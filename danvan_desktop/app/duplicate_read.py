"""Petitions and visits as they are compared: read some hundred at a time, and only what comparing needs."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop import records
from danvan_desktop.app import parties
from danvan_desktop.domain.duplicates import FIELDS, VISIT_FIELDS, Match, Sheet, match, match_visits, sheet, visit_sheet
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import duplicates as sql
from danvan_desktop.storage.store import Store

PETITION, VISIT = "petition", "reception"
READ = {PETITION: FIELDS, VISIT: VISIT_FIELDS}
_PERSON_FIELDS = ("petition", "side", "name")
_SPLIT = "tach_don"
MOST = 200_000  # of a type that are compared with each other: a commune has a tenth of it, a province the last years
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Compared:
    """A petition or a visit; long texts are not kept. `linked`: what it is known to belong to by itself."""

    type_name: str
    row: bytes
    made: int
    sheet: Sheet
    linked: bytes
    case: bytes | None
    split: bool

    @property
    def age(self) -> tuple[str, int, bytes]:
        """What puts it before or after another one."""
        day = self.sheet.received
        return day.isoformat() if day else "", self.made, self.row


def of(type_name: str, row: bytes, values: Values, people: Iterable[Values] = (), made: int = 0) -> Compared:
    """What of a record's values is compared."""
    own = sheet(values, people) if type_name == PETITION else visit_sheet(values)
    linked = values.get("original") if type_name == PETITION else values.get("petition")
    case = values.get("case")
    return Compared(
        type_name, row, made, own, linked if isinstance(linked, bytes) else row,
        case if isinstance(case, bytes) else None, values.get("state") == _SPLIT,
    )  # fmt: skip


def alike(one: Compared, other: Compared) -> Match | None:
    """Why two may be one; None for two that are known to be, or where nothing speaks for it."""
    if one.row == other.row or known(one, other):
        return None
    both_visits = one.type_name == other.type_name == VISIT
    return (match_visits if both_visits else match)(one.sheet, other.sheet)


def known(one: Compared, other: Compared) -> bool:
    """Whether two belong together already: a duplicate, parts of a split petition, a visit in the same case."""
    if one.split or other.split or one.linked == other.linked:
        return True
    with_visit = VISIT in {one.type_name, other.type_name}
    return with_visit and one.case is not None and one.case == other.case


def read(store: Store, type_name: str, numbers: Sequence[int]) -> Iterator[Compared]:
    """Records of these numbers, in their order; those in the bin are left out."""
    for some in sql.read(store.conn, records.get(type_name), numbers, READ[type_name]):
        people = people_of(store, [item.id for item in some]) if type_name == PETITION else {}
        for item in some:
            yield of(type_name, item.id, item.values, people.get(item.id, ()), item.created_ms)


def people_of(store: Store, petitions: Sequence[bytes]) -> dict[bytes, list[Values]]:
    """The people listed in some petitions; a denunciation's are read for its respondents only."""
    party = records.get(parties.PARTY)
    found: dict[bytes, list[Values]] = defaultdict(list)
    for some in sql.read(store.conn, party, sql.people_in(store.conn, petitions), _PERSON_FIELDS):
        for one in some:
            parent = one.values.get("petition")
            if isinstance(parent, bytes):
                found[parent].append(one.values)
    return found


def stored(store: Store, type_name: str, row: bytes) -> tuple[Compared, Values] | None:
    """One stored record with its values; None when it is gone or lies in the bin."""
    item = store.get(type_name, row)
    if item is None or item.deleted:
        return None
    people = people_of(store, [row]).get(row, ()) if type_name == PETITION else ()
    return of(type_name, row, item.values, people, item.created_ms), item.values


def by_day(store: Store) -> tuple[Iterator[Compared], int]:
    """Every petition and visit in the order of days, the newest MOST of each, and how many that are."""
    numbers = {name: sql.in_days(store.conn, records.get(name))[-MOST:] for name in READ}
    streams = [read(store, name, found) for name, found in numbers.items()]
    merged = heapq.merge(*streams, key=lambda item: item.sheet.received or date.min)
    return merged, sum(len(found) for found in numbers.values())
