"""An office's data folder: made, opened, held by one program, closed."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import rescue
from danvan_desktop.app.lock import FolderLock
from danvan_desktop.app.office import Office
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage.identity import UnitInfo
from tests.unit.app.offices import CHEAP, PHRASE, UNIT, create, save


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
