"""Workbooks as offices make them, written for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from danvan_desktop.sheets.make_plan import Wanted, make_plan
from danvan_desktop.sheets.mapping import OfficeMap
from danvan_desktop.sheets.open_workbook import open_workbook
from danvan_desktop.sheets.plan import ImportPlan

TODAY = date(2026, 11, 22)
HEAD = ["STT", "Ngày nhận", "Họ và tên", "Địa chỉ", "Loại đơn", "Lĩnh vực", "Số người", "Tình trạng", "Ghi chú"]
GOOD = [1, "05/03/2019", "Trần Văn A", "Ấp 1", "Khiếu nại", "Tranh chấp bờ ranh", 1, "Đang giải quyết", None]


def row(number: int | None, **changed: Any) -> list[Any]:
    """A good petition row with some cells changed; names of cells without accents."""
    names = ("stt", "ngay", "ten", "dia_chi", "loai", "linh_vuc", "so_nguoi", "tinh_trang", "ghi_chu")
    cells = dict(zip(names, GOOD, strict=True)) | {"stt": number} | changed
    return [cells[name] for name in names]


def write(
    path: Path, rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), title: str = "Sổ đơn", more: bool = False
) -> Path:
    """Write rows to the first sheet of a new .xlsx."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in rows:
        sheet.append(list(line))
    for block in merges:
        sheet.merge_cells(block)
    if more:
        book.create_sheet("Trang khác").append(["không có gì"])
    book.save(path)
    return path


def plan_of(path: Path, type_name: str = "petition", **wanted: Any) -> ImportPlan:
    """Read a workbook's register."""
    book = open_workbook(path)
    try:
        return make_plan(book, Wanted(type_name, "01", TODAY, **wanted), OfficeMap())
    finally:
        book.close()


def read(tmp_path: Path, rows: Sequence[Any], type_name: str = "petition", **more: Any) -> ImportPlan:
    """Write rows and read the register in them."""
    merges = more.pop("merges", ())
    return plan_of(write(tmp_path / "so.xlsx", rows, merges=merges), type_name, **more)


def bad_cells(plan: ImportPlan) -> list[tuple[int, str, str | None]]:
    """Row, column and value of every bad cell."""
    return [(cell.row, cell.column, cell.value) for cell in plan.rejected]


def repack(source: Path, target: Path, replace: dict[str, bytes]) -> Path:
    """Copy a zip with some members replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, replace.pop(item.filename, b"") or old.read(item.filename))
        for name, data in replace.items():
            new.writestr(name, data)
    return target
