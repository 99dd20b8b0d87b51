"""Searching and choosing while Unikey works: nothing runs in mid-word, nothing rewrites what is being typed."""

from __future__ import annotations

import time

import pytest

from tests.end2end import hands
from tests.end2end.hands import by_replay, by_telex, by_vni
from tests.end2end.typing_desk import MARKS, TypingWindow

pytestmark = MARKS


@pytest.mark.parametrize(
    "place", ["list.search", "filter.petitioner_name", "global.search", "help.search", "first.unit"]
)
def test_a_search_waits_until_the_hands_rest(place: str, window: TypingWindow) -> None:
    for method, words in (("telex", by_telex("ấp Nguyễn Thị")), ("", by_replay("ấp Nguyễn"))):
        window.method(method)
        window.show(place)
        window.ask("clear")
        time.sleep(0.6)
        before = window.ask("count")
        window.hand(*words, *hands.typed(" "))
        time.sleep(0.8)
        assert window.ask("count") - before == 1, method or "backspaces"


@pytest.mark.parametrize(
    "place", ["list.search", "filter.petitioner_name", "filter.type", "global.search", "editor.choice", "editor.link"]
)
def test_a_rest_in_mid_word_leaves_the_word_whole(place: str, window: TypingWindow) -> None:
    window.method("telex")
    window.show(place)
    window.ask("clear")
    window.hand(*hands.typed("ddaats Nguyee"))
    time.sleep(0.8)  # what is found is shown meanwhile
    window.hand(*hands.typed("nx"), *hands.pressed("Left"))
    assert (window.ask("text"), window.ask("focused")) == ("đất Nguyễn", True)


def test_enter_in_mid_word_takes_what_the_list_marks(window: TypingWindow) -> None:
    for method, hand in (("telex", by_telex), ("vni", by_vni), ("", by_replay)):
        window.method(method)
        window.show("editor.choice")
        window.ask("clear")
        window.hand(*hand("Đất đai"))
        window.press("Return")
        window.show("editor.choice")
        assert "problem" not in window.ask("value"), method
