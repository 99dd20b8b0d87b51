"""The cover of a bound register: what book it is, from when to when, how many pages, room for the signature."""

from __future__ import annotations

from reportlab.lib.units import mm

from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.flowables import draw_down
from danvan_desktop.documents.fonts import face_name
from danvan_desktop.documents.model import Cover, Register
from danvan_desktop.documents.profiles import Page
from danvan_desktop.documents.typeset import Gate, Pen

_TOTAL = "register-pages"  # drawn on the cover, filled in when the last page is known
_LINE, _BIG, _ROOM = 24.0, 15.0, 70.0


def draw_cover(canvas: Pen, register: Register, page: Page, gate: Gate) -> None:
    """The cover as a page of its own; it has no number and does not count."""
    cover = register.cover
    if cover is None:
        return
    blocks = Blocks(gate, register.profile)
    left, width = page.left_mm * mm, page.text_width_mm * mm
    pieces = blocks.header(register.header, width) if register.header else []
    y = draw_down(canvas, pieces, left, (page.height_mm - page.top_mm) * mm, width)
    y = draw_down(canvas, blocks.title(register.title, width), left, min(y, page.height_mm * mm * 0.66), width)
    middle = left + width / 2
    canvas.setFont(face_name(), _BIG)
    for line in cover.lines:
        y -= _LINE
        canvas.drawCentredString(middle, y, gate.plain(line))
    y -= _LINE
    canvas.saveState()
    canvas.translate(0, y)
    canvas.doForm(_TOTAL)
    canvas.restoreState()
    _signer(canvas, cover, left + width * 0.75, y - 2 * _LINE - _ROOM / 2)
    canvas.showPage()


def _signer(canvas: Pen, cover: Cover, middle: float, y: float) -> None:
    canvas.setFont(face_name(bold=True), _BIG - 1)
    canvas.drawCentredString(middle, y, cover.signer.split("\n")[0].upper())
    canvas.setFont(face_name(italic=True), _BIG - 2)
    canvas.drawCentredString(middle, y - 17, cover.note)


def fill_total(canvas: Pen, register: Register, page: Page, pages: int) -> None:
    """Say on the cover how many pages follow it."""
    cover = register.cover
    if cover is None:
        return
    canvas.beginForm(_TOTAL, 0, -_LINE, page.width_mm * mm, page.height_mm * mm)
    canvas.setFont(face_name(), _BIG)
    canvas.drawCentredString((page.left_mm + page.text_width_mm / 2) * mm, 0, cover.pages.format(pages=pages))
    canvas.endForm()
