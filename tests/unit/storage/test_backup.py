"""A backup is whole or is none: it comes back as a new replica with every record, and nothing damaged is taken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.storage import backup as backups
from danvan_desktop.storage import care, keys, migrations
from danvan_desktop.storage.backup import SUFFIX, BackupInfo
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.restore import restore
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import TYPES
from tests.unit.storage.disks import may_mount, small_disk, small_files

CHEAP = Cost(memory_kib=8, passes=1)
PHRASE = "đường về xã ví dụ"


class Folder:
    """A data folder with some records, and how to back it up."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        ring, self.code = keys.create("Lê A", PHRASE, CHEAP)
        self.key = ring.key
        ring.save(path)
        self.store = Store.create(
            path / paths.DATABASE_NAME, ring.key, UnitInfo("01", "Xã Ví dụ", "commune"), types=TYPES
        )
        self.rows = []
        with self.store.batch(officer="Lê A") as batch:
            for i in range(30):
                self.rows.append(batch.new("note", {"x": f"Bờ ranh {i}", "y": i, "who": f"Nguyễn Văn {i}"}))

    def backup(self, target: Path) -> BackupInfo:
        return backups.backup(self.store, self.path, self.key, target)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path / "a")
    yield made
    made.store.close()


def reopen(path: Path, phrase: str = PHRASE) -> Store:
    return migrations.open_store(path / paths.DATABASE_NAME, keys.unlock(path, phrase)[0], types=TYPES)


def test_a_restored_backup_has_every_record_and_is_a_new_replica(folder: Folder, tmp_path: Path) -> None:
    with folder.store.batch(officer="Lê A") as batch:
        batch.edit("note", folder.rows[3], {"x": "đã sửa"})
        batch.delete("note", folder.rows[4])
    info = folder.backup(tmp_path / f"sao lưu{SUFFIX}")
    done = restore(info.file, tmp_path / "mới", "DUONG VE xa vi du", types=TYPES)
    assert (done.officer, done.unit_name, done.made) == ("Lê A", "Xã Ví dụ", info.made)
    restored = reopen(tmp_path / "mới")
    assert restored.records("note", folder.rows) == folder.store.records("note", folder.rows)
    assert restored.search("note", "nguyen van 7") == folder.store.search("note", "nguyen van 7") != []
    assert restored.replica.id == done.new_replica != done.old_replica == folder.store.replica.id
    assert restored.replica.serial == folder.store.replica.serial + 1
    assert restored.replica.sign_key != folder.store.replica.sign_key
    assert restored.settings.get("restored.from_replica") == done.old_replica.hex()
    with restored.batch(officer="Lê A") as batch:  # both go on; no number and no row id is used twice
        fresh = batch.new("note", {"x": "sau khi phục hồi"})
        assert batch.edit("note", folder.rows[0], {"y": 77})
    assert fresh[:8] == done.new_replica
    assert care.check(restored).ok
    restored.close()


def test_saves_that_are_only_in_the_log_are_in_the_backup(folder: Folder, tmp_path: Path) -> None:
    log = folder.path / f"{paths.DATABASE_NAME}-wal"
    assert log.stat().st_size > 0
    info = folder.backup(tmp_path / "b")
    with backups.open_inside(info.file, folder.key) as conn:
        assert conn.execute("SELECT count(*) FROM op").fetchone() == (30,)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_work_goes_on_after_a_backup_and_the_next_one_holds_it(folder: Folder, tmp_path: Path) -> None:
    for name in ("b", "b", "c"):
        with folder.store.batch(officer="Lê A") as batch:
            batch.new("note", {"x": "thêm"})
        info = folder.backup(tmp_path / name)
    with backups.open_inside(info.file, folder.key) as conn:
        assert conn.execute("SELECT count(*) FROM op").fetchone() == (33,)


def test_the_backup_opens_with_the_recovery_code_too(folder: Folder, tmp_path: Path) -> None:
    info = folder.backup(tmp_path / "b")
    assert restore(info.file, tmp_path / "n", code=folder.code, types=TYPES).officer == "Lê A"


def refused(file: Path, target: Path) -> bool:
    """Whether a restore is refused with a sentence and leaves nothing."""
    try:
        restore(file, target, PHRASE, types=TYPES)
    except UserError as error:
        return bool(error.hint and error.kept) and not target.exists()
    return False


def test_every_flipped_byte_is_refused(folder: Folder, tmp_path: Path) -> None:
    good = folder.backup(tmp_path / "b").file.read_bytes()
    trailer = len(good) - backups.PAGE
    places = [*range(0, len(good), 997), *range(trailer, len(good), 61), *range(len(good) - backups.FOOTER, len(good))]
    bad = bytearray(good)
    broken = tmp_path / "hỏng"
    broken.write_bytes(good)
    with broken.open("r+b") as stream:
        for place in places:
            stream.seek(place)
            stream.write(bytes([good[place] ^ 0x10]))
            stream.flush()
            assert refused(broken, tmp_path / "n"), place
            stream.seek(place)
            stream.write(good[place : place + 1])
    assert bytes(bad) == broken.read_bytes()
    assert not refused(broken, tmp_path / "n")


@pytest.mark.parametrize("part", [0, 1, 63, 4096, 0.3, 0.5, 0.99, -4096, -64, -32, -1])
def test_a_cut_backup_is_refused(folder: Folder, tmp_path: Path, part: float) -> None:
    good = folder.backup(tmp_path / "b").file.read_bytes()
    length = int(len(good) * part) if 0 < part < 1 else int(part) if part >= 0 else len(good) + int(part)
    (tmp_path / "c").write_bytes(good[:length])
    assert refused(tmp_path / "c", tmp_path / "n")
    (tmp_path / "c").write_bytes(good + bytes(4096))
    assert refused(tmp_path / "c", tmp_path / "n")


