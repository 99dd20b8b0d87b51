"""A document as PDF."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)
from reportlab.platypus.doctemplate import LayoutError

from danvan_desktop.documents import runs, stamp, wording
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.files import write_whole
from danvan_desktop.documents.flowables import GridFlowable
from danvan_desktop.documents.fonts import MAIN, face_name
from danvan_desktop.documents.grid import Grid
from danvan_desktop.documents.model import Annex, Block, Document, Heading, Paragraph, Table
from danvan_desktop.documents.profiles import Page, Profile
from danvan_desktop.documents.typeset import Gate, Pen
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

CREATOR = "Dân Vận Desktop"
_ROWS_WITH_HEADING = 3


class Sheet(PageTemplate):
    """The pages of the main text or of one annex; counts its own pages."""

    def __init__(self, name: str, profile: Profile, page: Page, document: Document, *, main: bool) -> None:
        self.page = page
        self.profile = profile
        self.document = document
        self.main = main
        self.first = 0
        width, height = page.width_mm * mm, page.height_mm * mm
        text = page.text_width_mm * mm, height - (page.top_mm + page.bottom_mm) * mm
        self.frame = Frame(page.left_mm * mm, page.bottom_mm * mm, *text, 0, 0, 0, 0, id=name)
        super().__init__(id=name, frames=[self.frame], pagesize=(width, height))

    def beforeDrawPage(self, canv: Pen, doc: Pen) -> None:
        """Begin a page: margins of a back page mirrored, the watermark under everything."""
        self.first = self.first or doc.page
        mirrored = self.document.two_sided and doc.page % 2 == 0 and self.page.width_mm < self.page.height_mm
        frame: Any = self.frame
        frame._x1 = (self.page.right_mm if mirrored else self.page.left_mm) * mm
        frame._geom()
        word = stamp.on_page(self.document.watermark)
        if word:
            draw_watermark(canv, word, self.pagesize)

    def afterDrawPage(self, canv: Pen, doc: Pen) -> None:
        """End a page: its number at the top, over the middle of the text."""
        rule = self.profile.page_number
        restarts = rule.annex_restarts
        number = doc.page - self.first + 1 if restarts else doc.page
        if number == 1 and rule.hide_first:
            return
        frame: Any = self.frame
        draw_page_number(canv, self.profile, self.page, number, frame._x1)


def new_canvas(out: IO[bytes], size: tuple[float, float], title: str) -> Pen:
    """An empty PDF; no Helvetica in it, which ReportLab would otherwise begin every page with."""
    settings: dict[str, Any] = {"initialFontName": MAIN, "lang": "vi-VN", "pageCompression": 1}
    canvas = Canvas(out, pagesize=size, **settings)
    canvas.setTitle(title)
    canvas.setCreator(CREATOR)
    return canvas


def draw_page_number(canvas: Pen, profile: Profile, page: Page, number: int, left: float) -> None:
    """A page number: its top 10 mm from the edge, centred over the text block that begins at `left`."""
    rule = profile.page_number
    canvas.setFont(face_name(), rule.size)
    baseline = (page.height_mm - rule.from_edge_mm) * mm - rule.size * 0.7
    canvas.drawCentredString(left + page.text_width_mm * mm / 2, baseline, str(number))


def draw_watermark(canvas: Pen, text: str, pagesize: tuple[float, float]) -> None:
    """A pale word across the page."""
    width, height = pagesize
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    size = min(90.0, 900.0 / max(len(text), 1))
    canvas.setFont(face_name(bold=True), size)
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()


class Story:
    """Turns a document into the pieces ReportLab fills pages with."""

    def __init__(self, document: Document, gate: Gate) -> None:
        self.document = document
        self.profile = document.profile
        self.gate = gate
        self.blocks = Blocks(gate, document.profile)

    def pieces(self) -> list[Flowable]:
        """Everything from the header to the last annex."""
        document = self.document
        width = self.profile.page.text_width_mm * mm
        story = self.blocks.header(document.header, width) + self.blocks.title(document.title, width)
        story += self._main(width)
        for place, annex in enumerate(document.annexes):
            story += [NextPageTemplate(annex_id(place)), PageBreak()]
            story += self._annex(annex)
        return story

    def _main(self, width: float) -> list[Flowable]:
        document = self.document
        signature, blocks = document.signature, document.blocks
        if signature is None:
            signed_by = [self.blocks.signers(document.signers, width)] if document.signers else []
            return [*self._flow(blocks, self.profile.page), *signed_by]
        signed = self.blocks.signature(signature, width)
        if blocks and isinstance(blocks[-1], Table):
            tail = signed.wrap(width, 0)[1] + self.profile.measures["signature_before_pt"]
            return [*self._flow(blocks, self.profile.page, tail), signed]
        start = self._last_group(blocks)
        last = [self._text(block) for block in blocks[start:] if not isinstance(block, Table)]
        return [*self._flow(blocks[:start], self.profile.page), KeepTogether([*last, signed])]

    def _last_group(self, blocks: tuple[Block, ...]) -> int:
        """Where the closing paragraph begins, with the headings right above it."""
        start = max(len(blocks) - 1, 0)
        while start > 0 and isinstance(blocks[start - 1], Heading):
            start -= 1
        return start

    def _annex(self, annex: Annex) -> list[Flowable]:
        page = self.profile.landscape if annex.landscape else self.profile.page
        story: list[Flowable] = []
        for name, text in wording.annex_heading(self.profile, annex):
            story += self.blocks.centred(name, text, page.text_width_mm * mm)
        return story + self._flow(annex.blocks, page)

    def _flow(self, blocks: tuple[Block, ...], page: Page, tail: float = 0.0) -> list[Flowable]:
        """Blocks in order; before headings and tables room is asked for, so that no heading ends a page."""
        story: list[Flowable] = []
        for place, block in enumerate(blocks):
            pieces = (
                self._table(block, page, tail if place == len(blocks) - 1 else 0.0)
                if isinstance(block, Table)
                else [self._text(block)]
            )
            after_heading = place > 0 and isinstance(blocks[place - 1], Heading)
            if isinstance(block, Heading | Table) and not after_heading:
                story.append(CondPageBreak(self._needed(blocks[place:], page)))
            story += pieces
        return story

    def _needed(self, blocks: tuple[Block, ...], page: Page) -> float:
        """Height of the headings that begin here and of the least that must follow them."""
        width = page.text_width_mm * mm
        height = 0.0
        for block in blocks:
            if isinstance(block, Table):
                return height + self._table_start(block, page)
            piece = self._text(block)
            whole = piece.wrap(width, 10_000)[1] + piece.getSpaceBefore()
            if isinstance(block, Heading):
                height += whole
                continue
            leading = self.profile.style("body").leading
            return height + (whole if whole <= 3 * leading + 6 else 2 * leading + piece.getSpaceBefore())
        return height

    def _table_start(self, table: Table, page: Page) -> float:
        """Unit line, head and the first rows of a table; half a page at most."""
        grid = self._grid(table, page)
        rows = [grid.set_row(row) for row in table.all_rows()[:_ROWS_WITH_HEADING]]
        unit = self.profile.style("unit_line")
        unit_height = unit.leading + unit.before + unit.after if table.unit_line else 6.0
        return min(unit_height + grid.head_height + sum(row.height for row in rows), _text_height(page) / 2)

    def _grid(self, table: Table, page: Page) -> Grid:
        return Grid(self.gate, self.profile, table.columns, page.text_width_mm * mm)

    def _table(self, table: Table, page: Page, tail: float) -> list[Flowable]:
        grid = self._grid(table, page)
        rows = [grid.set_row(row) for row in table.all_rows()]
        flowable = GridFlowable(grid, rows, _text_height(page), tail)
        flowable.spaceBefore = flowable.spaceAfter = 6.0
        if not table.unit_line:
            return [flowable]
        flowable.spaceBefore = self.profile.style("unit_line").after
        return [self.gate.paragraph(table.unit_line, self.profile.style("unit_line")), flowable]

    def _text(self, block: Heading | Paragraph) -> Flowable:
        text, blank = runs.blank_at_end(block)
        parts = runs.runs(self.profile, block, text)
        return self.gate.runs(parts, dotted=blank) if blank or len(parts) > 1 else self.gate.paragraph(*parts[0])


def _text_height(page: Page) -> float:
    return (page.height_mm - page.top_mm - page.bottom_mm) * mm


def page_count(data: bytes) -> int:
    """Number of pages of a finished PDF."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as opened:
        return len(opened)


