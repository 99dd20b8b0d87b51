"""Starting window probes: one Xvfb a run of the bench, a folder for their preferences and state, medians of turns."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tests.scale.stores import ROOT
from tests.scale.window_office import PASSPHRASE, folder

Told = dict[str, float]


@lru_cache(maxsize=1)
def display() -> tuple[str, dict[str, str]]:
    """Name of the Qt platform and the environment that has a screen: Xvfb where it is installed, else offscreen."""
    home = tempfile.mkdtemp(prefix="danvan-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    quiet = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home,
             "TMPDIR": home}  # fmt: skip
    given = {**os.environ, **quiet, "PYTHONPATH": str(ROOT)}
    given.pop("QT_QPA_PLATFORM", None)
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    if shutil.which("Xvfb") is None:
        return "offscreen", {**given, "QT_QPA_PLATFORM": "offscreen"}
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    atexit.register(server.terminate)
    with os.fdopen(reading) as told:  # the whole line: a pipe closed after its first byte ends the server
        number = told.readline().strip()
    return "xcb on Xvfb", {**given, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}


def place_of(size: int) -> Path:
    """The data folder, its passphrase beside it, opened once so that its tables are this program's."""
    place = folder(size)
    words = place.with_name("bench-passphrase.txt")
    if not words.exists():
        words.write_text(PASSPHRASE + "\n", "utf-8")
    return place


def probe(what: str, place: Path, before: Sequence[str] = (), more: Mapping[str, str] | None = None) -> Told:
    """One start; `before` is put before the command (taskset, strace)."""
    command = [*before, sys.executable, "-m", "tests.scale.window_probe", what, str(place)]
    environment = {**display()[1], **(more or {}), "PROBE_START": str(time.monotonic_ns())}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{what} said nothing: {done.stderr[-2000:]}")
    told: Told = json.loads(lines[-1])
    return told


def turns(kinds: Sequence[str], place: Path, runs: int, before: Sequence[str] = ()) -> dict[str, Told]:
    """Medians of each kind's numbers, the kinds started in turn, the order reversed each time, one round to warm up."""
    found: dict[str, list[Told]] = {kind: [] for kind in kinds}
    for run in range(runs + 1):
        for kind in kinds if run % 2 else list(reversed(kinds)):
            told = probe(kind, place, before)
            if run:
                found[kind].append(told)
    return {kind: _medians(told) for kind, told in found.items()}


def _medians(told: list[Told]) -> Told:
    return {name: statistics.median(one[name] for one in told) for name in told[0]}
