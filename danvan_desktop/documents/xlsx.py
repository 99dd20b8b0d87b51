"""A table or register as a spreadsheet to print or to work on: strings stay strings, never formulas."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter

from danvan_desktop.documents.docx_parts import xml_text
from danvan_desktop.documents.files import whole_file
from danvan_desktop.documents.heads import HeadCell, head_cells
from danvan_desktop.documents.model import Align, Column, GroupRow, TotalRow
from danvan_desktop.documents.xlsx_heights import head_heights, row_height


@dataclass(frozen=True, slots=True)
class Marked:
    """A number that does not agree with others: coloured, and still a number."""

    value: int | Decimal


SheetCell: TypeAlias = str | int | Decimal | date | Marked | None


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """A row in bold whose numbers are numbers."""

    cells: tuple[SheetCell, ...]


SheetRow: TypeAlias = "Sequence[SheetCell] | GroupRow | TotalRow | SheetTotal"

Writer: TypeAlias = Any  # an object of xlsxwriter, which has no types
_CELL_LIMIT = 32_767
MM_PER_CHARACTER = 1.9
_A4 = 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title and `lines` above the head, as paper has it. `alarm`: its tab is red."""

    name: str
    title: str
    columns: tuple[Column, ...]
    landscape: bool = True
    lines: tuple[str, ...] = ()
    alarm: bool = False

    @property
    def top(self) -> int:
        """The first row of the head."""
        return 2 + len(self.lines)


class _Formats:
    def __init__(self, book: Writer, columns: Sequence[Column]) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.title = book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True, "align": "center"})
        self.line = book.add_format(
            {"font_name": "Times New Roman", "font_size": 11, "italic": True, "align": "center"}
        )
        self.marked = book.add_format(
            {**base, "bold": True, "align": "center", "num_format": '#,##0.###### "(!)"', "bg_color": "#F8CBAD",
             "font_color": "#9C0006"}
        )  # fmt: skip
        self.head = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#F0F0F0"})
        self.group = book.add_format({**base, "bold": True})
        kinds = {
            "text": {"num_format": "@"},
            "number": {"num_format": "#,##0.######"},
            "date": {"num_format": "dd/mm/yyyy"},
        }
        kinds["whole"] = {"num_format": "#,##0"}
        self.cells = {
            (kind, align, bold): book.add_format({**base, **extra, "align": align.value, "bold": bold})
            for kind, extra in kinds.items()
            for align in {column.align for column in columns} | {Align.LEFT}
            for bold in (False, True)
        }


def write_xlsx(sheet: Sheet, rows: Iterable[SheetRow], path: Path) -> int:
    """Write the sheet to `path`, whole or not at all; returns the number of rows."""
    return write_sheets([(sheet, rows)], path)


def write_sheets(sheets: Sequence[tuple[Sheet, Iterable[SheetRow]]], path: Path) -> int:
    """Write a workbook of several sheets to `path`, whole or not at all; returns the number of rows.

    xlsxwriter keeps finished rows in files of its own: they lie in a folder beside the target that goes with them.
    """
    with whole_file(path) as part, tempfile.TemporaryDirectory(dir=path.parent, prefix=".danvan-") as folder:
        book = xlsxwriter.Workbook(
            str(part),
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.set_properties({"title": xml_text(sheets[0][0].title)[:255], "author": ""})
        try:
            count = sum(_fill(book, sheet, rows) for sheet, rows in sheets)
        except BaseException:
            for page in book.worksheets():
                page.row_data_fh.close()  # else the folder could not be removed on Windows
            raise
        book.close()
    return count


def _fill(book: Writer, sheet: Sheet, rows: Iterable[SheetRow]) -> int:
    formats = _Formats(book, sheet.columns)
    page = book.add_worksheet(_sheet_name(sheet.name))
    _set_page(page, sheet)
    width = len(sheet.columns)
    page.merge_range(0, 0, 0, width - 1, "", formats.title)
    page.write_string(0, 0, xml_text(sheet.title), formats.title)
    for place, text in enumerate(sheet.lines, 1):
        page.merge_range(place, 0, place, width - 1, "", formats.line)
        page.write_string(place, 0, xml_text(text), formats.line)
    if sheet.alarm:
        page.set_tab_color("#C00000")
    first = sheet.top + _heads(page, sheet.columns, formats, sheet.top)
    page.repeat_rows(sheet.top, first - 1)
    page.freeze_panes(first, 0)
    line = first
    for row in rows:
        _write_row(page, line, row, sheet.columns, formats)
        line += 1
    return line - first


def _sheet_name(name: str) -> str:
    return "".join(" " if ch in "[]:*?/\\" else ch for ch in name).strip().strip("'")[:31] or "Trang 1"


def _set_page(page: Writer, sheet: Sheet) -> None:
    if sheet.landscape:
        page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.6)
    page.set_header("&C&P", {"margin": 0.4})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _characters(column))


