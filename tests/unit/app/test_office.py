"""An office's data folder: made, opened, shared out, rescued; nothing typed is readable in it or around it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import rescue
from danvan_desktop.app.lock import FolderLock
from danvan_desktop.app.office import Office
from danvan_desktop.app.self_test import self_test
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage import care
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.storage.disks import closed_to_writing, may_mount, small_disk, small_files

CHEAP = Cost(memory_kib=8, passes=1)
UNIT = UnitInfo("25920", "Xã Ví dụ", "commune", "80")
PHRASE = "đường về xã ví dụ"
OTHER = "một câu khác hẳn"


def create(folder: Path, unit: UnitInfo = UNIT, **organ: str | None) -> tuple[Office, str]:
    return Office.create(folder, unit, "Lê Thị Ánh", PHRASE, organ, cost=CHEAP)


def save(office: Office, text: str) -> bytes:
    with office.store.batch(officer=office.officer) as batch:
        return batch.new(
            "petition", {"unit": "25920", "received_on": date(2026, 2, 3), "type": "kien_nghi", "content": text}
        )


def test_a_new_office_opens_again_with_its_records(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a", name="Ban Dân vận", side="party", symbol="", place=None)
    row = save(office, "Sửa đường thôn")
    office.close()
    with Office.open(tmp_path / "a", "DUONG VE XA VI DU") as again:
        assert again.officer == "Lê Thị Ánh"
        assert again.store.unit == UNIT
        assert again.organ == {"name": "Ban Dân vận", "side": "party"}
        assert again.store.get("petition", row).values["content"] == "Sửa đường thôn"  # type: ignore[union-attr]
        assert rescue.check(again).ok


def test_the_units_own_record_is_made_and_a_district_is_historic(tmp_path: Path) -> None:
    for level, code, historic in (("commune", "xa", None), ("district", "huyen", True), ("province", "tinh", None)):
        with create(tmp_path / level, UnitInfo("7", "Đơn vị", level))[0] as office:
            record = office.store.get("unit", derived_row_id("unit", "7", ""))
            assert record is not None
            assert (record.values["code"], record.values["level"], record.values["historic"]) == ("7", code, historic)
            assert record.values["valid_to"] == (date(2025, 6, 30) if historic else None)
            assert office.store.conflicts() == []


@pytest.mark.parametrize(
    "unit", [UnitInfo("", "Xã", "commune"), UnitInfo("1", " ", "commune"), UnitInfo("1", "Xã", "village")]
)
def test_a_unit_that_is_none_is_refused_and_no_folder_made(tmp_path: Path, unit: UnitInfo) -> None:
    with pytest.raises(UserError):
        create(tmp_path / "a", unit)
    with pytest.raises(UserError):
        create(tmp_path / "a", side="army")
    with pytest.raises(UserError):
        Office.create(tmp_path / "a", UNIT, "Lê A", "ngắn", cost=CHEAP)
    assert not (tmp_path / "a").exists()


def test_an_office_is_never_made_over_another(tmp_path: Path) -> None:
    create(tmp_path / "a")[0].close()
    before = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    with pytest.raises(UserError):
        create(tmp_path / "a")
    (tmp_path / "a" / paths.KEYS_NAME).rename(tmp_path / "keys")
    with pytest.raises(UserError):
        create(tmp_path / "a")
    (tmp_path / "keys").rename(tmp_path / "a" / paths.KEYS_NAME)
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == before


def test_a_folder_without_data_is_told_so_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        Office.open(tmp_path, PHRASE)
    assert "init" in raised.value.hint
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_can_look_into_the_folder(tmp_path: Path) -> None:
    with create(tmp_path / "a")[0] as office:
        save(office, "x")
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o077 for path in (tmp_path / "a").iterdir()} == {0}


DUMPS = """
import os, resource, sys
from pathlib import Path
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from danvan_desktop.app.office import Office
Office.open(Path(sys.argv[1]), sys.argv[2])
print(resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_crash_dumps_no_core_once_an_office_is_open(tmp_path: Path, checkout: Path) -> None:
    create(tmp_path / "a")[0].close()
    run = [sys.executable, "-c", DUMPS, str(tmp_path / "a"), PHRASE]
    said = subprocess.run(run, cwd=checkout, check=False, capture_output=True, text=True, timeout=60)
    assert (said.stdout, said.stderr) == ("(0, 0)\n", "")


def test_a_second_opening_waits_and_then_says_so(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    started = time.monotonic()
    with pytest.raises(EnvironmentProblem) as raised:
        Office.open(tmp_path / "a", PHRASE, wait_seconds=0.3)
    assert 0.25 < time.monotonic() - started < 5
    assert raised.value.hint
    office.close()
    Office.open(tmp_path / "a", PHRASE, wait_seconds=0).close()


def test_a_lock_goes_with_the_process_that_held_it(tmp_path: Path, checkout: Path) -> None:
    hold = (
        "import sys, os, pathlib\n"
        "from danvan_desktop.app.lock import FolderLock\n"
        "FolderLock(pathlib.Path(sys.argv[1])).acquire()\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", hold, str(tmp_path)], cwd=checkout, check=False, timeout=60)
    assert (tmp_path / paths.LOCK_NAME).exists()
    lock = FolderLock(tmp_path)
    lock.acquire(0)
    lock.release()


def test_a_wrong_passphrase_lets_the_next_try_in(tmp_path: Path) -> None:
    create(tmp_path / "a")[0].close()
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", "một câu nào đó", wait_seconds=0)
    Office.open(tmp_path / "a", PHRASE, wait_seconds=0).close()


def test_closing_twice_does_nothing_and_the_key_is_gone(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    office.close()
    office.close()
    assert not hasattr(office, "ring")


# --- rescue
def test_officers_come_and_go_while_work_goes_on(tmp_path: Path) -> None:
    office, code = create(tmp_path / "a")
    row = save(office, "Sửa đường thôn")
    rescue.add_officer(office, "Trần B", OTHER, cost=CHEAP)
    rescue.officer_leaves(office, "tran b")
    assert save(office, "sau đó") != row
    assert rescue.check(office).ok
    office.close()
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    assert rescue.recover(tmp_path / "a", code, OTHER, cost=CHEAP) == "Lê Thị Ánh"
    with Office.open(tmp_path / "a", OTHER) as again:
        assert len(again.store.search("petition", "")) == 0
        assert again.store.get("petition", row) is not None


def test_the_last_officer_stays_and_the_office_stays_open(tmp_path: Path) -> None:
    with create(tmp_path / "a")[0] as office:
        with pytest.raises(UserError):
            rescue.officer_leaves(office, "Lê Thị Ánh")
        with pytest.raises(UserError):
            rescue.officer_leaves(office, "Ai đó")
        save(office, "vẫn làm việc")


def test_a_lost_passphrase_is_set_anew_by_the_code_and_changed_again(tmp_path: Path) -> None:
    office, code = create(tmp_path / "a")
    office.close()
    rescue.recover(tmp_path / "a", code.replace("\n", "-"), OTHER, cost=CHEAP)
    with Office.open(tmp_path / "a", OTHER) as again:
        rescue.change_passphrase(again, "lại một câu mới", cost=CHEAP)
        newest = rescue.new_recovery_code(again)
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    with pytest.raises(UserError):
        rescue.recover(tmp_path / "a", code, OTHER, cost=CHEAP)
    rescue.recover(tmp_path / "a", newest, OTHER, cost=CHEAP)
    Office.open(tmp_path / "a", OTHER).close()


def test_a_restored_office_goes_on_as_a_new_replica(tmp_path: Path) -> None:
    with create(tmp_path / "a")[0] as office:
        row = save(office, "Sửa đường thôn")
        info = rescue.backup(office, tmp_path / "sao lưu")
        old = office.store.replica.id
    done = rescue.restore(info.file, tmp_path / "b", PHRASE)
    assert done.old_replica == old
    with Office.open(tmp_path / "b", PHRASE) as restored:
        assert restored.store.replica.id == done.new_replica != old
        assert restored.store.get("petition", row) is not None
        assert save(restored, "mới")[:8] == done.new_replica
        assert rescue.check(restored).ok
        assert rescue.check_rebuild(restored).equal


def test_a_file_that_does_not_open_any_more_gets_a_report_with_advice(tmp_path: Path) -> None:
    create(tmp_path / "a")[0].close()
    assert rescue.check_folder(tmp_path / "a", PHRASE).ok
    with (tmp_path / "a" / paths.DATABASE_NAME).open("r+b") as stream:
        stream.seek(200)
        stream.write(b"rubbish")
    report = rescue.check_folder(tmp_path / "a", PHRASE)
    assert report.bad == [care.FILE]
    assert len(report.advice) > 1
    lock = FolderLock(tmp_path / "a")
    lock.acquire(0)
    lock.release()


def test_the_self_test_names_every_part_and_touches_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parts = self_test()
    assert len(parts) == 7
    assert [part.text for part in parts if not part.ok] == []
    assert list(tmp_path.iterdir()) == []


# --- the disk
def test_a_folder_nobody_may_write_to_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "a", Path("/proc/danvan")):
        with pytest.raises((EnvironmentProblem, UserError)) as raised:
            create(folder)
        assert raised.value.hint
        with pytest.raises((EnvironmentProblem, UserError)):
            Office.open(folder, PHRASE)


def save_until_full(office: Office) -> int:
    """Saves of five petitions each until the disk refuses one; returns how many were acknowledged."""
    for number in range(100_000):
        try:
            with office.store.batch(officer=office.officer) as batch:
                for place in range(5):
                    content = f"{number}/{place} " + "đường thôn " * 50
                    batch.new("petition", {"received_on": date(2026, 1, 5), "type": "khieu_nai", "content": content})
        except EnvironmentProblem:
            return number
    return -1


def contents(office: Office) -> list[str]:
    ids = [row for (row,) in office.store.conn.execute("SELECT id FROM v_petition ORDER BY n")]
    return [str(record.values["content"]).split()[0] for record in office.store.records("petition", ids)]


def test_a_limit_on_files_while_saving_keeps_every_acknowledged_save(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    size = max(path.stat().st_size for path in (tmp_path / "a").iterdir())
    with small_files(size + 1_000_000):
        count = save_until_full(office)
    assert count > 0
    assert contents(office) == [f"{number}/{place}" for number in range(count) for place in range(5)]
    save(office, "lại có chỗ")
    assert rescue.check(office).ok
    office.close()


def test_a_full_disk_while_saving_keeps_every_acknowledged_save(tmp_path: Path) -> None:
    if not may_mount():  # the test above has shown the same with a limit on files
        return
    with small_disk(tmp_path / "disk", "6m") as disk:
        office, _code = create(disk / "a")
        count = save_until_full(office)
        assert count > 0
        with pytest.raises(EnvironmentProblem):
            rescue.backup(office, disk / "b")
        assert contents(office) == [f"{number}/{place}" for number in range(count) for place in range(5)]
        office.close()
        with Office.open(disk / "a", PHRASE) as again:
            assert contents(again) == [f"{number}/{place}" for number in range(count) for place in range(5)]


def test_a_disk_closed_to_writing_is_a_sentence_and_harms_nothing(tmp_path: Path) -> None:
    if not may_mount():
        return
    with small_disk(tmp_path / "disk", "8m") as disk:
        office, _code = create(disk / "a")
        row = save(office, "Sửa đường thôn")
        office.close()
        with closed_to_writing(disk):
            for attempt in (lambda: Office.open(disk / "a", PHRASE), lambda: create(disk / "b")):
                with pytest.raises(EnvironmentProblem) as raised:
                    attempt()
                assert raised.value.hint
        with Office.open(disk / "a", PHRASE) as again:
            assert again.store.get("petition", row) is not None


def test_a_disk_that_is_full_when_an_officer_leaves_lets_the_others_go_on(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    row = save(office, "Sửa đường thôn")
    rescue.add_officer(office, "Trần B", OTHER, cost=CHEAP)
    old_key = office.ring.key
    with small_files(200_000), pytest.raises(EnvironmentProblem):
        rescue.officer_leaves(office, "Trần B")
    assert office.ring.key == old_key
    assert office.store.get("petition", row) is not None
    save(office, "vẫn làm việc")
    office.close()
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    with Office.open(tmp_path / "a", PHRASE) as again:
        assert again.ring.key != old_key
        assert again.ring.following is None
        assert rescue.check(again).ok


CANARIES = ("Nguyễn Thị Hoẵng", "đất rừng Chằm Rễ", "Bùi Quỵt", "một lý do hiếm")


def forms(word: str) -> list[bytes]:
    texts = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return [text.encode(coding) for text in texts for coding in ("utf-8", "utf-16-le")]


def test_no_typed_word_is_readable_anywhere_after_a_days_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    plain: dict[str, Value] = {"received_on": date(2026, 1, 5), "type": "khieu_nai"}
    office, code = Office.create(tmp_path / "a", UnitInfo("1", "Xã Chằm Rễ", "commune"), "Bùi Quỵt", PHRASE, cost=CHEAP)
    with office.store.batch(officer=office.officer, reason="một lý do hiếm") as batch:
        for i in range(50):
            content, name = f"đất rừng Chằm Rễ {i}", "Nguyễn Thị Hoẵng"
            batch.new("petition", {**plain, "content": content, "petitioner_name": name})
    assert len(office.store.search("petition", "hoang cham re")) == 50
    rescue.add_officer(office, "Lê Kín", OTHER, cost=CHEAP)
    rescue.officer_leaves(office, "Lê Kín")
    info = rescue.backup(office, tmp_path / "b")
    rescue.restore(info.file, tmp_path / "c", PHRASE)
    (tmp_path / "control").write_text("Nguyễn Thị Hoẵng", encoding="utf-8")
    assert any(form in (tmp_path / "control").read_bytes() for form in forms(CANARIES[0]))  # the search can find
    (tmp_path / "control").unlink()
    searched = 0
    for place in (tmp_path, Path(os.environ["HOME"])):  # while it is open, log and all
        for path in place.rglob("*"):
            if path.is_file():
                searched += 1
                data = path.read_bytes()
                found = [w for w in (*CANARIES, "Lê Kín", PHRASE, OTHER, code) for f in forms(w) if f in data]
                assert not found, path
    office.close()
    assert searched >= 7


SAVES = """
import os, sys
from datetime import date
from pathlib import Path
from danvan_desktop.app.office import Office
with Office.open(Path(sys.argv[1]), sys.argv[2]) as office:
    for number in range(1_000_000):
        with office.store.batch(officer=office.officer) as batch:
            for place in range(5):
                values = {"received_on": date(2026, 1, 5), "type": "khieu_nai"}
                batch.new("petition", values | {"content": f"{number}/{place}"})
        print(number, flush=True)
"""


def kill_while_saving(folder: Path, checkout: Path, after: int, wait: float) -> int:
    """Save until `after` saves are acknowledged, a moment more, then kill; returns the last acknowledged save."""
    run = [sys.executable, "-c", SAVES, str(folder), PHRASE]
    with subprocess.Popen(run, cwd=checkout, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = -1
        for line in process.stdout:
            last = int(line)
            if last >= after:
                time.sleep(wait)
                process.kill()
                break
        rest = process.stdout.read().split()
    return int(rest[-1]) if rest else last


def saved(folder: Path) -> list[str]:
    with Office.open(folder, PHRASE) as office:
        assert rescue.check(office).ok
        ids = [row for (row,) in office.store.conn.execute("SELECT id FROM v_petition ORDER BY n")]
        return [str(record.values["content"]) for record in office.store.records("petition", ids)]


@pytest.mark.parametrize("wait", [0.0, 0.003, 0.007])
def test_a_power_cut_while_saving_loses_nothing_that_was_acknowledged(
    tmp_path: Path, checkout: Path, wait: float
) -> None:
    create(tmp_path / "a")[0].close()
    last = kill_while_saving(tmp_path / "a", checkout, 5, wait)
    whole = [f"{number}/{place}" for number in range(last + 1) for place in range(5)]
    found = saved(tmp_path / "a")
    assert found[: len(whole)] == whole
    assert len(found) in {len(whole), len(whole) + 5}  # the save under way is there whole or not at all


@pytest.mark.slow
def test_many_power_cuts_one_after_the_other_lose_nothing(tmp_path: Path, checkout: Path) -> None:
    create(tmp_path / "a")[0].close()
    acknowledged = 0
    for turn in range(40):
        acknowledged += 5 * (kill_while_saving(tmp_path / "a", checkout, 1 + turn % 7, turn * 0.0007) + 1)
        found = saved(tmp_path / "a")
        assert acknowledged <= len(found) <= acknowledged + 5
        assert len(found) % 5 == 0
        acknowledged = len(found)
