"""danvan officer list says what each may do; danvan --help names the window and the training office."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan_desktop.app import people
from danvan_desktop.app.office import Office
from danvan_desktop.cli.parser import build
from danvan_desktop.cli.run import run
from danvan_desktop.i18n import _
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"


def test_officers_are_listed_with_their_roles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p").write_text(SECRET + "\n", encoding="utf-8")
    unit, cheap = UnitInfo("24181", "Xã Ea Drăng", "commune", "66"), Cost(memory_kib=8, passes=1)
    office, _code = Office.create(tmp_path / "office", unit, "Lan", SECRET, cost=cheap)
    with office:
        people.add_officer(office, "Hòa", "một câu khác hẳn", "nhap_lieu", cost=cheap)
    words = ["--data-dir", str(tmp_path / "office"), "--passphrase-file", str(tmp_path / "p"), "officer", "list"]
    assert run(words) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Lan: {_(people.ROLES['quan_tri'])}", f"Hòa: {_(people.ROLES['nhap_lieu'])}",
    ]  # fmt: skip
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == ["Lan", "Hòa"]  # other programs read it so


def test_help_names_the_window_and_the_training_office() -> None:
    epilog = build().epilog or ""
    assert "danvan --training" in epilog
    assert "danvan." in epilog
