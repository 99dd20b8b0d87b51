"""The serif face of printed documents: found by file path, checked letter by letter, registered once.

Font names are no help: Debian 12 has two 'Liberation Serif', and the older one lacks 92 Vietnamese letters.
A second family (Noto Serif) sets the words whose letters carry a mark Unicode has no composed form for (Ê-đê ơ̆ ư̆).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from danvan_desktop import assets
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _

MAIN = "VanBan"
SECOND = "VanBanDanToc"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_SUFFIX = {"Regular": "", "Bold": "-B", "Italic": "-I", "BoldItalic": "-BI"}
_LOWER = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
VIETNAMESE = _LOWER + _LOWER.upper()

_TIMES_WINDOWS = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
_TIMES_MAC = tuple(f"Times New Roman{face}.ttf" for face in ("", " Bold", " Italic", " Bold Italic"))
_LIBERATION = tuple(f"LiberationSerif-{face}.ttf" for face in FACES)
_TINOS = tuple(f"Tinos-{face}.ttf" for face in FACES)
_NOTO = tuple(f"NotoSerif-{face}.ttf" for face in FACES)


@dataclass(frozen=True, slots=True)
class Family:
    """Four font files of one family, in the order of FACES."""

    files: tuple[Path, ...]

    def present(self) -> bool:
        """Whether all four files exist."""
        return all(path.is_file() for path in self.files)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families in use and the characters their regular faces have."""

    main: Family
    second: Family | None
    main_letters: frozenset[int]
    second_letters: frozenset[int]


def _family(folder: Path, names: tuple[str, ...]) -> Family:
    return Family(tuple(folder / name for name in names))


def _windows_fonts() -> Path:
    return Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"


def main_candidates() -> list[Family]:
    """Families to try for the text, the prescribed one first."""
    linux = Path("/usr/share/fonts/truetype")
    return [
        _family(_windows_fonts(), _TIMES_WINDOWS),
        *(_family(place, _LIBERATION) for place in assets.setup_resources("fonts")),
        _family(linux / "liberation2", _LIBERATION),
        _family(linux / "liberation", _LIBERATION),
        _family(Path("/usr/share/fonts/liberation-serif-fonts"), _LIBERATION),
        _family(Path("/usr/share/fonts/liberation"), _LIBERATION),
        _family(linux / "croscore", _TINOS),
        _family(Path("/System/Library/Fonts/Supplemental"), _TIMES_MAC),
        *second_candidates(),
    ]


def second_candidates() -> list[Family]:
    """Families to try for letters with marks that have no composed form."""
    places = (*assets.setup_resources("fonts"), Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/noto"))
    return [_family(place, _NOTO) for place in (*places, _windows_fonts())]


def _load(family: Family, name: str) -> list[TTFont] | None:
    """The four faces, or None when one is missing, unreadable or lacks a Vietnamese letter."""
    if not family.present():
        return None
    try:
        faces = [TTFont(name + _SUFFIX[face], str(path)) for face, path in zip(FACES, family.files, strict=True)]
    except (TTFError, OSError):
        return None
    whole = all(ord(letter) in face.face.charToGlyph for face in faces for letter in VIETNAMESE)
    return faces if whole else None


def first_usable(candidates: Sequence[Family], name: str) -> tuple[Family, list[TTFont]] | None:
    """The first family that has all 134 Vietnamese letters in all four faces."""
    for family in candidates:
        faces = _load(family, name)
        if faces is not None:
            return family, faces
    return None


def _register(name: str, faces: list[TTFont]) -> frozenset[int]:
    for face in faces:
        pdfmetrics.registerFont(face)
    bold, italic, both = (name + _SUFFIX[face] for face in FACES[1:])
    pdfmetrics.registerFontFamily(name, normal=name, bold=bold, italic=italic, boldItalic=both)
    return frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces))


def _no_font() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("No font with all Vietnamese letters was found, so nothing can be printed."),
        kept=_("No file was written; the records are untouched."),
        hint=_(
            "On Windows install Times New Roman. On Debian or Ubuntu: "
            "sudo apt install fonts-liberation2 fonts-noto-core."
        ),
        code="font",
    )


def register(main: Sequence[Family], second: Sequence[Family]) -> Fonts:
    """Register the first usable family of each list with ReportLab; without a main one, say what to install."""
    found = first_usable(main, MAIN)
    if found is None:
        raise _no_font()
    other = first_usable(second, SECOND)
    return Fonts(
        main=found[0],
        second=other[0] if other else None,
        main_letters=_register(MAIN, found[1]),
        second_letters=_register(SECOND, other[1]) if other else frozenset(),
    )


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """The fonts of this machine, found and registered the first time they are needed."""
    return register(main_candidates(), second_candidates())


def face_name(*, bold: bool = False, italic: bool = False, second: bool = False) -> str:
    """ReportLab's name of a face."""
    style = {(False, False): "", (True, False): "-B", (False, True): "-I", (True, True): "-BI"}
    return (SECOND if second else MAIN) + style[bold, italic]


def has_loose_mark(word: str) -> bool:
    """Whether the NFC text carries a mark without a composed letter: it must be shaped to stand in its place."""
    return any(unicodedata.combining(char) for char in word)
