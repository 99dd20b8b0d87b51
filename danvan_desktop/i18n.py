"""Texts of the program: English in the code, Vietnamese by default on the screen.

`_()` translates now, `N_()` only marks a text for the catalogue, `ngettext()` counts.
A translation whose {fields} differ from the source is refused: the source is shown instead.
"""

from __future__ import annotations

import gettext as _gettext
import re
import string
from functools import lru_cache

from danvan_desktop import assets

DEFAULT_LANGUAGE = "vi"
PSEUDO = "pseudo"  # every text 40 % longer with Vietnamese letters: for the tests of layout
_LANGUAGES = frozenset({"vi", "en", PSEUDO})
_language = DEFAULT_LANGUAGE


def set_language(language: str) -> None:
    """Choose 'vi' or 'en' for every later `_()`; 'pseudo' for the tests of layout."""
    global _language  # noqa: PLW0603  one process shows one language
    _language = language if language in _LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The language shown now: 'vi' or 'en'."""
    return _language


@lru_cache(maxsize=4)
def catalogue(lang: str) -> _gettext.NullTranslations:
    """The catalogue of one language; the source language has an empty one."""
    if lang == "en":
        return _gettext.NullTranslations()
    if lang == PSEUDO:
        return _Pseudo()
    return assets.translations(lang)


class _Pseudo(_gettext.NullTranslations):
    """Lengthens the source texts; {fields} and & stay as they are."""

    _MARKS = str.maketrans("aeiouyAEIOUY", "ằễỉỗữỵẰỄỈỖỮỴ")
    _PAD = " ữẵ ởỗ ằễ ẩựỵ"

    def gettext(self, message: str) -> str:
        pieces = re.split(r"(\{[^{}]*\})", message)
        marked = "".join(text if place % 2 else text.translate(self._MARKS) for place, text in enumerate(pieces))
        more = -(-len(message) * 2 // 5)
        return marked + (self._PAD * (more // len(self._PAD) + 1))[:more].rstrip()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def fields_of(text: str) -> frozenset[str]:
    """Names of the {fields} in a text."""
    return frozenset(name for _lit, name, _spec, _conv in string.Formatter().parse(text) if name is not None)


def _(message: str) -> str:
    """Translate `message` into the language chosen; fill {fields} with `.format()` afterwards."""
    if not message:
        return ""
    translated = catalogue(_language).gettext(message)
    return translated if fields_of(translated) == fields_of(message) else message


def vi(message: str) -> str:
    """The Vietnamese of a text whatever language the screen has: printed documents are Vietnamese always."""
    return catalogue("vi").gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a counted text."""
    return catalogue(_language).ngettext(one, many, count)
