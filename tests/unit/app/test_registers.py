"""The registers as an officer gets them: twelve columns, a cover, closing lines, chosen columns, no denouncer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from danvan_desktop.app.registers import RegisterWanted, register, register_bytes, write
from danvan_desktop.documents.model import Row, TotalRow
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import in_memory

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
VISITS = RegisterWanted("reception", JULY, date(2026, 8, 1), "pdf")
PETITIONS = replace(VISITS, kind="petition")


@pytest.fixture
def store() -> Iterator[Store]:
    made = in_memory()
    yield made
    made.close()


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


@pytest.mark.parametrize(("result", "place"), [("nhan_don", 7), ("huong_dan", 8), ("chuyen", 9)])
def test_each_result_marks_one_column_of_how_it_was_handled(store: Store, result: str, place: int) -> None:
    _visit(store, result=result)
    row = _rows(store, VISITS)[0]
    assert isinstance(row, tuple)
    assert [cell for cell in row[7:10] if cell] == ["x"]
    assert row[place] == "x"


def test_a_denunciation_shows_the_redacted_summary_and_nobody(store: Store) -> None:
    _visit(store, kind="to_cao", content="Tôi là Trần Kín ở ấp 9", summary_redacted="Tố cáo cán bộ", note="Trần Kín")
    row = _rows(store, VISITS)[0]
    assert isinstance(row, tuple)
    assert row[2] == row[3] == "(giữ bí mật)"
    assert row[4] == "Tố cáo cán bộ"
    assert "Kín" not in " ".join(row)
    assert all("Kín" not in page for page in _text(register_bytes(store, VISITS)))


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
