"""A province, a district and a commune with two computers, enrolled once by the real files and copied for each test."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan_desktop.app import handover
from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.domain.values import Value
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.storage import rebuild
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.schema import view_columns
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import KEY, TYPES

MEMORY = Path("/dev/shm")
UNITS = {
    "P": UnitInfo("75", "Tỉnh Ví dụ", "province"), "D": UnitInfo("750", "Huyện Ví dụ", "district"),
    "C1": UnitInfo("25920", "Xã Ví dụ", "commune"), "C2": UnitInfo("25920", "Xã Ví dụ", "commune"),
}  # fmt: skip
ACCEPTED_BY = (("D", "P"), ("C1", "D"), ("C2", "C1"))


def folder() -> Path:
    """A new folder in memory where the machine has one, removed at the end."""
    made = Path(tempfile.mkdtemp(prefix="danvan-", dir=MEMORY if MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def taken_from(files: list[Path]) -> list[bytes]:
    """What lies on the stick, which is empty afterwards."""
    data = [file.read_bytes() for file in files]
    for file in files:
        file.unlink()
    return data


def delivered(store: Store, stick: Path, data: bytes) -> tuple[ImportedPackage, bytes | None]:
    """Import one package from a stick; the result and the receipt written beside it."""
    stick.mkdir(exist_ok=True)
    file = stick / "DV-0-1-1of1.danvan"
    file.write_bytes(data)
    result = handover.import_path(store, file)[-1]
    file.unlink()
    receipts = taken_from(list(stick.glob("*.receipt.danvan")))
    return result, receipts[0] if receipts else None


def open_at(path: Path) -> Store:
    return Store.open(path, KEY, types=TYPES)


def enrol(lower: Store, upper: Store, work: Path, *, expect: bool = True) -> str:
    """Enrol by files; returns the lower office's fingerprint."""
    request, answer = work / "a.danvan-req", work / "a.danvan-crt"
    fingerprint = handover.enrol_request(lower, request)
    handover.enrol_accept(upper, request, answer, expect=fingerprint if expect else None)
    handover.enrol_finish(lower, answer)
    return fingerprint


@lru_cache(maxsize=1)
def template() -> Path:
    """The four enrolled stores, with three records everybody has; closed."""
    home = folder()
    stores = {name: Store.create(home / f"{name}.db", KEY, unit, types=TYPES) for name, unit in UNITS.items()}
    for lower, upper in ACCEPTED_BY:
        enrol(stores[lower], stores[upper], home)
    with stores["C1"].batch(officer="C1") as batch:
        for place in range(3):
            batch.new("note", {"x": f"số {place}", "y": place, "who": f"Người {place}"})
    for sender, receiver in (("C1", "C2"), ("C1", "D"), ("D", "P")):
        for package in handover.export(stores[sender], UNITS[receiver].code, home / "first"):
            assert handover.import_path(stores[receiver], Path(package.file))[-1].status == "applied"
            receipt = Path(package.file.replace(".danvan", ".receipt.danvan"))
            assert handover.import_path(stores[sender], receipt)[-1].status == "applied"
    for store in stores.values():
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
    return home


class Offices:
    """The four stores of one test."""

    def __init__(self) -> None:
        self.home = folder()
        self.stores: dict[str, Store] = {}
        for name in UNITS:
            shutil.copy(template() / f"{name}.db", self.home / f"{name}.db")
            self.stores[name] = open_at(self.home / f"{name}.db")

    def __getitem__(self, name: str) -> Store:
        return self.stores[name]

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def export(self, sender: str, unit: str, *, full: bool = False) -> list[bytes]:
        """The packages of an export as bytes."""
        out = self.home / "out"
        return taken_from([Path(p.file) for p in handover.export(self[sender], unit, out, full=full)])

    def deliver(self, name: str, data: bytes) -> tuple[ImportedPackage, bytes | None]:
        """Import one package from a stick; the result and the receipt written beside it."""
        return delivered(self[name], self.home / f"in-{name}", data)

    def hand_over(self, sender: str, receiver: str, *, full: bool = False) -> list[ImportedPackage]:
        """Export, import, bring the receipt back."""
        results = []
        for data in self.export(sender, UNITS[receiver].code, full=full):
            result, receipt = self.deliver(receiver, data)
            results.append(result)
            if receipt is not None:
                self.deliver(sender, receipt)
        return results

    def backup(self, name: str) -> bytes:
        self[name].conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self.home / f"{name}.db").read_bytes()

    def put_back(self, name: str, data: bytes, *, new_replica: bool = True) -> None:
        """Restore a backup; without `new_replica` as one who copies the file back by hand."""
        self[name].close()
        for file in self.home.glob(f"{name}.db*"):
            file.unlink()
        (self.home / f"{name}.db").write_bytes(data)
        self.stores[name] = open_at(self.home / f"{name}.db")
        if new_replica:
            self.stores[name].become_new_replica()


