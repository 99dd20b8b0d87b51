"""A booklet to be printed: title, contents with page numbers, chapters with steps. Set in the documents' own fonts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from danvan_desktop.documents.fonts import MAIN, face_name
from danvan_desktop.documents.pdf import CREATOR
from danvan_desktop.documents.profiles import Style
from danvan_desktop.documents.typeset import Gate, Pen, paragraph_style

_WIDTH, _HEIGHT = 210 * mm, 297 * mm
_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * mm, 20 * mm, 20 * mm, 20 * mm
_STEP_MM, _DEEPER_MM = 6.0, 6.0
_STYLES = {
    "cover": Style(size=24, leading=32, bold=True, align="center", after=8),
    "cover_note": Style(size=13, leading=18, italic=True, align="center"),
    "part": Style(size=17, leading=24, bold=True, before=0, after=6),
    "title": Style(size=13.5, leading=18, bold=True, before=14, after=3),
    "text": Style(size=12, leading=16, before=3, after=1),
    "step": Style(size=12, leading=16, before=2, hanging_mm=_STEP_MM),
    "contents": Style(size=17, leading=24, bold=True, after=6),
}
_LEVEL = {"part": 0, "title": 1}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: `kind` part, title, text or step; `mark` stands before a step ('1.' or '–'), `deep` indents."""

    kind: str
    runs: tuple[Run, ...]
    mark: str = ""
    deep: int = 0

    @property
    def text(self) -> str:
        """The words without their weight."""
        return "".join(run.text for run in self.runs)


class _Template(BaseDocTemplate):
    """Tells the contents where parts and titles stand."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Called by ReportLab after each piece."""
        entry: tuple[int, str, str] | None = getattr(flowable, "danvan_entry", None)
        if entry is None:
            return
        level, text, key = entry
        canvas: Any = self.canv
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(text, key, level, closed=level > 0)
        self.notify("TOCEntry", (level, text, self.page, key))


def booklet_pdf(title: str, note: str, contents_title: str, pieces: Iterable[Piece]) -> bytes:
    """The whole booklet as PDF."""
    gate = Gate([])
    story: list[Flowable] = [
        Spacer(1, 80 * mm),
        gate.paragraph(title, _STYLES["cover"]),
        gate.paragraph(note, _STYLES["cover_note"]),
        PageBreak(),
        gate.paragraph(contents_title, _STYLES["contents"]),
        _contents(),
        *_chapters(gate, tuple(pieces), listed=True),
    ]
    return _built(title, story)


def sheet_pdf(title: str, pieces: Iterable[Piece]) -> bytes:
    """One chapter alone, without cover and contents."""
    return _built(title, [*_chapters(Gate([]), tuple(pieces), listed=False)])


def _built(title: str, story: list[Flowable]) -> bytes:
    buffer = io.BytesIO()
    template = _Template(
        buffer, pagesize=(_WIDTH, _HEIGHT), title=title, creator=CREATOR, lang="vi-VN", initialFontName=MAIN,
        initialFontSize=12,
    )  # fmt: skip
    frame = Frame(_LEFT, _BOTTOM, _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=_page_number)])
    template.multiBuild(story)
    return buffer.getvalue()


def _page_number(canvas: Pen, doc: Pen) -> None:
    if doc.page > 1:
        canvas.setFont(face_name(), 11)
        canvas.drawCentredString(_WIDTH / 2, 10 * mm, str(doc.page))


def _contents() -> TableOfContents:
    contents = TableOfContents()
    contents.levelStyles = [
        paragraph_style(Style(size=12.5, leading=17, bold=True, before=6)),
        paragraph_style(Style(size=12, leading=16), leftIndent=6 * mm),
    ]
    contents.dotsMinLevel = 0
    return contents


def _chapters(gate: Gate, pieces: Sequence[Piece], *, listed: bool) -> Iterable[Flowable]:
    for number, piece in enumerate(pieces):
        if piece.kind == "part":
            yield PageBreak()
        elif piece.kind == "title":
            yield CondPageBreak(38 * mm)
        flowable = _paragraph(gate, piece)
        if listed and piece.kind in _LEVEL:
            flowable.danvan_entry = (_LEVEL[piece.kind], gate.plain(piece.text), f"place{number}")
        yield flowable


def _paragraph(gate: Gate, piece: Piece) -> Any:  # noqa: ANN401  a ReportLab paragraph that carries our entry
    style = _STYLES[piece.kind]
    marked = "".join(_marked(gate, run, style) for run in piece.runs)
    if piece.kind != "step":
        return Paragraph(marked, paragraph_style(style))
    indent = (_STEP_MM + piece.deep * _DEEPER_MM) * mm
    changes: dict[str, Any] = {
        "leftIndent": indent,
        "firstLineIndent": 0.0,
        "bulletIndent": indent - _STEP_MM * mm,
        "bulletFontSize": style.size,
    }
    return Paragraph(marked, paragraph_style(style, **changes), bulletText=piece.mark)


def _marked(gate: Gate, run: Run, style: Style) -> str:
    markup = gate.markup(run.text, style.size)
    return f'<font name="{face_name(bold=True)}">{markup}</font>' if run.bold and not style.bold else markup
