"""A workbook read into memory and closed again, so that Excel may open it meanwhile; corrections lie over its cells."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from danvan_desktop.sheets.find_register import LOOK_AT_ROWS
from danvan_desktop.sheets.grid import CellValue, Grid, Row
from danvan_desktop.sheets.open_workbook import open_workbook

Place = tuple[str, int, int]  # sheet, 1-based row, 0-based column


class CachedBook:
    """First rows of every sheet at once, a whole sheet when it is asked for. Nothing is ever written to the file.

    Raises UserError or EnvironmentProblem with what to do.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wholes: dict[str, Grid] = {}
        self.corrections: dict[Place, str] = {}
        with closing(open_workbook(path)) as book:
            self.digest = _digest(path)
            self._names = list(book.sheet_names)
            self._tops = {name: book.top(name, LOOK_AT_ROWS) for name in self._names}

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets with cells, the visible ones first."""
        return self._names

    def top(self, name: str, rows: int) -> Grid:
        """The first rows of a sheet, as they stand in the file."""
        grid = self._tops[name] if rows <= LOOK_AT_ROWS else self._read(name)
        return Grid(name, list(grid.rows[:rows]), grid.merges)

    def whole(self, name: str) -> Grid:
        """All rows of a sheet, with the corrections in them."""
        grid = self._read(name)
        rows = list(grid.rows)  # readers fill merged cells by putting new rows in
        for (sheet, number, place), text in self.corrections.items():
            if sheet == name and 0 < number <= len(rows):
                rows[number - 1] = _corrected(rows[number - 1], place, text)
        return Grid(name, rows, grid.merges)

    def close(self) -> None:
        """Forget what was read."""
        self._wholes.clear()

    def _read(self, name: str) -> Grid:
        if name not in self._wholes:
            with closing(open_workbook(self._path)) as book:
                self._wholes[name] = book.whole(name)
        return self._wholes[name]


def _digest(path: Path) -> str:
    """SHA-256 of the file, by which the same workbook is known again whatever its name."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _corrected(row: Row, place: int, text: str) -> Row:
    wide: list[CellValue] = list(row)
    wide.extend([None] * (place + 1 - len(wide)))
    wide[place] = text or None
    return wide
