"""Registers typed in .VnTime: read as everybody reads them, and nothing else is touched."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook

from danvan_desktop.sheets import old_fonts
from danvan_desktop.sheets.grid import CellValue, Grid
from danvan_desktop.sheets.open_workbook import open_workbook

HEAD: list[CellValue] = ["STT", "Ngµy nhËn", "Hä vµ tªn", "§Þa chØ", "Lo¹i ®¬n", "Néi dung"]
ROW: list[CellValue] = [1, "02/01/2026", "NguyÔn V¨n Thµnh", "Th«n 5", "KhiÕu n¹i", "§Ò nghÞ gi¶i quyÕt ®Êt ®ai"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("§¶ng Céng s¶n", "Đảng Cộng sản"),
        ("Uû ban nh©n d©n ph\u00adêng", "Uỷ ban nhân dân phường"),
    ],
)
def test_known_texts_are_read(old: str, new: str) -> None:
    assert old_fonts.to_unicode(old) == new


def test_a_sheet_of_the_old_fonts_is_converted_when_it_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(ROW)
    book.save(tmp_path / "so.xlsx")
    before = (tmp_path / "so.xlsx").read_bytes()
    with closing(open_workbook(tmp_path / "so.xlsx")) as opened:
        head, row = opened.whole("Sheet").rows
    assert list(head)[1:4] == ["Ngày nhận", "Họ và tên", "Địa chỉ"]
    assert list(row)[2:5] == ["Nguyễn Văn Thành", "Thôn 5", "Khiếu nại"]
    assert (tmp_path / "so.xlsx").read_bytes() == before


def test_a_cell_in_unicode_among_old_ones_stays(tmp_path: Path) -> None:
    rows = old_fonts.converted(Grid("x", [HEAD, [*ROW, "Đã giải quyết · 1,5 m²"]])).rows
    assert rows[1][-1] == "Đã giải quyết · 1,5 m²"


@pytest.mark.parametrize(
    "row", [["Đề nghị · đo lại", "1,5 m²", "± 3 %"], ["Cà Mau", "Hà Nam", "Quê"], ["25 °C", "§ 5", "½"], []]
)
def test_a_sheet_in_unicode_is_never_touched(row: list[CellValue]) -> None:
    grid = Grid("x", [["STT", "Ngày nhận", "Họ và tên", "Địa chỉ", "Loại đơn", "Nội dung"], row])
    assert old_fonts.converted(grid) is grid
