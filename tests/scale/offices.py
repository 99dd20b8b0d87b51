"""A measured store as a province that knows a neighbour: enrolled by the real files, packages made by it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.storage.store import Store
from tests.scale.stores import CACHE, KEY, built, neighbour

PROVINCE = "75"


@dataclass(frozen=True)
class Offices:
    """Two closed, enrolled stores in a folder of their own."""

    folder: Path

    @property
    def province(self) -> Path:
        """The store of the chosen size, now a province's."""
        return self.folder / "province.db"

    @property
    def commune(self) -> Path:
        """The neighbour with its ops."""
        return self.folder / "commune.db"

    @contextmanager
    def fresh(self, path: Path) -> Iterator[Store]:
        """A copy of one of the two, open, removed afterwards."""
        target = self.folder / f"fresh-{path.name}"
        shutil.copyfile(path, target)
        store = Store.open(target, KEY)
        try:
            yield store
        finally:
            store.close()
            target.unlink()


@contextmanager
def enrolled(size: int, ops: int) -> Iterator[Offices]:
    """The store of `size` records as a province, and a commune with `ops` ops, that know each other."""
    folder = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        made = Offices(folder)
        shutil.copyfile(built(size), made.province)
        shutil.copyfile(neighbour(ops), made.commune)
        upper, lower = Store.open(made.province, KEY), Store.open(made.commune, KEY)
        _promote(upper)
        with upper.writing():  # as an office that answers its communes every week has done long ago
            upper.cut_segments()
        fingerprint = handover.enrol_request(lower, folder / "a.danvan-req")
        handover.enrol_accept(upper, folder / "a.danvan-req", folder / "a.danvan-crt", fingerprint)
        handover.enrol_finish(lower, folder / "a.danvan-crt")
        for store in (upper, lower):
            store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            store.close()
        yield made
    finally:
        shutil.rmtree(folder)


def _promote(store: Store) -> None:
    """Make the measured commune a province, so that it may take a commune in."""
    for name, value in (("code", PROVINCE), ("name", "Tỉnh Đo Thử"), ("level", "province")):
        store.settings.set(f"unit.{name}", value)
    store.conn.execute("UPDATE replica SET unit = ?, level = 'province'", (PROVINCE,))
    store._roster = None
