"""The sheet for the sealed envelope."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from danvan_desktop.documents.recovery_sheet import in_groups, recovery_sheet_pdf, write_recovery_sheet

LINES = ["12345678 9012-3456 7890", "23456789012345678901", "34567890123456789012", "4567890123456789"]


def test_one_page_with_numbered_groups_of_four_and_how_to_keep_it(pages: Callable[[bytes], Any]) -> None:
    made = pages(recovery_sheet_pdf("Đảng ủy xã Ea <Kao> & bạn", LINES, "DV1:" + "1" * 80))
    assert len(made) == 1
    words = made.texts[0].split()
    assert [word for word in words if word.isdigit() and len(word) == 4][:5] == ["1234", "5678", "9012", "3456", "7890"]
    assert "Đảng ủy xã Ea <Kao> & bạn" in made.texts[0]
    assert "Không chụp ảnh" in made.texts[0]
    assert "phong bì" in made.texts[0]
    assert {"1.", "2.", "3.", "4."} <= set(words)
    assert not made.reader.pages[0].images
    assert b"Helvetica" not in made.data


def test_nothing_runs_off_the_page_with_many_long_lines(pages: Callable[[bytes], Any]) -> None:
    made = pages(recovery_sheet_pdf("Đơn vị có tên rất dài " * 6, ["1234" * 8] * 8, "x" * 300))
    assert len(made) == 1
    for _letter, left, top, right, bottom in made.boxes(0):
        assert left > 40
        assert right < 560
        assert top > 30
        assert bottom < 830


def test_groups_ignore_blanks_and_hyphens() -> None:
    assert in_groups("12 34-56789") == ["1234", "5678", "9"]


def test_the_sheet_is_written_whole(tmp_path: Path) -> None:
    write_recovery_sheet(tmp_path / "ma.pdf", "Xã Ea Kao", LINES, "DV1")
    assert [path.name for path in tmp_path.iterdir()] == ["ma.pdf"]
