"""Dittos, Excel's bare numbers of days, totals in the second column and VNI fonts: read, and told in the preview."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.sheets import old_fonts, vni_font
from danvan_desktop.sheets.grid import CellValue, Grid
from danvan_desktop.sheets.odd_cells import is_ditto, serial_day
from tests.unit.sheets.books import HEAD, TODAY, bad_cells, read, row

TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]


@pytest.mark.parametrize("mark", ["nt", "NT", "n.t", "-nt-", "như trên", "Như trên.", '"', "”", "''", "〃", " - ” - "])
def test_a_ditto_takes_the_day_above_and_the_preview_says_so(tmp_path: Path, mark: str) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1), row(2, ngay=mark), row(3, ngay=mark)])
    assert [one.read["petition"]["received_on"] for one in plan.planned] == [date(2019, 3, 5)] * 3
    assert {(one.row, one.column) for one in plan.warnings} >= {(4, "Ngày nhận"), (5, "Ngày nhận")}
    assert any("05/03/2019" in one.reason for one in plan.warnings)


@pytest.mark.parametrize("above", [[], [row(1, ngay="32/13/2019")]])
def test_a_ditto_with_nothing_above_is_a_bad_cell(tmp_path: Path, above: list[Any]) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, *above, row(2, ngay="nt")])
    assert ("Ngày nhận", "nt") in [one[1:] for one in bad_cells(plan)]


def test_a_persons_cell_is_never_taken_from_the_row_above(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1), row(2, ten="nt")])
    assert [one.values["petition"]["petitioner_name"] for one in plan.planned] == ["Trần Văn A", "nt"]


def test_words_are_no_ditto() -> None:
    assert not any(is_ditto(text) for text in ("nt-2", "Nguyễn T", "nhân", "x", "trên", None, 5))


def test_excels_number_of_a_day_is_read_and_told(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, ngay=43529), row(2, ngay="43530")])
    assert [one.read["petition"]["received_on"] for one in plan.planned] == [date(2019, 3, 5), date(2019, 3, 6)]
    assert any("05/03/2019" in one.reason for one in plan.warnings)


@pytest.mark.parametrize(
    ("cell", "year"),
    [(46100, 2019), (50319, 2019), (50319, None), (20190305, 2019), (5, 2019), (True, 2019), (1e300, None)],
)
def test_a_number_that_is_no_day_of_the_register_stays_a_bad_cell(cell: CellValue, year: int | None) -> None:
    assert serial_day(cell, year, TODAY) is None


def test_without_a_year_of_the_register_a_late_number_is_a_day() -> None:
    assert serial_day(46100, None, TODAY) == date(2026, 3, 19)


@pytest.mark.parametrize("word", ["Cộng", "Tổng cộng", "Tổng cộng: 2 đơn", "CỘNG"])
@pytest.mark.parametrize("rest", [[], [None, None, 2, "1", 2], [None, "2 đơn", "x", "Đất đai: 2", 2, "x"]])
def test_a_total_in_the_second_column_is_no_record(tmp_path: Path, word: str, rest: list[Any]) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1), row(2), [None, word, *rest]])
    assert (len(plan.planned), plan.rejected) == (2, [])


VNI_HEAD: list[CellValue] = [
    "STT", "Ngaøy nhaän", "Hoï vaø teân", "Ñòa chæ", "Loaïi ñôn", "Lónh vöïc", "Soá ngöôøi", "Tình traïng",
]  # fmt: skip
VNI_ROW: list[CellValue] = [
    1, "05/03/2019", "Nguyeãn Vaên Thaønh", "AÁp 5", "Khieáu naïi", "Tranh chaáp bôø ranh", 1, "Ñang giaûi quyeát",
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("UÛY BAN NHAÂN DAÂN PHÖÔØNG", "ỦY BAN NHÂN DÂN PHƯỜNG"),
        ("kyõ thuaät, bò, yù kieán, ñaëc bieät, nguõ, lyù", "kỹ thuật, bị, ý kiến, đặc biệt, ngũ, lý"),
    ],
)
def test_texts_of_vni_are_read(old: str, new: str) -> None:
    assert vni_font.to_unicode(old) == new


def test_a_register_typed_in_vni_is_read(tmp_path: Path) -> None:
    plan = read(tmp_path, [["SOÅ THEO DOÕI ÑÔN NAÊM 2019"], VNI_HEAD, VNI_ROW])
    (one,) = plan.planned
    assert one.values["petition"]["petitioner_name"] == "Nguyễn Văn Thành"
    assert one.values["petition"]["type"] == "khieu_nai"


def test_a_sheet_of_tcvn_is_not_taken_for_vni() -> None:
    head: list[CellValue] = ["STT", "Ngµy nhËn", "Hä vµ tªn", "§Þa chØ", "Lo¹i ®¬n", "Néi dung"]
    assert old_fonts.font_of(Grid("x", [head, ["chñ", "Céng"]])) is old_fonts.to_unicode
