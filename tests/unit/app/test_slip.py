"""The hand-over slip: two copies, counts by kind, the short code, no word of a record."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from danvan_desktop.app import handover, slip
from danvan_desktop.errors import UserError
from tests.unit.handoff.offices import Offices

ON = date(2026, 11, 22)


@pytest.fixture
def offices() -> Iterator[Offices]:
    opened = Offices()
    yield opened
    opened.close()


def package(offices: Offices, folder: Path) -> Path:
    with offices["C1"].batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "điều kín", "who": "Nguyễn Văn Thành"})
        batch.new("note", {"x": "khác"})
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.edit("note", row, {"y": 5})
    return Path(handover.export(offices["C1"], "750", folder)[0].file)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("name", ["C1", "D"])
def test_both_sides_get_the_same_slip_in_two_copies(offices: Offices, tmp_path: Path, name: str) -> None:
    file = package(offices, tmp_path)
    made = slip.slip(offices[name], file, ON)
    digits = hashlib.sha256(file.read_bytes()).hexdigest().upper()
    assert made.short_code.replace(" ", "") == digits[:16]
    giving, taking = pages(made.pdf)
    assert made.pages == 2
    assert "Bản giao" in giving
    assert "Bản nhận" in taking
    for text in (giving, taking):
        assert file.name in text
        for group in made.short_code.split():
            assert group in text
        for unit in ("25920", "750", "Xã Ví dụ", "Huyện Ví dụ"):
            assert unit in text


def test_records_are_counted_once_however_often_they_were_saved(offices: Offices, tmp_path: Path) -> None:
    made = slip.slip(offices["C1"], package(offices, tmp_path), ON)
    assert made.records == 2
    assert "2 3" in " ".join(pages(made.pdf)[0].split())


def test_no_word_of_a_record_and_no_officer_stands_on_it(offices: Offices, tmp_path: Path) -> None:
    made = slip.slip(offices["C1"], package(offices, tmp_path), ON)
    for text in pages(made.pdf):
        for word in ("Thành", "điều kín", "Lê A"):
            assert word not in text


def test_a_receipt_gets_a_slip_too(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    handover.import_path(offices["D"], file)
    [receipt] = tmp_path.glob("*.receipt.danvan")
    made = slip.slip(offices["C1"], receipt, ON)
    assert "Biên nhận" in pages(made.pdf)[0]


def test_what_is_for_others_damaged_or_no_package_gets_none(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    with pytest.raises(UserError):
        slip.slip(offices["P"], file, ON)
    data = bytearray(file.read_bytes())
    data[-9] ^= 1
    file.write_bytes(data)
    with pytest.raises(UserError, match=r"."):
        slip.slip(offices["C1"], file, ON)
    other = tmp_path / "x.danvan"
    other.write_bytes(b"PK")
    with pytest.raises(UserError):
        slip.slip(offices["C1"], other, ON)
