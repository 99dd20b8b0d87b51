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
def desks() -> Iterator[Desks]:
    opened = Desks()
    yield opened
    opened.close()


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
