"""Files of any age open: older ones are copied aside and brought up to date, newer ones are left alone."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.errors import BugError, UserError
from danvan_desktop.storage import care, migrations, rekey, schema
from danvan_desktop.storage.database import Connection, utils
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.conftest import TEST_DATA
from tests.unit.storage.conftest import KEY, NOTE, TYPES

GOLDEN = sorted((TEST_DATA / "old_databases").glob("v*.db"))
COLOUR = Field("colour", Kind.TEXT, "Colour", searchable=True)
SIZE = Field("size", Kind.INTEGER, "Size", index=True)


def opened(folder: Path, golden: Path) -> Path:
    """A data folder with an old file in it."""
    return Path(shutil.copy(golden, folder / paths.DATABASE_NAME))


def with_fields(*fields: Field) -> dict[str, RecordType]:
    return TYPES | {"note": dataclasses.replace(NOTE, fields=(*NOTE.fields, *fields))}


def add_column(conn: Connection) -> bool:
    utils(conn).table("vault").add_column("origin", str)
    return False


def reshape(conn: Connection) -> bool:
    """A step by transform, which makes the table anew."""
    utils(conn).table("op").transform(rename={"officer": "officer_name"})
    utils(conn).table("op").transform(rename={"officer_name": "officer"})
    return True


def open_as(
    path: Path, version: int, steps: Mapping[int, migrations.Step], types: dict[str, RecordType] = TYPES
) -> Store:
    return migrations.open_store(path, KEY, types=types, steps=steps, target=version)


def test_there_is_a_golden_file_of_this_version() -> None:
    assert f"v{schema.SCHEMA_VERSION}.db" in [path.name for path in GOLDEN]
    assert (TEST_DATA / "old_databases" / "key.hex").read_text().strip() == KEY.hex()
    assert set(migrations.STEPS) == set(range(1, schema.SCHEMA_VERSION))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_file_of_every_release_opens_with_all_its_records(tmp_path: Path, golden: Path) -> None:
    store = migrations.open_store(opened(tmp_path, golden), KEY, types=TYPES)
    assert care.check(store).ok
    found = store.records("note", [row for (row,) in store.conn.execute("SELECT id FROM v_note ORDER BY n")])
    assert [record.values["x"] for record in found] == [
        "Bờ ranh 0", "đã sửa", "Bờ ranh 2", "Bờ ranh 3", "Bờ ranh 4", "Diện tích",
    ]  # fmt: skip
    assert [record.deleted for record in found] == [False, False, True, False, False, False]
    assert found[3].withheld == {"who"}
    assert found[5].values["area"] == Decimal("1200.5")
    assert [c.officer for c in store.history("note", found[1].id) if c.field == "x"] == ["Lê A", "Trần B"]
    assert store.search("note", "nguyen van 4") == [found[4].id]
    with store.batch(officer="Lê A") as batch:
        assert batch.edit("note", found[0].id, {"y": 5})
    store.close()


def test_an_older_file_is_copied_aside_encrypted_before_it_changes(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    before = path.read_bytes()
    store = open_as(path, 2, {1: add_column})
    assert store.settings.get("schema.version") == "2"
    assert "origin" in {row[1] for row in store.conn.execute("PRAGMA table_info(vault)")}
    assert store.check_rebuild().equal
    store.close()
    (copy,) = rekey.kept_copies(tmp_path)
    assert copy.read_bytes() == before
    assert copy.name.startswith("danvan-v1-")
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_copy_of_the_upgrade_before_goes_when_there_is_a_new_one(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    open_as(path, 2, {1: add_column}).close()
    open_as(path, 3, {2: lambda _conn: False}).close()
    assert [copy.name[:10] for copy in rekey.kept_copies(tmp_path)] == ["danvan-v2-"]


def test_a_step_by_transform_keeps_what_makes_the_table_safe(tmp_path: Path) -> None:
    store = open_as(opened(tmp_path, GOLDEN[0]), 2, {1: reshape})
    sql, indexes = (
        store.conn.execute("SELECT sql FROM sqlite_master WHERE name = 'op'").fetchone()[0],
        {
            row[0]
            for row in store.conn.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'op'")
        },
    )
    assert sql.rstrip().endswith("STRICT")
    assert {"op_replica", "op_id", "op_row"} <= indexes
    assert care.check(store).ok
    store.close()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    def fails(conn: Connection) -> bool:
        add_column(conn)
        raise RuntimeError

    path = opened(tmp_path, GOLDEN[0])
    with pytest.raises(RuntimeError):
        open_as(path, 2, {1: fails})
    with pytest.raises(BugError):
        open_as(path, 3, {1: add_column})
    store = open_as(path, 1, {})
    assert "origin" not in {row[1] for row in store.conn.execute("PRAGMA table_info(vault)")}
    assert care.check(store).ok
    store.close()


@pytest.mark.parametrize("version", ["2", "10", "2.1"])
def test_a_newer_file_is_left_untouched(tmp_path: Path, version: str) -> None:
    path = opened(tmp_path, GOLDEN[0])
    store = Store.open(path, KEY, types=TYPES)
    store.settings.set("schema.version", version)
    store.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as raised:
        open_as(path, 1, {})
    assert raised.value.kept
    assert raised.value.hint
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == [paths.DATABASE_NAME]


def test_a_file_with_a_newer_minor_part_still_opens(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    store = Store.open(path, KEY, types=TYPES)
    store.settings.set("schema.version", "1.4")
    store.close()
    open_as(path, 1, {}).close()


def test_a_gained_field_is_a_column_and_no_copy_is_made(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    store = open_as(path, 1, {}, with_fields(SIZE))
    with store.batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "có cỡ", "size": 7})
    assert store.get("note", row).values["size"] == 7  # type: ignore[union-attr]
    assert store.check_rebuild().equal
    assert store.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'i_note__size'").fetchone()
    store.close()
    assert rekey.kept_copies(tmp_path) == []


def test_a_gained_searchable_field_makes_the_search_anew(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    store = Store.open(path, KEY, types=TYPES)
    store.close()
    store = open_as(path, 1, {}, with_fields(COLOUR))
    with store.batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "có màu", "colour": "xanh lục"})
    assert store.search("note", "xanh luc") == [row]
    assert store.check_rebuild().equal
    store.close()
    older = open_as(path, 1, {})  # the older definition again: the value waits in the journal
    assert older.search("note", "xanh luc") == []
    assert older.check_rebuild().equal
    older.close()
    newer = open_as(path, 1, {}, with_fields(COLOUR))
    assert newer.get("note", row).values["colour"] == "xanh lục"  # type: ignore[union-attr]
    assert newer.search("note", "xanh luc") == [row]
    newer.close()


def test_values_of_a_field_that_was_unknown_appear_when_it_is_known(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    newer = open_as(path, 1, {}, with_fields(SIZE))
    with newer.batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "có cỡ", "size": 7})
    newer.close()
    older = open_as(path, 1, {})
    assert older.check_rebuild().equal
    older.close()
    newer = open_as(path, 1, {}, with_fields(SIZE))
    assert newer.get("note", row).values["size"] == 7  # type: ignore[union-attr]
    newer.close()


def test_a_type_that_is_new_or_gone_leaves_the_journal_whole(tmp_path: Path) -> None:
    path = opened(tmp_path, GOLDEN[0])
    without = {"note": NOTE}
    store = open_as(path, 1, {}, without)
    assert care.check(store).ok
    store.close()
    store = open_as(path, 1, {})
    (row,) = [row for (row,) in store.conn.execute("SELECT id FROM v_step")]
    assert store.get("step", row).values["t"] == "bước một"  # type: ignore[union-attr]
    store.close()


def test_an_unchanged_definition_is_not_worked_on_twice(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.db", KEY, UnitInfo("01", "Xã", "commune"), types=TYPES)
    assert not migrations.refresh_views(store)
    before = store.conn.execute("SELECT total_changes()").fetchone()
    assert not migrations.refresh_views(store)
    assert store.conn.execute("SELECT total_changes()").fetchone() == before
    store.close()


def test_a_folder_without_a_data_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_as(tmp_path / paths.DATABASE_NAME, 1, {})
    assert list(tmp_path.iterdir()) == []
