"""Many new records at once, changed before they came: the same tables as when each change comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.domain.journal import DELETED, make_line, op_id, parse_line, row_id
from danvan_desktop.storage import rebuild
from danvan_desktop.storage.identity import UnitInfo, add_replica
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.views import MANY
from tests.unit.storage.conftest import KEY, TYPES

COMMUNE = b"commune1"


class Desk:
    """A commune's computer that only writes lines."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def write(self, row: int, fields: dict[str, object], *replaces: str) -> str:
        """One op; `replaces`: the op whose values all these fields replace."""
        seq = len(self.lines) + 1
        line = make_line(
            replica=COMMUNE, seq=seq, hlc=seq << 16, wall=seq, officer="Kề", type_name="note",
            row=row_id(COMMUNE, row), fields=fields, parents={name: list(replaces) for name in fields},
        )  # fmt: skip
        self.lines.append(line)
        return op_id(line).hex()


@contextmanager
def province(folder: Path, name: str, portions: list[list[bytes]]) -> Iterator[Store]:
    """A province that takes the portions in one after the other."""
    store = Store.create(folder / name, KEY, UnitInfo("75", "Tỉnh", "province"), types=TYPES)
    add_replica(store.conn, COMMUNE, "25920", "commune", 1, bytes(32), "", checked=True)
    store._roster = None
    for portion in portions:
        with store.writing():
            store.apply([parse_line(line) for line in portion])
    yield store
    store.close()


def many() -> Desk:
    """More rows than are put in one by one, changed once and twice, left alone, emptied, with unknown fields."""
    desk = Desk()
    for number in range(1, MANY + 60):
        first = desk.write(number, {"x": f"Đơn {number}", **({"y": number} if number % 3 else {})})
        if number % 5 == 0:
            second = desk.write(number, {"x": None}, first)
            desk.write(number, {"day": "2026-11-22"})
            desk.write(number, {"x": "lần nữa"}, second)
        if number % 7 == 0:
            desk.write(number, {"later": "của bản sau", "who": {"s": f"{number:064x}"}, "kind": "to_cao"})
    return desk


def unlike() -> Desk:
    """Rows whose ops do not follow one upon the other."""
    desk = many()
    first = desk.write(900, {"x": "một"})
    desk.write(900, {"x": "hai"})  # beside the first: a conflict
    desk.write(901, {"x": "một"}, first)  # replaces an op of another row
    second = desk.write(902, {"x": "một", "y": 1})
    desk.write(902, {DELETED: True})
    desk.write(903, {"x": "một"}, "ab" * 16)  # its forerunner has not come
    desk.write(902, {"y": 2}, second)
    return desk


@pytest.mark.parametrize("desk", [many(), unlike()], ids=["straight", "crooked"])
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_comes_at_once_is_what_comes_one_by_one(tmp_path: Path, desk: Desk, size: int) -> None:
    backwards = [[line] for line in reversed(desk.lines)]
    portions = [desk.lines[start : start + size] for start in range(0, len(desk.lines), size)]
    with province(tmp_path, "a.db", portions) as one, province(tmp_path, "b.db", backwards) as other:
        digests = rebuild.dump_digests(one.conn, TYPES)
        assert digests == rebuild.dump_digests(other.conn, TYPES)
        assert one.check_rebuild().equal
        assert rebuild.search_is_sound(one.conn, TYPES)
        assert [c.field for c in one.conflicts()] == [c.field for c in other.conflicts()]


def test_a_row_written_twice_beside_itself_in_one_package_is_a_conflict(tmp_path: Path) -> None:
    desk = Desk()
    desk.write(1, {"x": "một"})
    desk.write(1, {"x": "hai"})
    with province(tmp_path, "a.db", [desk.lines]) as store:
        (conflict,) = store.conflicts()
        assert [side.value for side in conflict.sides] == ["một", "hai"]


def test_new_records_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    desk = many()
    with province(tmp_path, "a.db", [desk.lines]) as store:
        made = [row for (row,) in store.conn.execute("SELECT id FROM v_note ORDER BY n")]
        assert made == sorted(made)


def test_a_change_of_a_record_known_before_needs_no_heads(tmp_path: Path) -> None:
    desk = Desk()
    first = desk.write(1, {"x": "một", "y": 1})
    desk.write(1, {"x": "hai"}, first)
    with province(tmp_path, "a.db", [[line] for line in desk.lines]) as store:
        assert store.conn.execute("SELECT count(*) FROM temp.cell").fetchone()[0] == 0, "worked out from its heads"
        assert store.conn.execute("SELECT x, y FROM v_note").fetchall() == [("hai", 1)]
        assert store.check_rebuild().equal


def test_a_conflict_goes_when_the_change_between_comes_late(tmp_path: Path) -> None:
    desk = Desk()
    first = desk.write(1, {"x": "một"})
    second = desk.write(1, {"x": "hai"}, first)
    desk.write(1, {"x": "ba"}, second)
    made, between, last = desk.lines
    with province(tmp_path, "a.db", [[made], [last]]) as store:
        assert [conflict.field for conflict in store.conflicts()] == ["x"]
        with store.writing():
            store.apply([parse_line(between)])
        assert store.conflicts() == []
        assert store.conn.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
        assert store.check_rebuild().equal
