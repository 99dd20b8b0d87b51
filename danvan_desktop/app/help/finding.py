"""Search over all cards and fields, without accents; the whole help is small enough to be kept folded in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from danvan_desktop.app.help import cards, field_texts
from danvan_desktop.app.help.cards import Card
from danvan_desktop.domain.text import fold_key, nfc
from danvan_desktop.i18n import DEFAULT_LANGUAGE

_IN_TITLE, _IN_KEYWORDS, _IN_BODY = 8, 5, 1
_FIELD_LAST = 3  # a field's page comes after a card that holds the same words
_EXCERPT = 110


@dataclass(frozen=True)
class Hit:
    """One page found; `excerpt` is where its words stand."""

    topic: str
    title: str
    excerpt: str


@dataclass(frozen=True)
class _Folded:
    card: Card
    title: str
    keywords: str
    body: str


def search(words: str, language: str = DEFAULT_LANGUAGE, limit: int = 30) -> list[Hit]:
    """The pages that hold all the words, beginnings of words count; the best first."""
    wanted = fold_key(nfc(words)).split()
    if not wanted:
        return []
    scored = [(_score(page, wanted), page) for page in _folded(language)]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [Hit(page.card.topic, page.card.title, _excerpt(page.card, wanted)) for _score_, page in found[:limit]]


@lru_cache(maxsize=2)
def _folded(language: str) -> tuple[_Folded, ...]:
    return tuple(
        _Folded(page, fold_key(page.title), fold_key(page.keywords), fold_key(plain(page.body)))
        for page in _pages(language)
    )


def _pages(language: str) -> Iterator[Card]:
    yield from cards.written(language).values()
    yield cards.shortcut_sheet(language)
    for topic in sorted(field_texts.all_field_topics()):
        if not topic.startswith("fields."):
            yield field_texts.field_topic(topic, language)


def _score(page: _Folded, wanted: list[str]) -> int:
    total = 0
    for word in wanted:
        points = (
            _IN_TITLE * _begins(word, page.title)
            + _IN_KEYWORDS * _begins(word, page.keywords)
            + _IN_BODY * _begins(word, page.body)
        )
        if not points:
            return 0
        total += points
    phrase = " ".join(wanted)
    total += 10 * len(wanted) * (_begins(phrase, page.title) + _begins(phrase, page.keywords))
    total += 6 * len(wanted) * _begins(phrase, page.body)
    return max(1, total // _FIELD_LAST) if "." in page.card.topic else total


def _begins(word: str, text: str) -> bool:
    return f" {word}" in f" {text}"


def _excerpt(page: Card, wanted: list[str]) -> str:
    lines = [line for line in plain(page.body).splitlines() if line.strip()]
    best = next((line for line in lines if any(_begins(word, fold_key(line)) for word in wanted)), "")
    line = best or (lines[0] if lines else "")
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + "…"


def plain(markdown: str) -> str:
    """Markdown without its marks."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\|[-| ]+\|$", "", text, flags=re.MULTILINE)
    return re.sub(r"[*_`#|]+", " ", text).replace("  ", " ")
