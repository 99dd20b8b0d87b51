"""The whole help, or one page of it, as a printable PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app.help import cards
from danvan_desktop.app.help.cards import Card
from danvan_desktop.i18n import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from danvan_desktop.documents.booklet import Piece, Run

_APPENDIX = ("reception", "petition", "case", "model", "model_year", "event", "event_opinion", "award", "follow_up")
_WORDS = {
    "vi": ("Sổ tay Dân Vận Desktop", "In từ phần trợ giúp của chương trình.", "Mục lục", "Phụ lục: các ô của từng sổ"),
    "en": ("Dân Vận Desktop handbook", "Printed from the program's help.", "Contents", "Appendix: the fields"),
}
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(?P<blanks> *)(?P<mark>\d+\.|-) (?P<text>.*)")
_TABLE_RULE = re.compile(r"^\|[-| ]*\|$")


def write_booklet(path: Path, language: str = DEFAULT_LANGUAGE) -> None:
    """Write the handbook to `path`, whole or not at all."""
    from danvan_desktop.documents.files import write_whole

    write_whole(path, booklet(language))


def booklet(language: str = DEFAULT_LANGUAGE) -> bytes:
    """Every card, the shortcut sheet and the fields of the main registers, with contents."""
    from danvan_desktop.documents.booklet import booklet_pdf

    title, note, contents, appendix = _WORDS[language]
    return booklet_pdf(title, note, contents, _all_pieces(language, appendix))


def page_pdf(topic: str, language: str = DEFAULT_LANGUAGE) -> bytes:
    """One page of the help as PDF."""
    from danvan_desktop.documents.booklet import sheet_pdf

    page = cards.card(topic, language)
    return sheet_pdf(page.title, pieces(page))


def _all_pieces(language: str, appendix: str) -> Iterator[Piece]:
    for group in cards.groups(language):
        yield _plain("part", group.title)
        for topic in group.topics:
            yield from pieces(cards.card(topic, language))
    yield _plain("part", appendix)
    for name in _APPENDIX:
        yield from pieces(cards.card(f"fields.{name}", language))


def pieces(page: Card) -> Iterator[Piece]:
    """A card's Markdown as paragraphs to print; only what our cards use is known."""
    from danvan_desktop.documents.booklet import Piece

    yield _plain("title", page.title)
    for line in page.body.splitlines():
        item = _ITEM.fullmatch(line)
        if item:
            mark = "–" if item["mark"] == "-" else item["mark"]
            yield Piece("step", runs(item["text"]), mark, deep=len(item["blanks"]) // 3)
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if any(cells) and not _TABLE_RULE.match(line):
                yield Piece("text", runs(": ".join(cells)))
        elif line.strip():
            yield Piece("text", runs(line))


def runs(markdown: str) -> tuple[Run, ...]:
    """A line as runs of one weight; links become their words."""
    from danvan_desktop.documents.booklet import Run

    text = _LINK.sub(r"\1", markdown)
    parts = _BOLD.split(text)  # odd places are bold
    cleaned = (part if odd % 2 else re.sub(r"(?<!\w)\*(.+?)\*", r"\1", part) for odd, part in enumerate(parts))
    return tuple(Run(part, bold=bool(odd % 2)) for odd, part in enumerate(cleaned) if part)


def _plain(kind: str, text: str) -> Piece:
    from danvan_desktop.documents.booklet import Piece, Run

    return Piece(kind, (Run(text),))
