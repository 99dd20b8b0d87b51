"""What hides a denouncer's name, address and number in other texts, and what it leaves."""

from __future__ import annotations

import unicodedata

import pytest

from danvan_desktop.domain.veil import Veil, veiled_from

VEIL = Veil([
    ("petitioner_name", "Ông Nguyễn Văn An và Lê Thị Mơ"), ("petitioner_phone", "0988 777 666"),
    ("petitioner_address", "Số 77 ngõ Hoàng Oanh, ấp 9"), ("petitioner_id_no", "079177001234"), ("name", "Tú"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ông Nguyễn Văn An, chủ đất", "ông (…), chủ đất"),
        ("NGUYEN  VAN\nAN; nguyễn văn an", "(…); (…)"),
        (unicodedata.normalize("NFD", "bà Lê Thị Mơ"), "bà (…)"),
        ("Nguyễn Văn Anh và Tú", "Nguyễn Văn Anh và Tú"),
        ("nhà số 77 Ngõ Hoàng Oanh", "nhà (…)"),
        ("gọi 0988.777.666 hay +84988777666", "gọi (…) hay (…)"),
        ("CCCD 079177001234, thu 450.000.000 đồng", "CCCD (…), thu 450.000.000 đồng"),
    ],
)
def test_a_known_value_is_hidden_however_it_is_written(text: str, left: str) -> None:
    assert VEIL.over(text) == left


def test_a_veiled_text_is_known_by_the_older_one() -> None:
    assert veiled_from("Ông (…) tố ông Cán", "Ông Nguyễn Văn An tố ông Cán")
    assert not veiled_from("Ông (…) tố", "Việc khác hẳn")
    assert not veiled_from("Việc (…)", "Việc (…)")
    assert Veil([]).over("Nguyễn Văn An") == "Nguyễn Văn An"
