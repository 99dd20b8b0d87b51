""".xlsx by openpyxl's reading pass, with the formulas and merges it leaves out."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.grid import Grid, Row
from danvan_desktop.sheets.limits import MAX_COLUMNS, MAX_ROWS
from danvan_desktop.sheets.xlsx_formulas import flawed_cells, merges


class XlsxBook:
    """An .xlsx or .xlsm opened for reading; macros are never looked at."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._stream = path.open("rb")  # ours to close: openpyxl leaves it open when it stumbles
        try:
            self._archive = zipfile.ZipFile(self._stream)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # unknown extensions and print settings are nothing to us
                self._book = load_workbook(self._stream, read_only=True, data_only=True, keep_links=False)
            sheets = sorted(self._book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
            self._sheets: dict[str, Any] = {sheet.title: sheet for sheet in sheets}
        except BaseException:
            self._stream.close()
            raise

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets with cells, the visible ones first."""
        return list(self._sheets)

    def top(self, name: str, rows: int) -> Grid:
        """The first rows of a sheet."""
        return self._grid(name, rows)

    def whole(self, name: str) -> Grid:
        """All rows of a sheet."""
        return self._grid(name, None)

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()
        self._archive.close()
        self._stream.close()

    def _grid(self, name: str, limit: int | None) -> Grid:
        sheet = self._sheets[name]
        sheet.reset_dimensions()  # what the file claims of its size is not believed
        rows: list[Row] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row in sheet.iter_rows(max_row=limit, values_only=True):
                if len(rows) >= MAX_ROWS:
                    _refuse_filled(row, self._name)
                    continue
                rows.append(row if len(row) <= MAX_COLUMNS else row[:MAX_COLUMNS])
        xml = self._archive.read(sheet._worksheet_path)  # openpyxl has no public name for it
        for number, cells in flawed_cells(xml).items():
            if number <= len(rows):
                rows[number - 1] = _overlaid(rows[number - 1], cells)
        return Grid(name, rows, merges(xml))


def _refuse_filled(row: Row, name: str) -> None:
    if any(cell is not None for cell in row):
        raise too_many_rows(name)


def too_many_rows(name: str) -> UserError:
    """The sentence for a sheet that is no register of one year any more."""
    return UserError(
        _("A sheet of {name} has more than {limit} rows.").format(name=name, limit=MAX_ROWS),
        kept=_("Nothing was read from it."),
        hint=_("Split the register into one workbook per year."),
    )


def _overlaid(row: Row, cells: dict[int, Any]) -> Row:
    wide = list(row)
    for column, flawed in cells.items():
        if column > MAX_COLUMNS:
            continue
        while len(wide) < column:
            wide.append(None)
        wide[column - 1] = flawed
    return wide
