"""Looking at a file: who signed it, for whom, when, and whether it is whole; nothing is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.app.verify import Verdict, verify
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import key_files
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices, enrol, state
from tests.unit.storage.conftest import KEY, TYPES


@pytest.fixture
def offices() -> Iterator[Offices]:
    opened = Offices()
    yield opened
    opened.close()


def package(offices: Offices, folder: Path) -> Path:
    with offices["C1"].batch(officer="Lê A") as batch:
        batch.new("note", {"x": "mới"})
    return Path(handover.export(offices["C1"], "750", folder)[0].file)


def fingerprint(store: Store) -> str:
    return handover.prepare(store).fingerprint


def damaged(file: Path, place: int) -> Path:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    return file


def test_without_a_key_a_package_is_only_named_by_its_short_code(offices: Offices, tmp_path: Path) -> None:
    found = verify(package(offices, tmp_path))
    assert (found.intact, found.exit_code, found.looked.signer) == (None, 2, None)
    assert len(found.short_code) == 19


@pytest.mark.parametrize("name", ["C1", "D"])
def test_the_offices_at_both_ends_see_who_signed_for_whom_and_when(offices: Offices, tmp_path: Path, name: str) -> None:
    before = state(offices[name])
    found = verify(package(offices, tmp_path), store=offices[name])
    told = found.as_json()
    assert (found.intact, found.exit_code, told["kind"]) == (True, 0, "package")
    assert told["signed_by"] == {
        "unit": "25920", "name": "Xã Ví dụ", "fingerprint": fingerprint(offices["C1"])
    }  # fmt: skip
    assert told["for"] == {"unit": "750", "fingerprint": fingerprint(offices["D"])}
    assert told["made"]
    assert found.known == "compared"
    if name == "D":
        assert state(offices["D"]) == before


def test_an_identity_file_opens_it_without_any_office(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    (tmp_path / "key.txt").write_text(key_files.identity(offices["D"]).text, encoding="utf-8")
    found = verify(file, identity_file=tmp_path / "key.txt")
    assert (found.intact, found.known, found.looked.to) == (True, "", "750")
    (tmp_path / "empty.txt").write_text("# không có khóa\n", encoding="utf-8")
    with pytest.raises(UserError):
        verify(file, identity_file=tmp_path / "empty.txt")


def test_another_offices_key_says_nothing_for_or_against_it(offices: Offices, tmp_path: Path) -> None:
    assert verify(package(offices, tmp_path), store=offices["P"]).intact is None


@pytest.mark.parametrize("place", [-9, -400, 400])
def test_one_changed_bit_is_told(offices: Offices, tmp_path: Path, place: int) -> None:
    found = verify(damaged(package(offices, tmp_path), place), store=offices["D"])
    assert found.intact is not True
    assert found.exit_code != 0


def test_a_package_cut_short_is_told(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    file.write_bytes(file.read_bytes()[:-20])
    assert verify(file, store=offices["D"]).intact is False


def test_a_signer_nobody_enrolled_is_not_known(offices: Offices, tmp_path: Path) -> None:
    lone = Store.create(tmp_path / "x.db", KEY, UnitInfo("25921", "Xã Khác", "commune"), types=TYPES)
    upper = Store.create(tmp_path / "y.db", KEY, UnitInfo("750", "Huyện giả", "district"), types=TYPES)
    enrol(lone, upper, tmp_path, expect=False)
    file = Path(handover.export(lone, "750", tmp_path)[0].file)
    assert verify(file, store=upper).known == "not-compared"
    (tmp_path / "key.txt").write_text(key_files.identity(upper).text, encoding="utf-8")
    assert verify(file, identity_file=tmp_path / "key.txt", store=offices["D"]).known == "unknown"
    for store in (lone, upper):
        store.close()


def test_a_computer_known_with_another_key_is_an_alarm(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    replica, impostor = offices["C1"].replica.id, offices["D"].replica
    conn = offices["D"].conn
    old = conn.execute("SELECT text FROM certificate WHERE replica = ?", (replica,)).fetchone()[0]
    forged = old.replace(offices["C1"].replica.sign_key.hex(), impostor.sign_key.hex())
    conn.execute("UPDATE certificate SET text = ? WHERE replica = ?", (forged, replica))
    found = verify(file, store=offices["D"])
    assert (found.known, found.intact, found.exit_code) == ("impostor", False, 1)


def test_a_receipt_is_known_as_one(offices: Offices, tmp_path: Path) -> None:
    handover.import_path(offices["D"], package(offices, tmp_path))
    [receipt] = tmp_path.glob("*.receipt.danvan")
    found = verify(receipt, store=offices["C1"])
    assert (found.looked.kind, found.intact, found.looked.to) == ("receipt", True, "25920")


def test_requests_and_certificates_need_no_passphrase(offices: Offices, tmp_path: Path) -> None:
    request, answer = tmp_path / "a.danvan-req", tmp_path / "a.danvan-crt"
    handover.enrol_request(offices["C2"], request)
    handover.enrol_accept(offices["C1"], request, answer)
    asked, given = verify(request), verify(answer)
    assert (asked.intact, given.intact) == (True, True)
    assert asked.as_json()["signed_by"] == given.as_json()["for"]
    assert given.looked.signer is not None
    assert given.looked.signer.fingerprint == fingerprint(offices["C1"])
    for file in (request, answer):
        file.write_bytes(file.read_bytes().replace("Xã Ví dụ".encode(), "Xã Vi dụ".encode()))
        assert verify(file).exit_code == 1


def test_a_backup_is_compared_byte_by_byte(tmp_path: Path) -> None:
    from danvan_desktop.app import rescue
    from danvan_desktop.app.office import Office
    from danvan_desktop.storage.passphrase import Cost

    unit, file = UnitInfo("24181", "Xã A", "commune"), tmp_path / "x.danvan-backup"
    office, _code = Office.create(tmp_path / "a", unit, "Lan", "đường về xã ví dụ", cost=Cost(8, 1))
    with office:
        rescue.backup(office, file)
    found = verify(file)
    assert (found.looked.kind, found.intact) == ("backup", True)
    assert found.looked.made_ms > 0
    assert verify(damaged(file, 5000)).intact is False


def test_any_other_file_is_said_to_be_none_of_ours(tmp_path: Path) -> None:
    for name, data in (("anh.jpg", b"\xff\xd8"), ("x.danvan", b""), ("y.danvan-crt", b"{}"), ("z.danvan-req", b"[[")):
        (tmp_path / name).write_bytes(data)
        assert verify(tmp_path / name).exit_code == 1
    with pytest.raises(UserError):
        verify(tmp_path / "khong-co.danvan")


def test_every_verdict_says_one_plain_sentence_at_the_end(offices: Offices, tmp_path: Path) -> None:
    file = package(offices, tmp_path)
    verdicts: list[Verdict] = [verify(file), verify(file, store=offices["D"]), verify(damaged(file, -9))]
    for found in verdicts:
        assert found.lines()[-1].endswith(".")
        assert file.name in found.lines()[0]
