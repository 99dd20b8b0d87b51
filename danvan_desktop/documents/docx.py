"""The same document as DOCX, for offices that correct in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt
from reportlab.lib.units import mm

from danvan_desktop.documents import runs, stamp, wording
from danvan_desktop.documents.blocks import LETTER_GAP_PT, Blocks
from danvan_desktop.documents.docx_header import WordHeader
from danvan_desktop.documents.docx_parts import (
    Node,
    add_dots,
    add_line,
    add_page_field,
    add_run,
    add_watermark,
    restart_numbers,
    set_base_style,
    write,
    xml_text,
)
from danvan_desktop.documents.docx_signature import WordSignature
from danvan_desktop.documents.docx_table import WordTable
from danvan_desktop.documents.files import write_whole
from danvan_desktop.documents.model import (
    Annex,
    Block,
    Document,
    Heading,
    Register,
    Row,
    Table,
    Title,
)
from danvan_desktop.documents.profiles import Page, Profile
from danvan_desktop.documents.typeset import Gate


class WordSetter:
    """Writes the parts of one document into a Word file."""

    def __init__(self, profile: Profile, gate: Gate, watermark: str = "") -> None:
        self.profile = profile
        self.gate = gate
        self.blocks = Blocks(gate, profile)
        self.watermark = stamp.on_page(watermark)
        self.word: Node = WordDocument()
        set_base_style(self.word, profile.style("body").size)
        self.head = WordHeader(self.word, profile, gate, self.blocks)
        self.end = WordSignature(self.word, profile, self.blocks)

    def section(self, page: Page, *, first: bool, restart: bool) -> None:
        """Begin pages of a size; the page number stands in their head from the second page on."""
        section = self.word.sections[0] if first else self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if page.width_mm > page.height_mm else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
        section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
        section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
        section.header_distance = Mm(self.profile.page_number.from_edge_mm)
        section.different_first_page_header_footer = self.profile.page_number.hide_first and (first or restart)
        if first:
            self._page_heads(section)
        if restart and not first:
            restart_numbers(section)

    def _page_heads(self, section: Node) -> None:
        add_page_field(section.header.paragraphs[0], self.profile.page_number.size)
        if self.watermark:
            for head in (section.header, section.first_page_header):
                add_watermark(head.paragraphs[0], self.watermark)

    def title(self, title: Title, width_mm: float) -> None:
        """Kind, subject and what closes them; a letter has a space only."""
        if not title.kind and not title.subject:
            self._gap(LETTER_GAP_PT)
        subject = "\n".join(self.gate.lines(title.subject, self.profile.style("subject"), (width_mm - 20) * mm))
        close = self.profile.texts["title_close"] if title.kind else ""
        for name, text in (("kind", title.kind), ("subject", subject), ("title_close", close)):
            if text:
                write(self.word.add_paragraph(), text, self.profile.style(name), keep=True)
        if title.subject and self.profile.switches["subject_rule"]:
            longest = max(self.blocks.width("subject", line) for line in subject.split("\n"))
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.line_spacing = Pt(12)
            add_line(paragraph, longest * self.profile.measures["title_rule_share"], width_mm * mm, 0.75)

    def flow(self, blocks: Iterable[Block], page: Page, *, keep_last: bool = False) -> None:
        """Blocks in order; headings stay with what follows, the last paragraph with the signature."""
        listed = list(blocks)
        for place, block in enumerate(listed):
            if isinstance(block, Table):
                self.table(block, page)
                continue
            last = place == len(listed) - 1 and keep_last
            keep = last or isinstance(block, Heading)
            text, blank = runs.blank_at_end(block)
            parts = runs.runs(self.profile, block, text)
            written = write(self.word.add_paragraph(), parts[0][0], parts[0][1], keep=keep)
            for more, style in parts[1:]:
                add_run(written, more, style)
            if blank:
                add_dots(written, page.text_width_mm)

    def table(self, table: Table, page: Page) -> None:
        """Unit line and table."""
        style = self.profile.style("unit_line")
        if table.unit_line:
            write(self.word.add_paragraph(), table.unit_line, style, keep=True)
        else:
            self._gap(6)
        WordTable(self.word, self.profile, table.columns, page.text_width_mm, "table").add(table.all_rows())
        self._gap(3)

    def _gap(self, points: float) -> None:
        gap = self.word.add_paragraph().paragraph_format
        gap.line_spacing, gap.keep_with_next = Pt(points), True

    def annex(self, annex: Annex) -> None:
        """An annex in a section of its own."""
        page = self.profile.landscape if annex.landscape else self.profile.page
        self.section(page, first=False, restart=self.profile.page_number.annex_restarts)
        for name, text in wording.annex_heading(self.profile, annex):
            write(self.word.add_paragraph(), text, self.profile.style(name), keep=True)
        self.flow(annex.blocks, page)

    def properties(self, title: str, author: str) -> None:
        """Title, author and language of the file."""
        core = self.word.core_properties
        core.title, core.author, core.language = xml_text(title)[:255], xml_text(author)[:255], "vi-VN"
        core.comments = ""

    def saved(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self.word.save(buffer)
        return buffer.getvalue()


def to_docx(document: Document, missing: list[str] | None = None) -> bytes:
    """The document as DOCX. Word brings its own fonts, so only the header's measures need ours."""
    profile = document.profile
    setter = WordSetter(profile, Gate([] if missing is None else missing), document.watermark)
    setter.section(profile.page, first=True, restart=False)
    setter.head.add(document.header, profile.page.text_width_mm)
    setter.title(document.title, profile.page.text_width_mm)
    setter.flow(document.blocks, profile.page, keep_last=bool(document.signature or document.signers))
    if document.signature is not None:
        setter.end.add(document.signature, profile.page.text_width_mm)
    elif document.signers:
        setter.end.add_side_by_side(document.signers, profile.page.text_width_mm)
    for annex in document.annexes:
        setter.annex(annex)
    setter.properties(wording.file_title(document), document.header.organ or "")
    return setter.saved()


def write_docx(document: Document, path: Path) -> None:
    """Write the document to `path`, whole or not at all."""
    write_whole(path, to_docx(document))


def register_docx(register: Register, rows: Iterable[Row]) -> bytes:
    """A register as DOCX; the rows are cloned, the head is repeated on every page."""
    profile = register.profile
    page = profile.landscape if register.landscape else profile.page
    setter = WordSetter(profile, Gate([]), register.watermark)
    setter.section(page, first=True, restart=False)
    if register.header:
        setter.head.add(register.header, page.text_width_mm)
    setter.title(register.title, page.text_width_mm)
    for note in register.notes:
        write(setter.word.add_paragraph(), note, profile.style("annex_attached"), keep=True)
    if register.unit_line:
        write(setter.word.add_paragraph(), register.unit_line, profile.style("unit_line"), keep=True)
    WordTable(setter.word, profile, register.columns, page.text_width_mm, "register").add(rows)
    setter.word.add_paragraph().paragraph_format.line_spacing = Pt(3)
    if register.signature:
        setter.end.add(register.signature, page.text_width_mm)
    setter.properties(
        f"{register.title.kind} {register.title.subject}", (register.header and register.header.organ) or ""
    )
    return setter.saved()
