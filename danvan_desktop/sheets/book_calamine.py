""".xls, .xlsb and .ods by calamine; .ods formulas are read from its XML, which calamine does not tell."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan_desktop.sheets.book_xlsx import too_many_rows
from danvan_desktop.sheets.grid import CellValue, FlawedCell, Grid, Merge, Row
from danvan_desktop.sheets.limits import MAX_COLUMNS, MAX_ROWS
from danvan_desktop.sheets.ods_formulas import ods_flawed_cells


class CalamineBook:
    """A workbook in any form calamine reads."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._flawed: dict[str, dict[int, dict[int, FlawedCell]]] = {}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if "content.xml" in archive.namelist():
                    self._flawed = ods_flawed_cells(archive.read("content.xml"), path.name)
        self._book = CalamineWorkbook.from_path(str(path))
        sheets = [s for s in self._book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
        sheets.sort(key=lambda sheet: sheet.visible is not SheetVisibleEnum.Visible)
        self._names = [sheet.name for sheet in sheets]

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets with cells, the visible ones first."""
        return self._names

    def top(self, name: str, rows: int) -> Grid:
        """The first rows of a sheet."""
        whole = self.whole(name)
        return Grid(name, whole.rows[:rows], whole.merges)

    def whole(self, name: str) -> Grid:
        """All rows of a sheet."""
        sheet = self._book.get_sheet_by_name(name)
        if sheet.total_height > MAX_ROWS:
            raise too_many_rows(self._name)
        rows: list[Row] = [
            [None if cell == "" else cell for cell in row[:MAX_COLUMNS]]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        for number, cells in self._flawed.get(name, {}).items():
            if number <= len(rows):
                _overlay(rows, number, cells)
        return Grid(name, rows, tuple(_merge(*block) for block in sheet.merged_cell_ranges or ()))

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()


def _merge(start: tuple[int, int], end: tuple[int, int]) -> Merge:
    return Merge(start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1)


def _overlay(rows: list[Row], number: int, cells: dict[int, FlawedCell]) -> None:
    wide: list[CellValue] = list(rows[number - 1])
    for column, flawed in cells.items():
        wide.extend([None] * (column - len(wide)))
        wide[column - 1] = flawed
    rows[number - 1] = wide