def _characters(column: Column) -> float:
    return column.width / MM_PER_CHARACTER


def _heads(page: Writer, columns: Sequence[Column], formats: _Formats, top: int) -> int:
    """Head cells in the order of rows: finished rows cannot be gone back to."""
    cells = head_cells(columns)
    depth = max(cell.row + cell.rows for cell in cells)
    covered = {(row, column): cell for cell in cells for row, column in _places(cell)}
    for cell in cells:
        if cell.rows * cell.columns > 1:
            first, last = top + cell.row, top + cell.row + cell.rows - 1
            # merge_range would write the cells of later rows now, which constant_memory forbids
            page.merge.append([first, cell.column, last, cell.column + cell.columns - 1])
    heights = head_heights(cells, [_characters(column) for column in columns])
    for row in range(depth):
        page.set_row(top + row, heights[row])
        for column in range(len(columns)):
            cell = covered[row, column]
            here = (cell.row, cell.column) == (row, column)
            page.write_string(top + row, column, xml_text(cell.text) if here else "", formats.head)
    return depth


def _places(cell: HeadCell) -> list[tuple[int, int]]:
    rows = range(cell.row, cell.row + cell.rows)
    return [(row, column) for row in rows for column in range(cell.column, cell.column + cell.columns)]


def _write_row(page: Writer, line: int, row: SheetRow, columns: Sequence[Column], formats: _Formats) -> None:
    if isinstance(row, GroupRow):
        page.write_string(line, 0, xml_text(row.text)[:_CELL_LIMIT], formats.group)
        for place in range(1, len(columns)):
            page.write_blank(line, place, None, formats.group)
        if len(columns) > 1:
            page.merge.append([line, 0, line, len(columns) - 1])
        if (height := row_height([(row.text, sum(map(_characters, columns)))])) is not None:
            page.set_row(line, height)
        return
    total = isinstance(row, TotalRow | SheetTotal)
    cells: Sequence[SheetCell] = row.cells if isinstance(row, TotalRow | SheetTotal) else row
    texts = ((text, _characters(column)) for text, column in zip(cells, columns, strict=True) if isinstance(text, str))
    if (height := row_height(texts)) is not None:
        page.set_row(line, height)
    for place, (value, column) in enumerate(zip(cells, columns, strict=True)):
        _write_cell(page, (line, place), value, column.align, formats, bold=total)


def _write_cell(
    page: Writer, place: tuple[int, int], value: SheetCell, align: Align, formats: _Formats, *, bold: bool
) -> None:
    if value is None or value == "":
        page.write_blank(*place, None, formats.cells["text", align, bold])
    elif isinstance(value, Marked):
        page.write_number(*place, value.value, formats.marked)
    elif isinstance(value, date):
        page.write_datetime(*place, value, formats.cells["date", align, bold])
    elif isinstance(value, int | Decimal):
        kind = "whole" if isinstance(value, int) else "number"
        page.write_number(*place, value, formats.cells[kind, align, bold])
    else:
        page.write_string(*place, xml_text(value)[:_CELL_LIMIT], formats.cells["text", align, bold])
