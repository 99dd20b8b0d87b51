"""Words of the screen: one way of writing tone marks, and help that names buttons as they are."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from danvan_desktop import assets

ROOT = Path(__file__).resolve().parents[2]
BOLD = re.compile(r"\*\*([^*]+)\*\*")
KEYS = re.compile(r"(Ctrl|Shift|Alt|Enter|Esc|Del|Tab|Space|F\d).*|[\W\d]+|\.\w+|.*\d.*")
ELSEWHERE = frozenset({"unicode", "tập huấn"})  # Unikey's own word; the training office's mark, Vietnamese always
STRESSED = {  # bold for its weight, not the name of anything on the screen
    "vi": {
        "ổ đĩa khác", "không được ghi vào chương trình", "dấu nhận dạng", "rút usb được rồi", "cần làm gì",
        "ổ đĩa đầy", "usb bị rút", "tệp excel đang mở", "sổ bị hỏng", "ngày đầu làm việc", "việc hằng tháng",
    },
    "en": {
        "another disk", "is not written into the program", "the stick may be taken out", "do not", "disk full",
        "stick pulled", "workbook open in excel", "data damaged", "match", "the first day", "every month",
    },
}  # fmt: skip


@cache
def catalogue() -> ModuleType:
    """packaging/catalogue.py; the folder's name is that of a library, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("danvan_catalogue", ROOT / "packaging" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def texts() -> list[tuple[str, str]]:
    """Every text of the catalogue and of the fragments waiting: source and Vietnamese."""
    tools = catalogue()
    files = tools.Files()
    return [
        (tools.text_of(message)[0], tools.translation_of(message))
        for path in (files.po, *files.parts) for message in tools.read(path) if message.id
    ]  # fmt: skip


def plain(text: str) -> str:
    """A name on the screen without its mnemonic, fields and points."""
    return re.sub(r"\{\w+\}", "…", text).replace("&", "").strip().strip("…: ").casefold()


@cache
def names(language: str) -> frozenset[str]:
    """What things on the screen are called; of “Ghi nhanh: …” also what stands before the colon."""
    said = [vi if language == "vi" else en for en, vi in texts()]
    heads = [re.split(r"[,:(]", text, maxsplit=1)[0] for text in said]
    return frozenset(plain(text) for text in (*said, *heads))


@pytest.mark.parametrize("word", ["hoà bình", "Khoá", "huỷ", "TUỲ Ý", "thuỷ", "xoè"])
def test_a_tone_mark_on_the_second_vowel_is_found(word: str) -> None:
    assert catalogue().NEW_TONES.search(word)


@pytest.mark.parametrize(
    "word", ["hòa bình", "Khóa", "hủy", "quý", "quỳ", "hoàn toàn", "khoán", "thuyền", "Huỳnh", "khuỷu"]
)
def test_what_is_written_one_way_only_is_left_alone(word: str) -> None:
    assert not catalogue().NEW_TONES.search(word)


def test_the_catalogue_writes_tone_marks_one_way() -> None:
    tools = catalogue()
    said = [tools.translation_of(message) for message in tools.read(tools.Files().po)]
    assert [vi for vi in said if tools.NEW_TONES.search(vi.replace("&", ""))] == []
    assert tools.one_way("Huỷ khoá, hoà, QUÝ, thuỷ") == "Hủy khóa, hòa, QUÝ, thủy"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_names_buttons_and_parts_as_the_screen_does(language: str) -> None:
    known = names(language) | STRESSED[language] | ELSEWHERE
    wrong = [
        f"{card.stem}: {word}"
        for card in sorted(assets.resource("help", language).glob("*.md"))
        for word in BOLD.findall(card.read_text("utf-8"))
        if not KEYS.fullmatch(word) and plain(word) not in known
    ]
    assert wrong == []


def test_help_writes_tone_marks_one_way() -> None:
    for card in sorted(assets.resource("help", "vi").glob("*.*")):
        assert not catalogue().NEW_TONES.search(card.read_text("utf-8")), card.name
