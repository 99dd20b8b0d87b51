"""What the tests of commands share: an office made cheaply, and a command's answer as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.desks import UNIT

SECRET = "mật khẩu của tôi"
VISIT = ("received_on=20/11/2025", "kind=Khiếu nại", "visitor_name=Nguyễn Văn Thành", "content=Thu hồi đất")
LETTER = ("received_on=05032025", "type=khieu_nai", "petitioner_name=Trần Thị Hoa", "content=Đất đai")


def new_office(folder: Path) -> list[str]:
    """An empty office; what stands before a command that opens it."""
    (folder / "p").write_text(SECRET + "\n", encoding="utf-8")
    unit = UnitInfo(UNIT.code, UNIT.name, UNIT.level)
    office, _code = Office.create(folder / "office", unit, "Lê A", SECRET, cost=Cost(memory_kib=1024, passes=1))
    office.close()
    return ["--data-dir", str(folder / "office"), "--passphrase-file", str(folder / "p")]


def answer(words: list[str], capsys: pytest.CaptureFixture[str], *more: str, exit_code: int = 0) -> Any:
    """What a command answers as JSON."""
    capsys.readouterr()
    assert run([*words, *more, "--json"]) == exit_code
    return json.loads(capsys.readouterr().out)
