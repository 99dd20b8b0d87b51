"""A denouncer's name, address or number that stands in another cell of the row is veiled there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_desktop import records
from danvan_desktop.domain.record_type import Kind
from danvan_desktop.domain.text import clean
from danvan_desktop.sheets.cells import is_blank
from danvan_desktop.sheets.grid import CellValue, FlawedCell
from danvan_desktop.sheets.plan import PlannedRow

VEIL = "(…)"
LEAST_ADDRESS_WORDS = 4  # "Ấp 3" alone is the place of many things
_NUMBERS = re.compile(r"(?<![\d.])(?:(?:\+84|0)(?:[ .\-]?\d){9,10}|\d{12})(?![\d.]?\d)")
_PARTS = re.compile(r"[,;:/\n()]|\s[-–]\s")


class Veil:
    """What is hidden in the other cells of one row: names and addresses of its persons' cells, telephone and ID no."""

    def __init__(self, secrets: Iterable[tuple[str, CellValue]]) -> None:
        words = {word for to, cell in secrets if isinstance(cell, str) and not is_blank(cell) for word in _of(to, cell)}
        texts = [r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True)]
        self._texts = re.compile(rf"(?<!\w)(?:{'|'.join(texts)})(?!\w)", re.IGNORECASE) if texts else None

    def over(self, text: str) -> str:
        """The text with what is hidden replaced."""
        veiled = self._texts.sub(VEIL, text) if self._texts else text
        return _NUMBERS.sub(VEIL, veiled)

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
                text = fields[name].kind in {Kind.TEXT, Kind.LONG_TEXT} and not name.endswith("_no")
                if text and isinstance(value, str):
                    values[name] = self.over(value)


def _of(to: str, cell: str) -> list[str]:
    """The name itself, and an address long enough to be one person's."""
    whole = clean(cell)
    if to.endswith("_name"):
        name = clean(_PARTS.split(whole)[0])
        return [name] if len(name.split()) >= 2 else []
    return [whole] if len(whole.split()) >= LEAST_ADDRESS_WORDS else []
