"""S1: start to a painted shell and to a painted list, against a bare window. S18: what a cold start reads and opens.

The program's whole way is measured: `danvan-desktop` with a passphrase file, its Argon2 taken off (the key counts as
unwrapped), everything else of opening left in.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from tests.scale.measure import Result, ratio_result
from tests.scale.window_runs import Told, display, place_of, probe, turns

RUNS = 9
COLD_RUNS = 3
CACHES = Path("/proc/sys/vm/drop_caches")
WHY = (
    "Python classes: Qt's names with their enums (a sixth of a start: Qt.* alone 20 ms), the program's own modules and"
    " the record definitions are made anew in each process; a list also unseals the persons of its first rows"
)


def run(size: int) -> list[Result]:
    """CPU and wall of a warm start, then a cold one."""
    place = place_of(size)
    found = turns(("bare", "shell", "list"), place, RUNS)
    bare = found["bare"]
    lines = []
    for kind, limit in (("shell", 1.3), ("list", 1.5)):
        for name, what in (("cpu_ms", "CPU"), ("painted_ms", "wall")):
            lines.append(ratio_result(
                "S1", size, f"start to a painted {kind}, {what}", found[kind][name], bare[name], "ms", _floor(), limit,
                reason=WHY, runs=RUNS,
            ))  # fmt: skip
    return [*lines, *_cold(place, size)]


def _floor() -> str:
    return f"bare QApplication + QMainWindow + QTableView, {display()[0]}"


def _cold(place: Path, size: int) -> list[Result]:
    bare, ours = (_medians([_start(kind, place) for _run in range(COLD_RUNS)]) for kind in ("bare", "shell"))
    what = "cold start (caches dropped)" if _may_drop() else "start with warm caches (no right to drop them)"
    names = (("disk_mib", "read from the disk", "MiB"), ("files", "files opened or mapped", "files"),
             ("painted_ms", "to a painted shell", "ms"))  # fmt: skip
    return [
        ratio_result("S18", size, f"{what}: {said}", ours[name], bare[name], unit, _floor(), 1.3,
                     reason="SQLCipher, cryptography and a file a module (the setup has one archive)", runs=COLD_RUNS)
        for name, said, unit in names
    ]  # fmt: skip


def _start(kind: str, place: Path) -> Told:
    if _may_drop():
        os.sync()
        CACHES.write_text("3")
    return probe(kind, place, more={"PROBE_FILES": "1"})


def _may_drop() -> bool:
    return os.access(CACHES, os.W_OK)


def _medians(told: list[Told]) -> Told:
    return {name: statistics.median(one[name] for one in told) for name in told[0]}
