"""From a value to something that can be set: the one gate every text passes, widths, line breaks.

`Gate.markup` is the only way into a ReportLab paragraph: NFC, escaped, checked for missing letters. Without it
`<b>` crashes the engine, `<khu 3>` disappears and `<img src=…>` opens a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

from danvan_desktop.documents.fonts import SECOND, face_name, fonts, has_loose_mark
from danvan_desktop.documents.profiles import Style
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

Pen: TypeAlias = Any  # ReportLab's canvas and template: its stubs contradict its own arguments
PLACEHOLDER = "(?)"
SECOND_SCALE = 0.89  # Noto Serif's small letters are taller than those of Times; so the words look alike
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_SAME = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u202f": "\u00a0"}
)
_EXCERPT = 40
_ASCENT = 0.9  # of Times: only for the place of a dotted line
_DOT, _DOT_GAP = 0.9, 4.0  # points
# In a centred text 'năm 2025' stays on one line, and in any text no line begins with a dash.
_NUMBERED = re.compile(r"\b(ngày|tháng|năm|quý|số|kỳ|khóa|lần) (?=[\dIVX]+\b)", re.IGNORECASE)
_DASHED = re.compile(r" (?=[-–—] )")


class Gate:
    """The gate of one document. Characters no face has are an error, or are gathered when `missing` is given.

    With a list, the character prints as '(?)' and one sentence for each text goes into the list.
    """

    def __init__(self, missing: list[str] | None = None) -> None:
        self.missing = missing
        self.fonts = fonts()
        self._known = self.fonts.main_letters | {10}
        self._ordinary = frozenset(ch for ch in map(chr, self._known) if not unicodedata.combining(ch))
        self._as_is = self._ordinary.difference(map(chr, _SAME), "\u00ad")  # nothing to change in such a text
        self._seen: set[str] = set()

    def plain(self, value: str) -> str:
        """NFC, without invisible characters, every letter printable; line breaks kept."""
        if self._as_is.issuperset(value) and unicodedata.is_normalized("NFC", value):
            return value
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).translate(_SAME)
        if self._known.issuperset(map(ord, text)) and "\u00ad" not in text:
            return text
        visible = "".join(ch for ch in text if ch == "\n" or unicodedata.category(ch) not in {"Cf", "Cc"})
        return self._printable(visible)

    def _printable(self, text: str) -> str:
        allowed = self._known | self.fonts.second_letters
        lacking = sorted({ch for ch in text if ord(ch) not in allowed})
        if not lacking:
            return text
        self._report(text, lacking)
        return "".join(ch if ord(ch) in allowed else PLACEHOLDER for ch in text)

    def _report(self, text: str, lacking: list[str]) -> None:
        excerpt = " ".join(text.split())
        excerpt = excerpt if len(excerpt) <= _EXCERPT else excerpt[:_EXCERPT] + "…"
        codes = ", ".join(f"U+{ord(ch):04X}" for ch in lacking)
        sentence = _("The character {codes} in “{text}” cannot be printed: no font has it.").format(
            codes=codes, text=excerpt
        )
        if self.missing is None:
            raise UserError(sentence, hint=_("Correct the text and print again."))
        if sentence not in self._seen:
            self._seen.add(sentence)
            self.missing.append(sentence)

    def special(self, word: str) -> bool:
        """Whether the word, or some word of the line, must be set in the second family."""
        return bool(self.fonts.second_letters) and not self._ordinary.issuperset(word)

    def markup(self, value: str, size: float) -> str:
        """A value as ReportLab markup: escaped, line breaks as <br/>, special words in the second family."""
        text = self.plain(value)
        if self._known.issuperset(map(ord, text)) and not has_loose_mark(text):
            return escape(text).replace("\n", "<br/>")
        lines = (" ".join(self._word(word, size) for word in line.split(" ")) for line in text.split("\n"))
        return "<br/>".join(lines)

    def _word(self, word: str, size: float) -> str:
        if not self.special(word):
            return escape(word)
        return f'<font name="{SECOND}" size="{size * SECOND_SCALE:g}">{escape(word)}</font>'

    def paragraph(self, value: str, style: Style, **changes: float) -> Paragraph:
        """A paragraph of one value; `changes` are ParagraphStyle settings."""
        text = value.upper() if style.upper else value
        markup = self.markup(text, style.size)
        if style.underline:
            markup = f"<u>{markup}</u>"
        return Paragraph(markup, paragraph_style(style, has_loose_mark(unicodedata.normalize("NFC", text)), **changes))

    def runs(self, parts: Sequence[tuple[str, Style]], *, dotted: bool = False) -> Paragraph:
        """One paragraph of several faces, set as the first one is; `dotted` draws a line from its end to the margin."""
        first = parts[0][1]
        shaped = has_loose_mark(unicodedata.normalize("NFC", "".join(text for text, _style in parts)))
        markup = "".join(
            f'<font name="{face_name(bold=style.bold, italic=style.italic)}">{self.markup(text, style.size)}</font>'
            for text, style in parts
        )
        kind = Dotted if dotted else Paragraph
        return kind(markup, paragraph_style(first, shaped))

    def width(self, text: str, style: Style, size: float | None = None) -> float:
        """Width in points of an already plain text on one line."""
        return measure(self, style, size)(text)

    def lines(self, value: str, style: Style, width: float, size: float | None = None) -> list[str]:
        """A centred text broken into the fewest lines, all about equally long."""
        text = _NUMBERED.sub("\\1\u00a0", self.plain(value.upper() if style.upper else value))
        measured = measure(self, style, size)
        return [line for part in text.split("\n") for line in balanced(part, width, measured)]


class Dotted(Paragraph):
    """A paragraph whose last line goes on as a dotted line up to the right margin."""

    def draw(self) -> None:
        """The words, then the dots on the base line of the last of them."""
        super().draw()
        broken: Pen = vars(self)["blPara"]  # the lines ReportLab broke it into
        last, style = broken.lines[-1], self.style
        free = last.extraSpace if hasattr(last, "extraSpace") else last[0]
        below = style.leading * (len(broken.lines) - 1)
        base = self.height - getattr(broken, "ascent", style.fontSize * _ASCENT) - below
        pen = self.canv
        pen.saveState()
        pen.setLineWidth(_DOT)
        pen.setLineCap(1)
        pen.setDash(0, _DOT * 4)
        pen.line(self.width - free + _DOT_GAP, base, self.width, base)
        pen.restoreState()


@lru_cache(maxsize=400)
def _paragraph_style(style: Style, shaped: bool, changes: tuple[tuple[str, float], ...]) -> ParagraphStyle:
    face = face_name(bold=style.bold, italic=style.italic)
    settings: dict[str, Any] = {
        "fontName": face,
        "fontSize": style.size,
        "leading": style.leading,
        "alignment": _ALIGN[style.align],
        "firstLineIndent": (style.indent_mm - style.hanging_mm) * mm,
        "leftIndent": style.hanging_mm * mm,
        "spaceBefore": style.before,
        "spaceAfter": style.after,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "shaping": int(shaped),
        "bulletFontName": face,
    }
    return ParagraphStyle(f"{face}-{style.size}", **{**settings, **dict(changes)})


def paragraph_style(style: Style, shaped: bool = False, **changes: float) -> ParagraphStyle:
    """ReportLab's form of a style of the layout; no line of a paragraph ever stands alone on a page."""
    return _paragraph_style(style, shaped, tuple(sorted(changes.items())))


