"""A column made ready for reading its cells: field, unit of its head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.text import fold
from danvan_desktop.sheets import cells
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.grid import CellValue, Row
from danvan_desktop.sheets.mapping import Column
from danvan_desktop.sheets.read_cells import land_scale, money_scale
from danvan_desktop.sheets.register_rules import RegisterRules


@dataclass(frozen=True)
class Reader:
    """A column with its field and the unit of its head."""

    column: Column
    type_name: str
    field: Field
    scale: int


def reader_of(column: Column, rules: RegisterRules, title: str) -> Reader:
    """A column with its field and scale; `title` may name the unit of money."""
    type_name, field = rules.target(column.to)
    scale = 1
    if field.kind is Kind.MONEY:
        scale = money_scale(column.shown)
        scale = scale if scale > 1 else money_scale(_unit_line(title))
    elif field.kind is Kind.DECIMAL:
        scale = land_scale(column.shown)
    return Reader(column, type_name, field, scale)


def cell_at(row: Row, place: int) -> CellValue:
    """The cell in a 0-based place; rows may be short."""
    return row[place] if place < len(row) else None


def is_no(cell: CellValue) -> bool:
    """True for a cell that says no in words."""
    try:
        return not cells.read_yes(cell)
    except CellError:
        return False


def _unit_line(title: str) -> str:
    """ "Đơn vị tính: triệu đồng" above the table."""
    folded = fold(title)
    found = re.search(r"(?:don vi tinh|dvt|don vi)\s*:?\s*([^|]{0,20})", folded)
    return found[1] if found else ""
