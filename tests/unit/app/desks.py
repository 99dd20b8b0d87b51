"""An office's store for the tests of typing: real, encrypted, with a few records made as an officer makes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from danvan_desktop.app import editing
from danvan_desktop.app.editing import Saved
from danvan_desktop.domain.journal import DELETED, SEEN, make_line, parse_line
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.identity import UnitInfo, add_replica
from danvan_desktop.storage.store import Store

KEY = bytes(range(32))
UNIT = UnitInfo("25920", "Xã Ví dụ", "commune")
TODAY = date(2026, 11, 22)
COMMITTEE = {
    "name": "Ủy ban nhân dân xã Thạnh An", "side": "state", "place": "Thạnh An", "symbol": "UBND",
    "parent": "Ủy ban nhân dân tỉnh Tây Ninh", "signer_post": "CHỦ TỊCH", "signer_name": "Nguyễn Thị Hồng",
}  # fmt: skip
LAN, HOA = "Phạm Thị Lan", "Trần Đức Hòa"
THERE = bytes.fromhex("aa" * 8)  # another computer of the unit
OTHERS = bytes.fromhex("bb" * 8)  # another unit's


def new_store(folder: Path) -> Store:
    store = Store.create(folder / "a.db", KEY, UNIT)
    for replica, unit in ((THERE, UNIT.code), (OTHERS, "25921")):
        add_replica(store.conn, replica, unit, "commune", 1, b"s" * 32, "age", checked=True)
    return store


def reception(**more: Value) -> dict[str, Value]:
    """A visit as it stands on the paper form."""
    return {
        "unit": UNIT.code, "received_on": date(2026, 11, 20), "kind": "khieu_nai", "people_count": 1,
        "visitor_name": "Nguyễn Văn Thành", "content": "Không đồng ý thu hồi đất", "state": "da_tiep", **more,
    }  # fmt: skip


def save(store: Store, type_name: str, values: Mapping[str, Any], row: bytes | None = None, **more: Any) -> Saved:
    before = more.pop("before", None)
    if before is None:
        found = store.get(type_name, row) if row else None
        before = found.values if found else {}
    given: dict[str, Any] = {"officer": LAN, "today": TODAY} | more
    return editing.save(store, type_name, row, values, before=before, **given)


def values(store: Store, type_name: str, row: bytes) -> dict[str, Value]:
    found = store.get(type_name, row)
    assert found is not None
    return found.values


def from_elsewhere(
    store: Store, type_name: str, row: bytes, fields: dict[str, Any], *, replica: bytes = THERE, seq: int = 1
) -> None:
    """An op of another computer, as a package brings it; it replaces what was shown."""
    parents: dict[str, list[str]] = {}
    for (line,) in store.conn.execute("SELECT line FROM op WHERE row = ? ORDER BY hlc", (row,)).fetchall():
        op = parse_line(line)
        parents |= {name: [op.op_id.hex()] for name in op.fields if name in fields}
        if DELETED in fields:
            parents[SEEN] = [*parents.get(SEEN, []), op.op_id.hex()]
    hlc = store.clock.hlc + 1
    line = make_line(
        replica=replica, seq=seq, hlc=hlc, wall=hlc >> 16, officer=HOA, type_name=type_name, row=row, fields=fields,
        parents=parents,
    )  # fmt: skip
    with store.writing():
        store.apply([parse_line(line)])


def whole_view(store: Store, type_name: str) -> dict[bytes, dict[str, Value]]:
    """Every record of a type that is not in the bin."""
    ids = [row for (row,) in store.conn.execute(f"SELECT id FROM v_{type_name} WHERE deleted = 0").fetchall()]
    return {item.id: item.values for item in store.records(type_name, ids)}


def in_memory(**organ: str) -> Store:
    """A commune's empty store in memory; `organ` is its letterhead."""
    made = Store.create(":memory:", bytes(32), UnitInfo("80305", "Xã Thạnh An", "commune"))
    for name, value in organ.items():
        made.settings.set(f"organ.{name}", value)
    return made
