"""danvan undo, bin, restore-record: the same functions as the window's, with JSON and in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan_desktop.app import editing, recycle
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.desks import TODAY, UNIT, reception

SECRET = "mật khẩu của tôi"


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """What stands before a command; the office holds one visit, in the bin."""
    (tmp_path / "p").write_text(SECRET + "\n", encoding="utf-8")
    unit = UnitInfo(UNIT.code, UNIT.name, UNIT.level)
    office, _code = Office.create(tmp_path / "office", unit, "Lê A", SECRET, cost=Cost(memory_kib=1024, passes=1))
    with office:
        saved = editing.save(office.store, "reception", None, reception(), before={}, officer="Lê A", today=TODAY)
        recycle.remove(office.store, "reception", [saved.row], officer="Lê A", reason="nhập trùng")
    return ["--data-dir", str(tmp_path / "office"), "--passphrase-file", str(tmp_path / "p")]


def test_the_bin_is_listed_and_a_record_comes_back(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "bin", "reception", "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert (found["officer"], found["reason"]) == ("Lê A", "nhập trùng")
    assert run([*words, "bin", "reception"]) == 0
    assert "nhập trùng" in capsys.readouterr().out
    assert run([*words, "restore-record", "reception", found["id"]]) == 0
    assert run([*words, "restore-record", "reception", found["id"]]) == 2


def test_the_last_act_is_undone_and_undone_again(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for left in (0, 1):
        assert run([*words, "undo", "last", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"undone": 1}
        assert run([*words, "bin", "reception", "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == left
    assert run([*words, "undo", "nothing"]) == 2
