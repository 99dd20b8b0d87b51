"""Our own pieces of a page for ReportLab's frames: rule, two columns, centred lines, table."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents.grid import Grid, RowStream, SetRow, take_page
from danvan_desktop.documents.typeset import Pen


class Rule(Flowable):
    """A centred rule; ReportLab's HRFlowable stands off-centre in a column."""

    def __init__(self, width: float, thickness: float, before: float = 1.5, after: float = 3.0) -> None:
        super().__init__()
        self.rule_width = width
        self.thickness = thickness
        self.before = before
        self.after = after
        self.room = width

    def wrap(self, aw: float, _ah: float) -> tuple[float, float]:
        """Takes the whole width."""
        self.room = aw
        return aw, self.before + self.thickness + self.after

    def draw(self) -> None:
        """Draw the rule in the middle of the width."""
        canvas: Pen = self.canv
        canvas.setLineWidth(self.thickness)
        left = (self.room - self.rule_width) / 2
        canvas.line(left, self.after, left + self.rule_width, self.after)


class Stack(Flowable):
    """Pieces under one another, set in a given width, never broken."""

    def __init__(self, pieces: Sequence[Flowable], width: float) -> None:
        super().__init__()
        self.pieces = list(pieces)
        self.stack_width = width
        self.heights: list[float] = []

    def wrap(self, _aw: float, _ah: float) -> tuple[float, float]:
        """Measure every piece, with the space before it."""
        self.heights = [piece.wrap(self.stack_width, 10_000)[1] for piece in self.pieces]
        return self.stack_width, sum(self.heights) + sum(self._gaps())

    def _gaps(self) -> list[float]:
        gaps = [0.0]
        for upper, lower in zip(self.pieces, self.pieces[1:], strict=False):
            gaps.append(max(float(upper.getSpaceAfter()), float(lower.getSpaceBefore())))
        return gaps[: len(self.pieces)]

    def draw(self) -> None:
        """Draw the pieces from the top down."""
        y = sum(self.heights) + sum(self._gaps())
        for piece, height, gap in zip(self.pieces, self.heights, self._gaps(), strict=True):
            y -= gap + height
            piece.drawOn(self.canv, 0, y)


class Columns(Flowable):
    """Stacks side by side, level at the top."""

    def __init__(self, stacks: Sequence[Stack], before: float = 0.0) -> None:
        super().__init__()
        self.stacks = list(stacks)
        self.spaceBefore = before
        self.height = 0.0

    def wrap(self, _aw: float, ah: float) -> tuple[float, float]:
        """As high as the highest stack."""
        self.height = max(stack.wrap(stack.stack_width, ah)[1] for stack in self.stacks)
        return sum(stack.stack_width for stack in self.stacks), self.height

    def draw(self) -> None:
        """Draw the stacks from left to right."""
        x = 0.0
        for stack in self.stacks:
            _width, height = stack.wrap(stack.stack_width, 10_000)
            stack.drawOn(self.canv, x, self.height - height)
            x += stack.stack_width


class GridFlowable(Flowable):
    """A table in running text. `full` is the height of an empty page, `tail` what must follow the last row."""

    def __init__(self, grid: Grid, rows: list[SetRow], full: float, tail: float = 0.0) -> None:
        super().__init__()
        self.grid = grid
        self.rows = rows
        self.full = full
        self.tail = tail
        self.height = grid.head_height + sum(row.height for row in rows)

    def wrap(self, _aw: float, ah: float) -> tuple[float, float]:
        """Asks for the tail as well, so that the table is split before what follows stands alone."""
        if self.height <= ah < self.height + self.tail and len(self.rows) > 3:
            return self.grid.width, self.height + self.tail
        return self.grid.width, self.height

    def split(self, _aw: float, ah: float) -> list[Flowable]:
        """The rows that fit, a page break, and a table of the others with the head again.

        The break is needed: rows sent on with a total, a group or the signature might still fit here.
        """
        stream = RowStream(self.rows)
        room = ah - self.grid.head_height
        page = take_page(self.grid, stream, room, self.full - self.grid.head_height, self.tail)
        rest = stream.rest()
        if not page or not rest:
            return []
        return [
            GridFlowable(self.grid, page, self.full),
            PageBreak(),
            GridFlowable(self.grid, rest, self.full, self.tail),
        ]

    def draw(self) -> None:
        """Draw head and rows."""
        self.grid.draw(self.canv, 0, self.height, self.rows)


def draw_down(canvas: Pen, pieces: Sequence[Flowable], x: float, top: float, width: float) -> float:
    """Draw pieces straight on a canvas from `top` down; returns the y below them."""
    stack = Stack(pieces, width)
    height = stack.wrap(width, 10_000)[1]
    stack.drawOn(canvas, x, top - height)
    return top - height
