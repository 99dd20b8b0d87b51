"""Vietnamese text: NFC at every entrance, folding for search, the stored sort keys."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_D = str.maketrans({"đ": "d", "Đ": "D"})
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: chr(0x41 + place) for place, letter in enumerate(_ALPHABET)}
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

_UNFIT = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format, lone surrogates, line and paragraph ends


def nfc(text: str) -> str:
    """Compose accents; the form of every text this program keeps."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC, no stray or double blanks, no zero-width characters: what a cell or a field means."""
    visible = nfc(text)
    if not visible.isprintable():  # nearly every text is, and is spared the look at each letter
        visible = "".join(ch for ch in visible if unicodedata.category(ch) not in {"Cf", "Cc"} or ch in "\t\n\r ")
    return " ".join(visible.split())


def clean_long(text: str) -> str:
    """NFC with line breaks kept: what a long text field means."""
    lines = (clean(line) for line in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def shown_name(name: str) -> str:
    """A file's name as it can be shown and kept, in NFC.

    A stick may bring bytes that are no text, line ends, commands to the terminal, turned writing: each becomes “?”.
    """
    if name.isprintable():
        return nfc(name)
    return nfc("".join("?" if unicodedata.category(ch) in _UNFIT else ch for ch in name))


class _Bare(dict[int, str]):
    """Code point -> the letter without its accents; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        spread = unicodedata.normalize("NFD", chr(code).translate(_D))
        self[code] = bare = "".join(ch for ch in spread if not unicodedata.combining(ch))
        return bare


_BARE = _Bare()


class _Folded(dict[str, str]):
    """Word -> its folded form; syllables are kept as they are met, numbers and what is no syllable never."""

    def __missing__(self, word: str) -> str:
        if word.isascii():
            return word.lower()
        folded = word.translate(_BARE).lower()
        if len(word) <= LONGEST_SYLLABLE and word.isalpha() and len(self) < _MOST_WORDS:
            self[word] = folded
        return folded


LONGEST_SYLLABLE = 7  # nghiêng
_MOST_WORDS = 50_000
_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case without accents, đ as d: the shadow text that search and matching use."""
    return " ".join(map(_FOLDED.__getitem__, text.split(" ")))


def fold_key(text: str) -> str:
    """Folded, only letters and digits with single blanks between: for matching names and headings."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def is_unit_code(code: str) -> bool:
    """Whether a unit's code can stand in file names on every system: letters, digits, . _ - , at most 32."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", code) is not None


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


def in_fours(text: str) -> str:
    """“1234 5678 …”: a code as people read it out and compare it."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
