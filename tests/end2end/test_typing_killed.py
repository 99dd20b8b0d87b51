"""The power goes in mid-word: what Unikey still held stands in the draft."""

from __future__ import annotations

import pytest

from tests.end2end.desktop import Desktop
from tests.end2end.hands import by_telex
from tests.end2end.typing_desk import MARKS, TypingWindow, new_office

pytestmark = MARKS


@pytest.mark.parametrize("place", ["form.village", "form.content", "quick.petitioner_name"])
def test_a_word_still_under_unikey_survives_a_kill(place: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    field, folder = place.partition(".")[2], tmp_path_factory.mktemp("kill")  # ibus's socket: 108 letters at most
    new_office(folder)
    with Desktop(folder) as desktop:
        window = TypingWindow(desktop, folder)
        window.method("telex")
        window.show(place)
        window.ask("clear")
        window.hand(*by_telex("thôn Tiếng"))
        window.until(lambda: "thôn Tiếng" in _drafts(window, field), "no draft")
        assert window.ask("text") == "thôn "  # the word is not in the field yet
        window.reader.kill()
        window.close()

        again = TypingWindow(desktop, folder)
        assert _drafts(again, field) == ["thôn Tiếng"]
        again.close()


def _drafts(window: TypingWindow, field: str) -> list[str]:
    return [draft[field] for draft in window.ask("drafts") if field in draft]
