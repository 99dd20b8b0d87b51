"""The outline of a report: headings as data, numbered after the empty ones have disappeared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.documents.model import Block, Heading, Paragraph, Table
from danvan_desktop.documents.text import roman
from danvan_desktop.reports.content import Part, TableAt, Words, parts
from danvan_desktop.reports.wording import Facts

Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Section:
    """A heading that stands, with what is under it."""

    level: int
    title: str
    words: tuple[Block, ...]
    children: tuple[Section, ...]
    plan: bool = False


def sections(
    blocks: Sequence[Mapping[str, Any]], facts: Facts, texts: Mapping[str, str], tables: Tables | None = None
) -> tuple[Section, ...]:
    """The blocks that have words (`texts` by key, written by an officer), figures or children that have."""
    made = (_section(block, facts, texts, tables or {}) for block in blocks)
    return tuple(item for item in made if item is not None)


def _section(block: Mapping[str, Any], facts: Facts, texts: Mapping[str, str], tables: Tables) -> Section | None:
    said = parts(texts.get(block["key"], ""))
    words = tuple(piece for part in said for piece in told_part(part, block, facts, tables))
    children = sections(block.get("children", ()), facts, texts, tables)
    if not words and not children:
        return None
    title = facts.fill(block["title"]) or block["title"]
    return Section(block["level"], title, words, children, bool(block.get("plan")))


def told_part(part: Part, block: Mapping[str, Any], facts: Facts, tables: Tables) -> list[Block]:
    """One part of a section as it is printed; nothing when it has nothing to say."""
    if isinstance(part, Words):
        return [Paragraph(facts.live(part.text))]
    if isinstance(part, TableAt):
        return [tables[part.name]] if part.name in tables else []
    told = (facts.paragraph(sentences) for sentences in block.get("paragraphs", ()))
    return [Paragraph(text) for text in told if text]


def set_out(found: Sequence[Section], part_names: Sequence[str], mark: str = "-") -> list[Block]:
    """Headings with their numbers and paragraphs in order; a single part needs no part heading.

    `mark` follows a Roman number: "I-" in Party papers, "I." in those of the State.
    """
    if len(found) == 1 and found[0].level == 0:
        return [*found[0].words, *set_out(found[0].children, part_names, mark)]
    out: list[Block] = []
    for place, item in enumerate(found):
        out += [*_headings(item, place, part_names, mark), *item.words, *set_out(item.children, part_names, mark)]
    return out


def _headings(item: Section, place: int, part_names: Sequence[str], mark: str) -> list[Heading]:
    if item.level == 0:
        return [Heading(0, part_names[place]), Heading(0, item.title.upper())]
    if item.level == 1:
        return [Heading(1, f"{roman(place + 1)}{mark} {item.title.upper()}")]
    number = f"{place + 1}." if item.level == 2 else f"{chr(ord('a') + place)})"
    return [Heading(item.level, f"{number} {item.title}")]
