"""A denouncer's name, address or number that stands in another cell of the row is veiled there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_desktop import records
from danvan_desktop.domain import veil
from danvan_desktop.domain.text import clean
from danvan_desktop.sheets.cells import is_blank
from danvan_desktop.sheets.grid import CellValue, FlawedCell
from danvan_desktop.sheets.plan import PlannedRow

VEIL = veil.VEIL
_NUMBERS = re.compile(r"(?<![\d.])(?:(?:\+84|0)(?:[ .\-]?\d){9,10}|\d{12})(?![\d.]?\d)")


class Veil(veil.Veil):
    """What is hidden in the other cells of one row: what its persons' cells say, and any telephone and ID no."""

    def __init__(self, secrets: Iterable[tuple[str, CellValue]]) -> None:
        super().__init__((to, cell) for to, cell in secrets if isinstance(cell, str) and not is_blank(cell))

    def over(self, text: str) -> str:
        """The text with what is hidden replaced."""
        return _NUMBERS.sub(VEIL, super().over(text))

    def over_cell(self, cell: CellValue) -> CellValue:
        """A bad cell as it may be shown."""
        if not isinstance(cell, str | FlawedCell):
            return cell
        text = clean(str(cell))
        veiled = self.over(text)
        return cell if veiled == text else veiled

    def over_row(self, row: PlannedRow) -> None:
        """Veil every text of a row; register and paper numbers stay."""
        for type_name, values in row.read.items():
            fields = records.get(type_name).by_name
            for name, value in values.items():
                if veil.veils(fields[name]) and isinstance(value, str):
                    values[name] = self.over(value)
