"""A denouncer's name, address or number that stands in another text is veiled there (Luật Tố cáo 2018 Art. 8(3)).

A value is found however its accents and capitals are written, as whole words; a number whatever stands between digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import clean, fold, nfc

VEIL = "(…)"
LEAST_ADDRESS_WORDS = 4  # "Ấp 3" alone is the place of many things
LEAST_DIGITS = 7  # a shorter number is a year, a page, a sum
_PARTS = re.compile(r"[,;:/\n()]|\s[-–]\s")
_AND = re.compile(r"[;/\n]|\s(?:và|cùng)\s", re.IGNORECASE)  # behind a comma a place may stand: “Kín, Xã Thạnh An”
_POLITE = re.compile(r"(?:ông|bà|anh|chị|cô|chú|bác|cụ)\s+(?=\S+\s+\S)", re.IGNORECASE)


class Veil:
    """What is hidden: `known` gives (field name, text) of persons' fields; the field's name tells what the text is."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        words = {word for name, text in known for word in _patterns(name, text)}
        either = "|".join(sorted(words, key=len, reverse=True))
        self._known = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if words else None

    def over(self, text: str) -> str:
        """The text with what is hidden replaced; the same text where nothing is."""
        if self._known is None or not self._known.search(fold(nfc(text))):
            return text
        whole = nfc(text)
        folded, places = _folded(whole)
        parts, after = list[str](), 0
        for found in self._known.finditer(folded):
            parts += [whole[after : places[found.start()]], VEIL]
            after = places[found.end()]
        return "".join((*parts, whole[after:]))


def veils(field: Field) -> bool:
    """Whether a field is a text in which somebody may be named; register and paper numbers are not."""
    return field.kind in {Kind.TEXT, Kind.LONG_TEXT} and not field.name.endswith("_no")


def veiled_from(text: object, older: object) -> bool:
    """Whether a text is an older one in which something was veiled: what the older one says is hidden for good."""
    if not (isinstance(text, str) and isinstance(older, str) and VEIL in text) or text == older:
        return False
    return re.fullmatch(".+?".join(map(re.escape, text.split(VEIL))), older, re.DOTALL) is not None


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its letters (and its end) the place in the text."""
    letters = [(part, place) for place, sign in enumerate(text) for part in fold(sign)]
    return "".join(part for part, _place in letters), [*(place for _part, place in letters), len(text)]


def _patterns(name: str, text: str) -> list[str]:
    if name.endswith(("phone", "id_no")):
        return [found for part in re.split(r"[,;/\n]", text) for found in _number(part)]
    words: list[str] = []
    if name.endswith("name"):
        words = _names(text)
    elif name.endswith("address"):
        words = _addresses(clean(text))
    return [r"\s+".join(map(re.escape, fold(word).split())) for word in words]


def _names(text: str) -> list[str]:
    """The name the field begins with, and further ones behind “và” or “;” where each word has a capital."""
    first = clean(_PARTS.split(text.strip())[0])
    more = [word for part in _AND.split(text) if (word := clean(part)).istitle()]
    found = [_POLITE.sub("", word, count=1) if _POLITE.match(word) else word for word in (first, *more)]
    return [word for word in found if len(word.split()) >= 2]


def _addresses(whole: str) -> list[str]:
    """An address long enough to be one person's, and its house and street alone."""
    house = whole.partition(",")[0].strip()
    found = [whole, house] if any(sign.isdigit() for sign in house) else [whole]
    return [word for word in found if len(word.split()) >= LEAST_ADDRESS_WORDS]


def _number(text: str) -> list[str]:
    digits = re.sub(r"\D", "", text)
    if len(digits) < LEAST_DIGITS:
        return []
    local = digits.removeprefix("84") if text.strip().startswith("+84") else digits.removeprefix("0")
    lead = r"(?:\+?84|0)?[ .\-]?" if local != digits else ""
    return [lead + r"[ .\-]?".join(local)]
