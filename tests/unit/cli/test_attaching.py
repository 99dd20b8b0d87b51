"""danvan attach, attachments, attachment-save: a file goes in whole and comes out as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import LETTER, answer

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def test_a_paper_is_attached_listed_and_written_out(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "quyet-dinh.pdf"
    paper.write_bytes(PDF)
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    made = answer(words, capsys, "attach", "petition", row, str(paper), "--caption", "Quyết định")["id"]
    [found] = answer(words, capsys, "attachments", "petition", row)
    assert (found["id"], found["caption"], found["file_name"], found["here"]) == (
        made, "Quyết định", "quyet-dinh.pdf", True,
    )  # fmt: skip
    assert run([*words, "attachments", "petition", row]) == 0
    assert "Quyết định" in capsys.readouterr().out
    assert run([*words, "attachment-save", made, "-o", str(tmp_path / "ra.pdf")]) == 0
    assert (tmp_path / "ra.pdf").read_bytes() == PDF
    log = answer(words, capsys, "access-log")
    assert "saved_as" in {entry["act"] for entry in log["entries"]}


def test_what_is_no_paper_is_refused(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    (tmp_path / "a.exe").write_bytes(b"MZ")
    assert run([*words, "attach", "petition", row, str(tmp_path / "a.exe")]) == 2
    assert run([*words, "attach", "petition", row, str(tmp_path / "none.pdf")]) == 2
    assert run([*words, "attachment-save", "00", "-o", str(tmp_path / "b")]) == 2
    assert answer(words, capsys, "attachments", "petition", row) == []
