"""What an officer puts into one section of a report: words with live figures, tables, and where our sentences stand.

It is kept as lines of text, so that a report stays readable in any program: a line is a paragraph, "{{D04}}" in it
is a live figure, "{{=table:NAME}}" a table made from the lists, "{{=auto}}" the sentences of the template,
"{{=no-auto}}" says they are not wanted. Words without either mark come before the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

FIGURE = re.compile(r"\{\{([A-Za-z][\w.]*)(?::(ratio|percent|list))?\}\}")
_MARK = re.compile(r"\{\{=(auto|no-auto|off|table:([\w-]+))\}\}")
OFF = "{{=off}}"
_NAMES = re.compile(r"\{\{=names:(full|masked|code)\}\}")  # of an appendix: how individuals stand in it


@dataclass(frozen=True)
class Words:
    """A paragraph of the officer, with figures in it."""

    text: str


@dataclass(frozen=True)
class Told:
    """The sentences of the template."""


@dataclass(frozen=True)
class TableAt:
    """A table made from the lists."""

    name: str


Part: TypeAlias = Words | Told | TableAt


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a section in order; our own sentences at the end unless the text places or refuses them."""
    found: list[Part] = []
    placed = False
    for line in text.split("\n"):
        mark = _MARK.fullmatch(line.strip())
        if mark is None:
            found += [Words(line)] if line.strip() else []
        elif mark.group(2):
            found.append(TableAt(mark.group(2)))
        else:
            found += [Told()] if mark.group(1) == "auto" and not placed else []
            placed = True
    return tuple(found) if placed else (*found, Told())


def text_of(found: Iterable[Part]) -> str:
    """The parts as the text that is kept; nothing when only our sentences stand there."""
    listed = [part for part in found if not (isinstance(part, Words) and not part.text.strip())]
    if listed == [Told()]:
        return ""
    lines = [_line(part) for part in listed]
    if not any(isinstance(part, Told) for part in listed):
        lines.append("{{=no-auto}}")
    return "\n".join(lines)


def _line(part: Part) -> str:
    if isinstance(part, Words):
        return part.text.strip()
    return "{{=auto}}" if isinstance(part, Told) else f"{{{{=table:{part.name}}}}}"


def token(code: str, form: str = "") -> str:
    """A live figure as it stands in the text."""
    return f"{{{{{code}:{form}}}}}" if form else f"{{{{{code}}}}}"


def filled(text: str, told: Callable[[str, str], str]) -> str:
    """The text with its live figures; `told` says the figure of a code in a form."""
    return FIGURE.sub(lambda place: told(place.group(1), place.group(2) or ""), text)


def names_in(text: str) -> str:
    """How individuals stand in an appendix by its text: full, masked, code; "" as the office settled."""
    found = _NAMES.fullmatch(text.strip())
    return found.group(1) if found else ""


def names_mark(level: str) -> str:
    """The text of an appendix whose individuals stand so; "" for as the office settled."""
    return f"{{{{=names:{level}}}}}" if level else ""


def codes(text: str) -> list[str]:
    """The figures that stand in a text, each once."""
    return list(dict.fromkeys(place.group(1) for place in FIGURE.finditer(text)))
