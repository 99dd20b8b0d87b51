"""S19: an old laptop: one core at 40 %, 2 GB. Starts, jumps and searches by the clock on the wall.

The box is a cgroup (v1: cpu.cfs_quota_us and memory.limit_in_bytes) with taskset; where none can be made nothing is
measured. Its share is given in slices of 4 of 10 ms, so that it is a slow core and not a fast one that stands still for
60 ms, and it goes before other programs on that core: a machine busy with something else is no part of an old laptop.
The peer is the same on the machine as it is.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.scale.measure import MS, Result, percentile
from tests.scale.stores import ROOT, built, opened
from tests.scale.window_runs import display, place_of, turns

RUNS = 3
JUMPS = 320  # with the warm-up of S2
GROUPS = Path("/sys/fs/cgroup")
FILES = {
    "cpu": {"cpu.cfs_period_us": "10000", "cpu.cfs_quota_us": "4000", "cpu.shares": "100000"},
    "memory": {"memory.limit_in_bytes": str(2 << 30)},
}
BOX = "one core at 40 % in slices of 4 ms, 2 GiB (cgroup v1, taskset); beside it the machine as it is"


def run(size: int) -> list[Result]:
    """S1, S2 and S3 in the box."""
    if not _possible():
        return [Result("S19", size, "old laptop", 0, 0, "", BOX, "", None, "no cgroup can be made here")]
    with _box() as before:
        return [*_starts(size, before), *_quick(size, before)]


def _starts(size: int, before: list[str]) -> list[Result]:
    place, kinds = place_of(size), ("bare", "shell", "list")
    slow, free = turns(kinds, place, RUNS, before), turns(kinds, place, RUNS)
    return [
        Result("S19", size, f"start: {kind} painted", slow[kind]["painted_ms"], free[kind]["painted_ms"], "ms", BOX,
               "", None, f"in the box {slow[kind]['painted_ms'] / slow['bare']['painted_ms']:.2f} × its bare window",
               slow[kind]["painted_ms"] / free[kind]["painted_ms"], RUNS)
        for kind in kinds
    ]  # fmt: skip


def _quick(size: int, before: list[str]) -> list[Result]:
    slow, free = _inside(size, before), _inside(size, [])
    lines = []
    for name, what, limit in (("jump", "jump to a random row, painted, p99", 60), ("search", "search, p99", 100)):
        met = slow[name] <= limit
        why = "" if met else f"about {slow[name + '_cpu']:.0f} ms of CPU at 40 %"
        lines.append(Result("S19", size, what, slow[name], free[name], "ms", BOX, f"≤ {limit} ms", met, why,
                            slow[name] / free[name], 300))  # fmt: skip
    return lines


def _inside(size: int, before: list[str]) -> dict[str, float]:
    built(size)
    command = [*before, sys.executable, "-m", "tests.scale.s19_old_laptop", str(size)]
    done = subprocess.run(command, env=display()[1], cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _tell(size: int) -> None:
    """In the box: p99 of both by the clock, and the CPU they took."""
    jump, jump_cpu = _jump(size)
    search, search_cpu = _search(size)
    print(json.dumps({"jump": jump, "jump_cpu": jump_cpu, "search": search, "search_cpu": search_cpu}))


def _possible() -> bool:
    return all(os.access(GROUPS / name, os.W_OK) for name in FILES)


@contextmanager
def _box() -> Iterator[list[str]]:
    """Words to put before a command so that it runs in the box."""
    places = [GROUPS / name / f"danvan-bench-{os.getpid()}" for name in FILES]
    for place, settings in zip(places, FILES.values(), strict=True):
        place.mkdir()
        for file, value in settings.items():
            (place / file).write_text(value)
    enter = "; ".join(f"echo $$ > {place}/tasks" for place in places)
    for place in places:  # at the very end: what a window starts beside it goes with the screen, which is made later
        atexit.register(_leave, place)
    yield ["sh", "-c", f'{enter}; exec taskset -c 0 "$@"', "sh"]


def _leave(place: Path) -> None:
    """A group goes when its last process has gone."""
    for _try in range(50):
        try:
            place.rmdir()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _search(size: int) -> tuple[float, float]:
    from tests.scale.s03_search import _mix

    times, used = [], []
    with opened(built(size)) as store:
        for text in list(_mix(store, size)):
            start, cpu = time.perf_counter(), time.process_time()
            store.search("petition", text, limit=50)
            times.append(time.perf_counter() - start)
            used.append(time.process_time() - cpu)
    return percentile(times, 0.99) * MS, percentile(used, 0.99) * MS


def _jump(size: int) -> tuple[float, float]:
    from tests.scale.s02_jump import run as jumps

    start = time.process_time()
    p99 = next(one.ours for one in jumps(size) if "p99" in one.what)
    return p99, (time.process_time() - start) * MS / JUMPS


if __name__ == "__main__":
    _tell(int(sys.argv[1]))
