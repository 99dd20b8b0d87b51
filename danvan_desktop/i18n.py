"""Texts of the program: English in the code, Vietnamese by default on the screen.

`_()` translates now, `N_()` only marks a text for the catalogue, `ngettext()` counts.
A translation whose {fields} differ from the source is refused: the source is shown instead.
"""

from __future__ import annotations

import gettext as _gettext
import string
from functools import lru_cache

from danvan_desktop import assets

DEFAULT_LANGUAGE = "vi"
_language = DEFAULT_LANGUAGE


def set_language(language: str) -> None:
    """Choose 'vi' or 'en' for every later `_()`."""
    global _language  # noqa: PLW0603  one process shows one language
    _language = language if language in {"vi", "en"} else DEFAULT_LANGUAGE


def language() -> str:
    """The language shown now: 'vi' or 'en'."""
    return _language


@lru_cache(maxsize=4)
def catalogue(lang: str) -> _gettext.NullTranslations:
    """The catalogue of one language; the source language has an empty one."""
    if lang == "en":
        return _gettext.NullTranslations()
    return assets.translations(lang)


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
