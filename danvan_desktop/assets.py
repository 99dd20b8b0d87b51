"""The only place that knows where ui/, resources/ and i18n/ lie: a checkout, a wheel or a frozen build."""

from __future__ import annotations

import gettext
import io
import sys
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"
ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Path of a file under resources/."""
    return ROOT.joinpath("resources", *parts)


def setup_resources(*parts: str) -> list[Path]:
    """A folder under resources/ in this version, then in the installed one: fonts come by setup, not by update."""
    inside = [Path(entry, _PACKAGE.name, _BUNDLED.name, "resources", *parts) for entry in sys.path if entry]
    return list(dict.fromkeys((resource(*parts), *inside)))


def ui(*parts: str) -> Path:
    """Path of a file under ui/."""
    return ROOT.joinpath("ui", *parts)


@lru_cache(maxsize=4)
def translations(lang: str) -> gettext.NullTranslations:
    """Catalogue of one language; a checkout whose .po is newer than what setup compiled reads it anew in memory."""
    compiled = ROOT / "i18n" / lang / "LC_MESSAGES" / "danvan.mo"
    source = ROOT / "i18n" / lang / "danvan.po"
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    if not source.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        parsed = read_po(stream, locale=lang)
    buffer = io.BytesIO()
    write_mo(buffer, parsed)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
