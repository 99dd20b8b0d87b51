"""danvan list-export: the filters of the window's lists, and persons masked as on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import LETTER, answer, new_office

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """An office with a complaint of 2025 and a denunciation of 2024."""
    found = new_office(tmp_path)
    answer(found, capsys, "record", "new", "petition", *LETTER)
    answer(found, capsys, "record", "new", "petition", "received_on=1/2/2024", "type=Tố cáo")
    return found


def test_cells_filter_as_under_the_column_heads(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for where, rows in ((["received_on=1/1/2025..31/12/2025"], 1), (["type=to cao"], 1), ([], 2),
                        (["type=khiếu nại", "received_on=< 1/1/2025"], 0), (["Loại đơn=khieu nai"], 1)):  # fmt: skip
        filters = [word for cell in where for word in ("--where", cell)]
        found = answer(words, capsys, "list-export", "petition", *filters, "-o", str(tmp_path / "a.csv"))
        assert found["rows"] == rows
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Trần T. H." in lines[1]
    for level, name in (("full", "Trần Thị Hoa"), ("code", ";1;")):
        answer(words, capsys, "list-export", "petition", "--names", level, "-o", str(tmp_path / "a.csv"))
        text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        assert name in text
        assert ("Hoa" in text) == (level == "full")


def test_a_denunciation_leaves_with_its_code_and_its_summary_only_by_the_flag(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("received_on=2/1/2026", "type=Tố cáo", "summary_redacted=Thu tiền sai", "content=Tôi là Phạm Kín",
            "note=Phạm Kín gọi", "respondent_name=Lê Văn Cán")  # fmt: skip
    answer(words, capsys, "record", "new", "petition", *more)
    asked = ("--columns", "petitioner_name,summary_redacted,content,note,respondent_name",
             "--where", "received_on=2026")  # fmt: skip
    for flag, told in (((), False), (("--with-denunciation-content",), True)):
        found = answer(words, capsys, "list-export", "petition", *asked, *flag, "-o", str(tmp_path / "a.csv"))
        assert (len(found["denunciations"]), found["denunciation_content"]) == (1, told)
        text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        assert "TC-2026-" in text
        assert ("Thu tiền sai" in text, "Lê V. C." in text, "Kín" in text) == (told, told, False)
    acts = [line["act"] for line in answer(words, capsys, "access-log")["entries"]]
    assert acts.count("denunciation_left") == 1


def test_a_workbook_has_the_columns_asked_for(words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    asked = ("--columns", "received_on,petitioner_name", "--search", "dat dai", "--names", "full", "-o", str(path))
    assert run([*words, "list-export", "petition", *asked]) == 0
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert "Trần Thị Hoa" in cells
    assert "Ngày nhận" in cells


def test_wrong_filters_and_endings_write_nothing(words: list[str], tmp_path: Path) -> None:
    for more in (("--where", "nosuch=1"), ("--where", "type"), ("--where", "type=không có loại này")):
        assert run([*words, "list-export", "petition", *more, "-o", str(tmp_path / "b.csv")]) == 2
    assert run([*words, "list-export", "petition", "-o", str(tmp_path / "b.txt")]) == 2
    assert not list(tmp_path.glob("b.*"))
