"""Petitions that may be one: proposed for one petition as it is typed, or for a whole period. Nothing is decided here.

Candidates come from search and from blocks of equal names, respondents, parcels and rare words; only they are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from danvan_desktop import records
from danvan_desktop.app.duplicate_words import reasons_said
from danvan_desktop.domain.duplicates import FIELDS, MONTHS, Match, Sheet, match, sheet
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import duplicates as sql
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE = "petition"
MOST = 20  # proposals for one petition
MOST_PAIRS = 500  # on the page of a period
NEWEST, BEST = 300, 80  # candidates of one question
PHRASES = 8
BLOCK = 60  # petitions of one block that are compared with each other: more say that the block says nothing
RARE = 6
_SPLIT = "tach_don"
_OF_WORDS = frozenset({"words", "respondent"})
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Proposal:
    """A petition that may be the same one. `reasons`: Vietnamese words; no person is named in them."""

    row: bytes
    score: float
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()

    def said(self) -> str:
        """“cùng họ tên, cùng ấp; nội dung gần giống”."""
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Pair:
    """Two petitions that may be one; `first` is the one that came earlier."""

    first: bytes
    later: bytes
    score: float
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()

    def said(self) -> str:
        """Why, in words."""
        return "; ".join(self.reasons)


# --- one petition
def proposals(store: Store, row: bytes) -> list[Proposal]:
    """Petitions that may be the same as a stored one, the likeliest first."""
    item = store.get(TYPE, row)
    return proposals_of(store, item.values, row) if item is not None and not item.deleted else []


def proposals_of(store: Store, values: Mapping[str, Value], row: bytes | None = None) -> list[Proposal]:
    """The same for values as they are typed; `row` the petition they belong to, if it is stored."""
    mine = sheet(values)
    apart = {other for pair in sql.decisions(store.conn, row) for other in pair} if row is not None else set()
    me = Record(TYPE, row or b"", "", dict(values))
    found = []
    for item in _candidates(store, mine, values):
        if item.id == row or item.id in apart or _linked(me, item):
            continue
        if (like := match(mine, sheet(item.values))) is not None:
            found.append(Proposal(item.id, like.score, reasons_said(like), like.reasons))
    return sorted(found, key=lambda one: (-one.score, one.row))[:MOST]


def _candidates(store: Store, mine: Sheet, values: Mapping[str, Value]) -> Iterator[Record]:
    record = records.get(TYPE)
    within = sql.bounds(store.conn, record, _around(mine.received))
    numbers: dict[int, None] = {}
    for expression, limit, best in _questions(mine, values):
        numbers |= dict.fromkeys(sql.by_words(store.conn, record, expression, within, limit, best=best))
    for items in sql.read(store.conn, record, list(numbers), FIELDS):
        yield from items


def _questions(mine: Sheet, values: Mapping[str, Value]) -> Iterator[tuple[str, int, bool]]:
    """What is asked of search: the name, the name but for one word in its hamlet, the respondent, the subject."""
    name = mine.who.split()
    yield sql.all_words(name), NEWEST, False
    hamlets = [place.hamlet.split() for place in mine.places if place.hamlet]
    if len(name) > 2 and hamlets:
        for without in range(len(name)):
            yield sql.all_words([*name[:without], *name[without + 1 :], *hamlets[-1]]), BEST, False
    phrases = _phrases(values, secret=mine.denounces)
    if mine.respondent:
        yield sql.all_words(mine.respondent.split()), BEST, False
        if phrases:
            yield f"({sql.all_words(mine.respondent.split())}) AND ({sql.any_phrase(phrases)})", BEST, True
    yield sql.any_phrase(phrases), BEST, True


def _phrases(values: Mapping[str, Value], *, secret: bool) -> list[str]:
    """A few pairs of neighbouring words, spread over what the petition says; the longest ones tell most."""
    text = fold_key(str(values.get("summary_redacted") or ("" if secret else values.get("content")) or ""))
    words = text.split()[:120]
    pairs = {f"{one} {two}": len(one) + len(two) for one, two in pairwise(words)}
    return sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:PHRASES]


def _around(day: date | None) -> tuple[date, date]:
    reach = timedelta(days=31 * MONTHS)
    return (day - reach, day + reach) if day else (date.min, date.max)


def _linked(one: Record, other: Record) -> bool:
    """Whether two petitions are known to be one already, or parts of one that was split."""
    roots = {item.values.get("original") or item.id for item in (one, other)}
    return len(roots) == 1 or _SPLIT in {one.values.get("state"), other.values.get("state")}


# --- a period
def all_proposals(store: Store, period: Period | None = None, step: Step | None = None) -> list[Pair]:
    """Pairs of which one was received in the period (any, without one), the likeliest first; at most MOST_PAIRS."""
    items, sheets = _all_in(store, period, step)
    decided = {frozenset(pair) for pair in sql.decisions(store.conn)}
    found = []
    for one, other in _told(_neighbours(sheets, period), step):
        if frozenset((one, other)) in decided or _linked(items[one], items[other]):
            continue
        if (like := match(sheets[one], sheets[other])) is not None:
            found.append(_pair(items[one], items[other], like))
    return sorted(found, key=lambda pair: (-pair.score, pair.later, pair.first))[:MOST_PAIRS]


def _all_in(
    store: Store, period: Period | None, step: Step | None
) -> tuple[dict[bytes, Record], dict[bytes, Sheet]]:  # fmt: skip
    """Every petition within reach of the period, and what of it is compared; long texts are not kept."""
    record = records.get(TYPE)
    days = (_around(period.first)[0], _around(period.last)[1]) if period else _around(None)
    numbers = sql.in_days(store.conn, record, days)
    items: dict[bytes, Record] = {}
    sheets: dict[bytes, Sheet] = {}
    for some in sql.read(store.conn, record, numbers, FIELDS):
        for item in some:
            items[item.id], sheets[item.id] = replace(item, values=_kept(item)), sheet(item.values)
        if step is not None:
            step(len(items), len(numbers))
    return items, sheets


def _kept(item: Record) -> dict[str, Value]:
    return {name: item.values.get(name) for name in ("received_on", "state", "original")}


def _in(period: Period | None, day: date | None) -> bool:
    return period is None or (day is not None and period.first <= day <= period.last)


def _told(pairs: Collection[tuple[bytes, bytes]], step: Step | None) -> Iterator[tuple[bytes, bytes]]:
    """Pairs, and how far one is with them."""
    for place, pair in enumerate(pairs):
        if step is not None and place % 500 == 0:
            step(place, len(pairs))
        yield pair


def _pair(one: Record, other: Record, like: Match) -> Pair:
    first, later = in_order(one, other)
    return Pair(first.id, later.id, like.score, reasons_said(like), like.reasons)


def in_order(one: Record, other: Record) -> tuple[Record, Record]:
    """Two petitions, the one received earlier first."""

    def age(item: Record) -> tuple[str, int, bytes]:
        return str(item.values.get("received_on") or ""), item.created_ms, item.id

    return (one, other) if age(one) <= age(other) else (other, one)


def _neighbours(sheets: Mapping[bytes, Sheet], period: Period | None) -> set[tuple[bytes, bytes]]:
    """Pairs that share a block, one of them of the period. A large block of a person: neighbours in time only; one
    of words says nothing.
    """
    often = Counter(word for own in sheets.values() for word in _words(own))
    blocks: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for row, own in sheets.items():
        for key in set(_keys(own, often)):
            blocks[key].append(row)
    inside = {row for row, own in sheets.items() if _in(period, own.received)}
    pairs: set[tuple[bytes, bytes]] = set()
    for (kind, _text), rows in blocks.items():
        if len(rows) > 1 and (len(rows) <= BLOCK or kind not in _OF_WORDS) and not inside.isdisjoint(rows):
            in_time = sorted(rows, key=lambda row: (sheets[row].received or date.min, row))
            pairs.update(pair for pair in _within(in_time) if not inside.isdisjoint(pair))
    return pairs


def _within(rows: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    reach = len(rows) if len(rows) <= BLOCK else BLOCK // 4
    for place, row in enumerate(rows):
        yield from (_sorted(row, other) for other in rows[place + 1 : place + 1 + reach])


def _sorted(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    return (one, other) if one < other else (other, one)


def _keys(own: Sheet, often: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    name = own.who.split()
    hamlet = own.places[-1].hamlet if own.places else ""
    for kind, text in (("id", own.number), ("name", own.who), ("parcel", own.parcel), ("decision", own.decision)):
        if text:
            yield kind, text
    if hamlet:
        yield from (("near", " ".join([*name[:at], *name[at + 1 :], "@", hamlet])) for at in range(len(name)))
    shared = (word for word in _words(own) if often[word] > 1)
    rare = sorted(shared, key=lambda word: (often[word], word))[:RARE]
    yield from (("words", f"{one} {two}") for one, two in combinations(sorted(rare), 2))
    if own.respondent:
        yield from (("respondent", f"{own.respondent} {word}") for word in rare or [hamlet])


def _words(own: Sheet) -> set[str]:
    return {word for text in own.subjects for word in text.split()}
