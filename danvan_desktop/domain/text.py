"""Vietnamese text: NFC at every entrance, folding for search, the stored sort keys."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_D = str.maketrans({"đ": "d", "Đ": "D"})
_SPACE = re.compile(r"\s+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: chr(0x41 + place) for place, letter in enumerate(_ALPHABET)}
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

SORT_KEY_VERSION = 1


def nfc(text: str) -> str:
    """Compose accents; the form of every text this program keeps."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC, no stray or double blanks, no zero-width characters: what a cell or a field means."""
    visible = "".join(ch for ch in nfc(text) if unicodedata.category(ch) not in {"Cf", "Cc"} or ch in "\t\n\r ")
    return _SPACE.sub(" ", visible).strip()


def clean_long(text: str) -> str:
    """NFC with line breaks kept: what a long text field means."""
    lines = (clean(line) for line in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def fold(text: str) -> str:
    """Lower case without accents, đ as d: the shadow text that search and matching use."""
    spread = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(ch for ch in spread if not unicodedata.combining(ch)).lower()


def fold_key(text: str) -> str:
    """Folded, only letters and digits with single blanks between: for matching names and headings."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


@lru_cache(maxsize=50_000)
def _syllable_key(syllable: str) -> str:
    letters: list[str] = []
    tone = "0"
    for ch in unicodedata.normalize("NFD", syllable.lower()):
        if ch in _TONE:
            tone = _TONE[ch]
        elif unicodedata.combining(ch):
            if letters:
                letters[-1] = nfc(letters[-1] + ch)
        else:
            letters.append(ch)
    return "".join(_LETTER.get(ch, ch if ch.isdigit() else "%") for ch in letters) + "!" + tone


def sort_key(text: str) -> str:
    """ASCII key whose byte order is the Vietnamese alphabet's: letters first, then tone."""
    return " ".join(_syllable_key(part) for part in text.split())


def name_sort_key(full_name: str) -> str:
    """Like `sort_key`, given name first, then surname and middle names."""
    parts = full_name.split()
    return " ".join(_syllable_key(part) for part in (parts[-1:] + parts[:-1]))
