"""Heads, totals, headings and signatures as real registers have them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from danvan_desktop.errors import UserError
from tests.unit.sheets.books import HEAD, bad_cells, plan_of, read, row, write

TITLE = [["UBND XÃ TÂN TÂY"], ["SỔ THEO DÕI ĐƠN THƯ NĂM 2019"], []]
NUMBERS = [f"({n})" for n in range(1, 10)]


def test_head_at_row_twelve_under_many_titles(tmp_path: Path) -> None:
    above = [[f"Dòng tiêu đề {n}"] for n in range(10)] + [["Sổ đơn năm 2019"]]
    plan = read(tmp_path, [*above, HEAD, [1, 2, 3, 4, 5, 6, 7, 8, 9], row(1), row(2)])
    assert [p.row for p in plan.planned] == [14, 15]
    assert plan.year == 2019


def test_total_line_signatures_and_numbers_typed_ahead_are_no_records(tmp_path: Path) -> None:
    foot = [
        [None, None, "Tổng cộng: 2 đơn"], [], [None, None, None, None, None, "Tân Tây, ngày 20 tháng 12 năm 2019"],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "TRƯỞNG BAN"], [], [None, "Nguyễn Văn B", None, None, None, "Lê C"],
    ]  # fmt: skip
    plan = read(tmp_path, [*TITLE, HEAD, NUMBERS, row(1), row(2), [3], [4], *foot])
    assert (plan.rows, len(plan.planned), plan.rejected) == (2, 2, [])


def test_total_lines_between_months_and_month_headings(tmp_path: Path) -> None:
    rows = [
        *TITLE,
        HEAD,
        ["Tháng 01/2019"],
        row(1),
        ["Cộng", None, None, None, None, None, 1],
        ["Tháng 02/2019"],
        row(2),
    ]
    plan = read(tmp_path, rows)
    assert (len(plan.planned), plan.rejected) == (2, [])


def test_half_typed_row_at_the_end_is_rejected_not_lost(tmp_path: Path) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1), row(2, ngay=None, loai=None)])
    assert bad_cells(plan) == [(6, "Ngày nhận", None), (6, "Loại đơn", None)] or bad_cells(plan) == [
        (6, "Loại đơn", None),
        (6, "Ngày nhận", None),
    ]


def test_repeated_head_on_a_later_page_and_a_second_table_with_other_columns(tmp_path: Path) -> None:
    other = ["STT", "Loại đơn", "Ngày nhận", "Họ và tên"]
    rows = [*TITLE, HEAD, NUMBERS, row(1), HEAD, NUMBERS, row(2), [], other, [3, "Kiến nghị", "06/03/2019", "Lê B"]]
    plan = read(tmp_path, rows)
    assert plan.rejected == []
    assert [p.read["petition"]["type"] for p in plan.planned] == ["khieu_nai", "khieu_nai", "kien_nghi"]


def test_decomposed_accents_and_stray_blanks(tmp_path: Path) -> None:
    rows = [[unicodedata.normalize("NFD", f"  {c}  ") if isinstance(c, str) else c for c in line]
            for line in [*TITLE, HEAD, row(1, loai="Khiếu  nại")]]  # fmt: skip
    plan = read(tmp_path, rows)
    assert plan.planned[0].read["petition"]["type"] == "khieu_nai"
    assert plan.planned[0].read["petition"]["petitioner_name"] == "Trần Văn A"


def test_head_of_two_rows_with_merged_groups(tmp_path: Path) -> None:
    head = [["STT", "Ngày nhận", "Người gửi đơn", None, "Loại đơn", "Kết quả", None],
            [None, None, "Họ và tên", "Địa chỉ", None, "Tình trạng", "Ngày giải quyết xong"]]  # fmt: skip
    merges = ["A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:G4"]
    data = [1, "05/03/2019", "Trần A", "Ấp 1", "Khiếu nại", "Đã giải quyết", "06/03/2019"]
    for used in (merges, []):
        plan = read(tmp_path, [*TITLE, *head, [1, 2, 3, 4, 5, 6, 7], data], merges=used)
        values = plan.planned[0].read["petition"]
        assert (values["petitioner_name"], values["petitioner_address"]) == ("Trần A", "Ấp 1")
        assert (values["state"], str(values["resolved_on"])) == ("da_co_ket_qua", "2019-03-06")


def test_name_under_the_group_of_the_accused_is_not_the_sender(tmp_path: Path) -> None:
    head = [["STT", "Ngày nhận", "Loại đơn", "Người bị tố cáo", None, "Họ tên người gửi"],
            [None, None, None, "Họ tên", "Địa chỉ", None]]  # fmt: skip
    data = [1, "05/03/2019", "Khiếu nại", "Bị Đơn", "Chỗ bị đơn", "Nguyên Đơn"]
    plan = read(tmp_path, [*TITLE, *head, data], merges=["D4:E4"])
    assert plan.planned[0].read["petition"]["petitioner_name"] == "Nguyên Đơn"
    assert "petitioner_address" not in plan.planned[0].read["petition"]


def test_tick_columns_for_kind_and_field(tmp_path: Path) -> None:
    head = [["STT", "Tên mô hình", "Lĩnh vực", None, None, None, "Chủ thể", None],
            [None, None, "KT", "VHXH", "QPAN", "HTCT", "Tập thể", "Cá nhân"]]  # fmt: skip
    rows = [["DANH SÁCH MÔ HÌNH NĂM 2019"], *head, [1, "Một", None, "x", None, None, "x", None],
            [2, "Hai", "x", None, None, None, None, "✓"], [3, "Ba", "x", "x", None, None, "x", None]]  # fmt: skip
    plan = read(tmp_path, rows, "model", merges=["C2:F2", "G2:H2"])
    assert [p.read["model_year"]["field"] for p in plan.planned] == ["van_hoa_xa_hoi", "kinh_te"]
    assert [p.read["model"]["holder_kind"] for p in plan.planned] == ["tap_the", "ca_nhan"]
    assert [cell.row for cell in plan.rejected] == [6]


def test_official_reception_register_mau_03(tmp_path: Path) -> None:
    head = [["STT", "Ngày tiếp", "Họ tên - Địa chỉ", "CMND/Hộ chiếu của công dân", "Nội dung vụ việc",
             "Phân loại đơn/Số người", "Cơ quan đã giải quyết", "Hướng xử lý", None, None,
             "Theo dõi kết quả giải quyết", "Ghi chú"],
            [None, None, None, None, None, None, None, "Thụ lý để giải quyết", "Trả lại đơn và hướng dẫn",
             "Chuyển đơn đến cơ quan, tổ chức, đơn vị có thẩm quyền", None, None]]  # fmt: skip
    data = [[1, "05/03/2019", "Trần A - Ấp 1", "012345678", "Đất", "KN/5", None, "x", None, None, "Đang xem xét", None],
            [2, "06/03/2019", "Lê Bí Mật - Ấp 2", "012", "Tham ô", "TC/1 người", None, None, None, "Thanh tra", None, None]]  # fmt: skip  # noqa: E501
    rows = [["SỔ TIẾP CÔNG DÂN NĂM 2019"], *head, list(range(1, 13)), *data]
    plan = read(tmp_path, rows, "reception", merges=["H2:J2"])
    assert plan.rejected == []
    one, two = (p.read["reception"] for p in plan.planned)
    assert (one["kind"], one["people_count"], one["result"]) == ("khieu_nai", 5, "nhan_don")
    assert (two["kind"], two["result"]) == ("to_cao", "chuyen")
    assert "visitor_name" not in two
    assert plan.denouncers_left_out == 1


def test_the_sheet_that_fits_the_type_is_chosen_and_others_alike_are_named(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Bìa sổ"])
    for name in ("Tháng 1", "Tháng 2"):
        sheet = book.create_sheet(name)
        for line in (["SỔ ĐƠN NĂM 2019"], HEAD, row(1)):
            sheet.append(line)
    book.save(tmp_path / "so.xlsx")
    plan = plan_of(tmp_path / "so.xlsx")
    assert plan.sheet == "Tháng 1"
    assert any("Tháng 2" in warning.reason for warning in plan.warnings)
    assert plan_of(tmp_path / "so.xlsx", sheet="tháng 2").sheet == "Tháng 2"
    with pytest.raises(UserError, match="Tháng 3"):
        plan_of(tmp_path / "so.xlsx", sheet="Tháng 3")


def test_a_register_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "so.xlsx", [["DANH SÁCH"], ["STT", "Tên", "Lương"], [1, "A", 5]])
    with pytest.raises(UserError):
        plan_of(path)


def test_cells_merged_downwards_hold_for_all_their_rows_but_amounts(tmp_path: Path) -> None:
    rows = [*TITLE, HEAD, row(1, so_nguoi=3), [2, None, "Lê B", "Ấp 2", "Kiến nghị", "Khác", None, None, None]]
    plan = read(tmp_path, rows, merges=["B5:B6", "G5:G6"])
    assert plan.rejected == []
    assert str(plan.planned[1].read["petition"]["received_on"]) == "2019-03-05"
    assert "people_count" not in plan.planned[1].read["petition"]


def test_headings_inside_the_list_give_the_kind_of_recipient(tmp_path: Path) -> None:
    rows = [["DANH SÁCH TẶNG GIẤY KHEN NĂM 2019"], ["STT", "Tên tập thể, cá nhân", "Chức vụ, đơn vị"], ["I", "Tập thể"],
            [1, "Chi bộ thôn 2", "Xã A"], ["II", "Cá nhân"], [1, "Lê Thị B", "Xã A"]]  # fmt: skip
    plan = read(tmp_path, rows, "award")
    assert plan.rejected == []
    assert [p.values["award"]["recipient_kind"] for p in plan.planned] == ["tap_the", "ca_nhan"]
    assert {p.values["award"]["award_kind"] for p in plan.planned} == {"giay_khen"}
    assert {p.values["award"]["merit_year"] for p in plan.planned} == {2019}


def test_units_as_headings_under_a_head_of_two_rows(tmp_path: Path) -> None:
    head = [["STT", "Tên mô hình", "Lĩnh vực", "Kinh phí", None, None, "Ngày công"],
            [None, None, None, "Ngân sách", "Nhân dân", "Khác"]]  # fmt: skip
    rows = [["DANH SÁCH MÔ HÌNH NĂM 2019"], ["Đơn vị tính: triệu đồng"], *head, ["I", "Xã Tân Tây"],
            [1, "Một", "KT", 10, "20,5", "1 tỷ", "1.200"], ["II", "XÃ THẠNH AN"], [1, "Hai", "QPAN", None, None, None, "-"],  # noqa: E501
            ["", "Cộng", "", 10, 20.5, 1000, 1200]]  # fmt: skip
    plan = read(tmp_path, rows, "model", merges=["D3:F3"])
    assert plan.rejected == []
    one, two = (p.read["model_year"] for p in plan.planned)
    assert (one["money_state"], one["money_people"], one["money_other"]) == (10_000_000, 20_500_000, 1_000_000_000)
    assert "workdays" not in two


def test_signatures_under_a_list_without_numbers(tmp_path: Path) -> None:
    head = ["Ngày tiếp", "Họ và tên", "Phân loại"]
    rows = [["SỔ TIẾP DÂN NĂM 2019"], head, ["5/3", "A", "Kiến nghị"], ["Người lập biểu"], [], [None, "Lê C"]]
    plan = read(tmp_path, rows, "reception")
    assert (len(plan.planned), plan.rejected) == (1, [])
