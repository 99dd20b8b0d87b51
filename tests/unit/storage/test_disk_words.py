"""What a disk says, in words: full, closed to writing, pulled out; on Windows by its own numbers."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.storage import files

# what Linux answers for a stick that is gone, among them the answers of a file system in user space that has died
PULLED = ("EIO", "ENODEV", "ENXIO", "ENOTCONN", "ECONNABORTED", "ESHUTDOWN", "ESTALE", "ENOMEDIUM")
# winerror.h: not ready, bad command, no longer available, no such device, altered outside, no medium, device fault,
# not connected, removed; network path gone
PULLED_WINDOWS = (21, 22, 55, 433, 1006, 1112, 1117, 1167, 1617, 53, 64)


def of_windows(number: int, errno_given: int) -> OSError:
    """As Python gives it there: with an errno that says something else."""
    error = OSError(errno_given, "x")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.parametrize("name", PULLED)
def test_a_pulled_stick_is_called_so_whatever_the_system_says(tmp_path: Path, name: str) -> None:
    if not hasattr(errno, name):
        pytest.skip("this system has no such number")
    told = files.disk_problem(OSError(getattr(errno, name), "x"), tmp_path / "a.danvan")
    assert told.code == "stick-gone"
    assert str(tmp_path) in told.message


@pytest.mark.parametrize("number", PULLED_WINDOWS)
@pytest.mark.parametrize("given", [errno.EACCES, errno.EINVAL])
def test_windows_says_a_pulled_stick_by_its_own_numbers(tmp_path: Path, number: int, given: int) -> None:
    assert files.disk_problem(of_windows(number, given), tmp_path / "a").code == "stick-gone"


@pytest.mark.parametrize(
    ("number", "code"), [(39, "disk-full"), (112, "disk-full"), (19, "read-only"), (5, "read-only")]
)
def test_windows_says_a_full_and_a_locked_stick(tmp_path: Path, number: int, code: str) -> None:
    assert files.disk_problem(of_windows(number, errno.EACCES), tmp_path / "a").code == code


def test_a_folder_that_is_gone_is_named_itself(tmp_path: Path) -> None:
    told = files.disk_problem(OSError(errno.ENODEV, "x"), tmp_path / "usb", tmp_path / "usb")
    assert str(tmp_path / "usb") in told.message


def test_a_pipe_under_a_files_name_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "DV-01-1-1of1.danvan"
    os.mkfifo(pipe)
    with pytest.raises(UserError):
        files.need_plain(pipe)
