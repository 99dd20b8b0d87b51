"""Cells merged downwards: what stands in the first row holds for the others too, but for amounts and secrets."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Kind
from danvan_desktop.sheets.cells import is_blank
from danvan_desktop.sheets.grid import CellValue, Grid
from danvan_desktop.sheets.mapping import ColumnMapping
from danvan_desktop.sheets.register_rules import RegisterRules

_AMOUNTS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
MAX_FILLED = 200_000


class MergedCells:
    """Fills merged cells of a grid downwards; persons' cells are only remembered, to be decided per row."""

    def __init__(self, grid: Grid, after: int, mapping: ColumnMapping, rules: RegisterRules) -> None:
        self._grid = grid
        self._secret: dict[tuple[int, int], tuple[int, int]] = {}  # (row, place) → first and last row of the block
        columns = {column.place: column for column in mapping.columns}
        budget = MAX_FILLED
        for block in grid.merges:
            column = columns.get(block.left - 1)
            if block.top <= after or block.bottom == block.top or column is None or budget < 0:
                continue
            bottom = min(block.bottom, len(grid.rows))
            budget -= bottom - block.top
            if column.secret:
                for row in range(block.top, bottom + 1):
                    self._secret[row, column.place] = (block.top, bottom)
            elif column.to == "case.code" or rules.target(column.to)[1].kind not in _AMOUNTS:
                self._fill(block.top, bottom, column.place)

    def _fill(self, top: int, bottom: int, place: int) -> None:
        anchor = self._grid.rows[top - 1]
        value = anchor[place] if place < len(anchor) else None
        if is_blank(value):
            return
        for number in range(top + 1, bottom + 1):
            row = list(self._grid.rows[number - 1])
            row.extend([None] * (place + 1 - len(row)))
            if is_blank(row[place]) and any(not is_blank(cell) for cell in row):
                row[place] = value
                self._grid.rows[number - 1] = row

    def block_of(self, number: int, place: int) -> tuple[int, int] | None:
        """First and last row of the merged block a person's cell lies in."""
        return self._secret.get((number, place))

    def row(self, number: int) -> list[CellValue] | tuple[CellValue, ...]:
        """A row of the sheet."""
        return self._grid.rows[number - 1]
