"""A stick pulled out in mid-export: a file system in user space whose daemon is killed, on a loop device with exFAT.

What was written under a package's name is whole, the officer is told, nothing is lost, the next stick brings all.
Needs Linux, root, exfatprogs, exfat-fuse and bindfs; what is missing is skipped.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff.export import PartlyWrittenError
from danvan_desktop.storage import handover_log
from tests.unit.handoff.desks import Desks, attach, attached, petition, picture

SCANS = 6


@dataclass
class Stick:
    """A mounted file system and its daemon."""

    place: Path
    daemon: subprocess.Popen[bytes]

    def pull(self) -> None:
        """The device is gone at once: whatever the system still held is lost."""
        self.daemon.send_signal(signal.SIGKILL)
        self.daemon.wait(10)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _wait_for(place: Path, daemon: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 10
    while not os.path.ismount(place):
        if time.monotonic() > deadline or daemon.poll() is not None:
            pytest.skip("this file system cannot be mounted here")
        time.sleep(0.02)


@contextmanager
def mounted(command: list[str], place: Path) -> Iterator[Stick]:
    """The daemon in the foreground, its mount taken away at the end."""
    place.mkdir(exist_ok=True)
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(place, daemon)
        yield Stick(place, daemon)
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
        with suppress(subprocess.TimeoutExpired):
            daemon.wait(10)
        daemon.kill()
        daemon.wait(10)


@pytest.fixture
def exfat(tmp_path: Path) -> Iterator[str]:
    """A loop device of 64 MB with an exFAT file system."""
    if os.name != "posix" or os.geteuid() or not all(map(shutil.which, ("mkfs.exfat", "mount.exfat-fuse", "losetup"))):
        pytest.skip("needs root, exfatprogs and exfat-fuse")
    image = tmp_path / "stick.img"
    with image.open("wb") as stream:
        stream.truncate(64_000_000)
    try:
        _run("mkfs.exfat", str(image))
        device = _run("losetup", "-f", "--show", str(image))
    except subprocess.CalledProcessError:
        pytest.skip("no loop device here")
    yield device
    subprocess.run(["losetup", "-d", device], check=False)


def pull_when(stick: Stick, seen: Path, count: int, *, part: bool) -> threading.Thread:
    """Pull when `count` whole packages lie there; with `part`, only once the next one has begun."""

    def watch() -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and stick.daemon.poll() is None:
            with suppress(OSError):
                names = [file.name for file in seen.iterdir()]
                whole = sum(name.endswith(".danvan") for name in names)
                if whole >= count and (not part or any(name.endswith(".part") for name in names)):
                    break
            time.sleep(0.001)
        stick.pull()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def dossier(desks: Desks) -> bytes:
    """A petition with scans of more than a megabyte each, so that an export has several parts."""
    row = petition(desks["C1"])
    for _scan in range(SCANS):
        attach(desks["C1"], row, picture("PNG", 640, noisy=True))
    return row


def pulled_export(desks: Desks, stick: Stick, thread: threading.Thread) -> EnvironmentProblem:
    """The export meets the pulled stick; what the officer reads."""
    with pytest.raises(EnvironmentProblem) as stopped:
        handover.export(desks["C1"], "25920", stick.place, max_part_mb=1)
    thread.join()
    assert stopped.value.code == "stick-gone", stopped.value.text()
    assert stopped.value.hint
    assert desks["C1"].check_rebuild().equal
    return stopped.value


def brings_all(desks: Desks, row: bytes, files: list[Path]) -> int:
    """What the stick holds is taken in or refused whole; the next one brings the rest. Returns whole packages found."""
    taken = 0
    for file in files:
        result, _receipt = desks.deliver("C2", file.read_bytes())
        assert result.status in {"applied", "quarantined"}
        taken += result.status == "applied"
    for _time in range(2):
        desks.hand_over("C1", "C2")
    assert [file.here for file in attached(desks["C2"], row)] == [True] * SCANS
    assert desks["C2"].check_rebuild().equal
    return taken


@pytest.mark.parametrize(
    ("whole", "part"), [(1, False), *(pytest.param(n, True, marks=pytest.mark.slow) for n in (0, 2, 4))]
)
def test_a_pulled_exfat_stick_is_said_and_costs_nothing(
    desks: Desks, exfat: str, tmp_path: Path, whole: int, *, part: bool
) -> None:
    row, place = dossier(desks), tmp_path / "usb"
    command = ["mount.exfat-fuse", exfat, str(place), "-d"]
    with mounted(command, place) as stick:
        told = pulled_export(desks, stick, pull_when(stick, place, whole, part=part))
    if isinstance(told, PartlyWrittenError):
        assert len(told.written) >= whole
    subprocess.run(["fsck.exfat", "-y", exfat], capture_output=True, check=False)
    with mounted(command, place) as stick:  # put in again
        files = sorted(place.glob("*.danvan"))
        taken = brings_all(desks, row, files)
        assert taken == len(files), "a file under a package's name was not whole"
    written = {Path(one.file).name for one in getattr(told, "written", [])}
    print(f"exfat: pulled after {whole} packages: said to be whole {len(written)}, found whole {taken}")
    assert written <= {file.name for file in files}, "a part the officer was promised is not there"


@pytest.mark.skipif(not shutil.which("bindfs"), reason="needs bindfs")
@pytest.mark.parametrize(("whole", "part"), [(3, True), pytest.param(0, True, marks=pytest.mark.slow)])
def test_a_pulled_stick_of_another_file_system_is_said_too(
    desks: Desks, tmp_path: Path, whole: int, *, part: bool
) -> None:
    row, back, place = dossier(desks), tmp_path / "back", tmp_path / "usb"
    back.mkdir()
    with mounted(["bindfs", "-f", str(back), str(place)], place) as stick:
        told = pulled_export(desks, stick, pull_when(stick, back, whole, part=part))
    files = sorted(back.glob("*.danvan"))
    assert brings_all(desks, row, files) == len(files)
    assert {Path(one.file).name for one in getattr(told, "written", [])} <= {file.name for file in files}


@pytest.mark.skipif(not shutil.which("bindfs"), reason="needs bindfs")
def test_a_stick_pulled_while_it_is_taken_in_says_what_came_and_the_rest_comes_later(
    desks: Desks, tmp_path: Path
) -> None:
    row, back, place = dossier(desks), tmp_path / "back", tmp_path / "usb"
    handover.export(desks["C1"], "25920", back, max_part_mb=1)
    with mounted(["bindfs", "-f", "--read-rate=1M", str(back), str(place)], place) as stick:
        timer = threading.Timer(1.5, stick.pull)
        timer.start()
        with pytest.raises(EnvironmentProblem) as stopped:
            handover.import_path(desks["C2"], place, officer="Lê A")
        timer.join()
    assert stopped.value.code == "stick-gone", stopped.value.text()
    came = [Path(one.file).name for one in getattr(stopped.value, "taken", []) if one.status == "applied"]
    noted = [entry.file for entry in handover_log.listed(desks["C2"].conn) if entry.way == handover_log.IN]
    assert sorted(noted) == sorted(came)
    again = {Path(one.file).name: one.status for one in handover.import_path(desks["C2"], back)}
    assert {name for name, status in again.items() if status == "duplicate"} == set(came)
    assert [file.here for file in attached(desks["C2"], row)] == [True] * SCANS
    assert desks["C2"].check_rebuild().equal
