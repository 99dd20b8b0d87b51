"""A blank register imports as nothing, and as itself when it is filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from danvan_desktop.domain.record_type import Kind
from danvan_desktop.sheets.register_rules import IMPORTABLE, rules_of, template_of
from danvan_desktop.sheets.template import FIRST_ROW, choice_labels, write_template
from tests.unit.sheets.books import plan_of

_VALUES: dict[Kind, Any] = {
    Kind.TEXT: "Chữ", Kind.LONG_TEXT: "Chữ dài", Kind.DATE: date(2026, 3, 5), Kind.INTEGER: 2026, Kind.MONEY: 5_000_000,
    Kind.DECIMAL: 12.5, Kind.YES_NO: "x",
}  # fmt: skip


def filled(path: Path, type_name: str) -> int:
    """Fill the blank register: one row per category, every column filled; returns how many rows."""
    write_template(type_name, path, year=2026)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = template_of(type_name)["columns"]
    fields = [None if c["to"] == "case.code" else rules_of(type_name).target(c["to"])[1] for c in columns]
    rows = max(len(choice_labels(f)) for f in fields if f and f.kind is Kind.CHOICE)
    for number in range(rows):
        for place, (column, field) in enumerate(zip(columns, fields, strict=True), 1):
            value: Any = f"VV{number}" if field is None else _VALUES.get(field.kind)
            if field is not None and field.kind is Kind.CHOICE:
                labels = choice_labels(field)
                value = labels[number % len(labels)]
            if column["to"] == "register_no":
                value = number + 1
            if column["to"] == "name":
                value = f"Mô hình {number}"
            sheet.cell(FIRST_ROW + number, place, value)
    book.save(path)
    return rows


@pytest.mark.parametrize("type_name", IMPORTABLE)
def test_blank_register_imports_as_nothing(tmp_path: Path, type_name: str) -> None:
    write_template(type_name, tmp_path / "mau.xlsx")
    plan = plan_of(tmp_path / "mau.xlsx", type_name)
    assert (plan.rows, plan.rejected) == (0, [])


@pytest.mark.parametrize("type_name", IMPORTABLE)
def test_filled_register_imports_back_with_every_column_and_category(tmp_path: Path, type_name: str) -> None:
    rows = filled(tmp_path / "mau.xlsx", type_name)
    plan = plan_of(tmp_path / "mau.xlsx", type_name)
    assert plan.rejected == []
    assert len(plan.planned) == rows
    assert plan.columns == {c["head"]: c["to"] for c in template_of(type_name)["columns"]}
    assert plan.year == 2026
