"""Stores with the program's real types, enrolled by files once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import enrol, folder
from tests.unit.storage.conftest import KEY

Pairs = tuple[tuple[str, str], ...]  # (lower, upper), in the order they enrol


@lru_cache
def _template(units: tuple[tuple[str, UnitInfo], ...], pairs: Pairs) -> Path:
    """The enrolled stores, closed."""
    home = folder()
    stores = {name: Store.create(home / f"{name}.db", KEY, unit) for name, unit in units}
    for lower, upper in pairs:
        enrol(stores[lower], stores[upper], home)
    for store in stores.values():
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
    return home


class Enrolled:
    """The stores of one test, by name."""

    def __init__(self, units: Mapping[str, UnitInfo], pairs: Pairs) -> None:
        self.home = folder()
        template = _template(tuple(units.items()), pairs)
        for name in units:
            shutil.copy(template / f"{name}.db", self.home / f"{name}.db")
        self.stores = {name: Store.open(self.home / f"{name}.db", KEY) for name in units}

    def __getitem__(self, name: str) -> Store:
        return self.stores[name]

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
        shutil.rmtree(self.home, ignore_errors=True)
