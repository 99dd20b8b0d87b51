"""Vietnamese in every kind of field: Telex and VNI through a real ibus-unikey, and backspaces as under Windows."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.end2end import hands
from tests.end2end.desktop import ROOT, Desktop, Program, missing
from tests.end2end.hands import SENTENCE, by_replay, by_telex, by_vni
from tests.end2end.typing_editors import EDITORS
from tests.end2end.typing_window import SECRET
from tests.gui import form_desk

pytestmark = [
    pytest.mark.slow, pytest.mark.timeout(420), pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}"),
]  # fmt: skip
DISPLAY = ":95"
ANSWER_SECONDS = 20
PLACES = (
    *(f"editor.{kind}" for kind in EDITORS), "form.village", "form.content", "quick.petitioner_name", "list.search",
    "filter.petitioner_name", "filter.type", "global.search", "columns.find", "reason.line", "import.name",
    "import.cell", "report.words", "report.recipients", "report.post", "report.name", "figure.search", "strip.caption",
    "help.search", "officer.name", "settings.name", "settings.post", "unlock.secret", "first.unit", "first.organ",
    "first.person", "first.secret",
)  # fmt: skip
LENGTHS = {"import.name": 60}


class TypingWindow:
    """The window of fields, its screen reader, and the hands."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self.desktop = desktop
        self._log = (folder / "window.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.end2end.typing_window", str(folder / "office")],
            env=desktop.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
            start_new_session=True,
        )  # fmt: skip
        self._line()
        self.reader = Program(self._process, desktop.env)

    def _line(self) -> Any:
        assert self._process.stdout is not None
        ready, _w, _x = select.select([self._process.stdout], [], [], ANSWER_SECONDS)
        line = self._process.stdout.readline() if ready else b""
        if not line:
            raise AssertionError(f"the window is gone, see {self._log.name}")
        return json.loads(line)

    def ask(self, do: str, **more: str) -> Any:
        """A question to the window itself."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        self._process.stdin.flush()
        return self._line()

    def until(self, ready: Callable[[], Any], what: str, seconds: float = 8) -> None:
        """Wait for something."""
        end = time.monotonic() + seconds
        while (got := ready()) is not True:
            if time.monotonic() > end:
                raise AssertionError(f"{what}: {got}")
            time.sleep(0.1)

    def show(self, place: str) -> None:
        """Bring a field up with the cursor in it."""
        self.until(lambda: self.ask("show", place=place), f"{place} did not come up")

    def hand(self, *words: str) -> None:
        """What the hands do."""
        self.desktop.xdotool(*words)
        time.sleep(0.15)

    def method(self, name: str) -> None:
        """Unikey on with "telex" or "vni"; "" is off."""
        self.desktop.typing_method(name)
        if not name:
            hands.keys_for_letters(self.desktop.env)  # `ibus engine` has set the keyboard anew

    def press(self, *names: str) -> None:
        """Press keys."""
        self.hand(*hands.pressed(*names))

    def click(self, place: str) -> None:
        """Click into a field."""
        x, y = self.ask("where", place=place)
        self.hand("mousemove", str(x), str(y), "click", "1")

    def seen(self) -> str:
        """What the screen reader reads in the field with the cursor."""
        found = self.reader.ask("focus")
        return str(found[0]["text"]) if found else ""

    def close(self) -> None:
        """End it."""
        self.reader.close()
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            if pipe is not None:
                pipe.close()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TypingWindow]:
    folder = tmp_path_factory.mktemp("typing")
    office = form_desk.new_office(folder)
    _fill(office)
    office.close()
    (folder / "office" / SECRET).write_text(form_desk.SECRET + "\n", encoding="utf-8")
    with Desktop(folder, DISPLAY) as desktop:
        shown = TypingWindow(desktop, folder)
        for check in ("spell-check", "auto-restore-non-vn"):  # off, as where Ê Đê names are typed: Đắk Lắk, Ayũn
            desktop.unikey_setting(check, "false")
        desktop.typing_method("telex")
        yield shown
        shown.close()


def _fill(office: Any) -> None:
    with office.store.batch(officer=form_desk.LAN) as batch:
        for number in range(40):
            batch.new("petition", {**form_desk.petition(), "petition_no": f"{number:04}/2026"})


# --- the last word
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
    window.until(lambda: bool(window.ask("dialog")), "no question")
    window.hand(*by_telex("Đơn quá hạn"))
    window.press("Return")
    window.until(lambda: "Đơn quá hạn" in window.ask("views"), "the view")


# --- searching and choosing
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
    "place", ["list.search", "filter.petitioner_name", "global.search", "editor.choice", "editor.link"]
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


# --- every kind of field
@pytest.mark.parametrize("method", ["telex", "vni", ""], ids=["telex", "vni", "backspaces"])
def test_every_kind_of_field_shows_what_was_meant(method: str, window: TypingWindow) -> None:
    window.method(method)
    hand = {"telex": by_telex, "vni": by_vni, "": by_replay}[method]
    wrong = {}
    for place in PLACES:
        window.show(place)
        meant = SENTENCE[: LENGTHS.get(place, 200)]
        for slower in (1, 3):  # xdotool's own keys overtake each other at times: a field that is wrong is so twice
            window.ask("clear")
            window.hand(*hands.slower(hand(SENTENCE), slower), *hands.pressed("Left"))  # which ends the last word
            got = window.ask("text"), window.ask("focused"), window.seen() if _read_aloud(place) else meant
            if got == (meant, True, meant):
                break
        else:
            wrong[place] = got
    assert not wrong


def _read_aloud(place: str) -> bool:
    """The screen reader's helper does not walk into tables; what is secret it reads as dots."""
    return not place.startswith(("filter", "unlock", "first.secret"))
