"""Rows that two units write: whom a row is addressed to, and who holds a dossier that was handed on (handoff.md §3).

A pure function of ops and roster: the same set in any order gives the same answer. Clocks decide nothing. The one
who hands a dossier on says in the offer up to which number of its own changes the dossier goes; what it writes
later counts until the other side accepts, and for nothing from then on: who accepts names the changes of the offer it
has seen, and no other word of the offer counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.record_type import RecordType, Sharing

ROW_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Tenure:
    """A unit that holds or held a row; `until`: by replica the last change of it that counts, None for the holder.

    `by`: the row of the transfer by which it handed the row on, empty for the holder.
    """

    unit: str
    until: Mapping[bytes, int] | None = None
    by: bytes = b""

    def covers(self, unit: str, replica: bytes, seq: int) -> bool:
        """Whether a change of that replica of `unit` falls into this time."""
        return unit == self.unit and (self.until is None or seq <= self.until.get(replica, 0))


@dataclass(frozen=True)
class Shares:
    """By row: the units it is addressed to, and for dossiers that were ever offered who holds them, one after other."""

    addressed: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    tenures: Mapping[bytes, tuple[Tenure, ...]] = field(default_factory=dict)
    offers: Mapping[bytes, frozenset[bytes]] = field(default_factory=dict)  # the transfers that ever offered a row

    def holder(self, row: bytes) -> str:
        """The unit that holds a row which was offered; "" for any other."""
        tenures = self.tenures.get(row)
        return tenures[-1].unit if tenures else ""

    def way(self, rows: Iterable[bytes]) -> set[bytes]:
        """The transfers by which these rows came to who holds them; without one nobody can tell whose they are."""
        return {tenure.by for row in rows for tenure in self.tenures.get(row, ()) if tenure.by}

    def differing(self, other: Shares) -> set[bytes]:
        """Rows about which the two say different things."""
        rows = {*self.addressed, *other.addressed, *self.tenures, *other.tenures}
        return {
            row for row in rows
            if self.addressed.get(row) != other.addressed.get(row) or self.tenures.get(row) != other.tenures.get(row)
        }  # fmt: skip


NOTHING = Shares()


@dataclass(frozen=True, slots=True)
class Writ:
    """What of an op of a shared type decides: its author's unit, the row, its fields, its id, the ops it had seen."""

    unit: str
    row: bytes
    type_name: str
    fields: Mapping[str, object]
    op_id: bytes = b""
    seen: frozenset[bytes] = frozenset()


@dataclass
class _Offer:
    """A dossier handed on, as the ops on its row say."""

    row: bytes
    sender: str
    rows: set[bytes] = field(default_factory=set)
    until: dict[bytes, int] = field(default_factory=dict)
    after: str = ""
    takers: set[str] = field(default_factory=set)
    refused: bool = False  # also: then it may have gone elsewhere since


def gather(
    writs: Iterable[Writ], types: Mapping[str, RecordType], units: Mapping[bytes, str]
) -> Shares:  # fmt: skip
    """What the ops of shared types say. `units`: the unit of every replica known."""
    terms_of = {name: record.sharing for name, record in types.items() if record.sharing}
    found = [(writ, terms_of[writ.type_name]) for writ in writs if writ.type_name in terms_of]
    addressed: dict[bytes, set[str]] = defaultdict(set)
    for writ, terms in found:
        named = writ.fields.get(terms.addressee)
        if units.get(writ.row[:8]) == writ.unit and isinstance(named, str) and named:
            addressed[writ.row].add(named)
    offers: dict[bytes, _Offer] = {}
    accepted = _seen_by_takers(found, types, addressed)
    for writ, terms in found:
        if terms.rows and writ.row[:8] in units:
            offer = offers.setdefault(writ.row, _Offer(writ.row, units[writ.row[:8]]))
            if writ.unit != offer.sender or writ.op_id in accepted.get(writ.row, {writ.op_id}):
                _read(offer, writ, terms, addressed.get(writ.row, ()), types[writ.type_name].state_field)
    by_row: dict[bytes, list[_Offer]] = defaultdict(list)
    for offer in offers.values():
        for row in offer.rows:
            by_row[row].append(offer)
    chains = {row: _chain(units[row[:8]], every) for row, every in by_row.items() if row[:8] in units}
    named_ones = {row: frozenset(names) for row, names in addressed.items()}
    return Shares(named_ones, chains, {row: frozenset(o.row for o in every) for row, every in by_row.items()})


def _seen_by_takers(
    found: Iterable[tuple[Writ, Sharing]], types: Mapping[str, RecordType], addressed: Mapping[bytes, Collection[str]]
) -> dict[bytes, set[bytes]]:
    """By offer that was accepted: the changes of it that its takers had seen. An earlier program did not say."""
    seen: dict[bytes, set[bytes]] = defaultdict(set)
    for writ, terms in found:
        taken = terms.rows and writ.fields.get(types[writ.type_name].state_field) == terms.accepted
        if taken and writ.seen and writ.unit in addressed.get(writ.row, ()):
            seen[writ.row] |= writ.seen
    return dict(seen)


def _read(offer: _Offer, writ: Writ, terms: Sharing, takers: Collection[str], state: str) -> None:
    if writ.unit == offer.sender:
        offer.rows |= set(row_ids(writ.fields.get(terms.rows)))
        for replica, seq in numbers(writ.fields.get(terms.until)).items():
            offer.until[replica] = max(seq, offer.until.get(replica, 0))
        after = writ.fields.get(terms.after)
        offer.after = max(offer.after, after) if isinstance(after, str) else offer.after
    elif writ.unit in takers and writ.fields.get(state) == terms.accepted:
        offer.takers.add(writ.unit)
    elif writ.unit in takers and state in writ.fields:
        offer.refused = True


def _chain(creator: str, offers: list[_Offer]) -> tuple[Tenure, ...]:
    """From the unit that made the row along the offers that were accepted.

    Of two in one place the one that nobody refused, then the smaller id: who refused a dossier does not take it from
    whom it was offered to since.
    """
    holder, last = creator, ""
    tenures: list[Tenure] = []
    while True:
        next_ones = [o for o in offers if o.takers and o.after == last and o.sender == holder]
        if not next_ones:
            return (*tenures, Tenure(holder))
        taken = min(next_ones, key=lambda o: (o.refused, o.row))
        tenures.append(Tenure(holder, taken.until, taken.row))
        holder, last = min(taken.takers), taken.row.hex()


def row_ids(stored: object) -> list[bytes]:
    """Row ids in a field that lists them as hex with blanks between; what is none is passed over."""
    words = stored.split() if isinstance(stored, str) else []
    found = []
    for word in words:
        try:
            found.append(bytes.fromhex(word))
        except ValueError:
            continue
    return [row for row in found if len(row) == ROW_DIGITS // 2]


def numbers(stored: object) -> dict[bytes, int]:
    """Last numbers by replica in a field that lists them as `replica:number`; what is none is passed over."""
    words = stored.split() if isinstance(stored, str) else []
    found = {}
    for word in words:
        replica, _colon, number = word.partition(":")
        try:
            found[bytes.fromhex(replica)] = int(number)
        except ValueError:
            continue
    return {replica: number for replica, number in found.items() if len(replica) == 8 and number >= 0}


def as_numbers(found: Mapping[bytes, int]) -> str:
    """The text that `numbers` reads."""
    return " ".join(f"{replica.hex()}:{number}" for replica, number in sorted(found.items()))
