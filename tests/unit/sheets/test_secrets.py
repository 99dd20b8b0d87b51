"""Where the kind is Tố cáo, name, address and contact are never read, whatever stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.sheets.make_plan import Wanted, make_plan
from danvan_desktop.sheets.mapping import OfficeMap
from danvan_desktop.sheets.open_workbook import open_workbook
from danvan_desktop.sheets.plan import ImportPlan
from tests.unit.sheets.books import HEAD, TODAY, read, row, write

TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]
WORD = "Bímậttuyệtđối"


def everything(plan: ImportPlan) -> str:
    return repr(plan) + "".join(repr(p.open_text()) for p in plan.planned)


@pytest.mark.parametrize(
    "kind", ["Tố cáo", " tố  cáo ", "TC", "Đơn tố cáo", "TỐ CÁO", "To cao", "To\u0302\u0301 ca\u0301o"]
)
def test_denouncers_cells_stay_unread(tmp_path: Path, kind: str) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, loai=kind, ten=WORD, dia_chi=WORD)])
    assert plan.planned[0].read["petition"]["type"] == "to_cao"
    assert WORD not in everything(plan)
    assert plan.denouncers_left_out == 1


@pytest.mark.parametrize("secret", ['=HYPERLINK("x","Bímậttuyệtđối")', "#REF!", 31122019, "=1+1"])
def test_bad_things_in_denouncers_cells_are_not_reported(tmp_path: Path, secret: Any) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, loai="Tố cáo", ten=secret, dia_chi=None)])
    assert plan.rejected == []
    assert (len(plan.planned), plan.denouncers_left_out) == (1, 1)
    assert WORD not in everything(plan)


@pytest.mark.parametrize("kind", ["Khiếu lại", None, "#N/A", "=A1", "Khiếu nại, tố cáo", "Tố cáo ông B"])
def test_an_unreadable_kind_keeps_names_unread_too(tmp_path: Path, kind: str | None) -> None:
    plan = read(
        tmp_path, [*TITLE, HEAD, row(1, loai=kind, ten=WORD, dia_chi='=HYPERLINK("Bímậttuyệtđối")', so_nguoi=-1)]
    )
    assert plan.rejected_rows == 1
    assert {cell.column for cell in plan.rejected} == {"Loại đơn", "Số người"}
    assert WORD not in everything(plan)


def test_an_empty_denouncer_row_leaves_nothing_out(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, loai="Tố cáo", ten=None, dia_chi=" ")])
    assert plan.denouncers_left_out == 0


def test_further_contact_columns_count_and_are_never_kept(tmp_path: Path) -> None:
    head = [*HEAD, "Email", "Zalo", "Số CCCD", "Người đại diện"]
    plan = read(tmp_path, [*TITLE, head, [*row(1, loai="Tố cáo", ten=None, dia_chi=None), WORD, None, WORD, WORD]])
    assert plan.denouncers_left_out == 1
    assert WORD not in everything(plan)


def test_a_name_merged_over_a_denunciation_is_not_read_for_the_other_row_either(tmp_path: Path) -> None:
    rows = [*TITLE, HEAD, row(1, loai="Tố cáo", ten=WORD), row(2, ten=None)]
    plan = read(tmp_path, rows, merges=["C3:C4"])
    assert len(plan.planned) == 2
    assert WORD not in everything(plan)


def test_a_name_merged_over_two_complaints_holds_for_both(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, ten="Trần A"), row(2, ten=None)], merges=["C3:C4"])
    assert [p.read["petition"]["petitioner_name"] for p in plan.planned] == ["Trần A", "Trần A"]


def test_columns_not_used_are_named_and_nothing_of_them_is_kept(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, [*HEAD, "Màu bìa hồ sơ"], [*row(1), WORD]])
    assert WORD not in everything(plan)
    assert any("Màu bìa hồ sơ" in warning.reason for warning in plan.warnings)


def test_a_register_only_of_denunciations_without_a_kind_column(tmp_path: Path) -> None:
    head = ["STT", "Ngày nhận", "Họ và tên", "Nội dung"]
    plan = read(tmp_path, [["SỔ THEO DÕI ĐƠN TỐ CÁO NĂM 2019"], head, [1, "05/03/2019", WORD, "Tham ô"]])
    assert plan.planned[0].read["petition"]["type"] == "to_cao"
    assert WORD not in everything(plan)


@pytest.mark.parametrize(
    "head",
    [
        "Ghi chú (họ tên)", "Cơ quan giải quyết / người gửi", "Nơi chuyển đến/người gửi", "Cán bộ, công dân",
        "Nội dung, họ tên người gửi", "Họ tên và nội dung", "Nơi gửi", "Thôn", "Ấp", "Ông/Bà", "Tác giả", "Bên gửi",
        "Người viết", "Cá nhân, tổ chức gửi đơn", "Nơi làm việc", "Người làm chứng",
    ],
)  # fmt: skip
def test_a_head_that_names_a_person_among_other_things_is_not_read_for_a_denunciation(
    tmp_path: Path, head: str
) -> None:
    plan = read(tmp_path, [*TITLE, ["STT", "Ngày nhận", "Loại đơn", head], [1, "05/03/2019", "Tố cáo", WORD]])
    assert len(plan.planned) == 1
    assert WORD not in everything(plan)
    assert plan.denouncers_left_out == 1


def test_a_head_of_two_things_is_read_for_a_complaint(tmp_path: Path) -> None:
    head = ["STT", "Ngày nhận", "Loại đơn", "Cơ quan giải quyết / người gửi"]
    plan = read(tmp_path, [*TITLE, head, [1, "05/03/2019", "Khiếu nại", "UBND xã / Trần A"]])
    assert "Trần A" in everything(plan)


@pytest.mark.parametrize("to", ["forwarded_by", "handled_by", ""])
def test_a_map_cannot_make_a_name_column_open(tmp_path: Path, to: str) -> None:
    path = write(tmp_path / "so.xlsx", [*TITLE, HEAD, row(1, loai="Tố cáo", ten=WORD, dia_chi=None)])
    book = open_workbook(path)
    try:
        plan = make_plan(book, Wanted("petition", "01", TODAY), OfficeMap({"ho va ten": to}))
    finally:
        book.close()
    assert WORD not in everything(plan)
    assert plan.denouncers_left_out == 1


NAMED = "Ông Trần Thị Kín (SĐT 0912 345 678, CCCD 079012345678) tố cáo ông B tham ô 450.000.000 đồng"


def test_a_denouncers_name_and_numbers_are_veiled_in_the_other_cells_of_the_row(tmp_path: Path) -> None:
    head = [*HEAD, "Nội dung", "Cơ quan giải quyết"]
    cells = row(1, loai="Tố cáo", ten="TRẦN THỊ KÍN, ấp 3", so_nguoi="Trần Thị Kín", ghi_chu=NAMED)
    plan = read(tmp_path, [*TITLE, head, [*cells, NAMED, "UBND xã"], [*row(2, ten="Lê A"), NAMED, "UBND xã"]])
    assert [cell.value for cell in plan.rejected] == ["(…)"]
    assert plan.planned[0].read["petition"]["content"] == NAMED  # a complaint keeps its words
    for word in ("Kín", "KÍN", "0912", "079012345678"):
        assert word not in repr(plan.rejected) + repr(plan.warnings)


def test_what_is_told_of_the_denounced_stays(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, [*HEAD, "Nội dung"], [*row(1, loai="Tố cáo", ten="Trần Thị Kín"), NAMED]])
    assert plan.planned[0].read["petition"]["content"] == (
        "Ông (…) (SĐT (…), CCCD (…)) tố cáo ông B tham ô 450.000.000 đồng"
    )
