"""The registers as an officer gets them: twelve columns, a cover, closing lines, chosen columns, no denouncer."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from danvan_desktop.app import access_log
from danvan_desktop.app.official_tables import tables
from danvan_desktop.app.registers import RegisterWanted, register, register_bytes, write
from danvan_desktop.documents.model import Row, TotalRow
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
VISITS = RegisterWanted("reception", JULY, date(2026, 8, 1), "pdf")
PETITIONS = replace(VISITS, kind="petition")


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def _visit(store: Store, **values: Any) -> None:
    given = {"unit": "80305", "received_on": date(2026, 7, 2), "kind": "khieu_nai", "people_count": 3, **values}
    with store.batch(officer="A") as batch:
        batch.new("reception", given)


def _petition(store: Store, **values: Any) -> None:
    with store.batch(officer="A") as batch:
        batch.new(
            "petition", {"unit": "80305", "received_on": date(2026, 7, 2), "type": "khieu_nai", **values}
        )  # fmt: skip


def _rows(store: Store, wanted: RegisterWanted) -> list[Row]:
    return list(register(store, wanted)[1])


def _text(data: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(data)) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def test_the_reception_register_has_the_twelve_columns_of_form_03(store: Store) -> None:
    page, _lines = register(store, VISITS)
    assert len(page.columns) == 12
    assert [column.heads[0] for column in page.columns[7:10]] == ["Hướng xử lý"] * 3
    assert page.landscape


def test_a_visit_fills_its_columns_as_the_filling_rules_say(store: Store) -> None:
    _visit(
        store, visitor_name="Lê Thị Mơ", visitor_address="Ấp 2", visitor_id_no="080111", content="Xin đường đi",
        previously_settled_by="UBND xã", result="chuyen", transferred_to="Công an xã", doc_no="12/PC", note="gấp",
    )  # fmt: skip
    assert _rows(store, VISITS)[0] == (
        "1", "02/07/2026", "Lê Thị Mơ\nẤp 2", "080111", "Xin đường đi", "KN/3", "UBND xã", "", "",
        "Công an xã, 12/PC", "", "gấp",
    )  # fmt: skip


@pytest.mark.parametrize(("result", "place"), [("huong_dan", 8), ("chuyen", 9)])
def test_each_result_marks_one_column_of_how_it_was_handled(store: Store, result: str, place: int) -> None:
    _visit(store, result=result)
    row = _rows(store, VISITS)[0]
    assert isinstance(row, tuple)
    assert [cell for cell in row[7:10] if cell] == ["x"]
    assert row[place] == "x"


def test_a_petition_taken_at_the_desk_is_marked_as_settled_here_only_once_it_is_accepted(store: Store) -> None:
    with store.batch(officer="A") as batch:
        given: dict[str, Any] = {"unit": "80305", "received_on": date(2026, 7, 2), "type": "khieu_nai"}
        taken = batch.new("petition", {**given, "state": "moi_tiep_nhan"})
        ours = batch.new("petition", {**given, "state": "da_thu_ly", "accepted_on": date(2026, 7, 9)})
    for row in (taken, ours):
        _visit(store, result="nhan_don", petition=row)
    first, second = _rows(store, VISITS)[:2]
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert (first[7:10], first[10]) == (("", "", ""), "Đã nhận đơn, đang xử lý")
    assert (second[7:10], second[10]) == (("x", "", ""), "")


@pytest.mark.parametrize("said", [{"state": "tu_choi"}, {"state": "da_tiep", "result": "tu_choi"}])
def test_a_refused_visit_stands_in_the_register_with_its_reason_and_is_no_reception(
    store: Store, said: dict[str, Any]
) -> None:
    _visit(store, refusal_reason="say rượu", **said)
    _visit(store, state="da_tiep", people_count=2)
    rows = [row for row in _rows(store, VISITS) if isinstance(row, tuple)]
    assert [row[7:10] for row in rows] == [("", "Từ chối tiếp: say rượu", ""), ("", "", "")]
    assert "Tổng số 1 lượt tiếp, 2 người" in str(_rows(store, VISITS)[-1])
    cells = tables(store, "TT06-2025", "Q3-2026").total.cells["01/TCD"]
    assert [cells[number] for number in ("1", "2", "3", "5")] == [1, 2, 1, 1]


def test_a_refused_visit_is_a_row_of_the_register_that_no_line_at_a_foot_counts(store: Store) -> None:
    for state in ("da_tiep", "tu_choi", "da_tiep", "tu_choi"):
        _visit(store, state=state)
    rows = _rows(store, VISITS)
    total = next(row for row in rows if isinstance(row, TotalRow))
    assert (len(rows), "Cộng: 2" in total.cells) == (4 + 2, True)
    assert "Trang này có 2 lượt" in " ".join(_text(register_bytes(store, replace(VISITS, book="1"))))


def test_column_one_of_the_reception_register_is_the_books_own_number_where_it_has_one(store: Store) -> None:
    for number in ("41", None, "43a"):
        _visit(store, register_no=number)
    assert [row[0] for row in _rows(store, VISITS) if isinstance(row, tuple)] == ["41", "2", "43a"]


def test_the_reason_of_refusing_somebody_who_denounces_stays_inside(store: Store) -> None:
    _visit(store, kind="to_cao", state="tu_choi", refusal_reason="Trần Kín đã được trả lời")
    assert "Kín" not in str(_rows(store, VISITS))
    assert "Từ chối tiếp" in str(_rows(store, VISITS)[0])


def test_a_workbook_has_dates_as_dates_and_numbers_as_numbers(store: Store, tmp_path: Path) -> None:
    _petition(store, petition_no="0005", people_count=12, due_on=date(2026, 7, 20), resolved_on=date(2026, 7, 21))
    wanted = replace(
        PETITIONS, format="xlsx", columns=("number", "received_on", "people_count", "due_on", "resolved_on")
    )  # fmt: skip
    write(store, wanted, tmp_path / "a.xlsx")
    lines = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows())
    row = next(line for line in lines if line[0].value == "0005")
    assert (row[0].value, row[2].value, row[1].number_format) == ("0005", 12, "dd/mm/yyyy")
    assert [str(row[place].value)[:10] for place in (1, 3, 4)] == ["2026-07-02", "2026-07-20", "2026-07-21"]
    assert lines[lines.index(row) + 1][2].value == 12


@pytest.mark.parametrize("wanted", [VISITS, PETITIONS])
def test_a_unit_nothing_is_about_is_refused_with_those_there_are(store: Store, wanted: RegisterWanted) -> None:
    _visit(store)
    _petition(store)
    with pytest.raises(UserError) as refused:
        register(store, replace(wanted, unit="zz"))
    assert "zz" in refused.value.message
    assert "80305" in refused.value.hint
    assert len(_rows(store, replace(wanted, unit="80305"))) > 1


def test_a_denunciation_shows_its_code_and_the_redacted_summary_only_where_somebody_looked(store: Store) -> None:
    _visit(store, kind="to_cao", content="Tôi là Trần Kín ở ấp 9", summary_redacted="Tố cáo cán bộ", note="Trần Kín",
           register_no="7")  # fmt: skip
    for looked, told in ((False, "(giữ bí mật)"), (True, "Tố cáo cán bộ")):
        wanted = replace(VISITS, denunciations=looked)
        row = _rows(store, wanted)[0]
        assert isinstance(row, tuple)
        assert row[2:5] == ("TC-2026-0007-TD\n(giữ bí mật)", "(giữ bí mật)", told)
        assert "Kín" not in " ".join(row)
        assert all("Kín" not in page for page in _text(register_bytes(store, wanted)))


@pytest.mark.usefixtures("english")
def test_the_access_log_says_whose_content_and_full_names_left_in_a_register(store: Store, tmp_path: Path) -> None:
    _visit(store, kind="to_cao", summary_redacted="Tố cáo cán bộ", register_no="7")
    write(store, replace(VISITS, format="xlsx"), tmp_path / "a.xlsx")
    write(store, replace(VISITS, format="xlsx", denunciations=True, names="masked"), tmp_path / "b.xlsx")
    said = [(line.act, line.subject) for line in access_log.lines(store)]
    assert said == [
        ("denunciation_left", "b.xlsx: TC-2026-0007-TD"), ("saved_as", "b.xlsx"),
        ("saved_as", "a.xlsx (names in full)"),
    ]  # fmt: skip


def test_the_office_settles_how_names_stand_and_a_door_may_choose_otherwise(store: Store) -> None:
    _petition(store, petitioner_name="Lê Thị Mơ", petitioner_address="Số 4, Ấp 2, xã An, tỉnh B", petition_no="5")
    assert "Lê Thị Mơ" in str(_rows(store, PETITIONS)[0])
    store.settings.set("names.leaving", "masked")
    assert "Lê T. M." in str(_rows(store, PETITIONS)[0])
    assert "Lê Thị Mơ" in str(_rows(store, replace(PETITIONS, names="full"))[0])
    assert "Lê" not in str(_rows(store, replace(PETITIONS, names="code"))[0])


def test_a_bound_book_has_a_cover_that_counts_its_pages_and_a_closing_line_on_each(store: Store) -> None:
    for number in range(40):
        _visit(store, visitor_name=f"Người thứ {number}", visitor_address="Ấp Một, xã Thạnh An, tỉnh Tây Ninh")
    pages = _text(register_bytes(store, replace(VISITS, book="07")))
    assert "Quyển số: 07" in pages[0]
    assert f"Sổ này có {len(pages) - 1} trang." in pages[0]
    counted = [int(page.split("Trang này có ")[1].split()[0]) for page in pages[1:]]
    assert sum(counted) == 40
    assert len(pages) > 2


def test_a_register_without_a_book_number_has_neither_cover_nor_closing_lines(store: Store) -> None:
    _visit(store)
    pages = _text(register_bytes(store, VISITS))
    assert len(pages) == 1
    assert "Trang này có" not in pages[0]


def test_a3_paper_is_a3(store: Store) -> None:
    with closing(pypdfium2.PdfDocument(register_bytes(store, replace(VISITS, paper="A3")))) as opened:
        assert [round(side / 72 * 25.4) for side in opened[0].get_size()] == [420, 297]


def test_an_officer_chooses_the_columns_of_the_petition_register(store: Store) -> None:
    _petition(store, petition_no="5", due_on=date(2026, 7, 20), resolved_on=date(2026, 7, 21), eligible=True)
    wanted = replace(PETITIONS, columns=("number", "received_on", "eligible", "due_on", "on_time"))
    rows = _rows(store, wanted)
    assert rows[0] == ("5", "02/07/2026", "Có", "20/07/2026", "Quá hạn")
    assert isinstance(rows[1], TotalRow)
    assert rows[1].cells[0] == "Cộng: 1"


def test_a_column_that_does_not_exist_is_said_with_those_that_do(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        register(store, replace(PETITIONS, columns=("shoe_size",)))
    assert "on_time" in refused.value.hint


def test_the_workbook_has_the_same_rows_as_the_paper(store: Store, tmp_path: Path) -> None:
    _visit(store, visitor_name="Lê Thị Mơ")
    write(store, replace(VISITS, format="xlsx"), tmp_path / "so.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "so.xlsx").read_bytes())).worksheets[0]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[2][7] == "Hướng xử lý"
    assert "Lê Thị Mơ" in str(told[4][2])


def test_a_format_nobody_prints_is_refused_with_what_there_is(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        register(store, replace(VISITS, format="odt"))
    assert ".xlsx" in refused.value.hint


def test_names_are_masked_or_left_out_where_that_is_asked_for(store: Store) -> None:
    _petition(store, petitioner_name="Trần Thị Hoa", petitioner_address="Số 5, Ấp 3, Xã Thạnh An", content="Bà Hoa xin")
    told = {level: str(_rows(store, replace(PETITIONS, names=level))) for level in ("full", "masked", "code")}
    assert "Trần Thị Hoa" in told["full"]
    assert ("Trần T. H." in told["masked"], "Số 5" in told["masked"], "Hoa" in told["masked"]) == (True, False, False)
    assert "Trần" not in told["code"]
