"""danvan settings, drafts, backups: how the office stands, without what is in its records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import backup_places, drafts, report_drafts
from danvan_desktop.app.office import Office
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.cli.run import run
from danvan_desktop.domain.periods import Period
from tests.unit.cli.offices import SECRET, VISIT, answer, new_office

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An empty office whose backups go beside it."""
    (tmp_path / "usb").mkdir()
    monkeypatch.setattr(backup_places, "chosen", lambda: tmp_path / "usb")
    return new_office(tmp_path)


def test_settings_are_changed_and_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    changed = answer(words, capsys, "settings", "signer_name=Lê Văn A", "side=state")
    assert (changed["signer_name"], changed["side"]) == ("Lê Văn A", "state")
    assert answer(words, capsys, "settings") == changed
    assert run([*words, "settings"]) == 0
    assert "(signer_name): Lê Văn A" in capsys.readouterr().out
    for wrong in ("nosuch=1", "side=both", "signer_name"):
        assert run([*words, "settings", wrong]) == 2
    log = answer(words, capsys, "access-log")
    assert [entry["subject"] for entry in log["entries"] if entry["act"] == "settings_changed"] == ["side, signer_name"]


def test_drafts_are_told_without_their_contents(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(words, capsys, "drafts") == []
    with Office.open(tmp_path / "office", SECRET) as office:
        typed = {"visitor_name": "Nguyễn Văn Thành"}
        drafts.keep(office.store, drafts.key_for("reception"), "reception", None, typed, {}, "Lê A")
    [found] = answer(words, capsys, "drafts")
    assert (found["officer"], found["type"], found["id"]) == ("Lê A", "reception", None)
    assert run([*words, "drafts"]) == 0
    told = capsys.readouterr().out
    assert "Lê A" in told
    assert "Thành" not in told


def test_a_draft_is_thrown_away_by_its_key(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ReportKey("annual", Period(date(2026, 1, 1), date(2026, 12, 31)))
    with Office.open(tmp_path / "office", SECRET) as office:
        drafts.keep(office.store, "reception:new-1", "reception", None, {"content": "Gõ dở"}, {}, "Lê A")
        report_drafts.keep(office.store, key, {"iii_1": "Lời báo cáo gõ dở"}, officer="Lê A")
    found = {one["type"]: one["key"] for one in answer(words, capsys, "drafts")}
    assert sorted(found) == ["reception", "report-editor"]
    assert run([*words, "drafts"]) == 0
    assert "gõ dở" not in capsys.readouterr().out
    assert [one["type"] for one in answer(words, capsys, "drafts", "discard", found["reception"])] == ["report-editor"]
    assert answer(words, capsys, "drafts", "discard", found["report-editor"]) == []
    assert run([*words, "drafts", "discard", "reception:new-1"]) == 2
    assert run([*words, "drafts", "discard"]) == 2


def test_backups_are_listed_with_what_they_hold(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = answer(words, capsys, "backups")
    assert (before["last"]["made"], before["files"]) == (None, [])
    answer(words, capsys, "record", "new", "reception", *VISIT)
    assert run([*words, "backup", "-o", str(tmp_path / "usb" / "a.danvan-backup")]) == 0
    after = answer(words, capsys, "backups")
    assert after["last"]["made"]
    assert not after["last"]["changed"]
    assert [(Path(one["file"]).name, one["problem"]) for one in after["files"]] == [("a.danvan-backup", "")]
    assert run([*words, "backups"]) == 0
    assert "a.danvan-backup" in capsys.readouterr().out
