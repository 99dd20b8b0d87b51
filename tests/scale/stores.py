"""The encrypted stores that are measured: built once through the real save path, kept under out/bench/.

The key of the cache is a digest of the generator and of everything that decides what lies in the file, so a
changed source builds anew and an unchanged one starts at once. What is measured is always a copy.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.domain.journal import Op, parse_line
from danvan_desktop.storage.identity import UnitInfo, add_replica
from danvan_desktop.storage.store import Store
from tests.scale.generate import UNIT, Generator

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "out" / "bench"
KEY = bytes(range(32))
PER_SAVE = 10_000
INFO = UnitInfo(UNIT, "Xã Đo Thử", "commune")
_SOURCES = (
    "storage/schema.py", "storage/views.py", "storage/batch.py", "storage/vault.py", "domain/journal.py",
    "domain/values.py", "domain/text.py", "records/petition.py",
)  # fmt: skip


def fingerprint() -> str:
    """Digest of the sources that decide what a built store holds."""
    digest = hashlib.sha256((ROOT / "tests/scale/generate.py").read_bytes())
    for name in _SOURCES:
        digest.update((ROOT / "danvan_desktop" / name).read_bytes())
    return digest.hexdigest()[:12]


def built(size: int) -> Path:
    """A store of `size` petitions; built through `Store.batch` when it is not there yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{size}-{fingerprint()}.db"
    if not path.exists():
        for old in CACHE.glob(f"{size}-*.db*"):
            old.unlink()
        part = path.with_suffix(".part")
        _clear(part)
        started = time.perf_counter()
        _fill(part, size)
        part.rename(path)
        print(f"built {size} petitions in {time.perf_counter() - started:.0f} s, "
              f"{path.stat().st_size >> 20} MiB", file=sys.stderr)  # fmt: skip
    return path


def _fill(path: Path, size: int) -> None:
    store = Store.create(path, KEY, INFO)
    petitions = iter(Generator(size))
    for start in range(0, size, PER_SAVE):
        with store.batch(officer="Lê Thị Đo") as batch:
            for _ in range(min(PER_SAVE, size - start)):
                batch.new("petition", next(petitions))
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _clear(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


@contextmanager
def copy_of(size: int, name: str = "copy") -> Iterator[Path]:
    """A scratch copy of the built store, removed afterwards."""
    target = CACHE / f"scratch-{name}.db"
    _clear(target)
    shutil.copyfile(built(size), target)
    try:
        yield target
    finally:
        _clear(target)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The store at `path`, closed afterwards."""
    store = Store.open(path, KEY)
    try:
        yield store
    finally:
        store.close()


def neighbour(count: int, *, edited: float = 0.2) -> Path:
    """The store of a neighbouring commune that made `count` ops, `edited` of them changes of its own records."""
    kind = f"ops-{count}-{int(edited * 100)}"
    path = CACHE / f"{kind}-{fingerprint()}.db"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for old in CACHE.glob(f"{kind}-*.db*"):
            old.unlink()
        part = path.with_suffix(".part")
        _clear(part)
        _work(part, count, edited)
        part.rename(path)
    return path


def foreign_ops(count: int) -> tuple[tuple[bytes, str, str], list[bytes]]:
    """The neighbour's replica (id, signing key, age key) and the lines of its ops."""
    with opened(neighbour(count)) as store:
        me = store.replica
        lines = [line for (line,) in store.conn.execute("SELECT line FROM op ORDER BY seq")]
        return (me.id, me.sign_key.hex(), me.age_key), lines


def _work(path: Path, count: int, edited: float) -> None:
    new = round(count * (1 - edited))
    data = Generator(new, seed=11, unit="25924")
    store = Store.create(path, KEY, UnitInfo("25924", "Xã Bên Cạnh", "commune"))
    with store.batch(officer="Trần Văn Kề") as batch:
        rows = [batch.new("petition", values) for values in data]
        batch.flush()
        done = 0
        while done < count - new:
            for row, changed in data.edits(rows[done : count - new] or rows):
                done += batch.edit("petition", row, changed)
                if done == count - new:
                    break
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def know_neighbour(store: Store, who: tuple[bytes, str, str]) -> None:
    """Put the neighbour's replica into the roster of `store`."""
    add_replica(store.conn, who[0], "25924", "commune", 1, bytes.fromhex(who[1]), who[2], checked=True)
    store._roster = None


def parsed(lines: list[bytes]) -> list[Op]:
    """Lines as ops."""
    return [parse_line(line) for line in lines]