def annex_id(place: int) -> str:
    """Name of the page template of an annex."""
    return f"annex{place}"


def to_pdf(document: Document, missing: list[str] | None = None) -> bytes:
    """The document as PDF. A character no font has is a UserError, or a sentence in `missing` when a list is given."""
    gate = Gate(missing)
    story = Story(document, gate).pieces()
    profile = document.profile
    sheets = [Sheet("main", profile, profile.page, document, main=True)]
    for place, annex in enumerate(document.annexes):
        page = profile.landscape if annex.landscape else profile.page
        sheets.append(Sheet(annex_id(place), profile, page, document, main=False))
    buffer = io.BytesIO()
    template = BaseDocTemplate(
        buffer,
        pagesize=sheets[0].pagesize,
        title=wording.file_title(document),
        author=document.header.organ or "",
        creator=CREATOR,
        lang="vi-VN",
        initialFontName=MAIN,
        initialFontSize=profile.style("body").size,
    )
    template.addPageTemplates([*sheets])
    try:
        template.build(story)
    except LayoutError as error:
        raise UserError(
            _("A part of the document is higher than a page; most likely the list of recipients is too long."),
            hint=_("Shorten it or move it to an annex."),
        ) from error
    return buffer.getvalue()


def write_pdf(document: Document, path: Path, missing: list[str] | None = None) -> None:
    """Write the document to `path`, whole or not at all."""
    write_whole(path, to_pdf(document, missing))
