"""S4: one save through the store, against one UPDATE and commit in the same file.

`python -m tests.scale.s04_save FILE new|edit|update COUNT` does COUNT of them and leaves without closing: what
strace counts is then the saves alone.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from danvan_desktop.storage.store import Store
from tests.scale.generate import DAYS, FIRST_DAY, Generator
from tests.scale.measure import US, Result, in_turn, ratio_result
from tests.scale.stores import ROOT, copy_of, opened

SAVES = 100
COUNTED = 20
FLOOR = "UPDATE of two columns by id, COMMIT, same file and pragmas"
REASON = (
    "encrypted pages: a save writes its op with 4 indexes, the row's changed indexes and search; the UPDATE one row "
    "and two indexes"
)


def run(size: int) -> list[Result]:
    """CPU of a new record and of a changed one, and the fsyncs of each."""
    with copy_of(size, "s4") as path:
        with opened(path) as store:
            work = Saves(store)
            new, edit, update = in_turn([lambda: _per(work.new), lambda: _per(work.edit), lambda: _per(work.update)], 5)
        counted = {kind: _fsyncs(path, kind) for kind in ("new", "edit", "update")}
    found = [
        ratio_result("S4", size, f"{what}, CPU", ours * US, update * US, "µs", FLOOR, 6, reason=REASON, runs=5 * SAVES)
        for what, ours in (("save a new petition", new), ("save a change", edit))
    ]
    for what, kind in (("save a new petition", "new"), ("save a change", "edit")):
        ours, floor = counted[kind], counted["update"]
        known = ours is not None and floor is not None
        found.append(Result(
            "S4", size, f"{what}, fsyncs", ours or 0, floor or 0, "each", FLOOR, "no more",
            ours <= floor if ours is not None and floor is not None else None,
            "" if known else "strace is not at hand", None, COUNTED,
        ))  # fmt: skip
    return found


class Saves:
    """The three kinds of save on one open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._draw = random.Random(3)
        self._data = Generator(100_000, seed=23)
        self._place = 0
        self._rows = [row for (row,) in store.conn.execute("SELECT id FROM v_petition ORDER BY n DESC LIMIT 5000")]

    def new(self) -> Callable[[], None]:
        """A new petition."""
        self._place += 1
        values = self._data.petition(self._place)

        def work() -> None:
            with self._store.batch(officer="Lê Thị Đo") as batch:
                batch.new("petition", values)

        return work

    def edit(self) -> Callable[[], None]:
        """State and day of the answer of an old one."""
        ((row, changed),) = self._data.edits([self._draw.choice(self._rows)])
        values = {**changed, "resolved_on": self._day()}

        def work() -> None:
            with self._store.batch(officer="Lê Thị Đo") as batch:
                batch.edit("petition", row, values)

        return work

    def update(self) -> Callable[[], None]:
        """The floor: the same two columns, straight."""
        conn = self._store.conn
        values = (f"s{self._draw.randrange(9)}", self._day().isoformat(), self._draw.choice(self._rows))

        def work() -> None:
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("UPDATE v_petition SET state = ?, resolved_on = ? WHERE id = ?", values)
            conn.execute("COMMIT")

        return work

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self._draw.randrange(DAYS))


def _per(prepare: Callable[[], Callable[[], None]]) -> float:
    return sum(_timed(prepare)) / SAVES


def _timed(prepare: Callable[[], Callable[[], None]]) -> Iterator[float]:
    """CPU seconds of each save; what is saved is made before the clock starts."""
    for _ in range(SAVES):
        work = prepare()
        start = time.process_time()
        work()
        yield time.process_time() - start


def _fsyncs(path: Path, kind: str) -> float | None:
    """fsync and fdatasync calls of one save, counted by strace over a few."""
    if not shutil.which("strace"):
        return None
    command = [
        "strace",
        "-f",
        "-c",
        "-e",
        "trace=fsync,fdatasync",
        sys.executable,
        "-m",
        "tests.scale.s04_save",
        str(path),
        kind,
    ]
    calls = [
        sum(int(row.split()[3]) for row in subprocess.run(
            [*command, str(count)], capture_output=True, text=True, check=True, cwd=ROOT
        ).stderr.splitlines() if re.search(r"\bf(data)?sync$", row))
        for count in (0, COUNTED)
    ]  # fmt: skip
    return (calls[1] - calls[0]) / COUNTED


def main(file: str, kind: str, count: str) -> None:
    """What strace watches."""
    from tests.scale.stores import KEY

    work = getattr(Saves(Store.open(file, KEY)), kind)
    for _ in range(int(count)):
        work()()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
