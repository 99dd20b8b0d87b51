"""A computer's desk from outside: a screen of 1366×768, a window manager, a keyboard with Unikey, a screen reader.

Everything is the real thing: Xvfb, openbox, D-Bus, AT-SPI, ibus with ibus-unikey, xdotool. The program runs as a
process of its own and can be killed like one.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "ibus-daemon", "ibus", "gsettings", "import")
ACCESSIBILITY = Path("/usr/libexec/at-spi-bus-launcher")
UNIKEY = Path("/usr/share/ibus/component/unikey.xml")
TELEX = str.maketrans({
    "ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw",
    "Ă": "Aw", "Â": "Aa", "Đ": "Dd", "Ê": "Ee", "Ô": "Oo", "Ơ": "Ow", "Ư": "Uw",
})  # fmt: skip
TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}


def missing() -> list[str]:
    """What this computer lacks for such a test."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if not ACCESSIBILITY.exists():
        lacking.append("at-spi2-core")
    if not UNIKEY.exists():
        lacking.append("ibus-unikey")
    told = subprocess.run(["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False)
    return lacking + (["python3-pyatspi"] if told.returncode else [])


VNI = str.maketrans({
    "ă": "a8", "â": "a6", "đ": "d9", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7",
    "Ă": "A8", "Â": "A6", "Đ": "D9", "Ê": "E6", "Ô": "O6", "Ơ": "O7", "Ư": "U7",
})  # fmt: skip
VNI_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "1", "\u0323": "5"}


def telex(text: str) -> str:
    """The keys an officer presses for a Vietnamese text: "đơn" → "ddown", the tone at the end of each word."""
    return _by_method(text, TELEX, TONES)


def vni(text: str) -> str:
    """The same by VNI: "đơn" → "d9o7n"."""
    return _by_method(text, VNI, VNI_TONES)


def _by_method(text: str, letters: dict[int, str], tones: dict[str, str]) -> str:
    return "".join(_word(word, letters, tones) for word in re.split(r"(\W)", unicodedata.normalize("NFC", text)))


def _word(word: str, letters: dict[int, str], tones: dict[str, str]) -> str:
    marks = unicodedata.normalize("NFD", word)
    bare = "".join(mark for mark in marks if mark not in tones)
    return unicodedata.normalize("NFC", bare).translate(letters) + "".join(tones.get(mark, "") for mark in marks)


class Desktop:
    """One screen with its buses; use as a context manager."""

    def __init__(self, folder: Path, display: str = "", size: str = "1366x768") -> None:
        display = display or next(f":{n}" for n in range(83, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
        self._folder, self._display, self._size = folder, display, size
        self._running: list[subprocess.Popen[bytes]] = []
        self.env = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"), "XDG_CONFIG_HOME": str(folder / ".config"),
            "XDG_DATA_HOME": str(folder / ".local"), "XDG_STATE_HOME": str(folder / ".state"),
            "XDG_CACHE_HOME": str(folder / ".cache"), "DISPLAY": display, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_IM_MODULE": "ibus",
            "XMODIFIERS": "@im=ibus", "GTK_IM_MODULE": "ibus", "NO_AT_BRIDGE": "0",
        }  # fmt: skip

    def __enter__(self) -> Desktop:
        for name in ("run", ".config", ".local", ".state", ".cache"):
            (self._folder / name).mkdir(mode=0o700, exist_ok=True)
        self._start("Xvfb", self._display, "-screen", "0", f"{self._size}x24", "-nolisten", "tcp")
        self._wait(lambda: Path(f"/tmp/.X11-unix/X{self._display[1:]}").exists(), "the screen")
        address = f"unix:path={self._folder}/run/bus"
        self._start("dbus-daemon", "--session", "--nofork", f"--address={address}")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address
        self._wait((self._folder / "run" / "bus").exists, "the bus")
        self._start("openbox")
        self._wait(self._frames_windows, "the window manager")
        self._start(str(ACCESSIBILITY), "--launch-immediately")
        self._start("ibus-daemon", "--panel", "disable", "--xim", "--replace")
        self._wait(self.unikey_on, "Unikey")
        return self

    def _frames_windows(self) -> bool:
        """Whether the window manager works; one that found no screen yet is started again."""
        if self._running[-1].poll() is not None:
            self._start("openbox")
        return self._run("xdotool", "get_num_desktops").returncode == 0

    def unikey_on(self) -> bool:
        """Turn Unikey on, as its icon in the task bar does."""
        self._run("ibus", "engine", "Unikey")
        return b"Unikey" in self._run("ibus", "engine").stdout

    def typing_method(self, name: str) -> None:
        """Choose "telex" or "vni" in Unikey's settings; "" types letters as they are, as where Unikey is off."""
        if name:
            self.unikey_setting("input-method", name)
        self._wait(self.unikey_on if name else self._unikey_off, "the typing method")

    def unikey_setting(self, name: str, value: str) -> None:
        """Change one of Unikey's own settings."""
        self._run("gsettings", "set", "org.freedesktop.ibus.engine.unikey", name, value)

    def _unikey_off(self) -> bool:
        self._run("ibus", "engine", "xkb:us::eng")
        return b"xkb" in self._run("ibus", "engine").stdout

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self._running):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in reversed(self._running):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        self._running.append(subprocess.Popen(command, env=self.env, stdout=quiet, stderr=quiet))
        return self._running[-1]

    def _run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, env=self.env, capture_output=True, check=False, timeout=60)

    @staticmethod
    def _wait(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > until:
                raise TimeoutError(f"{what} did not come up")
            time.sleep(0.1)

    # --- the keyboard
    def keys(self, *names: str, pause: float = 0.05) -> None:
        """Press keys: "Tab", "ctrl+Return", "F1"."""
        for name in names:
            self._run("xdotool", "key", "--clearmodifiers", name)
            time.sleep(pause)

    def write(self, text: str) -> None:
        """Type Vietnamese by Telex, a moment after the field was reached: ibus follows the focus by messages."""
        time.sleep(0.2)
        self.type(telex(text))

    def type(self, keys: str) -> None:
        """Type keys as they are, as a hand does: about twenty a second."""
        self._run("xdotool", "type", "--delay", "45", keys)
        time.sleep(0.15)

    def xdotool(self, *words: str) -> str:
        """Any other act of mouse and keyboard; what it says."""
        return self._run("xdotool", *words).stdout.decode()

    def picture(self, file: Path) -> None:
        """What is on the screen, as PNG."""
        self._run("import", "-window", "root", str(file))

    # --- the program
    @contextlib.contextmanager
    def program(self, *arguments: str) -> Iterator[Program]:
        """`danvan` with its window, seen over AT-SPI; killed at the end if it still runs."""
        log = (self._folder / "program.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "danvan_desktop", *arguments], env=self.env, stdout=log, stderr=log, cwd=ROOT,
            start_new_session=True,
        )  # fmt: skip
        shown = Program(process, self.env)
        try:
            yield shown
        finally:
            shown.close()
            log.close()


class Program:
    """The running program and its screen reader."""

    def __init__(self, process: subprocess.Popen[bytes], env: dict[str, str]) -> None:
        self.process = process
        self._reader = subprocess.Popen(
            ["/usr/bin/python3", str(HERE / "atspi_client.py"), "Dân Vận"],
            env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def ask(self, do: str, role: str = "", name: str = "") -> list[Any]:
        """What the screen reader finds."""
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps({"do": do, "role": role, "name": name}) + "\n")
        self._reader.stdin.flush()
        line = self._reader.stdout.readline()
        if not line:
            raise AssertionError("the screen reader is gone")
        answer = json.loads(line)
        if "error" in answer:
            raise AssertionError(answer["error"])
        found: list[Any] = answer["ok"]
        return found

    def wait_for(self, name: str, role: str = "", seconds: float = 30) -> dict[str, Any]:
        """The first node of that name, once it is shown."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(AssertionError):
                if found := self.ask("find", role, name):
                    first: dict[str, Any] = found[0]
                    return first
            time.sleep(0.2)
        raise AssertionError(f"{role} {name!r} did not appear:\n" + "\n".join(self.ask("tree")))

    def press(self, name: str, role: str = "push button") -> None:
        """Press a button by its name."""
        self.wait_for(name, role)
        self.ask("press", role, name)
        time.sleep(0.2)

    def focus(self) -> str:
        """The name of what has the focus."""
        found = self.ask("focus")
        return str(found[0]["name"]) if found else ""

    def kill(self) -> None:
        """As a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        """End what still runs."""
        self._reader.kill()
        self._reader.communicate(timeout=10)  # closes its pipes too
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
