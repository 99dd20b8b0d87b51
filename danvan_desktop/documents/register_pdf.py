"""A register as PDF, page by page straight on the canvas: linear in rows, flat in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from reportlab.lib.units import mm

from danvan_desktop.documents import stamp
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.files import whole_file
from danvan_desktop.documents.flowables import Columns, draw_down
from danvan_desktop.documents.fonts import face_name
from danvan_desktop.documents.grid import Grid, RowStream, SetRow, take_page
from danvan_desktop.documents.model import Register, Row
from danvan_desktop.documents.pdf import draw_page_number, draw_watermark, new_canvas
from danvan_desktop.documents.profiles import Page
from danvan_desktop.documents.register_cover import draw_cover, fill_total
from danvan_desktop.documents.typeset import Gate, Pen
from danvan_desktop.errors import BugError

_A3_MM = (297.0, 420.0)


def page_of(register: Register) -> Page:
    """The page of a register: A4 as the layout has it, or A3 with the same margins."""
    page = register.profile.landscape if register.landscape else register.profile.page
    if register.paper != "A3":
        return page
    wide, high = sorted(_A3_MM, reverse=register.landscape)
    return replace(page, width_mm=wide, height_mm=high)


class RegisterSetter:
    """Draws one register on one canvas."""

    def __init__(self, register: Register, gate: Gate, canvas: Pen) -> None:
        profile = register.profile
        self.register = register
        self.profile = profile
        self.gate = gate
        self.canvas = canvas
        self.page = page_of(register)
        self.width = self.page.text_width_mm * mm
        self.left = self.page.left_mm * mm
        self.top = (self.page.height_mm - self.page.top_mm) * mm
        self.bottom = self.page.bottom_mm * mm
        self.blocks = Blocks(gate, profile)
        self.grid = Grid(gate, profile, register.columns, self.width, kind=register.style)
        self.number = 0

    def draw(self, rows: Iterable[Row]) -> int:
        """Draw everything; returns the number of pages."""
        draw_cover(self.canvas, self.register, self.page, self.gate)
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
                self._foot(page, y)
            if stream.peek() is None and y - self.bottom >= tail:
                break
            y = self._next()
        if signed:
            signed.drawOn(self.canvas, self.left, y - tail)
        self.canvas.showPage()
        fill_total(self.canvas, self.register, self.page, self.number)
        return self.number

    def _foot(self, rows: Sequence[SetRow], y: float) -> None:
        """The closing line of a page; the second half of a row that was cut is not counted again."""
        begun = [row for row in rows if not (row.group or row.total) and any(row.cells[0])]
        if not self.register.page_foot or not begun:
            return
        style = self.profile.style("unit_line")
        self.canvas.setFont(face_name(italic=True), style.size - 1)
        text = self.gate.plain(self.register.page_foot.format(count=sum(row.counted for row in begun)))
        self.canvas.drawRightString(self.left + self.width, max(y, self.bottom) - style.size, text)

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
    page = page_of(register)
    size = page.width_mm * mm, page.height_mm * mm
    canvas = new_canvas(out, size, f"{register.title.kind} {register.title.subject}".strip())
    canvas.setAuthor((register.header.organ if register.header else None) or "")
    pages = RegisterSetter(register, gate, canvas).draw(rows)
    canvas.save()
    return pages


def registers_pdf(registers: Sequence[tuple[Register, Iterable[Row]]], missing: list[str] | None = None) -> bytes:
    """Several tables as one PDF, each beginning a page of its own with its own numbers; the first gives the title."""
    buffer, gate = io.BytesIO(), Gate(missing)
    first = registers[0][0]
    page = page_of(first)
    canvas = new_canvas(buffer, (page.width_mm * mm, page.height_mm * mm), first.title.subject or first.title.kind)
    for register, rows in registers:
        RegisterSetter(register, gate, canvas).draw(rows)
    canvas.save()
    return buffer.getvalue()


def register_pdf(register: Register, rows: Iterable[Row], missing: list[str] | None = None) -> bytes:
    """The register as PDF bytes; `rows` may be any iterator and is read once."""
    buffer = io.BytesIO()
    draw_register(register, rows, buffer, missing)
    return buffer.getvalue()


def write_register_pdf(register: Register, rows: Iterable[Row], path: Path, missing: list[str] | None = None) -> int:
    """Write the register to `path`, whole or not at all; returns the number of pages."""
    with whole_file(path) as part, part.open("wb") as stream:
        return draw_register(register, rows, stream, missing)
