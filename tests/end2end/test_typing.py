"""A word still under Unikey, through a real ibus-unikey: it is kept whatever key leaves it."""

from __future__ import annotations

from functools import partial

import pytest

from tests.end2end import hands
from tests.end2end.hands import by_telex
from tests.end2end.typing_desk import MARKS, TypingWindow

pytestmark = MARKS


@pytest.mark.parametrize("place", ["form.village", "form.content"])
@pytest.mark.parametrize("key", ["Tab", "ctrl+k", "F5", "click", "shift+Tab"])
def test_going_elsewhere_in_mid_word_keeps_the_word(place: str, key: str, window: TypingWindow) -> None:
    window.method("telex")
    window.show(place)
    window.ask("clear")
    window.hand(*by_telex("thôn Tiến"))
    if key == "click":
        window.click("form.handled_by")
    else:
        window.press(key)
    window.show(place)
    assert window.ask("value") == "thôn Tiến"


@pytest.mark.parametrize(("place", "key"), [
    ("form.content", "ctrl+s"), ("form.village", "ctrl+s"), ("form.village", "ctrl+Return"),
])  # fmt: skip
def test_saving_in_mid_word_saves_the_word(place: str, key: str, window: TypingWindow) -> None:
    window.method("telex")
    window.show(place)
    window.ask("clear")
    words = f"{len(key)} buôn Đắk Tiến"
    window.hand(*by_telex(words))
    window.press(key)
    field = place.partition(".")[2]
    window.until(lambda: words in window.ask("stored", type_name="petition", field=field), f"{field} by {key}")


def test_quick_entry_saves_the_word_being_typed(window: TypingWindow) -> None:
    window.method("telex")
    window.show("quick.received_on")
    window.hand(*hands.pressed("ctrl+a"), *hands.typed("5/10"))
    window.show("quick.type")
    window.hand(*by_telex("khiếu nại"), *hands.pressed("Tab"))
    window.show("quick.petitioner_name")
    window.hand(*by_telex("H'Ngọc Ayũn"))
    window.press("ctrl+Return")
    window.until(lambda: "H'Ngọc Ayũn" in window.ask("stored", type_name="petition", field="petitioner_name"), "saved")


def test_what_is_under_the_hands_at_the_lock_is_in_the_draft(window: TypingWindow) -> None:
    window.method("telex")
    window.show("form.village")
    window.ask("clear")
    window.hand(*by_telex("Tiếng"))  # one word, still under the input method
    assert window.ask("release") is True
    typed = {draft.get("village") for draft in window.ask("drafts")}
    assert "Tiếng" in typed


def test_closing_in_mid_word_asks_and_keeps_the_word(window: TypingWindow) -> None:
    window.method("telex")
    window.show("form.note")
    window.ask("clear")
    window.hand(*by_telex("ghi chú"))
    window.press("Escape")
    if not window.ask("dialog"):
        window.press("Escape")
    window.until(lambda: bool(window.ask("dialog")), "nothing was asked")
    window.ask("close")
    window.show("form.note")
    assert window.ask("text") == "ghi chú"


def test_the_words_of_a_report_are_saved_in_mid_word(window: TypingWindow) -> None:
    window.method("telex")
    window.show("report.words")
    window.ask("clear")
    window.hand(*by_telex("Đã đối thoại"))
    window.press("ctrl+s")
    window.until(lambda: "Đã đối thoại" in " ".join(window.ask("report").values()), "kept")


def test_a_caption_in_mid_word_is_saved_by_enter_and_by_leaving(window: TypingWindow) -> None:
    window.method("telex")
    for words, key in (("ảnh thửa đất", "Return"), ("ảnh nhà rông", "Tab")):
        window.show("strip.caption")
        window.ask("clear")
        window.hand(*by_telex(words))
        window.press(key)
        captions = partial(window.ask, "stored", type_name="attachment", field="caption")
        window.until(lambda words=words, captions=captions: words in captions(), words)  # type: ignore[misc]


def test_a_view_is_named_in_vietnamese(window: TypingWindow) -> None:
    window.method("telex")
    window.ask("view")
    window.until(lambda: window.ask("dialog_asks"), "no question")
    window.hand(*by_telex("Đơn quá hạn"))
    window.press("Return")
    window.until(lambda: "Đơn quá hạn" in (names := window.ask("views")) or names, "the view")
