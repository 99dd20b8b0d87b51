"""The outline of a report: headings as data, numbered after the empty ones have disappeared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.documents.model import Block, Heading, Paragraph
from danvan_desktop.documents.text import roman
from danvan_desktop.reports.wording import Facts


@dataclass(frozen=True)
class Section:
    """A heading that stands, with what is under it."""

    level: int
    title: str
    paragraphs: tuple[str, ...]
    children: tuple[Section, ...]
    plan: bool = False


def sections(blocks: Sequence[Mapping[str, Any]], facts: Facts, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """The blocks that have words (`texts` by key, written by an officer), figures or children that have."""
    made = (_section(block, facts, texts) for block in blocks)
    return tuple(item for item in made if item is not None)


def _section(block: Mapping[str, Any], facts: Facts, texts: Mapping[str, str]) -> Section | None:
    own = [line for line in texts.get(block["key"], "").split("\n") if line.strip()]
    told = [facts.paragraph(sentences) for sentences in block.get("paragraphs", ())]
    children = sections(block.get("children", ()), facts, texts)
    paragraphs = tuple(filter(None, (*own, *told)))
    if not paragraphs and not children:
        return None
    title = facts.fill(block["title"]) or block["title"]
    return Section(block["level"], title, paragraphs, children, bool(block.get("plan")))


def set_out(found: Sequence[Section], part_names: Sequence[str], mark: str = "-") -> list[Block]:
    """Headings with their numbers and paragraphs in order; a single part needs no part heading.

    `mark` follows a Roman number: "I-" in Party papers, "I." in those of the State.
    """
    if len(found) == 1 and found[0].level == 0:
        return [*_words(found[0]), *set_out(found[0].children, part_names, mark)]
    out: list[Block] = []
    for place, item in enumerate(found):
        out += [*_headings(item, place, part_names, mark), *_words(item), *set_out(item.children, part_names, mark)]
    return out


def _words(item: Section) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in item.paragraphs)


def _headings(item: Section, place: int, part_names: Sequence[str], mark: str) -> list[Heading]:
    if item.level == 0:
        return [Heading(0, part_names[place]), Heading(0, item.title.upper())]
    if item.level == 1:
        return [Heading(1, f"{roman(place + 1)}{mark} {item.title.upper()}")]
    number = f"{place + 1}." if item.level == 2 else f"{chr(ord('a') + place)})"
    return [Heading(item.level, f"{number} {item.title}")]
