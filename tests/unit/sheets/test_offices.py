"""Registers as offices make them: their abbreviations, headings, totals and foot lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.sheets.template import write_template
from tests.unit.sheets.books import HEAD, bad_cells, read, row

TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đơn KN", "khieu_nai"), ("K.nại", "khieu_nai"), ("Khiếu nại lần 2", "khieu_nai"),
        ("Khiếu nại (lần 1)", "khieu_nai"), ("Đơn thư khiếu nại", "khieu_nai"), ("T.cáo", "to_cao"),
        ("Đơn TC", "to_cao"), ("Tố cáo tiếp", "to_cao"), ("Đơn KN-PA", "kien_nghi_phan_anh"),
        ("Đơn tranh chấp đất đai", "tranh_chap"),
    ],
)  # fmt: skip
def test_kinds_as_offices_shorten_them(tmp_path: Path, text: str, code: str) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, loai=text)])
    assert [p.read["petition"]["type"] for p in plan.planned] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đã GQ", "da_co_ket_qua"), ("Đã gq xong", "da_co_ket_qua"), ("Đã có văn bản trả lời", "da_co_ket_qua"),
        ("Đã ban hành quyết định", "da_co_ket_qua"), ("Chưa GQ", "da_thu_ly"), ("Đang GQ", "da_thu_ly"),
        ("Đang giải quyết (đúng hạn)", "da_thu_ly"),
    ],
)  # fmt: skip
def test_states_as_offices_shorten_them(tmp_path: Path, text: str, code: str) -> None:
    plan = read(tmp_path, [*TITLE, HEAD, row(1, tinh_trang=text)])
    assert [p.read["petition"]["state"] for p in plan.planned] == [code]


def test_a_heading_in_the_date_column_gives_the_kind(tmp_path: Path) -> None:
    head = ["STT", "Ngày nhận", "Họ tên", "Địa chỉ", "Lĩnh vực"]
    rows = [["I", "TỐ CÁO"], [1, "5/1/2019", "Kín", "Kín", "Đất đai"], ["II", "KHIẾU NẠI"],
            [2, "5/1/2019", "Trần A", "Ấp 1", "Đất đai"]]  # fmt: skip
    plan = read(tmp_path, [*TITLE, head, *rows])
    assert [p.values["petition"]["type"] for p in plan.planned] == ["to_cao", "khieu_nai"]
    assert plan.denouncers_left_out == 1


def test_a_total_in_the_column_of_kinds_is_no_record(tmp_path: Path) -> None:
    head = ["Loại đơn", None, "Họ tên", "Ngày nhận", "TT"]
    rows = [["KN", None, "A", "1/1/2019", 1], ["Cộng tháng 1:", None, None, None, 2], ["KN", None, "B", "1/2/2019", 3],
            [], ["BẢNG TỔNG HỢP"], ["STT", "Loại đơn", "Số lượng"], [1, "KN", 2], ["Tổng số", None, 3]]  # fmt: skip
    plan = read(tmp_path, [*TITLE, head, *rows])
    assert (plan.rows, bad_cells(plan)) == (2, [])


def test_a_template_that_cannot_be_written_says_why_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        write_template("petition", tmp_path / "none" / "so.xlsx")
    assert "Errno" not in caught.value.text()
    assert "không có tệp hoặc thư mục này. " in caught.value.text()


@pytest.mark.parametrize(
    ("text", "code"),
    [("HN quán triệt", "trien_khai"), ("TX cử tri trước kỳ họp", "tiep_xuc_cu_tri"), ("TXCT", "tiep_xuc_cu_tri")],
)
def test_meetings_as_offices_shorten_them(tmp_path: Path, text: str, code: str) -> None:
    rows = [["HỘI NGHỊ NĂM 2025"], ["STT", "Ngày tổ chức", "Tên hội nghị", "Loại hội nghị"], [1, "5/3/2025", "A", text]]
    assert [p.read["event"]["kind"] for p in read(tmp_path, rows, "event").planned] == [code]
