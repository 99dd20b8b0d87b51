"""Tables drawn straight on the canvas: rows are measured once, packed into pages and forgotten.

ReportLab's own Table builds a new table of all remaining rows at every page break and lets plain strings run over
their neighbours; this one wraps every cell beforehand and stays linear however long the register is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.lib.units import mm

from danvan_desktop.documents.heads import HeadCell, head_cells
from danvan_desktop.documents.line_writer import LineWriter
from danvan_desktop.documents.model import Align, Column, GroupRow, Row, TotalRow, Uncounted
from danvan_desktop.documents.profiles import Profile, Style
from danvan_desktop.documents.typeset import Gate, Pen, balanced, measure, wrap

_KEEP_LINES = 2
_WIDE_PAD = 0.35  # thirty columns have no room for the air of three
_KEPT_TEXTS = 4_000  # cells whose broken lines are remembered: names of offices and states come again and again
_NARROW = 170.0  # in a cell narrower than 60 mm one word alone on the second line looks lost


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row with its lines broken and its height known."""

    cells: tuple[tuple[str, ...], ...]
    height: float
    bold: bool = False
    group: bool = False
    total: bool = False
    counted: bool = True  # by the closing line of its page
    special: bool = False  # whether some cell holds letters of the second family


@dataclass(frozen=True, slots=True)
class _Hand:
    """What a cell is written with: its style, the widths of texts in it, whether special letters may be among them."""

    style: Style
    measured: Callable[[str], float]
    special: bool


class Grid:
    """How one table is set: column widths, styles, and the head that stands on every page."""

    def __init__(
        self, gate: Gate, profile: Profile, columns: Sequence[Column], width: float, kind: str = "table"
    ) -> None:
        self.gate = gate
        self.columns = tuple(columns)
        self.width = width
        self.pad_x = profile.measures["cell_pad_x_pt"] * (_WIDE_PAD if kind == "wide" else 1)
        self.pad_y = profile.measures["cell_pad_y_pt"]
        self.line_width = profile.measures["table_line_pt"]
        self.grey = profile.measures["head_grey"]
        self.cell = profile.style(f"{kind}_cell")
        self.head = profile.style(f"{kind}_head")
        wished = sum(column.width for column in columns) * mm
        self.widths = [column.width * mm * width / wished for column in columns]
        self.edges = [sum(self.widths[:place]) for place in range(len(columns) + 1)]
        self._styles = {bold: replace(self.cell, bold=bold) for bold in (False, True)}
        self._measured = {bold: measure(gate, style) for bold, style in self._styles.items()}
        self._measured_head = measure(gate, self.head)
        self._broken = lru_cache(_KEPT_TEXTS)(self._break)
        self._heads = self._set_heads()
        self.head_height = sum(self._head_heights)

    def _set_heads(self) -> list[tuple[HeadCell, list[str]]]:
        """Break the head texts and give every head row the height its cells need."""
        measured = self._measured_head
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
            lines = (self._broken(row.text, self.width, True),)
            return SetRow(
                lines, self._height(lines), bold=True, group=True, special=self.gate.special("".join(lines[0]))
            )
        total = isinstance(row, TotalRow)
        texts = row.cells if isinstance(row, TotalRow) else row
        cells = tuple([self._broken(text, width, total) for text, width in zip(texts, self.widths, strict=True)])
        special = any(map(self.gate.special, map("".join, cells)))
        return SetRow(
            cells, self._height(cells), bold=total, total=total, special=special, counted=not isinstance(row, Uncounted)
        )

    def _break(self, text: str, width: float, bold: bool) -> tuple[str, ...]:
        room = width - 2 * self.pad_x
        measured = self._measured[bold]
        plain = self.gate.plain(text)
        lines = [line for part in plain.split("\n") for line in wrap(part, room, measured)]
        if len(lines) == 2 and room < _NARROW and " " not in lines[1] and "\n" not in text and " " in lines[0]:
            lines = balanced(plain, room, measured)
        return tuple(lines)

    def _height(self, cells: Iterable[tuple[str, ...]]) -> float:
        return max(map(len, cells)) * self.cell.leading + 2 * self.pad_y

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
        writer = LineWriter(canvas)
        y = self._draw_heads(writer, x, top)
        writer.flush()
        self._draw_lines(canvas, x, y, rows)
        for row in rows:
            self._draw_row(writer, x, y, row)
            y -= row.height
        writer.flush()
        canvas.restoreState()
        return y

    def _draw_heads(self, writer: LineWriter, x: float, top: float) -> float:
        canvas = writer.canvas
        measured = self._measured_head
        tops = [top - sum(self._head_heights[:row]) for row in range(len(self._head_heights) + 1)]
        for cell, lines in self._heads:
            left, right = self.edges[cell.column], self.edges[cell.column + cell.columns]
            above, below = tops[cell.row], tops[cell.row + cell.rows]
            canvas.setFillGray(self.grey)
            canvas.rect(x + left, below, right - left, above - below, stroke=1, fill=1)
            canvas.setFillGray(0)
            box = (x + left, above, right - left, above - below)
            self._draw_text(writer, box, lines, _Hand(self.head, measured, special=True), Align.CENTER)
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

    def _draw_row(self, writer: LineWriter, x: float, top: float, row: SetRow) -> None:
        hand = _Hand(self._styles[row.bold], self._measured[row.bold], row.special)
        if row.group:
            self._draw_text(writer, (x, top, self.width, row.height), row.cells[0], hand, Align.LEFT)
            return
        for place, lines in enumerate(row.cells):
            box = (x + self.edges[place], top, self.widths[place], row.height)
            self._draw_text(writer, box, lines, hand, self.columns[place].align)

    def _draw_text(
        self, writer: LineWriter, box: tuple[float, float, float, float], lines: Sequence[str], hand: _Hand,
        align: Align,
    ) -> None:  # fmt: skip
        """Lines in a box (left, top, width, height), in the middle of its height."""
        left, top, width, height = box
        style = hand.style
        baseline = top - (height - len(lines) * style.leading) / 2 - (style.leading + style.size * 0.66) / 2
        if align is Align.LEFT and not hand.special:
            writer.write(left + self.pad_x, baseline, lines, style)
            return
        for line in lines:
            if hand.special and self.gate.special(line):
                writer.flush()
                self._draw_special(writer.canvas, (left, baseline, width), line, style, align)
            elif line:
                writer.write(left + self._indent(line, width, hand, align), baseline, (line,), style)
            baseline -= style.leading

    def _indent(self, line: str, width: float, hand: _Hand, align: Align) -> float:
        if align is Align.CENTER:
            return (width - hand.measured(line)) / 2
        return width - self.pad_x - hand.measured(line) if align is Align.RIGHT else self.pad_x

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
