"""A register as PDF, page by page straight on the canvas: linear in rows, flat in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from reportlab.lib.units import mm

from danvan_desktop.documents import stamp
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.files import whole_file
from danvan_desktop.documents.flowables import Columns, draw_down
from danvan_desktop.documents.grid import Grid, RowStream, take_page
from danvan_desktop.documents.model import Register, Row
from danvan_desktop.documents.pdf import draw_page_number, draw_watermark, new_canvas
from danvan_desktop.documents.typeset import Gate, Pen
from danvan_desktop.errors import BugError


class RegisterSetter:
    """Draws one register on one canvas."""

    def __init__(self, register: Register, gate: Gate, canvas: Pen) -> None:
        profile = register.profile
        self.register = register
        self.profile = profile
        self.gate = gate
        self.canvas = canvas
        self.page = profile.landscape if register.landscape else profile.page
        self.width = self.page.text_width_mm * mm
        self.left = self.page.left_mm * mm
        self.top = (self.page.height_mm - self.page.top_mm) * mm
        self.bottom = self.page.bottom_mm * mm
        self.blocks = Blocks(gate, profile)
        self.grid = Grid(gate, profile, register.columns, self.width, kind="register")
        self.number = 0

    def draw(self, rows: Iterable[Row]) -> int:
        """Draw everything; returns the number of pages."""
        stream = RowStream(self.grid.set_row(row) for row in rows)
        signed = self._signature()
        tail = signed.wrap(self.width, 0)[1] + 14 if signed else 0.0
        full = self.top - self.bottom - self.grid.head_height
        self._begin()
        y = self._opening()
        while True:
            room = y - self.bottom - self.grid.head_height
            page = take_page(self.grid, stream, room, full, tail)
            if not page and stream.peek() is not None and y == self.top:
                raise BugError("the head of the table leaves no room for a row")
            if page or (stream.peek() is None and self.number == 1):
                y = self.grid.draw(self.canvas, self.left, y, page)
            if stream.peek() is None and y - self.bottom >= tail:
                break
            y = self._next()
        if signed:
            signed.drawOn(self.canvas, self.left, y - tail)
        self.canvas.showPage()
        return self.number

    def _begin(self) -> None:
        self.number += 1
        word = stamp.on_page(self.register.watermark)
        if word:
            size = self.page.width_mm * mm, self.page.height_mm * mm
            draw_watermark(self.canvas, self.gate.plain(word), size)
        if self.number > 1 or not self.profile.page_number.hide_first:
            draw_page_number(self.canvas, self.profile, self.page, self.number, self.left)

    def _next(self) -> float:
        self.canvas.showPage()
        self._begin()
        return self.top

    def _opening(self) -> float:
        """Header, title, notes and unit line of the first page."""
        register = self.register
        pieces = self.blocks.header(register.header, self.width) if register.header else []
        pieces += self.blocks.title(register.title, self.width)
        for note in register.notes:
            pieces += self.blocks.centred("annex_attached", note, self.width)
        if register.unit_line:
            pieces.append(self.gate.paragraph(register.unit_line, self.profile.style("unit_line")))
        gap = self.profile.style("unit_line").after if register.unit_line else 6.0
        return draw_down(self.canvas, pieces, self.left, self.top, self.width) - gap if pieces else self.top

    def _signature(self) -> Columns | None:
        signature = self.register.signature
        return self.blocks.signature(signature, self.width) if signature else None


def draw_register(register: Register, rows: Iterable[Row], out: IO[bytes], missing: list[str] | None = None) -> int:
    """Write the register as PDF into an open file; returns the number of pages."""
    gate = Gate(missing)
    page = register.profile.landscape if register.landscape else register.profile.page
    size = page.width_mm * mm, page.height_mm * mm
    canvas = new_canvas(out, size, f"{register.title.kind} {register.title.subject}".strip())
    canvas.setAuthor((register.header.organ if register.header else None) or "")
    pages = RegisterSetter(register, gate, canvas).draw(rows)
    canvas.save()
    return pages


def register_pdf(register: Register, rows: Iterable[Row], missing: list[str] | None = None) -> bytes:
    """The register as PDF bytes; `rows` may be any iterator and is read once."""
    buffer = io.BytesIO()
    draw_register(register, rows, buffer, missing)
    return buffer.getvalue()


def write_register_pdf(register: Register, rows: Iterable[Row], path: Path, missing: list[str] | None = None) -> int:
    """Write the register to `path`, whole or not at all; returns the number of pages."""
    with whole_file(path) as part, part.open("wb") as stream:
        return draw_register(register, rows, stream, missing)