def test_a_backup_whose_hash_was_made_to_fit_is_still_refused(folder: Folder, tmp_path: Path) -> None:
    """Somebody alters a page of the database and writes a new hash over it."""
    import hashlib

    data = bytearray(folder.backup(tmp_path / "b").file.read_bytes())
    data[5 * 4096 + 100] ^= 1
    data[-32:] = hashlib.sha256(data[:-32]).digest()
    (tmp_path / "c").write_bytes(data)
    assert refused(tmp_path / "c", tmp_path / "n")


def test_a_folder_with_anything_in_it_is_left_alone(folder: Folder, tmp_path: Path) -> None:
    info = folder.backup(tmp_path / "b")
    target = tmp_path / "n"
    target.mkdir()
    (target / "thư.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UserError):
        restore(info.file, target, PHRASE, types=TYPES)
    assert [path.name for path in target.iterdir()] == ["thư.txt"]
    before = (folder.path / paths.DATABASE_NAME).read_bytes()
    with pytest.raises(UserError):
        restore(info.file, folder.path, PHRASE, types=TYPES)
    assert (folder.path / paths.DATABASE_NAME).read_bytes() == before


def test_a_wrong_passphrase_leaves_nothing(folder: Folder, tmp_path: Path) -> None:
    info = folder.backup(tmp_path / "b")
    with pytest.raises(UserError) as raised:
        restore(info.file, tmp_path / "n", "một câu nào khác", types=TYPES)
    assert raised.value.kept
    assert not (tmp_path / "n").exists()


def test_another_file_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 " + bytes(10_000))
    assert refused(tmp_path / "x.pdf", tmp_path / "n")
    with pytest.raises(EnvironmentProblem):
        restore(tmp_path / "không có", tmp_path / "n", PHRASE, types=TYPES)


def test_a_damaged_database_is_not_taken_for_a_good_backup(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"the backup before")
    folder.store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (folder.path / paths.DATABASE_NAME).open("r+b") as stream:
        stream.seek(6 * 4096 + 50)
        stream.write(b"\0\0\0\0")
    with pytest.raises(EnvironmentProblem):
        folder.backup(tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"the backup before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_destroyed_value_is_in_no_later_backup(folder: Folder, tmp_path: Path) -> None:
    folder.store.destroy_values("note", folder.rows[7], ["who"])
    info = folder.backup(tmp_path / "b")
    restore(info.file, tmp_path / "n", PHRASE, types=TYPES)
    restored = reopen(tmp_path / "n")
    assert restored.search("note", '"nguyen van 7"') == []
    assert restored.get("note", folder.rows[7]).withheld == {"who"}  # type: ignore[union-attr]
    assert restored.check_rebuild().equal
    restored.close()


# --- disks
def test_a_disk_that_fills_up_while_writing_keeps_the_earlier_backup(folder: Folder, tmp_path: Path) -> None:
    target = tmp_path / "b"
    target.write_bytes(b"the backup before")
    with small_files(50_000), pytest.raises(EnvironmentProblem):
        folder.backup(target)
    assert target.read_bytes() == b"the backup before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    folder.backup(target)
    with small_files(50_000), pytest.raises(EnvironmentProblem):
        restore(target, tmp_path / "n", PHRASE, types=TYPES)
    assert not (tmp_path / "n").exists()


def test_a_disk_that_is_too_small_is_refused_before_anything_is_written(folder: Folder, tmp_path: Path) -> None:
    if not may_mount():  # the test above has shown the same with a limit on files
        return
    with small_disk(tmp_path / "disk", "1m") as disk:
        with pytest.raises(EnvironmentProblem) as raised:
            folder.backup(disk / "b")
        assert raised.value.hint
        assert list(disk.iterdir()) == []
        info = folder.backup(tmp_path / "b")
        with pytest.raises(EnvironmentProblem):
            restore(info.file, disk / "n", PHRASE, types=TYPES)
        assert list(disk.iterdir()) == []


def test_a_backup_into_a_folder_that_is_none_or_closed_to_us_is_a_sentence(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        folder.backup(tmp_path / "no" / "b")
    with pytest.raises(UserError):
        folder.backup(tmp_path)
    with pytest.raises(DanvanError):
        folder.backup(Path("/proc/b"))


KILLED = """
import os, sys, threading, time
from pathlib import Path
from danvan_desktop.storage import backup, keys
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import TYPES
folder, target, wait = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
key = keys.unlock(folder, sys.argv[4])[0]
store = Store.open(folder / "danvan.db", key, types=TYPES)
threading.Thread(target=lambda: (time.sleep(wait), os.kill(os.getpid(), 9)), daemon=True).start()
while True:
    backup.backup(store, folder, key, target)
"""


@pytest.mark.parametrize("wait", [0.002, 0.011, 0.023, 0.037])
def test_a_backup_that_is_killed_leaves_the_earlier_one_or_a_whole_new_one(
    folder: Folder, tmp_path: Path, checkout: Path, wait: float
) -> None:
    target = tmp_path / "b"
    folder.backup(target)
    folder.store.close()
    run = [sys.executable, "-c", KILLED, str(folder.path), str(target), str(wait), PHRASE]
    assert subprocess.run(run, cwd=checkout, check=False, timeout=60).returncode == -9
    assert backups.read_info(target).database_size > 0
    restore(target, tmp_path / "n", PHRASE, types=TYPES)
    again = reopen(folder.path)
    assert care.check(again).ok
    again.close()
    shutil.rmtree(tmp_path / "n")
