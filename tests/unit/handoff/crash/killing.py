"""Run as a program: one act of an office, killed at its n-th write for every n, and what is there afterwards.

python -m tests.unit.handoff.crash.killing ACT FOLDER STEP TORN     with LD_PRELOAD=shim.so; prints JSON

The process forks for every n, so that a kill costs a tenth of a second; the child dies by SIGKILL inside the call.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

from tests.unit.handoff.crash.acts import ACTS, Act, Desk

NAMES = ("pwrite", "write", "fsync", "fdatasync", "truncate", "rename", "unlink")


def main(act_name: str, folder: str, step: str, torn: str) -> None:
    """Every `step`-th call; `torn` "1": the call's bytes go half."""
    shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
    act, home = ACTS[act_name], Path(folder)
    prepared = act.prepare(home / "before")
    total, kinds = _counted(shim, act, prepared, home / "count")
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    for number in range(1, total + 1, int(step)):
        desk = prepared.copy(home / "now")
        if not _killed(shim, act, desk, number, int(torn)):
            break  # the act has fewer calls this time: temporary names, a checkpoint more or less
        try:
            outcomes[act.check(desk)] += 1
        except Exception as error:  # noqa: BLE001  reported with the number that caused it
            wrong.append(f"{act_name} killed at write {number}: {type(error).__name__}: {error}")
    print(json.dumps({"calls": total, "kinds": kinds, "killed": sum(outcomes.values()) + len(wrong),
                      "outcomes": outcomes, "wrong": wrong}))  # fmt: skip


def _counted(shim: ctypes.CDLL, act: Act, prepared: Desk, folder: Path) -> tuple[int, dict[str, int]]:
    """How many calls that change a file the act makes when nobody kills it."""
    desk = prepared.copy(folder)
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        shim.kill_at(ctypes.c_long(0), 0)
        act.do(desk)
        found = [shim.calls_made(), *(shim.calls_of(place) for place in range(len(NAMES)))]
        os.write(write, json.dumps(found).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as stream:
        text = stream.read()
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit(f"{act} does not end well without a kill")
    total, *kinds = json.loads(text)
    act.check(desk)
    return total, dict(zip(NAMES, kinds, strict=True))


def _killed(shim: ctypes.CDLL, act: Act, desk: Desk, number: int, torn: int) -> bool:
    """Whether the act, done in a child, was ended by the shim."""
    if (child := os.fork()) == 0:
        shim.kill_at(ctypes.c_long(number), torn)
        try:
            act.do(desk)
        finally:
            os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    finally:
        shutil.rmtree(Path(sys.argv[2]) / "now", ignore_errors=True)
