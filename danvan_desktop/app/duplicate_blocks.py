"""Which of the petitions seen so far are worth comparing with the next one: those that share a key with it.

Petitions and visits come in the order of days. Of each key only the newest are looked at, and what lies more than two
spans of 24 months back is dropped, so that neither time nor memory grows with the square of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from zlib import crc32

from danvan_desktop.app.duplicate_read import Compared
from danvan_desktop.domain.duplicates import MONTHS, Sheet

PERSON, WORDS = 200, 40  # newest records of one key that are looked at: of a person or parcel, of words
SOME = 4  # words of a text that stand for it: two texts that share most of their words share some of these
SPAN = timedelta(days=31 * MONTHS)
Block = dict[int, list[Compared]]


class Blocks:
    """What was seen, by key: the span that runs now, and the one before it."""

    def __init__(self) -> None:
        self._now: Block = {}
        self._before: Block = {}
        self._since = date.min

    def met(self, item: Compared) -> list[Compared]:
        """Earlier records worth comparing with this one, which is kept for those that follow."""
        self._turn(item.sheet.received or date.min)
        now, before = self._now, self._before
        found: dict[bytes, Compared] = {}
        own = dict.fromkeys(keys(item.sheet))
        for _key, asked, limit in own:
            for block in (now, before):
                for key in asked:
                    if (earlier := block.get(key)) is not None:
                        found.update((other.row, other) for other in earlier[-limit:])
        for key in {key for key, _asked, _limit in own}:
            now.setdefault(key, []).append(item)
        return list(found.values())

    def _turn(self, day: date) -> None:
        if day - self._since > SPAN:
            self._now, self._before, self._since = {}, self._now, day


Key = tuple[int, tuple[int, ...], int]  # under which a record is kept, by which it asks, how many are looked at


def keys(own: Sheet) -> Iterator[Key]:
    """What a record is found by: persons, matters, and some of its words within a hamlet or about a respondent."""
    for kind, text in (("id", own.number), ("parcel", own.parcel), ("decision", own.decision)):
        if text:
            yield _same(PERSON, kind, text)
    for name in {own.who, *own.also} - {""}:
        yield _same(PERSON, "name", name)
    hamlets = {place.hamlet for place in own.places}
    for parts in _near(own.who, hamlets):
        yield _same(PERSON, "near", *parts)
    yield from _by_words(own, hamlets)
    if own.denounces:
        yield from (_same(WORDS, "denounced", body, place) for body in own.respondents for place in hamlets)


def _by_words(own: Sheet, hamlets: Iterable[str]) -> Iterator[Key]:
    """Words say nothing of two different known people but where they complain of the same one."""
    pairs = dict.fromkeys(pair for text in own.subjects for pair in combinations(_telling(text), 2))
    for pair in pairs:
        for hamlet in hamlets:
            nameless, named = (hash((kind, hamlet, *pair)) for kind in ("nameless", "named"))
            yield (named, (nameless,), WORDS) if own.who else (nameless, (nameless, named), WORDS)
        yield from (_same(WORDS, "respondent", body, *pair) for body in own.respondents)


def _same(limit: int, *parts: str) -> Key:
    key = hash(parts)
    return key, (key,), limit


def _near(name: str, hamlets: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A name but for one letter of one word, in its hamlet: a slip leaves the word's first letter or its last."""
    words = name.split()
    for at, word in enumerate(words):
        rest = " ".join((*words[:at], *words[at + 1 :]))
        for hamlet in hamlets:
            yield rest, hamlet, f"{word[0]}-"
            yield rest, hamlet, f"-{word[-1]}"


def _telling(text: str) -> list[str]:
    """A few of a text's words, the same ones wherever these words stand."""
    chosen = sorted((crc32(word.encode()), word) for word in set(text.split()))[:SOME]
    return sorted(word for _place, word in chosen)
