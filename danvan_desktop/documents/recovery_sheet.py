"""Secrets on paper: a page of digits to be printed, sealed in an envelope and locked away.

The unit's recovery sheet, the sheets of the province root, and the page with the root code that goes with a letter
share one form; their words stand in resources/layouts/<name>.json.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from danvan_desktop.documents import stamp
from danvan_desktop.documents.files import write_whole
from danvan_desktop.documents.flowables import draw_down
from danvan_desktop.documents.fonts import face_name
from danvan_desktop.documents.pdf import draw_watermark, new_canvas
from danvan_desktop.documents.profiles import Style
from danvan_desktop.documents.qr import draw_qr
from danvan_desktop.documents.typeset import Gate, Pen
from danvan_desktop.storage import rule_files

_WIDTH, _HEIGHT = 210 * mm, 297 * mm
_LEFT, _RIGHT, _TOP = 25 * mm, 20 * mm, 22 * mm
_QR = 46 * mm
_BODY = Style(size=13, leading=18, align="justify", before=4)
_STEP = Style(size=13, leading=18, align="left", hanging_mm=4.6, before=3)
_TITLE = Style(size=20, leading=26, bold=True, upper=True, align="center")
_UNIT = Style(size=15, leading=20, bold=True, align="center", before=3, after=8)
_LABEL = Style(size=13, leading=17, bold=True, before=8)
_COPY = Style(size=13, leading=17, bold=True, align="center", after=4)
_COMPARE = Style(size=12, leading=16, align="center", after=4)
_NOTE = Style(size=11, leading=14, italic=True, align="center")


@dataclass(frozen=True)
class DigitPage:
    """One page. `note` stands under the heading (which copy or part it is), `compare` is a code to compare."""

    heading: str
    code_lines: Sequence[str]
    qr_text: str
    note: str = ""
    compare: str = ""


def _texts(name: str) -> dict[str, Any]:
    return dict(rule_files.table(f"layouts/{name}"))


def in_groups(line: str, size: int = 4) -> list[str]:
    """The signs of a line in groups of four; blanks and hyphens in it are not signs."""
    signs = "".join(ch for ch in line if ch not in " -\u00a0")
    return [signs[start : start + size] for start in range(0, len(signs), size)]


def recovery_sheet_pdf(unit_name: str, code_lines: Sequence[str], qr_text: str, note: str = "") -> bytes:
    """One A4 page: what this is, the code in large groups of four with numbered lines, a QR code, how to keep it."""
    return digit_pages_pdf("recovery_sheet", [DigitPage(unit_name, code_lines, qr_text, note)])


def digit_pages_pdf(name: str, pages: Sequence[DigitPage]) -> bytes:
    """A4 pages in the words of one kind of sheet (resources/layouts/<name>.json)."""
    texts = _texts(name)
    gate = Gate()
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, (_WIDTH, _HEIGHT), texts["title"])
    for page in pages:
        _draw_page(canvas, gate, texts, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_page(canvas: Pen, gate: Gate, texts: dict[str, Any], page: DigitPage) -> None:
    if stamp.on_page(""):
        draw_watermark(canvas, stamp.on_page(""), (_WIDTH, _HEIGHT))
    width = _WIDTH - _LEFT - _RIGHT
    y = draw_down(canvas, _opening(gate, texts, page), _LEFT, _HEIGHT - _TOP, width) - 5 * mm
    y = _draw_code(canvas, [in_groups(line) for line in page.code_lines], y) - 6 * mm
    draw_qr(canvas, page.qr_text, _WIDTH - _RIGHT - _QR, y - _QR + 3 * mm, _QR)
    side = width - _QR - 8 * mm
    y = min(draw_down(canvas, _steps(gate, texts["keeping"]), _LEFT, y, side), y - _QR) - 4 * mm
    y = draw_down(canvas, _steps(gate, texts["using"]), _LEFT, y, width) - 6 * mm
    draw_down(canvas, _closing(gate, texts, page), _LEFT, y, width)


def write_recovery_sheet(
    path: Path, unit_name: str, code_lines: Sequence[str], qr_text: str, note: str = ""
) -> None:  # fmt: skip
    """Write the sheet to `path`, whole or not at all. `note` stands under the name: of which computer it is."""
    write_whole(path, recovery_sheet_pdf(unit_name, code_lines, qr_text, note))


def _opening(gate: Gate, texts: dict[str, Any], page: DigitPage) -> list[Flowable]:
    note = [gate.paragraph(page.note, _COPY)] if page.note else []
    return [
        gate.paragraph(texts["title"], _TITLE),
        gate.paragraph(page.heading, _UNIT),
        *note,
        *(gate.paragraph(text, _BODY) for text in texts["what"]),
    ]


def _steps(gate: Gate, section: dict[str, Any]) -> list[Flowable]:
    steps = [gate.paragraph(f"{place}. {text}", _STEP) for place, text in enumerate(section["steps"], 1)]
    return [gate.paragraph(section["label"], _LABEL), Spacer(1, 2), *steps]


def _closing(gate: Gate, texts: dict[str, Any], page: DigitPage) -> list[Flowable]:
    compare = [gate.paragraph(f"{texts['compare']} {page.compare}", _COMPARE)] if page.compare else []
    return [*compare, gate.paragraph(texts["hand_over"], _NOTE)]


def _draw_code(canvas: Pen, lines: Sequence[Sequence[str]], top: float) -> float:
    """The code in a frame: small grey line numbers, large signs with wide gaps; the size fits the longest line."""
    width = _WIDTH - _LEFT - _RIGHT
    groups = max((len(line) for line in lines), default=1)
    room = width - 16 * mm
    size = min(26.0, room / (groups * 3.05))
    step, leading = room / groups, size * 1.6
    bottom = top - leading * len(lines) - 4 * mm
    canvas.setLineWidth(1)
    canvas.rect(_LEFT, bottom, width, top - bottom)
    y = top - 2 * mm
    for number, line in enumerate(lines, 1):
        y -= leading
        baseline = y + (leading - size * 0.66) / 2
        canvas.setFont(face_name(), 12)
        canvas.setFillGray(0.35)
        canvas.drawRightString(_LEFT + 9 * mm, baseline, f"{number}.")
        canvas.setFillGray(0)
        canvas.setFont(face_name(bold=True), size)
        for place, group in enumerate(line):
            canvas.drawString(_LEFT + 14 * mm + place * step, baseline, group)
    return bottom
