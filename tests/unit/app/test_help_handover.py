"""The cards of the hand-over name buttons as the window does: every bold word is a text of the program."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from babel.messages.pofile import read_po

from danvan_desktop import assets
from danvan_desktop.app.help import cards

CARDS = (
    "handover", "how_export", "how_receive", "how_receipt", "how_lost_stick", "how_reminder", "how_shared", "how_join",
    "how_new_unit", "how_roster", "how_stolen", "how_request", "how_transfer", "how_enrol", "how_conflict",
    "how_update",
)  # fmt: skip


@lru_cache(maxsize=1)
def texts() -> dict[str, frozenset[str]]:
    """What the program says in each language, without the marks of keys and dots."""
    folder = assets.ROOT / "i18n" / "vi"
    found: dict[str, set[str]] = {"en": set(), "vi": set()}
    for file in (folder / "danvan.po", *sorted((folder / "parts").glob("*.po"))):
        with file.open("rb") as stream:
            for message in read_po(stream):
                found["en"].add(plain(str(message.id)))
                found["vi"].add(plain(str(message.string)))
    return {language: frozenset(said) for language, said in found.items()}


def plain(text: str) -> str:
    return text.replace("&", "").rstrip("…").strip().casefold()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("topic", CARDS)
def test_a_card_names_what_the_window_names(topic: str, language: str) -> None:
    body, said = cards.written(language)[topic].body, texts()[language]
    named = [plain(words) for words in re.findall(r"\*\*([^*]+)\*\*", body)]
    whole = "\n".join(said)
    assert not [words for words in named if words not in said and not (len(words) > 7 and words in whole)]
