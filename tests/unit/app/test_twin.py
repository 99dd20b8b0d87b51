"""A copied disk or a file put back by hand never uses a sequence number twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from danvan_desktop.app import alarms
from danvan_desktop.app.office import Office
from danvan_desktop.handoff import certificates, root, roster_close, roster_sign
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)


def new_office(folder: Path) -> None:
    office, _code = Office.create(folder, UnitInfo("25920", "Xã Mẫu", "commune"), "Lê A", SECRET, cost=CHEAP)
    office.close()


def save(office: Office, code: str) -> None:
    with office.store.batch(officer="Lê A") as batch:
        batch.new("case", {"code": code})


def sequences(office: Office) -> list[tuple[bytes, int]]:
    return [tuple(row) for row in office.store.conn.execute("SELECT replica, seq FROM op ORDER BY n")]


def test_an_ordinary_day_stays_one_replica(tmp_path: Path) -> None:
    new_office(tmp_path / "a")
    seen = set()
    for code in ("1", "2", "3"):
        with Office.open(tmp_path / "a", SECRET) as office:
            save(office, code)
            seen.add(office.store.replica.id)
            assert office.notice == ""
    assert len(seen) == 1


def test_a_data_folder_copied_to_another_computer_goes_on_as_a_new_replica(tmp_path: Path) -> None:
    new_office(tmp_path / "a")
    with Office.open(tmp_path / "a", SECRET, machine="máy một") as office:
        save(office, "1")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Office.open(tmp_path / "a", SECRET, machine="máy một") as first:
        old = first.store.replica.id
        assert first.notice == ""
    with Office.open(tmp_path / "b", SECRET, machine="máy hai") as second:
        assert second.store.replica.id != old
        assert "máy khác" in second.notice
        save(second, "2")
        again = second.store.replica.id
    with Office.open(tmp_path / "b", SECRET, machine="máy hai") as second:
        assert (second.notice, second.store.replica.id) == ("", again)


def test_a_database_put_back_by_hand_does_not_reuse_numbers(tmp_path: Path) -> None:
    new_office(tmp_path / "a")
    with Office.open(tmp_path / "a", SECRET) as office:
        save(office, "1")
    shutil.copytree(tmp_path / "a", tmp_path / "kept")
    with Office.open(tmp_path / "a", SECRET) as office:
        save(office, "2")
        lost = sequences(office)[-1]
    shutil.rmtree(tmp_path / "a")
    shutil.copytree(tmp_path / "kept", tmp_path / "a")
    with Office.open(tmp_path / "a", SECRET) as office:
        assert "cũ hơn" in office.notice
        save(office, "3")
        assert lost not in sequences(office)


def province(folder: Path) -> str:
    """An office that signs the roster, with one commune in it; the number of the commune's computer."""
    unit = UnitInfo("75", "Tỉnh Mẫu", "province")
    office, _code = Office.create(folder, unit, "Lê A", SECRET, cost=CHEAP)
    with office:
        roster_sign.begin(office.store, root.new_root())
        commune = UnitInfo("25920", "Xã Mẫu", "commune", "75")
        with office.store.writing():
            certificates.admit(office.store, certificates.issue(
                unit=commune, replica=b"computer", line=b"computer", serial=1, sign_key=bytes(32),
                age_key=office.store.replica.age_key, signer=office.store.replica,
            ), checked=True)  # fmt: skip
        roster_sign.sign(office.store)
    return b"computer".hex()


def test_a_province_whose_file_is_put_back_by_hand_notices_by_its_roster_and_is_told_to_close_again(
    tmp_path: Path,
) -> None:
    """A closing writes no change of a record: the counter of changes alone would say nothing."""
    commune = province(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "kept")
    with Office.open(tmp_path / "a", SECRET) as office:
        assert (office.notice, alarms.listed(office.store)) == ("", [])
        before = office.store.clock.seq
        roster_close.close(office.store, commune, "stolen", day=date(2026, 11, 22))
        assert office.store.clock.seq == before
    shutil.rmtree(tmp_path / "a")
    shutil.copytree(tmp_path / "kept", tmp_path / "a")
    for _time in range(2):  # told once, and not again at every opening
        with Office.open(tmp_path / "a", SECRET) as office:
            assert [one.kind for one in alarms.listed(office.store)] == [roster_sign.UNSURE, alarms.OLDER]
