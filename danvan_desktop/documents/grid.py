"""Tables drawn straight on the canvas: rows are measured once, packed into pages and forgotten.

ReportLab's own Table builds a new table of all remaining rows at every page break and lets plain strings run over
their neighbours; this one wraps every cell beforehand and stays linear however long the register is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from danvan_desktop.documents.fonts import face_name
from danvan_desktop.documents.heads import HeadCell, head_cells
from danvan_desktop.documents.model import Align, Column, GroupRow, Row, TotalRow
from danvan_desktop.documents.profiles import Profile, Style
from danvan_desktop.documents.typeset import Gate, Pen, balanced, measure, wrap

_KEEP_LINES = 2
_NARROW = 170.0  # in a cell narrower than 60 mm one word alone on the second line looks lost


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row with its lines broken and its height known."""

    cells: tuple[tuple[str, ...], ...]
    height: float
    bold: bool = False
    group: bool = False
    total: bool = False


class Grid:
    """How one table is set: column widths, styles, and the head that stands on every page."""

    def __init__(
        self, gate: Gate, profile: Profile, columns: Sequence[Column], width: float, kind: str = "table"
    ) -> None:
        self.gate = gate
        self.columns = tuple(columns)
        self.width = width
        self.pad_x = profile.measures["cell_pad_x_pt"]
        self.pad_y = profile.measures["cell_pad_y_pt"]
        self.line_width = profile.measures["table_line_pt"]
        self.grey = profile.measures["head_grey"]
        self.cell = profile.style(f"{kind}_cell")
        self.head = profile.style(f"{kind}_head")
        wished = sum(column.width for column in columns) * mm
        self.widths = [column.width * mm * width / wished for column in columns]
        self.edges = [sum(self.widths[:place]) for place in range(len(columns) + 1)]
        self._measured = {bold: measure(gate, replace(self.cell, bold=bold)) for bold in (False, True)}
        self._heads = self._set_heads()
        self.head_height = sum(self._head_heights)

    def _set_heads(self) -> list[tuple[HeadCell, list[str]]]:
        """Break the head texts and give every head row the height its cells need."""
        measured = measure(self.gate, self.head)
        cells = head_cells(self.columns)
        lines = []
        for cell in cells:
            room = self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * self.pad_x
            text = self.gate.plain(cell.text)
            lines.append([line for part in text.split("\n") for line in balanced(part, room, measured)])
        heights = [self.head.leading + 2 * self.pad_y] * max(cell.row + cell.rows for cell in cells)
        for cell, text_lines in sorted(zip(cells, lines, strict=True), key=lambda pair: pair[0].rows):
            spanned = sum(heights[cell.row : cell.row + cell.rows])
            needed = len(text_lines) * self.head.leading + 2 * self.pad_y
            heights[cell.row + cell.rows - 1] += max(0.0, needed - spanned)
        self._head_heights = heights
        return list(zip(cells, lines, strict=True))

    def set_row(self, row: Row) -> SetRow:
        """Break the cells of a row into lines and measure it."""
        if isinstance(row, GroupRow):
            lines = (tuple(self._break(row.text, self.width, bold=True)),)
            return SetRow(lines, self._height(lines), bold=True, group=True)
        total = isinstance(row, TotalRow)
        texts = row.cells if isinstance(row, TotalRow) else row
        cells = tuple(
            tuple(self._break(text, width, bold=total)) for text, width in zip(texts, self.widths, strict=True)
        )
        return SetRow(cells, self._height(cells), bold=total, total=total)

    def _break(self, text: str, width: float, *, bold: bool) -> list[str]:
        room = width - 2 * self.pad_x
        measured = self._measured[bold]
        lines = [line for part in self.gate.plain(text).split("\n") for line in wrap(part, room, measured)]
        if len(lines) == 2 and room < _NARROW and " " not in lines[1] and "\n" not in text and " " in lines[0]:
            return balanced(self.gate.plain(text), room, measured)
        return lines

    def _height(self, cells: Iterable[tuple[str, ...]]) -> float:
        return max(len(lines) for lines in cells) * self.cell.leading + 2 * self.pad_y

    def split_row(self, row: SetRow, room: float) -> tuple[SetRow, SetRow] | None:
        """Cut a row into what fits in `room` and the rest; None when not even two lines fit."""
        count = int((room - 2 * self.pad_y) / self.cell.leading)
        if count < _KEEP_LINES:
            return None
        upper = tuple(lines[:count] or ("",) for lines in row.cells)
        lower = tuple(lines[count:] or ("",) for lines in row.cells)
        return (
            replace(row, cells=upper, height=self._height(upper)),
            replace(row, cells=lower, height=self._height(lower)),
        )

    def draw(self, canvas: Pen, x: float, top: float, rows: Sequence[SetRow]) -> float:
        """Draw the head and the rows from `top` down; returns the y below them."""
        canvas.saveState()
        canvas.setLineWidth(self.line_width)
        y = self._draw_heads(canvas, x, top)
        self._draw_lines(canvas, x, y, rows)
        for row in rows:
            self._draw_row(canvas, x, y, row)
            y -= row.height
        canvas.restoreState()
        return y

    def _draw_heads(self, canvas: Pen, x: float, top: float) -> float:
        tops = [top - sum(self._head_heights[:row]) for row in range(len(self._head_heights) + 1)]
        for cell, lines in self._heads:
            left, right = self.edges[cell.column], self.edges[cell.column + cell.columns]
            above, below = tops[cell.row], tops[cell.row + cell.rows]
            canvas.setFillGray(self.grey)
            canvas.rect(x + left, below, right - left, above - below, stroke=1, fill=1)
            canvas.setFillGray(0)
            self._draw_text(canvas, (x + left, above, right - left, above - below), lines, self.head, Align.CENTER)
        return tops[-1]

    def _draw_lines(self, canvas: Pen, x: float, top: float, rows: Sequence[SetRow]) -> None:
        y = start = top
        for row in rows:
            if row.group:
                self._verticals(canvas, x, start, y, inner=True)
                self._verticals(canvas, x, y, y - row.height, inner=False)
                start = y - row.height
            y -= row.height
            canvas.line(x, y, x + self.width, y)
        self._verticals(canvas, x, start, y, inner=True)

    def _verticals(self, canvas: Pen, x: float, top: float, bottom: float, *, inner: bool) -> None:
        if top > bottom:
            for edge in self.edges if inner else (self.edges[0], self.edges[-1]):
                canvas.line(x + edge, top, x + edge, bottom)

    def _draw_row(self, canvas: Pen, x: float, top: float, row: SetRow) -> None:
        style = replace(self.cell, bold=row.bold)
        if row.group:
            self._draw_text(canvas, (x, top, self.width, row.height), row.cells[0], style, Align.LEFT)
            return
        for place, lines in enumerate(row.cells):
            box = (x + self.edges[place], top, self.widths[place], row.height)
            self._draw_text(canvas, box, lines, style, self.columns[place].align)

    def _draw_text(
        self, canvas: Pen, box: tuple[float, float, float, float], lines: Sequence[str], style: Style, align: Align
    ) -> None:
        """Lines in a box (left, top, width, height), in the middle of its height."""
        left, top, width, height = box
        canvas.setFont(face_name(bold=style.bold, italic=style.italic), style.size)
        y = top - (height - len(lines) * style.leading) / 2
        for line in lines:
            baseline = y - (style.leading + style.size * 0.66) / 2
            if any(self.gate.special(word) for word in line.split(" ")):
                self._draw_special(canvas, (left, baseline, width), line, style, align)
            elif align is Align.CENTER:
                canvas.drawCentredString(left + width / 2, baseline, line)
            elif align is Align.RIGHT:
                canvas.drawRightString(left + width - self.pad_x, baseline, line)
            elif line:
                canvas.drawString(left + self.pad_x, baseline, line)
            y -= style.leading

    def _draw_special(
        self, canvas: Pen, place: tuple[float, float, float], line: str, style: Style, align: Align
    ) -> None:
        """A line with letters of the second family goes through a paragraph, which sets marks in their place."""
        left, baseline, width = place
        paragraph = self.gate.paragraph(line, replace(style, align=align.value, before=0, after=0))
        paragraph.wrap(width - 2 * self.pad_x + 1, style.leading)
        paragraph.drawOn(canvas, left + self.pad_x, baseline + style.size - paragraph.height)


