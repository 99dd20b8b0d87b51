"""S14: a backup written and checked, against copying the file and reading the copy."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.storage import backup, keys
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store
from tests.scale.measure import Result, in_turn, ratio_result
from tests.scale.stores import CACHE, KEY, built


def run(size: int) -> list[Result]:
    """Wall time, both sides in turn, the data folder still."""
    runs = 5 if size < 1_000_000 else 3
    with _data_folder(size) as (folder, store):
        ours, floor = in_turn([lambda: _ours(store, folder), lambda: _floor(folder)], runs)
    return [ratio_result(
        "S14", size, "backup written, re-opened and checked (wall)", ours, floor, "s",
        "copy of the encrypted file, fsync, and reading the copy", 3,
        reason="the floor reads its copy from memory; ours hashes it twice and proves every page and table", runs=runs,
    )]  # fmt: skip


@contextmanager
def _data_folder(size: int) -> Iterator[tuple[Path, Store]]:
    folder = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        ring, _code = keys.create("Lê Thị Đo", "một câu đủ dài để đo", Cost(memory_kib=8, passes=1))
        ring.save(folder)
        shutil.copyfile(built(size), folder / paths.DATABASE_NAME)
        store = Store.open(folder / paths.DATABASE_NAME, KEY)
        try:
            yield folder, store
        finally:
            store.close()
    finally:
        shutil.rmtree(folder)


def _ours(store: Store, folder: Path) -> float:
    target = folder / "a.danvan-backup"
    start = time.perf_counter()
    backup.backup(store, folder, KEY, target)
    taken = time.perf_counter() - start
    target.unlink()
    return taken


def _floor(folder: Path) -> float:
    target = folder / "copy"
    start = time.perf_counter()
    shutil.copyfile(folder / paths.DATABASE_NAME, target)
    with target.open("rb") as stream:
        os.fsync(stream.fileno())
        while stream.read(1 << 20):
            pass
    taken = time.perf_counter() - start
    target.unlink()
    return taken
