"""A damaged file: found, put aside, and the three ways back to work."""

# ruff: noqa: DTZ001  an office keeps local time

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import backups, care_check, care_rescue, handover
from danvan_desktop.app.office import Office
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.storage import backup_counts, care_quick
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
PAGE = 4096
NOON = datetime(2026, 11, 22, 12)


def save(office: Office, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        with office.store.batch(officer=office.officer) as batch:
            batch.new("petition", {"unit": "X1", "content": f"Nội dung số {number} " + "ranh đất " * 20})


def petitions(office: Office) -> int:
    return int(office.store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _code = Office.create(
        tmp_path / "so", UnitInfo("X1", "Xã Một", "commune", "T1"), "Lê A", SECRET, cost=CHEAP
    )
    save(opened, 60)
    yield opened
    opened.close()


def page_of(office: Office, table: str) -> list[int]:
    """Pages of a table's leaves."""
    rows = office.store.conn.execute(
        "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno", (table,)
    )
    return [row[0] for row in rows]


def damage(data_dir: Path, page: int) -> bytes:
    """Turn a byte in the middle of a page; returns the file as it lies there now."""
    file = data_dir / paths.DATABASE_NAME
    raw = bytearray(file.read_bytes())
    raw[(page - 1) * PAGE + 2000] ^= 0xFF
    file.write_bytes(raw)
    return bytes(raw)


def spoil(office: Office, table: str) -> bytes:
    """Close the office and damage one page in the middle of a table."""
    office.store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        pages = page_of(office, table)
    except Exception:  # noqa: BLE001  a driver without dbstat: the page is found by trying
        pages = []
    office.close()
    return damage(office.data_dir, pages[len(pages) // 2] if pages else find_page(office, table))


def find_page(office: Office, table: str) -> int:
    """A page whose damage makes the table unreadable but neither the list of tables nor the settings."""
    from danvan_desktop.storage.database import DatabaseError, connect

    file = office.data_dir / paths.DATABASE_NAME
    key = care_rescue.database_key(office.data_dir, SECRET)
    good = file.read_bytes()
    for page in range(len(good) // PAGE - 3, 3, -1):
        damage(office.data_dir, page)
        try:
            conn = connect(file, key, read_only=True)
            conn.execute("SELECT * FROM setting").fetchall()
            low = conn.execute(f"SELECT * FROM {table} WHERE n < 8").fetchall()
        except (DatabaseError, EnvironmentProblem):
            file.write_bytes(good)
            continue
        try:
            conn.execute(f"SELECT sum(length(line)) FROM {table} NOT INDEXED").fetchall()
        except DatabaseError:
            conn.close()
            file.write_bytes(good)
            assert low
            return page
        conn.close()
        file.write_bytes(good)
    raise AssertionError("no such page")


def test_a_sound_file_passes_the_glance_in_its_time(office: Office) -> None:
    care_check.glance(office.store, 5.0)
    assert care_quick.quick(office.store.conn, 0.0) == []  # no time at all: nothing is claimed
    reader = office.reader()
    report = care_check.look(reader)
    reader.close()
    assert report.ok
    assert set(care_quick.ON_READER) == {finding.code for finding in report.findings}


def test_the_whole_file_is_looked_at_once_a_week(office: Office) -> None:
    assert care_check.weekly_due(office.store, NOON)
    care_check.note(office.store, care_check.look(office.store), NOON)
    assert not care_check.weekly_due(office.store, NOON + timedelta(days=6))
    assert care_check.weekly_due(office.store, NOON + timedelta(days=7))
    assert care_check.weekly_due(office.store, NOON - timedelta(days=400))  # the clock was wrong
    assert care_check.last_look(office.store) == (NOON, [])


def test_damage_is_found_by_the_reader_and_noted(office: Office) -> None:
    spoil(office, "op")
    with Office.open(office.data_dir, SECRET) as opened:
        report = care_check.look(opened.store)
        assert not report.ok
        with pytest.raises(EnvironmentProblem) as raised:
            care_check.glance(opened.store, 10.0)
        care_check.note(opened.store, report, NOON)  # by another connection than the one that met the damage
    with Office.open(office.data_dir, SECRET) as opened:
        care_check.note(opened.store, report, NOON)
        assert care_check.needs_rescue(opened.store)
    assert raised.value.code == "damaged"


def test_the_copies_found_say_when_and_how_much(office: Office, tmp_path: Path) -> None:
    first = backups.scheduled(office, tmp_path / "luu", NOON - timedelta(days=1)).file
    save(office, 5, 100)
    second = backups.scheduled(office, tmp_path / "luu", NOON).file
    (tmp_path / "luu" / "cut.danvan-backup").write_bytes(second.read_bytes()[:-5])
    found = care_rescue.find_copies([tmp_path / "luu", tmp_path / "khong-co", tmp_path / "luu"], office.ring.key)
    assert {(copy.file.name, copy.records) for copy in found if not copy.problem} == {
        (first.name, 60), (second.name, 65)
    }  # fmt: skip
    assert [copy.file.name for copy in found if copy.problem] == ["cut.danvan-backup"]
    assert care_rescue.verify(second).problem == ""
    assert care_rescue.verify(tmp_path / "luu" / "cut.danvan-backup").problem
    assert backup_counts.records_in(second, bytes(32)) is None


def test_first_way_the_last_good_copy_takes_the_place_and_the_damaged_file_is_kept(
    office: Office, tmp_path: Path
) -> None:
    copy = backups.scheduled(office, tmp_path / "luu").file
    save(office, 3, 200)
    bad = spoil(office, "op")
    restored, aside = care_rescue.from_backup(copy, office.data_dir, SECRET)
    assert restored.unit_name == "Xã Một"
    assert (aside / paths.DATABASE_NAME).read_bytes() == bad
    with Office.open(office.data_dir, SECRET) as again:
        assert petitions(again) == 60


def test_a_wrong_passphrase_leaves_the_damaged_folder_where_it_is(office: Office, tmp_path: Path) -> None:
    copy = backups.scheduled(office, tmp_path / "luu").file
    bad = spoil(office, "op")
    with pytest.raises(Exception) as raised:  # noqa: PT011  looked at in the next line
        care_rescue.from_backup(copy, office.data_dir, "một mật khẩu khác")
    assert care_rescue.is_wrong_passphrase(raised.value)
    assert (office.data_dir / paths.DATABASE_NAME).read_bytes() == bad
    assert sorted(path.name for path in tmp_path.iterdir()) == ["luu", "so"]


def test_second_way_what_can_still_be_read_is_saved_and_work_goes_on(office: Office, tmp_path: Path) -> None:
    bad = spoil(office, "op")
    saved, aside = care_rescue.from_journal(office.data_dir, SECRET)
    assert saved.lost > 0
    assert (aside / paths.DATABASE_NAME).read_bytes() == bad
    with Office.open(office.data_dir, SECRET) as again:
        assert saved.saves == again.store.conn.execute("SELECT count(*) FROM op").fetchone()[0] > 30
        assert 30 < petitions(again) < 60
        assert care_check.look(again.store).bad in ([], ["own_sequence"])
        save(again, 2, 300)
        assert again.store.check_rebuild().equal


def test_a_damaged_list_costs_nothing(office: Office) -> None:
    office.store.conn.execute("DELETE FROM v_petition WHERE n < 5")
    assert care_rescue.examine is not None
    office.close()
    report = care_rescue.examine(office.data_dir, SECRET)
    assert report.bad == ["view"]
    care_rescue.rebuild_lists(office.data_dir, SECRET)
    with Office.open(office.data_dir, SECRET) as again:
        assert petitions(again) == 60


def test_a_file_without_a_readable_head_cannot_be_saved_and_is_left_alone(office: Office, tmp_path: Path) -> None:
    office.close()
    bad = damage(office.data_dir, 1)
    with pytest.raises(EnvironmentProblem) as raised:
        care_rescue.from_journal(office.data_dir, SECRET)
    assert raised.value.code == "damaged"
    assert (office.data_dir / paths.DATABASE_NAME).read_bytes() == bad
    assert [path.name for path in tmp_path.iterdir()] == ["so"]
    assert not care_rescue.examine(office.data_dir, SECRET).ok


def test_third_way_own_saves_come_back_from_the_province(office: Office, tmp_path: Path) -> None:
    upper, _code = Office.create(tmp_path / "tinh", UnitInfo("T1", "Tỉnh", "province"), "Lê B", SECRET, cost=CHEAP)
    with upper:
        handover.enrol_request(office.store, tmp_path / "a.danvan-req")
        handover.enrol_accept(upper.store, tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt")
        handover.enrol_finish(office.store, tmp_path / "a.danvan-crt")
        old = backups.scheduled(office, tmp_path / "luu").file
        save(office, 10, 400)
        handover.export(office.store, "T1", tmp_path / "usb")
        handover.import_path(upper.store, tmp_path / "usb")
        spoil(office, "op")
        care_rescue.from_backup(old, office.data_dir, SECRET)
        with Office.open(office.data_dir, SECRET) as again:
            assert petitions(again) == 60
            handover.export(again.store, "T1", tmp_path / "usb2")
            handover.import_path(upper.store, tmp_path / "usb2")
            handover.export(upper.store, "X1", tmp_path / "usb3", full=True)
            handover.import_path(again.store, tmp_path / "usb3")
            assert petitions(again) == 70


def test_saves_left_by_a_rescue_can_still_be_handed_over(office: Office, tmp_path: Path) -> None:
    """What is left of a torn segment is cut anew; no office is sent numbers with a gap."""
    upper, _code = Office.create(tmp_path / "tinh", UnitInfo("T1", "Tỉnh", "province"), "Lê B", SECRET, cost=CHEAP)
    with upper:
        handover.enrol_request(office.store, tmp_path / "a.danvan-req")
        handover.enrol_accept(upper.store, tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt")
        handover.enrol_finish(office.store, tmp_path / "a.danvan-crt")
        with office.store.writing():
            office.store.cut_segments()
        spoil(office, "op")
        care_rescue.from_journal(office.data_dir, SECRET)
        with Office.open(office.data_dir, SECRET) as again:
            handover.export(again.store, "T1", tmp_path / "usb")
            taken = handover.import_path(upper.store, tmp_path / "usb")
            assert [one.status for one in taken] == ["applied"]
            assert petitions(upper) == petitions(again)
