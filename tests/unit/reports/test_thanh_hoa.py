"""One district's registers of 2019, from the workbooks to the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from danvan_desktop.app.figures import figure_records, figures
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.report import report
from danvan_desktop.domain.periods import year
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

TODAY = date(2026, 11, 22)
NAMED = ("Cán bộ, Đảng viên lắng nghe ý kiến của nhân dân", "Nâng cao chất lượng hiệu quả công việc",
         "Giờ nào việc nấy")  # fmt: skip


@pytest.fixture(scope="module")
def store(thanh_hoa: Path) -> Iterator[Store]:
    opened = Store.create(":memory:", bytes(32), UnitInfo("803", "Huyện Thạnh Hóa", "district"))
    for name, type_name in (("so-don-thu.xlsx", "petition"), ("mo-hinh.xlsx", "model")):
        import_sheet(opened, thanh_hoa / name, type_name=type_name, officer="Lê Văn A", today=TODAY)
    yield opened
    opened.close()


def test_the_figures_of_the_article(store: Store) -> None:
    found = {item.code: item for item in figures(store, year(2019))}
    assert (found["D05.ratio"].shown(), found["D05.carried.ratio"].shown()) == ("59/71 (83,1%)", "59/71 (83,1%)")
    counted = {code: found[code].value for code in ("D04", "D06", "D06.before_acceptance", "D06.in_settlement", "B01")}
    assert counted == {"D04": 71, "D06": 12, "D06.before_acceptance": 7, "D06.in_settlement": 5, "B01": 26}
    assert [item.value for code, item in found.items() if code.startswith("D04.field.")] == [19, 9, 11, 14, 18]
    assert len(figure_records(store, "petition", "D06", year(2019))) == 12


def test_the_report_prints_the_ratio_and_each_named_model(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    report(store, "annual", year(2019), on=TODAY, format="pdf", path=path, officer="Lê Văn A")
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())
    assert "Đã giải quyết 59/71 đơn tiếp nhận trong kỳ, đạt 83,1%; còn 12 đơn, trong đó 7 đơn đang xác minh" in text
    assert all(name in text for name in NAMED)