def save(store: Store, **values: Value) -> bytes:
    """One new note; its id."""
    with store.batch(officer="Lê A") as batch:
        return batch.new("note", {"x": "a", **values})


def state(store: Store) -> dict[str, Any]:
    """All that a refused package must leave as it was; the quarantine itself is not part of it."""
    counted = (
        "op",
        "segment",
        "vault",
        "fork",
        "replica",
        "peer_range",
        "peer_missing",
        "alarm",
        "destroyed",
    )
    found: dict[str, Any] = {t: store.conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in counted}
    found["peer"] = store.conn.execute("SELECT line, replica, serial FROM peer ORDER BY 1").fetchall()
    mine = bytes.fromhex(store.settings.get("replica.line"))  # its own certificate an office makes when it needs it
    others = store.conn.execute("SELECT replica, serial FROM certificate WHERE line <> ? ORDER BY 1", (mine,))
    found["certificate"] = others.fetchall()
    found["replica"] = store.settings.get("replica.id"), store.settings.get("replica.serial")
    return found | rebuild.dump_digests(store.conn, store.types)


def shown(store: Store) -> tuple[dict[str, dict[str, dict[str, Any]]], set[str], set[tuple[str, str, str]]]:
    """Rows, deleted rows and conflicts as the store has them, in the oracle's form."""
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    deleted = set()
    for name, record in store.types.items():
        columns = ", ".join(f'"{c}"' for c in view_columns(record))
        for row, _owner, _born, gone, extra, *cells in store.conn.execute(f"SELECT {columns} FROM v_{name}"):
            fields = dict(zip((c for c in view_columns(record)[5:]), cells, strict=True))
            values = {n: _in_op(record.field(n), v) for n, v in fields.items() if v is not None}
            rows.setdefault(name, {})[row.hex()] = values | json.loads(extra or "{}")
            if gone:
                deleted.add(row.hex())
    conflicts = store.conn.execute("SELECT row, field, op FROM conflict").fetchall()
    return rows, deleted, {(row.hex(), name, op.hex()) for row, name, op in conflicts}


def _in_op(field: Field, cell: Any) -> Any:
    """A cell of a view as an op says it: a person's value as its hash, a link as hex, yes and no as themselves."""
    if isinstance(cell, bytes):
        return {"s": cell.hex()} if field.sealed else cell.hex()
    return bool(cell) if field.kind is Kind.YES_NO else cell


def differing(shown_rows: dict[str, Any], meant: dict[str, Any]) -> list[tuple[Any, ...]]:
    """(type and row, shown, meant) wherever the two are not the same."""
    pairs = {(t, r): f for t, rows in shown_rows.items() for r, f in rows.items()}
    right = {(t, r): f for t, rows in meant.items() for r, f in rows.items()}
    return [(row, pairs.get(row), right.get(row)) for row in pairs | right if pairs.get(row) != right.get(row)]


def lines_of(store: Store) -> list[bytes]:
    return [line for (line,) in store.conn.execute("SELECT line FROM op ORDER BY n")]


@contextmanager
def machine_clock(ms: Callable[[], int]) -> Iterator[None]:
    """The operating system's clock shows something else."""
    real = time.time_ns
    time.time_ns = lambda: ms() * 1_000_000
    try:
        yield
    finally:
        time.time_ns = real
