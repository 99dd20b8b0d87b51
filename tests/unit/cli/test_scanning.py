"""danvan scanners, scan: paper goes from the scanner straight to its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.app.scanning import sane
from danvan_desktop.cli.run import run
from tests.scanner import DEVICE, plugged_in, unplugged
from tests.unit.cli.offices import LETTER, answer, new_office


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    plugged_in(monkeypatch, tmp_path)
    sane._options.cache_clear()
    return new_office(tmp_path)


def test_paper_is_scanned_to_a_record_with_its_caption(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert {"device": DEVICE, "name": "Noname frontend-tester"} in answer(words, capsys, "scanners")
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    one = answer(words, capsys, "scan", "petition", row, "--device", DEVICE, "--caption", "Đơn", "--paper", "A5")
    two = answer(words, capsys, "scan", "petition", row, "--feeder", "--pages", "2", "--paper", "A5", "--colour")
    assert (one["pages"], two["pages"]) == (1, 2)
    found = answer(words, capsys, "attachments", "petition", row)
    assert [(item["caption"], item["mime"]) for item in found] == [("Đơn", "image/jpeg"), ("", "application/pdf")]


def test_without_a_scanner_nothing_is_attached(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unplugged(monkeypatch, tmp_path)
    assert answer(words, capsys, "scanners") == []
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    assert run([*words, "scan", "petition", row]) == 1
    assert answer(words, capsys, "attachments", "petition", row) == []
