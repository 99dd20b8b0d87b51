"""An office shared out among officers, and rescued: codes, restored copies, a file that does not open."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import rescue
from danvan_desktop.app.lock import FolderLock
from danvan_desktop.app.office import Office
from danvan_desktop.app.self_test import self_test
from danvan_desktop.errors import UserError
from danvan_desktop.storage import care
from tests.unit.app.offices import CHEAP, OTHER, PHRASE, create, save


def test_officers_come_and_go_while_work_goes_on(tmp_path: Path) -> None:
    office, code = create(tmp_path / "a")
    row = save(office, "Sửa đường thôn")
    rescue.add_officer(office, "Trần B", OTHER, cost=CHEAP)
    rescue.officer_leaves(office, "tran b")
    assert save(office, "sau đó") != row
    assert rescue.check(office).ok
    office.close()
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    assert rescue.recover(tmp_path / "a", code, OTHER, cost=CHEAP) == "Lê Thị Ánh"
    with Office.open(tmp_path / "a", OTHER) as again:
        assert len(again.store.search("petition", "")) == 0
        assert again.store.get("petition", row) is not None


def test_the_last_officer_stays_and_the_office_stays_open(tmp_path: Path) -> None:
    with create(tmp_path / "a")[0] as office:
        with pytest.raises(UserError):
            rescue.officer_leaves(office, "Lê Thị Ánh")
        with pytest.raises(UserError):
            rescue.officer_leaves(office, "Ai đó")
        save(office, "vẫn làm việc")


def test_a_lost_passphrase_is_set_anew_by_the_code_and_changed_again(tmp_path: Path) -> None:
    office, code = create(tmp_path / "a")
    office.close()
    rescue.recover(tmp_path / "a", code.replace("\n", "-"), OTHER, cost=CHEAP)
    with Office.open(tmp_path / "a", OTHER) as again:
        rescue.change_passphrase(again, "lại một câu mới", cost=CHEAP)
        newest = rescue.new_recovery_code(again)
    with pytest.raises(UserError):
        Office.open(tmp_path / "a", OTHER)
    with pytest.raises(UserError):
        rescue.recover(tmp_path / "a", code, OTHER, cost=CHEAP)
    rescue.recover(tmp_path / "a", newest, OTHER, cost=CHEAP)
    Office.open(tmp_path / "a", OTHER).close()


def test_a_restored_office_goes_on_as_a_new_replica(tmp_path: Path) -> None:
    with create(tmp_path / "a")[0] as office:
        row = save(office, "Sửa đường thôn")
        info = rescue.backup(office, tmp_path / "sao lưu")
        old = office.store.replica.id
    done = rescue.restore(info.file, tmp_path / "b", PHRASE)
    assert done.old_replica == old
    with Office.open(tmp_path / "b", PHRASE) as restored:
        assert restored.store.replica.id == done.new_replica != old
        assert restored.store.get("petition", row) is not None
        assert save(restored, "mới")[:8] == done.new_replica
        assert rescue.check(restored).ok
        assert rescue.check_rebuild(restored).equal


def test_a_file_that_does_not_open_any_more_gets_a_report_with_advice(tmp_path: Path) -> None:
    create(tmp_path / "a")[0].close()
    assert rescue.check_folder(tmp_path / "a", PHRASE).ok
    with (tmp_path / "a" / paths.DATABASE_NAME).open("r+b") as stream:
        stream.seek(200)
        stream.write(b"rubbish")
    report = rescue.check_folder(tmp_path / "a", PHRASE)
    assert report.bad == [care.FILE]
    assert len(report.advice) > 1
    lock = FolderLock(tmp_path / "a")
    lock.acquire(0)
    lock.release()


def test_the_self_test_names_every_part_and_touches_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parts = self_test()
    assert len(parts) == 7
    assert [part.text for part in parts if not part.ok] == []
    assert list(tmp_path.iterdir()) == []
