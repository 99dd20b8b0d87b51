"""An officer at the desk: what can be done with a keyboard and seen by a screen reader, with what it cost."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.end2end.desktop import ROOT, Desktop, Program
from tests.end2end.driver import Danvan
from tests.end2end.event_gaps import NAME

PASSPHRASE = "suoi ngam chay dem trang"
PICTURES = ROOT / "out" / "office-day"
PATIENCE = 20.0  # seconds until something is taken not to come


class OfficeDay:
    """One officer, one screen, one data folder."""

    def __init__(self, desk: Desktop, folder: Path) -> None:
        self.desk, self.folder, self.data = desk, folder, folder / "data"
        self.stops = 0  # keys pressed beyond the text typed
        self.typed: set[str] = set()  # what nobody may find outside the encrypted file
        self.program: Program
        self._runs = contextlib.ExitStack()
        PICTURES.mkdir(parents=True, exist_ok=True)
        (folder / "Documents").mkdir()
        desk.env["DANVAN_EVENT_GAPS"] = str(folder / NAME)

    # --- the program
    def start(self) -> None:
        """Start the program anew."""
        self._runs.close()
        self.program = self._runs.enter_context(self.desk.program("--data-dir", str(self.data)))

    def close(self) -> None:
        """End it."""
        self._runs.close()

    def unlock(self) -> None:
        """Type the passphrase and wait for the window."""
        self.see("mở khóa", "dialog")
        self.wait(lambda: self.focus() == "Mật khẩu", "the passphrase's field")
        self.desk.type(PASSPHRASE)
        self.press("Return")
        self.see("Dân Vận – ", "frame")
        time.sleep(1)  # what opening found is said after the first paint

    def command(self) -> Danvan:
        """The same office by command; the window must be closed. The passphrase's file is for one use."""
        office = Danvan(self.folder / "cli" / "xa", PASSPHRASE)
        office.folder = self.data
        return office

    # --- hands
    def press(self, *names: str) -> None:
        """Press keys that are no text."""
        self.stops += len(names)
        self.desk.keys(*names)

    def write(self, text: str, *, secret: bool = True) -> None:
        """Type Vietnamese."""
        if secret:
            self.typed.add(text)
        self.desk.write(text)

    def on_to(self, name: str, key: str = "Return", most: int = 40) -> int:
        """Go from field to field until `name` has the focus; how many keys it took."""
        for times in range(most + 1):
            if self.focus() == name:
                return times
            self.press(key)
        raise AssertionError(f"{name!r} is not reached by {most} × {key}, the focus is on {self.focus()!r}")

    # --- eyes
    def focus(self) -> str:
        """What a screen reader says has the focus; "" while windows come and go."""
        with contextlib.suppress(AssertionError):
            return self.program.focus()
        return ""

    def see(self, name: str, role: str = "") -> dict[str, Any]:
        """Wait until something is shown."""
        return self.program.wait_for(name, role)

    def text(self, name: str) -> str:
        """What stands in a field."""
        found = [node for node in self.program.ask("find", "text", name) if node["name"] == name]
        return str(found[0]["text"]) if found else ""

    def title(self) -> str:
        """The window's title."""
        return str(self.program.ask("find", "frame")[0]["name"])

    def wait(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for something."""
        until = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < until, f"waited for {what}; the focus is on {self.focus()!r}"
            time.sleep(0.1)

    def wait_for_focus(self, name: str) -> None:
        """Wait until something has the focus."""
        self.wait(lambda: self.focus() == name, f"the focus on {name!r}")

    def back_in_window(self) -> None:
        """Two dialogs closed at once sometimes leave the keyboard with nobody under openbox: Alt+Tab, as hands do."""
        until = time.monotonic() + 5
        while not self.focus() and time.monotonic() < until:
            time.sleep(0.1)
        if not self.focus():
            self.desk.keys("alt+Tab")
            self.wait(lambda: bool(self.focus()), "the keyboard in the window")

    def gone(self, name: str, role: str) -> None:
        """Wait until something is shown no longer."""
        self.wait(lambda: not self.program.ask("find", role, name), f"the end of {name!r}")

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.desk.picture(PICTURES / f"{name}.png")


@contextlib.contextmanager
def stick() -> Iterator[Path | None]:
    """A stick plugged in under /media; None where mounting is not allowed."""
    place = Path(f"/media/danvan-{os.getpid()}")
    mounted = False
    if os.geteuid() == 0 and shutil.which("mount"):
        place.mkdir(parents=True, exist_ok=True)
        words = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)]
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)
        with contextlib.suppress(OSError):
            place.rmdir()
