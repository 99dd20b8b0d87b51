"""What stands inside one paragraph: words in another face than the rest, and the blank at its end.

A blank that ends a paragraph is drawn as a dotted line to the margin, never as typed dots: somebody writes there.
"""

from __future__ import annotations

import re
from dataclasses import replace

from danvan_desktop.documents import wording
from danvan_desktop.documents.model import Heading, Paragraph
from danvan_desktop.documents.profiles import Profile, Style

Runs = list[tuple[str, Style]]
_BLANK_END = re.compile(r"\s*…{4}[\s….]*$")  # a sentence may well end with one “…”
_NOTHING = "\u00a0"  # a line needs something to stand on
_ARTICLE = re.compile(r"Điều \d+\.")


def blank_at_end(block: Heading | Paragraph) -> tuple[str, bool]:
    """The text without the blank it ends with, and whether there is one."""
    found = _BLANK_END.search(block.text) if isinstance(block, Paragraph) and block.style == "body" else None
    return (block.text[: found.start()] or _NOTHING, True) if found else (block.text, False)


def runs(profile: Profile, block: Heading | Paragraph, text: str) -> Runs:
    """The parts of a paragraph with their style: “Kính gửi:” beside a name, “Điều 1.” before its words."""
    style = profile.style(wording.block_style(block))
    if not isinstance(block, Paragraph):
        return [(text, style)]
    if block.style == "addressee" and ":" in text:
        label, _colon, names = text.partition(":")
        return [(f"{label}:", style), (names, _faced(style, profile.style("addressee_name")))]
    if block.style == "basis":
        return [(profile.texts["basis_start"] + text, style)]
    article = _ARTICLE.match(text) if block.style == "body" else None
    if article is None:
        return [(text, style)]
    return [(article.group(), replace(style, bold=True)), (text[article.end() :], style)]


def _faced(style: Style, other: Style) -> Style:
    return replace(style, bold=other.bold, italic=other.italic)
