"""The head of a Word file: organs beside the national title, the number beside place and date."""

from __future__ import annotations

from docx.shared import Pt
from reportlab.lib.units import mm

from danvan_desktop.documents import wording
from danvan_desktop.documents.blocks import Blocks
from danvan_desktop.documents.docx_parts import Node, add_line, fill, fix_table, mark_row
from danvan_desktop.documents.model import Header
from danvan_desktop.documents.profiles import Profile
from danvan_desktop.documents.typeset import Gate


class WordHeader:
    """Writes the head of one document."""

    def __init__(self, word: Node, profile: Profile, gate: Gate, blocks: Blocks) -> None:
        self._word, self._profile, self._gate, self._blocks = word, profile, gate, blocks

    def add(self, header: Header, width_mm: float) -> None:
        """Organs beside the national title, the number beside place and date."""
        if header.organ == "":
            table = self._word.add_table(1, 1)
            fix_table(table, [width_mm])
            self._national(table.cell(0, 0), width_mm)
            return
        left, right = (part / mm for part in self._blocks.header_widths(header, width_mm * mm))
        table = self._word.add_table(2, 2)
        fix_table(table, [left, right])
        self._organs(table.cell(0, 0), header, left)
        self._national(table.cell(0, 1), right)
        fill(table.cell(1, 0), wording.number_line(self._profile, header), self._blocks.style("number"))
        if header.about:
            self._about(table.cell(1, 0), wording.about_line(self._profile, header), left)
        date = wording.unbreakable(wording.date_line(self._profile, header))
        fill(table.cell(1, 1), date, self._blocks.style("date"))
        for row in table.rows:
            mark_row(row._tr)

    def _about(self, cell: Node, text: str, width_mm: float) -> None:
        lines = self._gate.lines(text, self._profile.style("subject_letter"), (width_mm - 4) * mm)
        fill(cell, "\n".join(wording.unbreakable(line) for line in lines), self._blocks.style("subject_letter"))

    def _organs(self, cell: Node, header: Header, width_mm: float) -> None:
        lines = [""]
        for name, value in (("parent", header.parent), ("organ", header.organ)):
            if value == "":
                continue
            lines, _size = self._blocks.organ_lines(name, value, (width_mm - 2) * mm)
            for line in lines:
                fill(cell, wording.unbreakable(line), self._blocks.style(name, blank=value is None))
        if self._profile.texts["organ_mark"]:
            fill(cell, self._profile.texts["organ_mark"], self._blocks.style("organ_mark"))
        if self._profile.switches["organ_rule"]:
            longest = max(self._blocks.width("organ", line) for line in lines)
            self._rule(cell, longest * self._profile.measures["organ_rule_share"], width_mm)

    def _national(self, cell: Node, width_mm: float) -> None:
        for name, switch in (("national_title", "title_rule"), ("motto", "motto_rule")):
            text = self._profile.texts[name]
            if not text:
                continue
            fill(cell, wording.unbreakable(text), self._blocks.style(name))
            if self._profile.switches[switch]:
                self._rule(cell, self._blocks.width(name, text), width_mm)

    def _rule(self, cell: Node, length: float, width_mm: float) -> None:
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(8)
        add_line(paragraph, length, width_mm * mm, self._profile.measures["rule_pt"])
