"""Writing to a stick: "it may be taken out now" is said only when it is true; full, locked and held sticks say why."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import stick
from danvan_desktop.handoff.export import PartlyWrittenError
from danvan_desktop.storage import files, handover_log
from tests.unit.handoff.desks import Desks, attach, attached, petition, picture
from tests.unit.storage.disks import may_mount, small_disk


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A stick of 5 MB: a file system of its own, in memory."""
    if not may_mount():
        pytest.skip("nothing may be mounted here")
    with small_disk(tmp_path / "usb", "5m") as place:
        yield place


def test_a_stick_that_fills_in_the_middle_keeps_its_parts_and_says_which(desks: Desks, mounted: Path) -> None:
    row = petition(desks["C1"])
    scans = [picture("PNG", 700, noisy=True) for _place in range(4)]
    for scan in scans:
        attach(desks["C1"], row, scan)
    with pytest.raises(PartlyWrittenError) as stopped:
        handover.export(desks["C1"], "25920", mounted, max_part_mb=1)
    written = [Path(one.file) for one in stopped.value.written]
    assert sorted(mounted.iterdir()) == written
    assert stopped.value.code == "disk-full"
    assert all(file.name in stopped.value.text() for file in written)
    assert len([e for e in handover_log.listed(desks["C1"].conn) if e.way == handover_log.OUT]) == len(written)
    for file in written:
        data = file.read_bytes()
        result, receipt = desks.deliver("C2", data)
        assert result.status == "applied"
    assert receipt is not None
    desks.deliver("C1", receipt)
    for data in desks.export("C1", "C2"):
        desks.deliver("C2", data)
    assert [file.here for file in attached(desks["C2"], row)] == [True] * 4


def test_a_stick_too_small_for_the_first_part_is_left_as_it_was(desks: Desks, mounted: Path) -> None:
    (mounted / "other").write_bytes(bytes(4_500_000))
    attach(desks["C1"], petition(desks["C1"]), picture("PNG", 700, noisy=True))
    with pytest.raises(EnvironmentProblem) as stopped:
        handover.export(desks["C1"], "25920", mounted)
    assert not isinstance(stopped.value, PartlyWrittenError)
    assert [path.name for path in mounted.iterdir()] == ["other"]


