"""danvan tables with odd input: every answer in Vietnamese, nothing silently left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer

pytestmark = pytest.mark.usefixtures("vietnamese")
CELL = ("record", "new", "table_cell", "table_set=TT06-2025", "cell_kind=nhap_tay", "amount=5",
        "period_from=15/06/2026", "period_to=14/09/2026")  # fmt: skip


def told(words: list[str], capsys: pytest.CaptureFixture[str], *more: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run([*words, "tables", *more]) == code
    said = capsys.readouterr()
    return said.out + said.err


def figures(words: list[str], capsys: pytest.CaptureFixture[str], period: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(words, capsys, "--period", period, "--json"))
    return found


def test_an_empty_office_gets_six_tables_of_noughts_whose_formulas_hold(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(words, capsys, "Q1-2026")
    assert found["period"] == ["2025-12-15", "2026-03-14"]
    assert len(found["tables"]) == 6
    assert {number for table in found["tables"].values() for number in table.values()} == {0}
    assert all(check["ok"] for check in found["checks"])
    assert told(words, capsys, "--period", "Q1-2026").count("Mọi cột đều bằng 0.") == 6


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("6M-2026", "2025-12-15", "2026-06-14"), ("6t-2026", "2025-12-15", "2026-06-14"),
     ("9M-2026", "2025-12-15", "2026-09-14"), ("Y-2026", "2025-12-15", "2026-12-14"),
     ("2026-01-01:2026-03-31", "2026-01-01", "2026-03-31")],
)  # fmt: skip
def test_a_period_is_known_by_its_other_names_and_by_two_days(
    words: list[str], capsys: pytest.CaptureFixture[str], name: str, first: str, last: str
) -> None:
    assert figures(words, capsys, name)["period"] == [first, last]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(("--period", "Q5-2026"), "không phải là kỳ báo cáo"), (("--period", ""), "không phải là kỳ báo cáo"),
     (("--period", "2026-02-30:2026-03-31"), "2026-02-30"),
     (("--period", "2026-05-01:2026-03-31"), "trước ngày bắt đầu"),
     (("--period", "Q3-2026", "--set", "TT01"), "TT06-2025"), (("--period", "Q3-2026", "--unit", "zz"), "“zz”"),
     (("--period", "Q3-2026", "-o", "bieu.doc"), ".pdf")],
)  # fmt: skip
def test_what_cannot_be_told_is_bad_input_said_in_vietnamese(
    words: list[str], capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...], said: str
) -> None:
    assert said in told(words, capsys, *wrong, code=2)


def test_a_place_that_cannot_be_written_to_leaves_nothing_behind(
    words: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    there = tmp_path / "khong-co"
    assert "Hãy" in told(words, capsys, "--period", "Q3-2026", "-o", str(there / "bieu.pdf"), code=1)
    assert not there.exists()


def test_a_typed_cell_counts_where_nothing_is_counted_and_beside_the_table_where_something_is(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [
        answer(words, capsys, *CELL, f"table_name={table}", f"cell={cell}")
        for table, cell in (("06/QLKNTC", "4"), ("02/XLD", "1"))
    ]
    assert [len(one["warnings"]) for one in answers] == [0, 1]
    found = figures(words, capsys, "Q3-2026")
    assert (found["tables"]["06/QLKNTC"]["4"], found["tables"]["02/XLD"]["1"]) == (5, 0)
    assert found["stray"] == ["02/XLD.1"]
    assert [one["cell"] for one in found["sources"]] == ["06/QLKNTC.4"]
    assert "02/XLD" in told(words, capsys, "--period", "Q3-2026")
    assert figures(words, capsys, "Q2-2026")["stray"] == []
    assert figures(words, capsys, "NAM-2026")["tables"]["06/QLKNTC"]["4"] == 5


@pytest.mark.parametrize(
    ("typed", "said"),
    [("table_name=09/ABC", "06/QLKNTC"), ("cell=18", "18"), ("cell=xx", "xx"), ("amount=-1", "0"),
     ("table_set=TT99", "TT06-2025"), ("period_to=13/09/2026", "15/06/2026"), ("period_from=15/09/2026", "")],
)  # fmt: skip
def test_a_cell_that_no_table_or_no_period_has_is_refused_with_those_that_do(
    words: list[str], capsys: pytest.CaptureFixture[str], typed: str, said: str
) -> None:
    name = typed.partition("=")[0]
    given = [*(word for word in (*CELL, "table_name=06/QLKNTC", "cell=4") if not word.startswith(f"{name}=")), typed]
    assert run([*words, *given]) == 2
    assert said in capsys.readouterr().err
    assert json.loads(told(words, capsys, "--period", "Q3-2026", "--json"))["sources"] == []