def measure(gate: Gate, style: Style, size: float | None = None) -> Callable[[str], float]:
    """A function that gives the width of a plain text, words of the second family included."""
    points = size or style.size
    main = face_name(bold=style.bold, italic=style.italic)
    second = face_name(bold=style.bold, italic=style.italic, second=True)

    def word_width(word: str, special: bool) -> float:
        face, scale = (second, SECOND_SCALE) if special else (main, 1.0)
        return float(pdfmetrics.stringWidth(word, face, points * scale))

    def raw(text: str) -> float:
        if not gate.special(text):
            return float(pdfmetrics.stringWidth(text, main, points))
        return sum(word_width(word, gate.special(word)) for word in text.replace(" ", "\n \n").split("\n"))

    return lru_cache(maxsize=20_000)(raw)


def wrap(text: str, width: float, measured: Callable[[str], float]) -> list[str]:
    """Break a text of one paragraph into lines no wider than `width`; a word wider than that is broken."""
    lines: list[str] = []
    current: list[str] = []
    used = 0.0
    space = measured(" ")
    for word in _DASHED.sub("\u00a0", text).split(" "):
        size = measured(word)
        if current and used + space + size <= width:
            current.append(word)
            used += space + size
            continue
        if current:
            lines.append(" ".join(current))
        *whole, last = [word] if size <= width else break_word(word, width, measured)
        lines += whole
        current = [last] if last else []
        used = size if not whole else measured(last)
    lines.append(" ".join(current))
    return lines


def break_word(word: str, width: float, measured: Callable[[str], float]) -> list[str]:
    """Cut a word wider than the line into pieces that fit; a mark stays with its letter."""
    pieces: list[str] = []
    piece = ""
    for char in word:
        if piece and not unicodedata.combining(char) and measured(piece + char) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def balanced(text: str, width: float, measured: Callable[[str], float]) -> list[str]:
    """As many lines as `wrap` needs, but about equally long: the form for centred texts."""
    lines = wrap(text, width, measured)
    count = len(lines)
    low, high = (max(map(measured, text.split(" "))), width) if count > 1 else (width, width)
    while high - low > 0.5:
        middle = (low + high) / 2
        tried = wrap(text, middle, measured)
        if len(tried) > count:
            low = middle
        else:
            high, lines = middle, tried
    return lines
