"""The official tables on paper and as a workbook: what does not agree is marked and never goes out as a clean page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from danvan_desktop.app import official_pages, official_tables
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import new_store

ON = date(2026, 9, 20)
# a second complaint with the result of a first one: in column 7 of 03/GQKN, and in none of 8 to 12
ODD: dict[str, Any] = {
    "unit": "80305", "received_on": date(2026, 7, 1), "type": "khieu_nai", "round": "lan_hai", "state": "da_co_ket_qua",
    "processed_on": date(2026, 7, 2), "eligible": True, "in_competence": True, "accepted_on": date(2026, 7, 3),
    "result": "dung", "result_on": date(2026, 8, 1), "resolved_on": date(2026, 8, 1),
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    with made.batch(officer="A") as batch:
        batch.new("petition", ODD)
        batch.new("table_cell", {
            "unit": "80305", "table_set": "TT06-2025", "table_name": "02/XLD", "cell": "1", "cell_kind": "dau_ky",
            "amount": Decimal(5), "period_from": date(2026, 6, 15), "period_to": date(2026, 9, 14),
        })  # fmt: skip
    yield made
    made.close()


def _pages(store: Store, folder: Path, period: str) -> list[str]:
    found = official_tables.tables(store, "TT06-2025", period)
    official_pages.write(store, found, folder / "bieu.pdf", ON)
    return [page.extract_text() for page in PdfReader(folder / "bieu.pdf").pages]


def test_a_page_with_a_formula_that_fails_is_a_draft_with_its_cells_marked_and_the_formula_named(
    store: Store, tmp_path: Path
) -> None:
    pages = _pages(store, tmp_path, "Q3-2026")
    drafts = [text for text in pages if "CHƯA KHỚP" in text]
    (page,) = drafts
    assert "03/GQKN: 7=8+9+10+11+12" in page
    assert page.count("(!)") >= 6 + 2
    assert all("(!)" not in text for text in pages if text is not page)


def test_a_page_says_where_an_opening_balance_was_declared_and_whose_form_an_old_quarter_is_in(
    store: Store, tmp_path: Path
) -> None:
    told = "\n".join(_pages(store, tmp_path, "NAM-2026"))
    assert "Quý III năm 2026" in told
    assert all("Tính lại theo mẫu" in text for text in _pages(store, tmp_path, "Q1-2024"))
    assert "Tính lại theo mẫu" not in told


def test_a_workbook_has_the_period_the_report_and_the_notes_and_marks_what_fails(store: Store, tmp_path: Path) -> None:
    found = official_tables.tables(store, "TT06-2025", "Q3-2026")
    official_pages.write(store, found, tmp_path / "bieu.xlsx", ON)
    book = load_workbook(tmp_path / "bieu.xlsx")
    told = {name: [cell for row in book[name].values for cell in row if cell is not None] for name in book.sheetnames}
    for cells in told.values():
        texts = [cell for cell in cells if isinstance(cell, str)]
        assert any("15/06/2026" in text and "14/09/2026" in text for text in texts)
        assert any(text.startswith("(Kèm theo Báo cáo") for text in texts)
        assert any(text.startswith("Ghi chú") for text in texts)
    red = [name for name in book.sheetnames if book[name].sheet_properties.tabColor is not None]
    assert red == ["03 GQKN"]
    assert any("7=8+9+10+11+12" in str(cell) for cell in told["03 GQKN"])
    filled = [
        cell for row in book["03 GQKN"].iter_rows() for cell in row
        if cell.fill.start_color.rgb == "FFF8CBAD"
    ]  # fmt: skip
    assert [cell.value for cell in filled] == [1, 0, 0, 0, 0, 0]
