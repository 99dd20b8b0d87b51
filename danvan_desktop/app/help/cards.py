"""Cards of the help, as Markdown: written ones from resources/help, made ones from the definitions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan_desktop import assets, records
from danvan_desktop.app import shortcuts
from danvan_desktop.i18n import DEFAULT_LANGUAGE, catalogue

LINK = re.compile(r"\]\(help:([a-z0-9_.]+)\)")
START = "start"
SHORTCUTS = "shortcuts"
_ROW_OF_KEYS = 4
_ELSEWHERE = {"unlock": "how_passphrase", "access_log": "people", "attachments": "how_attachment"}
_HEAD = re.compile(r"\A# (?P<title>[^\n]+)\n\n(?:<!-- (?P<keys>[^\n]*?) -->\n\n)?")


@dataclass(frozen=True)
class Card:
    """One page of help. `body` is Markdown without the title; links are `help:topic`."""

    topic: str
    title: str
    body: str
    keywords: str = ""

    @property
    def markdown(self) -> str:
        """The whole page."""
        return f"# {self.title}\n\n{self.body}"

    @property
    def links(self) -> tuple[str, ...]:
        """Topics this page leads to."""
        return tuple(LINK.findall(self.body))


@dataclass(frozen=True)
class Group:
    """Cards that stand together in the contents."""

    title: str
    topics: tuple[str, ...]


def card(topic: str, language: str = DEFAULT_LANGUAGE) -> Card:
    """The page of a topic; KeyError when there is none (see `resolve`)."""
    from danvan_desktop.app.help import field_texts

    if topic == SHORTCUTS:
        return shortcut_sheet(language)
    if topic.startswith("fields."):
        return field_texts.type_page(records.get(topic.removeprefix("fields.")), language)
    if "." in topic:
        return field_texts.field_topic(topic, language)
    return written(language)[topic]


def exists(topic: str) -> bool:
    """Whether a topic leads somewhere."""
    from danvan_desktop.app.help import field_texts

    return topic == SHORTCUTS or topic in written(DEFAULT_LANGUAGE) or topic in field_texts.all_field_topics()


def resolve(topic: str) -> str:
    """The nearest topic there is: a field without an answer leads to its screen, anything else to the start."""
    topic = _ELSEWHERE.get(topic, topic.removeprefix("quick."))
    type_name = topic.partition(".")[0]
    nearer = (topic, type_name, f"fields.{type_name}", START)
    return next(name for name in nearer if exists(name))


@lru_cache(maxsize=2)
def written(language: str) -> dict[str, Card]:
    """The cards written by hand, by topic."""
    folder = assets.resource("help", language)
    return {path.stem: _read(path) for path in sorted(folder.glob("*.md"))}


def _read(path: Path) -> Card:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        return Card(path.stem, path.stem, text)
    return Card(path.stem, head["title"], text[head.end() :], head["keys"] or "")


@lru_cache(maxsize=2)
def groups(language: str = DEFAULT_LANGUAGE) -> tuple[Group, ...]:
    """The contents in order."""
    listed: list[dict[str, Any]] = json.loads(assets.resource("help", "index.json").read_text(encoding="utf-8"))
    return tuple(Group(group[language], tuple(group["topics"])) for group in listed)


def _caps(keys: tuple[str, ...]) -> str:
    """The keys of an act; a row of neighbours as its first and its last."""
    shown = [f"**{shortcuts.caps(key)}**" for key in keys]
    return ", ".join(shown) if len(shown) < _ROW_OF_KEYS else f"{shown[0]} … {shown[-1]}"


def shortcut_sheet(language: str) -> Card:
    """Every key in one table, from the list the window's own actions are made of."""
    say = catalogue(language).gettext
    parts = []
    for group, listed in shortcuts.groups().items():
        parts.append(f"**{say(group)}**\n")
        parts += ["| | |", "|---|---|"]
        for shortcut in listed:
            caps = _caps(shortcut.keys)
            parts.append(f"| {caps} | {say(shortcut.label)} |")
        parts.append("")
    title = {"vi": "Bảng phím tắt", "en": "Shortcut sheet"}[language]
    keywords = {"vi": "phím tắt, bàn phím, phím nóng", "en": "keys, keyboard"}[language]
    return Card(SHORTCUTS, title, "\n".join(parts), keywords)
