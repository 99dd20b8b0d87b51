"""The slip both sides sign: every copy whole, code and signatures together, nothing off the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import segno

from danvan_desktop.documents.hand_slip import HandSlip, Signer, hand_slip_pdf
from danvan_desktop.documents.model import Align, Column, Header, Table, Title
from danvan_desktop.documents.profiles import all_profiles, profile_for
from danvan_desktop.documents.qr import draw_qr

LONG = "Ủy ban Mặt trận Tổ quốc Việt Nam phường Buôn Ma Thuột và các đoàn thể <b>"


def slip(rows: int, profile: Any = None) -> HandSlip:
    columns = (Column(("TT",), 12, Align.CENTER), Column(("Loại",), 90), Column(("Số",), 30, Align.RIGHT))
    table = Table(columns, [(str(n), f"Loại {n}", "1.000") for n in range(1, rows + 1)], total=("", "Cộng", "9"))
    return HandSlip(
        profile or profile_for("party", date(2026, 11, 22)),
        Header(LONG, LONG, "", "", "Buôn Ma Thuột", date(2026, 11, 22)), Title("Biên bản", "Giao nhận"),
        ("Bản giao", "Bản nhận"), (f"Bên giao: {LONG}.",), table, "Mã ngắn", "A8CB F9B4 33B5 04DD", "So mã này.",
        "DANVAN1 25920-1-1of1 66 " + "a" * 64 + " A8CB-F9B4-33B5-04DD", ("Hai bản như nhau.",),
        (Signer("Bên giao", "(ký)"), Signer("Bên nhận", "(ký)")),
    )  # fmt: skip


@pytest.mark.parametrize("profile", all_profiles(), ids=lambda profile: profile.name)
def test_a_short_slip_is_one_page_a_copy_in_every_layout(pages: Callable[[bytes], Any], profile: Any) -> None:
    made = pages(hand_slip_pdf(slip(6, profile)))
    assert len(made) == 2
    assert "Bản giao" in made.texts[0]
    assert "Bản nhận" in made.texts[1]
    assert made.texts[0].replace("Bản giao", "") == made.texts[1].replace("Bản nhận", "")
    for page in range(2):
        for _letter, left, top, right, bottom in made.boxes(page):
            assert left > 40
            assert right < 560
            assert top > 25
            assert bottom < 800


def test_code_and_signatures_stay_together_behind_a_long_table(pages: Callable[[bytes], Any]) -> None:
    made = pages(hand_slip_pdf(slip(24)))
    assert len(made) == 4
    for last in (1, 3):
        assert "A8CB" in made.texts[last]
        assert "BÊN NHẬN" in made.texts[last]
        assert "Cộng" in made.texts[last]


class Squares:
    """A canvas that only remembers the squares drawn on it."""

    def __init__(self) -> None:
        self.drawn: list[tuple[float, float, float, float]] = []

    def beginPath(self) -> Squares:
        return self

    def rect(self, *square: float) -> None:
        self.drawn.append(square)  # type: ignore[arg-type]

    def setFillGray(self, _grey: float) -> None:
        pass

    def drawPath(self, _path: object, **_how: int) -> None:
        pass


def test_every_dark_module_is_drawn_and_an_empty_zone_is_left_around_them() -> None:
    text, side, canvas = slip(1).qr_text, 100.0, Squares()
    draw_qr(canvas, text, 10, 20, side)
    matrix = segno.make(text, error="m", micro=False).matrix
    module = side / (len(matrix) + 8)
    wanted = {
        (round(10 + (x + 4) * module, 3), round(20 + side - (y + 5) * module, 3))
        for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark
    }  # fmt: skip
    assert {(round(x, 3), round(y, 3)) for x, y, _w, _h in canvas.drawn} == wanted
    assert all(w == h == module for _x, _y, w, h in canvas.drawn)
    assert min(x for x, *_ in canvas.drawn) >= 10 + 4 * module - 0.001