def test_space_that_vanishes_while_writing_leaves_no_half_file(mounted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SPARE_BYTES", -100_000_000)  # the stick lies about its space
    with pytest.raises(EnvironmentProblem) as stopped:
        stick.write(mounted / "x.danvan", os.urandom(6_000_000))
    assert stopped.value.code == "disk-full"
    assert list(mounted.iterdir()) == []


def test_a_write_protected_stick_is_said_to_be_so(desks: Desks, mounted: Path) -> None:
    petition(desks["C1"])
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    with pytest.raises(EnvironmentProblem) as stopped:
        handover.export(desks["C1"], "25920", mounted)
    assert stopped.value.code == "read-only"
    assert stopped.value.hint


def test_a_package_is_read_from_a_write_protected_stick_and_only_the_receipt_fails(desks: Desks, mounted: Path) -> None:
    row = petition(desks["C1"])
    handover.export(desks["C1"], "25920", mounted)
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    [result] = handover.import_path(desks["C2"], mounted)
    assert result.status == "applied"
    assert result.reason
    assert desks["C2"].get("petition", row) is not None


LEFT = ["DV-25920-3-1of2.danvan.0badf00d.part", "DV-25920-999-12of12.danvan.1a2b3c4d.part"]
NOT_OURS = [
    "DV-25921-3-1of2.danvan.0badf00d.part", "DV-259201-3-1of2.danvan.0badf00d.part", "DV-25920-3-1of2.danvan.part",
    "DV-25920-3-1of2.danvan.0badf00d.part.txt", "DV-25920-3-1of2 (1).danvan.0badf00d.part", "DV-25920-9-1of1.danvan",
    "DV-25920-3-1of2.receipt.danvan.0badf00d.part", "DV-25920-3-1of2.danvan.0BADF00D.part", "luận văn.0badf00d.part",
]  # fmt: skip


def test_what_a_killed_export_left_goes_with_the_next_one_and_nothing_else_does(desks: Desks, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    (usb / LEFT[0]).write_bytes(b"")  # FAT: the name was written, the bytes never were
    (usb / LEFT[1]).write_bytes(b"age-encryption.org/v1\n half")
    for name in NOT_OURS:
        (usb / name).write_bytes(b"x")
    (usb / "DV-25920-4-1of1.danvan.0badf00d.part").mkdir()
    (usb / "DV-25920-5-1of1.danvan.0badf00d.part").symlink_to(usb / NOT_OURS[0])
    kept = {path.name for path in usb.iterdir()} - set(LEFT)
    assert desks["C1"].unit.code == "25920"
    petition(desks["C1"])
    [made] = handover.export(desks["C1"], "25920", usb)
    assert {path.name for path in usb.iterdir()} == kept | {Path(made.file).name}


def test_what_is_left_when_the_program_stops_before_the_rename_is_known_as_ours(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition(desks["C1"])

    def stop(_part: Path, _target: Path) -> None:
        raise OSError(5, "the program stops here")

    with monkeypatch.context() as killed:
        killed.setattr(stick, "move_into_place", stop)
        killed.setattr(stick, "remove_part", bool)
        with pytest.raises(EnvironmentProblem):
            handover.export(desks["C1"], "25920", tmp_path)
    [left] = tmp_path.iterdir()
    assert left.suffix == ".part"
    [made] = handover.export(desks["C1"], "25920", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [Path(made.file).name]


def test_a_stick_that_a_killed_export_filled_takes_the_next_one(desks: Desks, mounted: Path) -> None:
    (mounted / LEFT[0]).write_bytes(bytes(4_500_000))
    petition(desks["C1"])
    [made] = handover.export(desks["C1"], "25920", mounted)
    assert [path.name for path in mounted.iterdir()] == [Path(made.file).name]


def test_a_receipt_takes_the_place_of_an_earlier_try_at_it(desks: Desks, tmp_path: Path) -> None:
    petition(desks["C1"])
    [made] = handover.export(desks["C1"], "25920", tmp_path)
    answer = Path(made.file).name.replace(".danvan", ".receipt.danvan")
    (tmp_path / f"{answer}.0badf00d.part").write_bytes(b"half")
    handover.import_path(desks["C2"], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([Path(made.file).name, answer])


class HeldFile(type(Path())):  # type: ignore[misc]
    """A part file that a virus scanner holds for some tries, as Windows reports it."""

    holds = 0
    winerror = 32

    def replace(self, target: object) -> Path:
        if HeldFile.holds:
            HeldFile.holds -= 1
            held = PermissionError(13, "held")
            held.winerror = HeldFile.winerror  # type: ignore[attr-defined]
            raise held
        return Path(super().replace(target))


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_held_for_a_moment_is_renamed_all_the_same(tmp_path: Path, code: int) -> None:
    part = HeldFile(tmp_path / "x.part")
    part.write_bytes(b"x")
    HeldFile.holds, HeldFile.winerror = 3, code
    files.move_into_place(part, tmp_path / "x.danvan")
    assert (tmp_path / "x.danvan").read_bytes() == b"x"


@pytest.mark.parametrize("code", [5, 2])
def test_a_file_held_for_good_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(files, "RETRY_SECONDS", 0.2)
    part = HeldFile(tmp_path / "x.part")
    part.write_bytes(b"x")
    HeldFile.holds, HeldFile.winerror = 10**6, code
    with pytest.raises(PermissionError):
        files.move_into_place(part, tmp_path / "x.danvan")
    HeldFile.holds = 0
    assert not (tmp_path / "x.danvan").exists()
