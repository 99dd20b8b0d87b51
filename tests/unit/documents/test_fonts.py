"""Which font is taken, and what happens without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.documents import fonts
from danvan_desktop.errors import EnvironmentProblem


def test_there_are_134_vietnamese_letters() -> None:
    assert len(set(fonts.VIETNAMESE)) == 134


def test_the_family_in_use_has_all_letters_in_all_four_faces() -> None:
    from reportlab.pdfbase import pdfmetrics

    fonts.fonts()
    for bold in (False, True):
        for italic in (False, True):
            font: Any = pdfmetrics.getFont(fonts.face_name(bold=bold, italic=italic))
            face = font.face
            assert all(ord(letter) in face.charToGlyph for letter in fonts.VIETNAMESE)


def test_a_family_that_lacks_letters_or_files_is_passed_over() -> None:
    yezidi = Path("/usr/share/fonts/truetype/noto/NotoSerifYezidi-Regular.ttf")
    good = fonts.fonts().main
    absent = fonts.Family(tuple(Path(f"/nowhere/{n}.ttf") for n in range(4)))
    mixed = fonts.Family((good.files[0], yezidi, *good.files[2:]))
    found = fonts.first_usable([absent, mixed, good], "Thu")
    assert found is not None
    assert found[0] == good


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "times.ttf"
    broken.write_bytes(b"no font at all")
    assert fonts.first_usable([fonts.Family((broken,) * 4)], "Hong") is None


def test_without_any_font_it_is_said_what_to_install() -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        fonts.register([], [])
    assert "fonts-liberation2" in caught.value.hint


def test_only_letters_without_a_composed_form_need_the_second_family() -> None:
    assert fonts.has_loose_mark("ơ̆")
    assert not fonts.has_loose_mark("Ê-đê Čĕ ĭ ŏ ŭ ñ ƀ")


def test_an_update_goes_on_using_the_fonts_its_setup_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = tmp_path / "danvan_desktop" / "_data" / "resources" / "fonts"
    brought.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert brought in {file.parent for family in fonts.second_candidates() for file in family.files}
    assert brought in {file.parent for family in fonts.main_candidates() for file in family.files}
