"""Which stored petitions and visits are worth comparing with one record: asked of search, by name, hamlet and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from danvan_desktop import records
from danvan_desktop.app import duplicate_read
from danvan_desktop.app.duplicate_read import PETITION, Compared
from danvan_desktop.domain.duplicates import MONTHS, Sheet
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import duplicates as sql
from danvan_desktop.storage.store import Store

NEWEST, BEST, NEAR = 120, 40, 15  # candidates of one question
PHRASES = 8
Question = tuple[str, int, bool]


def candidates(store: Store, mine: Compared, values: Mapping[str, Value]) -> Iterator[Compared]:
    """Petitions, then visits, that share a name, a hamlet with a like name, a respondent or words with this record."""
    days = around(mine.sheet.received)
    asked = list(_questions(mine.sheet, values))
    for type_name in duplicate_read.READ:
        record = records.get(type_name)
        within = sql.bounds(store.conn, record, days)
        numbers: dict[int, None] = {}
        for expression, limit, best in asked:
            numbers |= dict.fromkeys(sql.by_words(store.conn, record, expression, within, limit, best=best))
        if type_name == PETITION:
            numbers |= dict.fromkeys(_by_people(store, mine.sheet))
        yield from duplicate_read.read(store, type_name, list(numbers))


def _by_people(store: Store, own: Sheet) -> list[int]:
    """Petitions in whose lists of people somebody bears one of these names."""
    names = [name for name in (own.who, *own.also, *own.respondents) if name]
    return [n for name in names for n in sql.by_people(store.conn, sql.all_words(name.split()), NEWEST)]


def _questions(own: Sheet, values: Mapping[str, Value]) -> Iterator[Question]:
    """What is asked of search: the names, the name but for one word in its hamlet, the respondent, the subject."""
    for who in (own.who, *own.also):
        yield sql.all_words(who.split()), NEWEST, False
    name = own.who.split()
    hamlets = [place.hamlet.split() for place in own.places if place.hamlet]
    if len(name) > 2 and hamlets:
        for without in range(len(name)):
            yield sql.all_words([*name[:without], *name[without + 1 :], *hamlets[-1]]), BEST, False
    phrases = _phrases(values, secret=own.denounces)
    for body in own.respondents:
        yield sql.all_words(body.split()), BEST, False
        if phrases:
            yield f"({sql.all_words(body.split())}) AND ({sql.any_phrase(phrases)})", BEST, True
    if not own.who:  # words of their own accord say something of what names nobody, else of a neighbour in the hamlet
        yield sql.any_phrase(phrases), BEST, True
    elif phrases and hamlets:
        yield f"({sql.all_words(hamlets[-1])}) AND ({sql.any_phrase(phrases[:3])})", NEAR, False


def _phrases(values: Mapping[str, Value], *, secret: bool) -> list[str]:
    """A few pairs of neighbouring words, spread over what is said; the longest ones tell most."""
    text = fold_key(str(values.get("summary_redacted") or ("" if secret else values.get("content")) or ""))
    words = text.split()[:120]
    pairs = {f"{one} {two}": len(one) + len(two) for one, two in pairwise(words)}
    return sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:PHRASES]


def around(day: date | None) -> tuple[date, date]:
    """The days within which another record may be the same."""
    reach = timedelta(days=31 * MONTHS)
    return (day - reach, day + reach) if day else (date.min, date.max)
