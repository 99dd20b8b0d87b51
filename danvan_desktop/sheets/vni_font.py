"""Text of the VNI fonts turned into Unicode: a vowel and after it a letter that only looks like its mark.

"Ngaøy nhaän" is "Ngày nhận". Registers typed under VNI-Times in the south are full of it.
"""

from __future__ import annotations

import re

_TONES = "ùøûõï"  # sắc huyền hỏi ngã nặng, after any vowel
_HAT, _HATTED = "âáàåãä", {"a": "âấầẩẫậ", "e": "êếềểễệ", "o": "ôốồổỗộ"}
_BREVE, _BREVED = "êéèúüë", "ăắằẳẵặ"
_PLAIN = {"a": "áàảãạ", "e": "éèẻẽẹ", "o": "óòỏõọ", "u": "úùủũụ", "y": "ýỳỷỹỵ", "ô": "ớờởỡợ", "ö": "ứừửữự"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
# letters no Vietnamese text in Unicode has, and signs only the fonts of TCVN 5712 use as letters
_ALIEN = re.compile("[ñïøûäåëöüæî]", re.IGNORECASE)
_SIGNS = re.compile("[µ¶·¸¹¨»¼½¾©®ª«¬\u00ad×ÐÞßþ¡¢§£¤¥¦÷ç]")


def _table() -> dict[str, str]:
    found = dict(_ALONE)
    for vowel, letters in _PLAIN.items():
        found |= {vowel + mark: letter for mark, letter in zip(_TONES, letters, strict=True)}
    for vowel, letters in _HATTED.items():
        found |= {vowel + mark: letter for mark, letter in zip(_HAT, letters, strict=True)}
    found |= {"a" + mark: letter for mark, letter in zip(_BREVE, _BREVED, strict=True)}
    return found


_TABLE = _table()
_PAIR = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)), re.IGNORECASE)


def to_unicode(text: str) -> str:
    """A text of the VNI fonts as everybody reads it; the case is that of the vowel."""
    return _PAIR.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    letter = _TABLE[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def looks_so(text: str) -> bool:
    """Whether a text with marks was typed in a VNI font: letters of Latin-1 alone, some of them alien to Unicode."""
    return text.isascii() is False and max(text) <= "\xff" and not _SIGNS.search(text) and bool(_ALIEN.search(text))
