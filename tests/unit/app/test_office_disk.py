"""An office on a disk that is full, closed or looked into."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import rescue
from danvan_desktop.app.office import Office
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage.identity import UnitInfo
from tests.unit.app.offices import CHEAP, OTHER, PHRASE, create, save
from tests.unit.storage.disks import closed_to_writing, may_mount, small_disk, small_files


def test_a_folder_nobody_may_write_to_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "a", Path("/proc/danvan")):
        with pytest.raises((EnvironmentProblem, UserError)) as raised:
            create(folder)
        assert raised.value.hint
        with pytest.raises((EnvironmentProblem, UserError)):
            Office.open(folder, PHRASE)


def save_until_full(office: Office) -> int:
    """Saves of five petitions each until the disk refuses one; returns how many were acknowledged."""
    for number in range(100_000):
        try:
            with office.store.batch(officer=office.officer) as batch:
                for place in range(5):
                    content = f"{number}/{place} " + "đường thôn " * 50
                    batch.new("petition", {"received_on": date(2026, 1, 5), "type": "khieu_nai", "content": content})
        except EnvironmentProblem:
            return number
    return -1


def contents(office: Office) -> list[str]:
    ids = [row for (row,) in office.store.conn.execute("SELECT id FROM v_petition ORDER BY n")]
    return [str(record.values["content"]).split()[0] for record in office.store.records("petition", ids)]


def test_a_limit_on_files_while_saving_keeps_every_acknowledged_save(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    size = max(path.stat().st_size for path in (tmp_path / "a").iterdir())
    with small_files(size + 1_000_000):
        count = save_until_full(office)
    assert count > 0
    assert contents(office) == [f"{number}/{place}" for number in range(count) for place in range(5)]
    save(office, "lại có chỗ")
    assert rescue.check(office).ok
    office.close()


def test_a_full_disk_while_saving_keeps_every_acknowledged_save(tmp_path: Path) -> None:
    if not may_mount():  # the test above has shown the same with a limit on files
        return
    with small_disk(tmp_path / "disk", "6m") as disk:
        office, _code = create(disk / "a")
        count = save_until_full(office)
        assert count > 0
        with pytest.raises(EnvironmentProblem):
            rescue.backup(office, disk / "b")
        assert contents(office) == [f"{number}/{place}" for number in range(count) for place in range(5)]
        office.close()
        with Office.open(disk / "a", PHRASE) as again:
            assert contents(again) == [f"{number}/{place}" for number in range(count) for place in range(5)]


def test_a_disk_closed_to_writing_is_a_sentence_and_harms_nothing(tmp_path: Path) -> None:
    if not may_mount():
        return
    with small_disk(tmp_path / "disk", "8m") as disk:
        office, _code = create(disk / "a")
        row = save(office, "Sửa đường thôn")
        office.close()
        with closed_to_writing(disk):
            for attempt in (lambda: Office.open(disk / "a", PHRASE), lambda: create(disk / "b")):
                with pytest.raises(EnvironmentProblem) as raised:
                    attempt()
                assert raised.value.hint
        with Office.open(disk / "a", PHRASE) as again:
            assert again.store.get("petition", row) is not None


def test_a_disk_that_is_full_when_an_officer_leaves_lets_the_others_go_on(tmp_path: Path) -> None:
    office, _code = create(tmp_path / "a")
    row = save(office, "Sửa đường thôn")
    rescue.add_officer(office, "Trần B", OTHER, cost=CHEAP)
    old_key = office.ring.key
    with small_files(200_000), pytest.raises(EnvironmentProblem):
        rescue.officer_leaves(office, "Trần B")
    assert office.ring.key == old_key
    assert office.store.get("petition", row) is not None
    save(office, "vẫn làm việc")
    office.close()
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    with Office.open(tmp_path / "a", PHRASE) as again:
        assert again.ring.key != old_key
        assert again.ring.following is None
        assert rescue.check(again).ok


CANARIES = ("Nguyễn Thị Hoẵng", "đất rừng Chằm Rễ", "Bùi Quỵt", "một lý do hiếm")


def forms(word: str) -> list[bytes]:
    texts = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return [text.encode(coding) for text in texts for coding in ("utf-8", "utf-16-le")]


def test_no_typed_word_is_readable_anywhere_after_a_days_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    plain: dict[str, Value] = {"received_on": date(2026, 1, 5), "type": "khieu_nai"}
    office, code = Office.create(tmp_path / "a", UnitInfo("1", "Xã Chằm Rễ", "commune"), "Bùi Quỵt", PHRASE, cost=CHEAP)
    with office.store.batch(officer=office.officer, reason="một lý do hiếm") as batch:
        for i in range(50):
            content, name = f"đất rừng Chằm Rễ {i}", "Nguyễn Thị Hoẵng"
            batch.new("petition", {**plain, "content": content, "petitioner_name": name})
    assert len(office.store.search("petition", "hoang cham re")) == 50
    rescue.add_officer(office, "Lê Kín", OTHER, cost=CHEAP)
    rescue.officer_leaves(office, "Lê Kín")
    info = rescue.backup(office, tmp_path / "b")
    rescue.restore(info.file, tmp_path / "c", PHRASE)
    (tmp_path / "control").write_text("Nguyễn Thị Hoẵng", encoding="utf-8")
    assert any(form in (tmp_path / "control").read_bytes() for form in forms(CANARIES[0]))  # the search can find
    (tmp_path / "control").unlink()
    searched = 0
    for place in (tmp_path, Path(os.environ["HOME"])):  # while it is open, log and all
        for path in place.rglob("*"):
            if path.is_file():
                searched += 1
                data = path.read_bytes()
                found = [w for w in (*CANARIES, "Lê Kín", PHRASE, OTHER, code) for f in forms(w) if f in data]
                assert not found, path
    office.close()
    assert searched >= 7
