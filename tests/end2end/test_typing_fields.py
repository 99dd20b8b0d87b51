"""Vietnamese in every kind of field: Telex and VNI through a real ibus-unikey, and backspaces as under Windows."""

from __future__ import annotations

import pytest

from tests.end2end import hands
from tests.end2end.hands import SENTENCE, by_replay, by_telex, by_vni
from tests.end2end.typing_desk import MARKS, TypingWindow
from tests.end2end.typing_editors import EDITORS

pytestmark = MARKS
PLACES = {
    "editors": tuple(f"editor.{kind}" for kind in EDITORS),
    "pages": ("form.village", "form.content", "quick.petitioner_name", "list.search", "filter.petitioner_name",
              "filter.type", "global.search"),
    "papers": ("import.name", "import.cell", "report.words", "report.recipients", "report.post", "report.name",
               "strip.caption"),
    "dialogs": ("columns.find", "reason.line", "figure.search", "help.search", "officer.name", "settings.name",
                "settings.post", "unlock.secret", "first.unit", "first.organ", "first.person", "first.secret"),
}  # fmt: skip
HANDS = {"telex": by_telex, "vni": by_vni, "": by_replay}
SHORT = {"import.name": SENTENCE.partition(", ươu")[0]}  # a line of sixty letters: what is over is not taken


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("method", HANDS, ids=["telex", "vni", "backspaces"])
def test_a_field_shows_what_was_meant(method: str, kind: str, window: TypingWindow) -> None:
    window.method(method)
    wrong = {place: got for place in PLACES[kind] if (got := _typed_wrong(window, place, method))}
    assert not wrong


def _typed_wrong(window: TypingWindow, place: str, method: str) -> tuple[str, bool, str] | None:
    """What stands there, whether the cursor is there, what is read out; None when all is as meant."""
    window.show(place)
    meant = SHORT.get(place, SENTENCE)
    got = ("", False, "")
    for slower in (1, 3, 8):  # xdotool's own keys overtake each other at times: a field that is wrong is so always
        window.ask("clear")
        words = hands.slower(HANDS[method](meant), slower)
        window.hand(*words, *hands.pressed("Left"))  # which ends the last word
        got = window.ask("text"), window.ask("focused"), window.seen() if _read_aloud(place) else meant
        if got == (meant, True, meant):
            return None
    return got


def _read_aloud(place: str) -> bool:
    """The screen reader's helper does not walk into tables; what is secret it reads as dots."""
    return not place.startswith(("filter", "unlock", "first.secret"))
