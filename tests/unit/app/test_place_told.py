"""A data folder in a bad place is told of once at that place, in the window and on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from danvan_desktop.app import first_run
from danvan_desktop.app.office import Office
from danvan_desktop.app.place_table import Place
from danvan_desktop.cli.run import run
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "bốn từ rất riêng tư"
UNIT = UnitInfo("24181", "Xã Ea Drăng", "commune", "66")
CHEAP = Cost(memory_kib=8, passes=1)


def notice_at(folder: Path) -> str:
    with Office.open(folder, SECRET) as office:
        return office.notice


def test_a_cloud_folder_is_told_of_once_a_place(tmp_path: Path) -> None:
    good, cloud, other = tmp_path / "office", tmp_path / "OneDrive" / "office", tmp_path / "Dropbox" / "office"
    Office.create(good, UNIT, "Lan", SECRET, cost=CHEAP)[0].close()
    assert notice_at(good) == ""
    shutil.copytree(good, cloud)
    assert "OneDrive" in notice_at(cloud)
    assert "OneDrive" not in notice_at(cloud)
    shutil.copytree(cloud, other)
    assert "Dropbox" in notice_at(other)


def test_the_first_run_has_told_it_on_its_own_page(tmp_path: Path) -> None:
    place = Place("24181", "Xã Ea Drăng", "commune", "Đắk Lắk", parent_code="66")
    setup = first_run.Setup(place=place, officer="Lan", passphrase=SECRET)
    office, _code = first_run.create(tmp_path / "Dropbox" / "office", setup, CHEAP)
    with office:
        assert office.notice == ""


def test_init_and_restore_say_it_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p").write_text(SECRET + "\n", encoding="utf-8")
    secret = ["--passphrase-file", str(tmp_path / "p")]
    cloud, again = str(tmp_path / "Dropbox" / "office"), str(tmp_path / "OneDrive" / "office")
    made = ["init", "--unit-code", "24181", "--unit-name", "Xã A", "--level", "commune", "--officer", "Lan", "--json"]
    assert run(["--data-dir", cloud, *secret, *made]) == 0
    assert "Dropbox" in capsys.readouterr().err
    assert run(["--data-dir", cloud, *secret, "backup", "-o", str(tmp_path / "b.dvb")]) == 0
    capsys.readouterr()
    assert run(["--data-dir", again, *secret, "restore", str(tmp_path / "b.dvb")]) == 0
    assert "OneDrive" in capsys.readouterr().err
