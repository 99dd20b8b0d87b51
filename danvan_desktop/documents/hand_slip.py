"""A slip both sides sign: the same page once for each side, with a QR code and places for two signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from danvan_desktop.documents import wording
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.flowables import Columns, GridFlowable, Stack
from danvan_desktop.documents.fonts import MAIN
from danvan_desktop.documents.grid import Grid
from danvan_desktop.documents.model import Document, Header, Table, Title
from danvan_desktop.documents.pdf import CREATOR, Sheet
from danvan_desktop.documents.profiles import Profile
from danvan_desktop.documents.qr import QrCode
from danvan_desktop.documents.typeset import Gate

_QR = 34 * mm
_CODE_SIZE = 20.0


@dataclass(frozen=True, slots=True)
class Signer:
    """One side: its name in capitals, and what stands under it."""

    side: str
    note: str


@dataclass(frozen=True, slots=True)
class HandSlip:
    """What stands on a slip. `copies`: a mark for each copy ('Bản giao'), one page or more for each."""

    profile: Profile
    header: Header
    title: Title
    copies: tuple[str, ...]
    opening: tuple[str, ...]
    table: Table
    code_label: str
    code: str
    code_note: str
    qr_text: str
    closing: tuple[str, ...]
    signers: tuple[Signer, Signer]
    watermark: str = ""


def hand_slip_pdf(slip: HandSlip) -> bytes:
    """All copies in one PDF; each counts its own pages."""
    document = Document(slip.profile, slip.header, slip.title, (), watermark=slip.watermark)
    names = [f"copy{place}" for place in range(len(slip.copies))]
    own_numbers = replace(slip.profile, page_number=replace(slip.profile.page_number, annex_restarts=True))
    sheets = [Sheet(name, own_numbers, slip.profile.page, document, main=False) for name in names]
    setter = _Setter(slip)
    story: list[Flowable] = []
    for place, mark in enumerate(slip.copies):
        story += [NextPageTemplate(names[place]), PageBreak()] if place else []
        story += setter.copy(mark)
    buffer = io.BytesIO()
    template = BaseDocTemplate(
        buffer, pagesize=sheets[0].pagesize, title=wording.file_title(document), author=slip.header.organ or "",
        creator=CREATOR, lang="vi-VN", initialFontName=MAIN, initialFontSize=slip.profile.style("body").size,
    )  # fmt: skip
    template.addPageTemplates([*sheets])
    template.build(story)
    return buffer.getvalue()


class _Setter:
    """Sets the pieces of one copy."""

    def __init__(self, slip: HandSlip) -> None:
        self.slip = slip
        self.profile = slip.profile
        self.gate = Gate()
        self.blocks = Blocks(self.gate, slip.profile)
        self.width = slip.profile.page.text_width_mm * mm

    def copy(self, mark: str) -> list[Flowable]:
        """Header, title with the mark of this copy, what was handed over, code, signatures."""
        slip = self.slip
        return [
            *self.blocks.header(slip.header, self.width), *self.blocks.title(slip.title, self.width),
            *self.blocks.centred("annex_attached", mark, self.width), *self._texts(slip.opening), self._table(),
            KeepTogether([self._code(), *self._texts(slip.closing), self._signatures()]),
        ]  # fmt: skip

    def _texts(self, texts: Sequence[str]) -> list[Flowable]:
        return [self.gate.paragraph(text, self.profile.style("body")) for text in texts]

    def _table(self) -> Flowable:
        table = self.slip.table
        page = self.profile.page
        grid = Grid(self.gate, self.profile, table.columns, self.width)
        rows = [grid.set_row(row) for row in table.all_rows()]
        piece = GridFlowable(grid, rows, (page.height_mm - page.top_mm - page.bottom_mm) * mm)
        piece.spaceBefore = piece.spaceAfter = 8.0
        return piece

    def _code(self) -> Flowable:
        """The QR code at the left, beside it the short code in large signs."""
        cell = replace(self.profile.style("table_cell"), align="left")
        large = replace(cell, size=_CODE_SIZE, leading=_CODE_SIZE * 1.5, bold=True)
        pieces = [
            Spacer(1, 4 * mm), self.gate.paragraph(self.slip.code_label, replace(cell, bold=True)),
            self.gate.paragraph(self.slip.code.replace(" ", "\u00a0\u00a0"), large),
            self.gate.paragraph(self.slip.code_note, cell),
        ]  # fmt: skip
        return Columns([Stack([QrCode(self.slip.qr_text, _QR)], _QR + 2 * mm),
                        Stack(pieces, self.width - _QR - 2 * mm)], before=4)  # fmt: skip

    def _signatures(self) -> Flowable:
        half = self.width / 2
        return Columns([Stack(self._signer(one), half) for one in self.slip.signers], before=10)

    def _signer(self, signer: Signer) -> list[Flowable]:
        note = replace(self.profile.style("recipients"), italic=True, align="center", hanging_mm=0.0)
        return [
            self.gate.paragraph(signer.side, self.profile.style("authority")), self.gate.paragraph(signer.note, note),
            Spacer(1, self.profile.measures["signature_space_pt"]),
        ]  # fmt: skip