class RowStream:
    """Set rows one after another, with a look ahead; a row can be put back."""

    def __init__(self, rows: Iterable[SetRow]) -> None:
        self._rows: Iterator[SetRow] = iter(rows)
        self._ahead: deque[SetRow] = deque()

    def peek(self, place: int = 0) -> SetRow | None:
        """The row that comes next, or the one after that; None past the end."""
        while len(self._ahead) <= place:
            row = next(self._rows, None)
            if row is None:
                return None
            self._ahead.append(row)
        return self._ahead[place]

    def pop(self) -> SetRow:
        """Take the next row."""
        self.peek()
        return self._ahead.popleft()

    def put_back(self, *rows: SetRow) -> None:
        """Give rows back; they come next, in this order."""
        self._ahead.extendleft(reversed(rows))

    def rest(self) -> list[SetRow]:
        """All rows that are left."""
        return [*self._ahead, *self._rows]


def take_page(grid: Grid, stream: RowStream, room: float, full: float, tail: float = 0.0) -> list[SetRow]:
    """Take the rows of one page: `room` is left under the head here, `full` on an empty page.

    A row is cut only when no page could hold it. A group head does not end a page, a total does not begin one, and
    when `tail` points must still follow the last row, two rows go with them to the next page.
    """
    page: list[SetRow] = []
    left = room
    while (row := stream.peek()) is not None and row.height <= left:
        page.append(stream.pop())
        left -= row.height
    if row is not None and row.height > full and (parts := grid.split_row(row, left)):
        stream.pop()
        page.append(parts[0])
        stream.put_back(parts[1])
    if stream.peek() is None:
        if left < tail and len(page) > 2:
            stream.put_back(*page[-2:])
            del page[-2:]
        return page
    _mend_end(page, stream, alone=tail > 0)
    return page


def _mend_end(page: list[SetRow], stream: RowStream, *, alone: bool) -> None:
    """Mend the end of a page that others follow; with `alone` any last row wants company, not only a total."""
    following = stream.peek()
    last = following is not None and stream.peek(1) is None
    if last and following is not None and (alone or following.total) and len(page) > 2:
        stream.put_back(page.pop())
    while len(page) > 1 and page[-1].group:
        stream.put_back(page.pop())
