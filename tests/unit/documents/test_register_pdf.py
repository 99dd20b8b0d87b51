"""Registers: any length, any cell."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.documents.model import GroupRow, Header, Register, Row, Signature, TotalRow
from danvan_desktop.documents.register_pdf import draw_register, register_pdf, write_register_pdf
from danvan_desktop.errors import UserError

MM = 72 / 25.4
Build = Callable[..., Register]


def rows(count: int, text: str = "Đề nghị sửa chữa đường liên thôn") -> Iterator[tuple[str, ...]]:
    for n in range(1, count + 1):
        yield (f"#{n}", "Nguyễn Thị Hường", text, "")


def test_every_row_is_printed_once_in_order_and_the_head_on_every_page(
    register: Build, pages: Callable[[bytes], Any]
) -> None:
    made = pages(register_pdf(register(), rows(300)))
    numbers = [int(word[1:]) for text in made.texts for word in text.split() if word.startswith("#")]
    assert numbers == list(range(1, 301))
    assert all("Họ và tên" in text for text in made.texts)
    assert [made.top_number(page) for page in range(3)] == ["", "2", "3"]


def test_an_empty_register_prints_title_and_head(register: Build, pages: Callable[[bytes], Any]) -> None:
    made = pages(register_pdf(register(), iter(())))
    assert len(made) == 1
    assert "SỔ THEO DÕI ĐƠN" in made.texts[0]
    assert "Họ và tên" in made.texts[0]


def test_a_cell_higher_than_a_page_runs_on(register: Build, pages: Callable[[bytes], Any]) -> None:
    words = " ".join(f"từ{n}" for n in range(4000))
    made = pages(register_pdf(register(), rows(2, words)))
    assert "".join(made.texts).count("từ3999") == 2
    assert len(made) > 6


def test_long_words_and_long_cells_stay_in_their_columns(register: Build, pages: Callable[[bytes], Any]) -> None:
    made = pages(register_pdf(register(), rows(6, "x" * 500 + " " + "Ở" * 120)))
    scale = 257 / 207
    left, right = 20 + 57 * scale, 20 + 177 * scale
    for page in range(len(made)):
        for letter, x0, _top, x1, bottom in made.boxes(page):
            assert x0 >= 20 * MM - 0.5
            assert x1 <= 277 * MM + 0.5
            assert bottom <= 195 * MM + 0.5
            if letter in "xỞ":
                assert left * MM <= x0
                assert x1 <= right * MM


@pytest.mark.parametrize("count", range(22, 34))
def test_a_group_row_never_ends_a_page(register: Build, pages: Callable[[bytes], Any], count: int) -> None:
    mixed: list[Row] = [*rows(count), GroupRow("Quý II"), *rows(5, "sau nhóm")]
    made = pages(register_pdf(register(), mixed))
    assert "sau nhóm" in made.texts[made.page_of("Quý II")]


@pytest.mark.parametrize("count", range(14, 30))
def test_the_signature_of_a_register_is_never_alone(register: Build, pages: Callable[[bytes], Any], count: int) -> None:
    made = pages(register_pdf(register(signature=Signature("TRƯỞNG BAN", "", "Lê Thị B", ("Lưu",))), rows(count)))
    page = made.page_of("TRƯỞNG BAN")
    assert page == len(made) - 1
    assert made.page_of("Lê Thị B") == page
    assert made.texts[page].count("Nguyễn") >= 2


def test_header_unit_line_notes_and_total_are_printed(register: Build, pages: Callable[[bytes], Any]) -> None:
    header = Header("Tỉnh ủy Đắk Lắk", "Ban Dân vận", None, "BC/BDVTU", "Đắk Lắk", date(2026, 6, 5))
    made = pages(
        register_pdf(
            register(header=header, unit_line="Đơn vị tính: đơn", notes=("từ 01/01/2026",), watermark="NHÁP"),
            [*rows(2), TotalRow(("", "Cộng", "2 đơn", ""))],
        )
    )
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Đơn vị tính: đơn", "từ 01/01/2026", "Cộng", "NHÁP"):
        assert text in made.texts[0]
    assert b"Helvetica" not in made.data


def test_signs_of_markup_and_decomposed_text_are_printed_as_they_are(
    register: Build, pages: Callable[[bytes], Any]
) -> None:
    cells = ("1", "<b>Y Čư̆</b> & vợ", '<img src="/etc/passwd"/>', "nội dung")
    text = pages(register_pdf(register(), [cells])).texts[0]
    assert "& vợ" in text
    assert '<img src="/etc/passwd"/>' in text
    assert "nội dung" in text


def test_a_missing_character_is_an_error_or_a_mark(register: Build, pages: Callable[[bytes], Any]) -> None:
    with pytest.raises(UserError):
        register_pdf(register(), rows(1, "chữ 😀"))
    missing: list[str] = []
    made = pages(register_pdf(register(), rows(2, "chữ 😀"), missing))
    assert len(missing) == 1
    assert "chữ (?)" in made.texts[0]


def test_a_head_that_leaves_no_room_for_rows_stops_instead_of_running_for_ever(register: Build) -> None:
    from dataclasses import replace

    from danvan_desktop.documents.model import Column
    from danvan_desktop.errors import BugError

    narrow = (Column(("chữ " * 900,), 20), Column(("B",), 20))
    with pytest.raises(BugError):
        register_pdf(replace(register(), columns=narrow), [("a", "b")])


def memory_of(register: Register, count: int) -> int:
    tracemalloc.start()
    draw_register(register, rows(count), io.BytesIO())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_five_thousand_rows_need_little_memory(register: Build) -> None:
    assert memory_of(register(), 5000) < 60_000_000


def test_rows_are_taken_from_the_iterator_page_by_page(register: Build) -> None:
    taken = 0

    def counted() -> Iterator[tuple[str, ...]]:
        nonlocal taken
        for row in rows(400):
            taken += 1
            yield row
        raise UserError("stopped")

    with pytest.raises(UserError):
        register_pdf(register(), counted())
    assert taken == 400


def test_a_failure_in_the_rows_leaves_no_file(register: Build, tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, ...]]:
        yield from rows(50)
        raise UserError("stopped")

    with pytest.raises(UserError):
        write_register_pdf(register(), failing(), tmp_path / "so.pdf")
    assert list(tmp_path.iterdir()) == []
    assert write_register_pdf(register(), rows(50), tmp_path / "so.pdf") == 3
