"""The window of fields as a process of its own, its screen reader, and the hands that type into it."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end2end import hands
from tests.end2end.desktop import ROOT, Desktop, Program, missing
from tests.end2end.typing_window import SECRET
from tests.gui import form_desk

ANSWER_SECONDS = 20
MARKS = [
    pytest.mark.slow,
    pytest.mark.timeout(300),  # each takes some seconds; a busy machine ten times that
    pytest.mark.xdist_group("screen"),  # one screen after the other: each has a keyboard and buses of its own
    pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}"),
]


def new_office(folder: Path) -> None:
    """An office with forty petitions, and the passphrase beside it."""
    office = form_desk.new_office(folder)
    with office.store.batch(officer=form_desk.LAN) as batch:
        for number in range(40):
            batch.new("petition", {**form_desk.petition(), "petition_no": f"{number:04}/2026"})
    office.close()
    (folder / "office" / SECRET).write_text(form_desk.SECRET + "\n", encoding="utf-8")


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
