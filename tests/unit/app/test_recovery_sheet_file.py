"""The recovery code in a file: for the eyes of who wrote it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from danvan_desktop.app import recovery
from danvan_desktop.errors import EnvironmentProblem

CODE = "9756 6598 5085 5920\n8242 7346 4668 5323\n1745 5669 2764 9336"


@pytest.mark.parametrize("name", ["ma.pdf", "ma.txt"])
def test_nobody_else_on_the_machine_reads_the_recovery_code(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"cu")
    recovery.write_sheet(target, "Xã Mẫu", CODE, "Máy 1")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_text_sheet_holds_unit_computer_and_code(tmp_path: Path) -> None:
    recovery.write_sheet(tmp_path / "ma.txt", "Xã Mẫu", CODE, "Máy 1")
    assert (tmp_path / "ma.txt").read_text(encoding="utf-8") == f"Xã Mẫu\nMáy 1\n{CODE}\n"


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        recovery.write_sheet(tmp_path / "khong-co" / "ma.txt", "Xã Mẫu", CODE)
    assert list(tmp_path.iterdir()) == []
