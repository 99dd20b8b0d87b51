"""What an officer's save leaves behind: record, search, history, bin, and nothing of a denouncer."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.journal import parse_line
from danvan_desktop.errors import BugError, EnvironmentProblem
from danvan_desktop.storage import identity
from danvan_desktop.storage.history import WITHHELD
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import KEY, NOTE, TYPES


def save(store: Store, **values: object) -> bytes:
    with store.batch(officer="Lê A") as batch:
        return batch.new("note", values)  # type: ignore[arg-type]


def test_a_saved_record_comes_back_with_its_values(store: Store) -> None:
    row = save(store, x="Bờ ranh", y=3, who="Nguyễn Văn Thành", area=Decimal("1200.5"), day=date(2026, 2, 3))
    found = store.get("note", row)
    assert found is not None
    assert found.values["who"] == "Nguyễn Văn Thành"
    assert found.values["area"] == Decimal("1200.5")
    assert found.values["day"] == date(2026, 2, 3)


def test_search_ignores_accents_and_folds_d(store: Store) -> None:
    row = save(store, x="Đường thoát nước", who="Đặng Thị Ánh")
    assert store.search("note", "duong thoat") == [row]
    assert store.search("note", "DANG thi anh") == [row]
    assert store.search("note", '"nuoc dang"') == []


def test_a_persons_value_stands_in_no_op(store: Store) -> None:
    save(store, x="a", who="Nguyễn Văn Thành")
    lines = [line for (line,) in store.conn.execute("SELECT line FROM op")]
    assert not any("Thành".encode() in line for line in lines)


def test_a_denouncer_is_never_stored(store: Store) -> None:
    row = save(store, kind="to_cao", who="Trần Bí Mật")
    assert store.get("note", row).values["who"] is None  # type: ignore[union-attr]
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone() == (0,)


def test_a_record_that_becomes_a_denunciation_forgets_the_name_and_its_history(store: Store) -> None:
    row = save(store, kind="khieu_nai", who="Trần Bí Mật")
    with store.batch(officer="Lê A") as batch:
        batch.edit("note", row, {"kind": "to_cao"})
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone() == (0,)
    assert store.search("note", "tran bi mat") == []
    assert [c.new for c in store.history("note", row) if c.field == "who"] == [WITHHELD, None]
    assert store.check_rebuild().equal


def test_an_edit_replaces_and_history_tells_old_and_new(store: Store) -> None:
    row = save(store, x="một", y=1)
    with store.batch(officer="Trần B") as batch:
        assert batch.edit("note", row, {"x": "hai", "y": 1})
    changes = [(c.officer, c.field, c.old, c.new) for c in store.history("note", row)]
    assert changes == [("Lê A", "x", None, "một"), ("Lê A", "y", None, 1), ("Trần B", "x", "một", "hai")]
    assert store.conflicts() == []
    assert store.search("note", "mot") == []


def test_an_unchanged_save_makes_no_op(store: Store) -> None:
    row = save(store, x="một", who="Lê C")
    with store.batch(officer="Trần B") as batch:
        assert not batch.edit("note", row, {"x": "một", "who": "Lê C"})


def test_a_deleted_record_leaves_search_and_can_be_restored(store: Store) -> None:
    row = save(store, x="một")
    with store.batch(officer="Lê A") as batch:
        batch.delete("note", row)
    assert store.get("note", row).deleted  # type: ignore[union-attr]
    assert store.search("note", "mot") == []
    with store.batch(officer="Lê A") as batch:
        batch.restore("note", row)
    assert not store.get("note", row).deleted  # type: ignore[union-attr]
    assert store.search("note", "mot") == [row]


def test_a_failed_save_leaves_nothing(store: Store) -> None:
    with pytest.raises(BugError), store.batch(officer="Lê A") as batch:
        batch.new("note", {"x": "một", "who": "Lê C", "y": "không phải số"})
    assert store.conn.execute("SELECT count(*) FROM op").fetchone() == (0,)
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone() == (0,)
    row = save(store, x="hai")
    assert store.get("note", row) is not None


def test_a_destroyed_value_is_gone_from_search_history_and_rebuild_agrees(store: Store) -> None:
    row = save(store, x="một", who="Nguyễn Văn Thành", y=1)
    assert store.destroy_values("note", row, ["who"]) == 1
    found = store.get("note", row)
    assert found is not None
    assert found.withheld == {"who"}
    assert store.search("note", "thanh") == []
    assert store.search("note", "mot") == [row]
    assert any(c.new is WITHHELD for c in store.history("note", row))
    assert store.check_rebuild().equal


def test_rebuild_makes_the_same_tables_and_finds_a_tampered_view(store: Store) -> None:
    rows = [save(store, x=f"số {i}", y=i, who=f"Người {i}") for i in range(20)]
    with store.batch(officer="Lê A") as batch:
        batch.edit("note", rows[3], {"y": 99})
        batch.delete("note", rows[4])
    assert store.check_rebuild().equal
    store.conn.execute("UPDATE v_note SET y = 1000 WHERE id = ?", (rows[5],))
    assert store.check_rebuild().differing == ["v_note"]
    store.rebuild()
    assert store.check_rebuild().equal


def test_the_file_opens_with_its_key_only_and_shows_no_typed_word(store: Store, tmp_path: Path) -> None:
    save(store, x="Bờ ranh thửa đất", who="Nguyễn Văn Thành")
    store.close()
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert "Bờ ranh".encode() not in content
        assert b"thanh" not in content
    with pytest.raises(EnvironmentProblem):
        Store.open(tmp_path / "a.db", bytes(32), types=TYPES)


def test_two_computers_that_both_delete_a_record_agree(store: Store, tmp_path: Path) -> None:
    row = save(store, x="một")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "b.db").write_bytes((tmp_path / "a.db").read_bytes())
    twin = Store.open(tmp_path / "b.db", KEY, types=TYPES)
    twin.become_new_replica()
    for both in (store, twin):
        with both.batch(officer="Lê A") as batch:
            batch.delete("note", row)
    identity.add_replica(
        store.conn, twin.replica.id, "25920", "commune", 2, twin.replica.sign_key, twin.replica.age_key, checked=True
    )
    lines = [parse_line(line) for (line,) in twin.conn.execute("SELECT line FROM op ORDER BY n")]
    store.roster_changed()
    with store.writing():
        store.apply(lines)
    assert store.conflicts() == []
    assert store.get("note", row).deleted  # type: ignore[union-attr]
    assert store.check_rebuild().equal
    twin.close()


def test_two_records_of_two_types_under_one_id_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    """Two copies of one data folder may have given one id to a petition and to a request."""
    memo = replace(NOTE, name="memo")
    commune = identity.UnitInfo("25920", "Xã Ví dụ", "commune")
    with closing(Store.create(tmp_path / "a.db", KEY, commune, types={**TYPES, "memo": memo})) as store:
        row = save(store, x="đơn", y=1)
        with store.batch(officer="Lê A") as batch:
            batch.new("memo", {"x": "yêu cầu", "y": 2}, row=row)
        assert store.conflicts() == []
        with store.batch(officer="Lê A") as batch:
            batch.edit("note", row, {"x": "đơn đã sửa"})
        assert [change.new for change in store.history("memo", row) if change.field == "x"] == ["yêu cầu"]
        with store.batch(officer="Lê A") as batch:
            batch.delete("note", row)
        assert store.get("note", row).deleted  # type: ignore[union-attr]
        other = store.get("memo", row)
        assert other is not None
        assert not other.deleted
        assert other.values["x"] == "yêu cầu"
        assert store.conflicts() == []
        assert store.check_rebuild().equal
