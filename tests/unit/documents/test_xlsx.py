"""Spreadsheets to work on: values keep their kind, text is never a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_desktop.documents.model import Align, Column, GroupRow, TotalRow
from danvan_desktop.documents.xlsx import Sheet, SheetRow, write_xlsx

COLUMNS = (
    Column(("TT",), 10, Align.CENTER),
    Column(("Theo loại", "Khiếu nại"), 40),
    Column(("Theo loại", "Tố cáo"), 40),
    Column(("Ngày",), 30),
)
SHEET = Sheet("Sổ đơn: 2026/1", "SỔ THEO DÕI ĐƠN", COLUMNS)


def test_values_keep_their_kind_and_text_is_never_a_formula(tmp_path: Path) -> None:
    rows: list[SheetRow] = [
        (1, "=1+1", "@SUM(A1)", date(2026, 6, 5)),
        (Decimal("1.5"), "-2", "http://vidu.vn", None),
        GroupRow("Quý I"),
        TotalRow(("", "Cộng", "3", "")),
    ]
    assert write_xlsx(SHEET, rows, tmp_path / "a.xlsx") == 4
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet["A1"].value == "SỔ THEO DÕI ĐƠN"
    assert [cell.value for cell in sheet[5]] == [1, "=1+1", "@SUM(A1)", datetime(2026, 6, 5)]  # noqa: DTZ001
    assert sheet["B5"].data_type == "s"
    assert sheet["A6"].value == 1.5
    assert sheet["C6"].hyperlink is None
    assert sheet["A7"].value == "Quý I"


def test_the_page_is_set_for_printing(tmp_path: Path) -> None:
    write_xlsx(SHEET, [], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet.title == "Sổ đơn  2026 1"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:D1", "A3:A4", "B3:C3", "D3:D4"}
    assert sheet["B4"].value == "Khiếu nại"


def test_nothing_is_left_beside_the_file_or_in_the_temp_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    out = tmp_path / "out"
    out.mkdir()
    seen: list[bool] = []

    def rows() -> Iterator[SheetRow]:
        for n in range(50):
            seen.append(not any(temp.iterdir()))
            yield (n, "a", "b", None)

    write_xlsx(SHEET, rows(), out / "a.xlsx")
    assert all(seen)
    assert [path.name for path in out.iterdir()] == ["a.xlsx"]
    assert list(temp.iterdir()) == []


def test_a_failure_in_the_rows_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[SheetRow]:
        yield (1, "a", "b", None)
        raise KeyError("stopped")

    with pytest.raises(KeyError):
        write_xlsx(SHEET, rows(), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
