"""The office's own disk fills up in a save or an import, or is write-protected: it is said, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.errors import DanvanError
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, lines_of, open_at
from tests.unit.storage.disks import may_mount, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    if not may_mount():
        pytest.skip("nothing may be mounted here")
    with small_disk(tmp_path / "disk", "2m", lazy=True) as place:
        yield place


def moved(offices: Offices, name: str, disk: Path) -> Store:
    """An office's file on the small disk."""
    data = offices.backup(name)
    (disk / "a.db").write_bytes(data)
    return open_at(disk / "a.db")


def fill(disk: Path, leave: int) -> None:
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(bytes(max(0, free - leave)))


def save(store: Store) -> None:
    with store.batch(officer="Lê A") as batch:
        batch.new_group()
        for place in range(40):
            batch.new("note", {"x": f"mới {place} " + "dài " * 200, "who": "Người"})


def save_often(store: Store) -> None:
    for _time in range(40):
        save(store)


@pytest.mark.parametrize("leave", [0, 4_096, 40_000, 120_000])
def test_a_save_on_a_full_disk_is_said_and_leaves_all_as_it_was(offices: Offices, disk: Path, leave: int) -> None:
    store = moved(offices, "C1", disk)
    before = lines_of(store)
    fill(disk, leave)
    with pytest.raises(DanvanError) as told:
        save_often(store)
    assert told.value.code == "disk-full", told.value.text()
    now = lines_of(store)
    assert now[: len(before)] == before
    assert (len(now) - len(before)) % 40 == 0, "a save by half"
    (disk / "filler").unlink()
    save(store)
    assert store.check_rebuild().equal
    store.close()


@pytest.mark.parametrize("leave", [0, 30_000, 150_000])
def test_an_import_on_a_full_disk_is_said_and_the_stick_can_come_again(
    offices: Offices, disk: Path, tmp_path: Path, leave: int
) -> None:
    for _time in range(3):
        save(offices["C1"])
    [data] = offices.export("C1", "750")
    stick = tmp_path / "usb"
    stick.mkdir()
    (stick / "DV-1-1-1of1.danvan").write_bytes(data)
    store = moved(offices, "D", disk)
    before = lines_of(store)
    fill(disk, leave)
    with pytest.raises(DanvanError) as told:
        handover.import_path(store, stick)
    assert told.value.code == "disk-full", told.value.text()
    assert lines_of(store) == before
    assert [file.name for file in stick.iterdir()] == ["DV-1-1-1of1.danvan"]
    (disk / "filler").unlink()
    assert handover.import_path(store, stick)[-1].status == "applied"
    assert store.check_rebuild().equal
    store.close()


def test_a_data_folder_that_became_write_protected_is_said_and_loses_nothing(offices: Offices, disk: Path) -> None:
    store = moved(offices, "C1", disk)
    save(store)
    count = len(lines_of(store))
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        with pytest.raises(DanvanError) as told:
            save_in(disk)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert told.value.hint
    again = open_at(disk / "a.db")
    assert len(lines_of(again)) == count
    save(again)
    assert again.check_rebuild().equal
    again.close()


def save_in(disk: Path) -> None:
    with closing(open_at(disk / "a.db")) as store:
        save(store)
