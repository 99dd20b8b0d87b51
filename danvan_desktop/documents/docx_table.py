"""Tables of a Word document: merged heads repeated on every page, rows cloned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn

from danvan_desktop.documents.docx_parts import Node, cloned_row, element, fix_table, mark_row, write
from danvan_desktop.documents.heads import head_cells
from danvan_desktop.documents.model import Column, GroupRow, Row, TotalRow
from danvan_desktop.documents.profiles import Profile, Style

_PAD_MM = 1.05
_HEAD_FILL = "F0F0F0"


class WordTable:
    """Adds one table at the end of a Word document."""

    def __init__(self, word: Node, profile: Profile, columns: Sequence[Column], width_mm: float, kind: str) -> None:
        self.word = word
        self.columns = columns
        self.cell = profile.style(f"{kind}_cell")
        self.head = profile.style(f"{kind}_head")
        wished = sum(column.width for column in columns)
        self.widths = [column.width * width_mm / wished for column in columns]

    def add(self, rows: Iterable[Row]) -> None:
        """Write head and rows."""
        depth = max(len(column.heads) for column in self.columns)
        table = self.word.add_table(depth + 2, len(self.columns))
        table.style = "Table Grid"
        table.alignment = 1
        fix_table(table, self.widths, _PAD_MM)
        patterns = [self._pattern(table.rows[depth + bold], bold=bool(bold)) for bold in (0, 1)]
        group = self._group_pattern(patterns[1])
        for pattern in patterns:
            table._tbl.remove(pattern)
        for row in rows:
            table._tbl.append(self._row(row, patterns, group))
        self._heads(table)

    def _row(self, row: Row, patterns: Sequence[Node], group: Node) -> Node:
        if isinstance(row, GroupRow):
            return cloned_row(group, [row.text])
        if isinstance(row, TotalRow):
            return cloned_row(patterns[1], row.cells)
        return cloned_row(patterns[0], list(row))

    def _pattern(self, row: Node, *, bold: bool) -> Node:
        for cell, column in zip(row.cells, self.columns, strict=True):
            style = replace(self.cell, bold=bold, align=column.align.value, before=2, after=2)
            self._fill(cell, "x", style)
        mark_row(row._tr)
        return row._tr

    def _group_pattern(self, bold_row: Node) -> Node:
        """A row whose only cell covers all columns."""
        row = cloned_row(bold_row, ["x"] * len(self.columns))
        cells = row.findall(qn("w:tc"))
        for cell in cells[1:]:
            row.remove(cell)
        properties = cells[0].get_or_add_tcPr()
        properties.find(qn("w:tcW")).set(qn("w:w"), str(round(sum(self.widths) * 56.6929)))
        properties.insert(1, element("w:gridSpan", val=len(self.columns)))
        for paragraph in cells[0].findall(qn("w:p")):
            paragraph.get_or_add_pPr().keepNext_val = True
            alignment = paragraph.pPr.find(qn("w:jc"))
            if alignment is not None:
                alignment.set(qn("w:val"), "left")
        return row

    def _fill(self, cell: Node, text: str, style: Style) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        write(cell.paragraphs[0], text, style)

    def _heads(self, table: Node) -> None:
        depth = max(len(column.heads) for column in self.columns)
        style = replace(self.head, before=2, after=2)
        for head in head_cells(self.columns):
            first = table.cell(head.row, head.column)
            last = table.cell(head.row + head.rows - 1, head.column + head.columns - 1)
            cell = first.merge(last) if last is not first else first
            self._fill(cell, head.text, style)
        for row in table.rows[:depth]:
            mark_row(row._tr, head=True)
            for cell in row._tr.findall(qn("w:tc")):
                cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=_HEAD_FILL))
                self._order(cell.tcPr)

    def _order(self, properties: Node) -> None:
        """Word wants the shade before the vertical alignment."""
        vertical = properties.find(qn("w:vAlign"))
        if vertical is not None:
            properties.append(vertical)
