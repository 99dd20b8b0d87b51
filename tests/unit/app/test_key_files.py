"""Key files for age and minisign: the passphrase is asked again, roles count, the log knows, the file is private."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from danvan_desktop.app import access_log, key_files, people
from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import verifying
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

CHEAP = Cost(memory_kib=8, passes=1)
UNIT = UnitInfo("24181", "Xã Ea\nDrăng", "commune", "66")
PHRASE, OTHER = "đường về xã ví dụ", "một câu khác hẳn"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(tmp_path / "a", UNIT, "Lan", PHRASE, cost=CHEAP)
    yield made
    made.close()


def logged(office: Office) -> list[str]:
    return [line.subject for line in access_log.lines(office.store, acts=("key_written",))]


def test_the_identity_file_is_private_says_what_it_opens_and_is_logged(office: Office, tmp_path: Path) -> None:
    written = key_files.write_identity(office, tmp_path / "khoa.txt", PHRASE)
    text = written.file.read_text()
    assert stat.S_IMODE(written.file.stat().st_mode) == 0o600
    assert text.startswith("# KHÓA BÍ MẬT")
    assert "SECRET" in text
    assert all(line.startswith("#") or line.startswith("AGE-SECRET-KEY-1") for line in text.splitlines())
    assert verifying.identities_in(text) == [office.store.replica.age_identity]
    assert logged(office) == ["identity: khoa.txt"]
    assert office.store.replica.age_identity not in str(access_log.lines(office.store))


def test_an_existing_file_that_others_could_read_becomes_private(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "khoa.txt"
    target.write_text("cũ")
    target.chmod(0o644)
    key_files.write_identity(office, target, PHRASE)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_key_of_before_a_restore_is_in_it_too(office: Office, tmp_path: Path) -> None:
    before = office.store.replica.age_identity
    office.store.become_new_replica()
    text = key_files.write_identity(office, tmp_path / "k", PHRASE).file.read_text()
    assert verifying.identities_in(text) == [office.store.replica.age_identity, before]


@pytest.mark.parametrize("typed", ["sai bét cả rồi", OTHER])
def test_a_wrong_passphrase_and_another_officers_write_nothing(office: Office, tmp_path: Path, typed: str) -> None:
    people.add_officer(office, "Hòa", OTHER, "nhap_lieu", cost=CHEAP)
    for write in (key_files.write_identity, key_files.write_recipient, key_files.write_verify):
        with pytest.raises(UserError):
            write(office, tmp_path / "k.txt", typed)
    assert not (tmp_path / "k.txt").exists()
    assert logged(office) == []


def test_who_only_enters_data_does_not_get_the_secret_key(office: Office, tmp_path: Path) -> None:
    people.add_officer(office, "Hòa", OTHER, "nhap_lieu", cost=CHEAP)
    office.close()
    with Office.open(office.data_dir, OTHER) as second:
        with pytest.raises(UserError):
            key_files.write_identity(second, tmp_path / "k.txt", OTHER)
        assert not (tmp_path / "k.txt").exists()
        key_files.write_recipient(second, tmp_path / "r.txt", OTHER)


def test_public_keys_seal_for_the_office_and_hold_no_secret(office: Office, tmp_path: Path) -> None:
    recipient = key_files.write_recipient(office, tmp_path / "r.txt", PHRASE).file.read_text()
    [verify] = key_files.write_verify(office, tmp_path / "v.pub", PHRASE)
    keys = [line for line in recipient.splitlines() if not line.startswith("#")]
    assert keys == [office.store.replica.age_key]
    sealed = pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(keys[0])])
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(office.store.replica.age_identity)]) == b"x"
    assert "SECRET" not in recipient + verify.file.read_text()
    assert verify.fingerprint.count(" ") == 7
    assert len(logged(office)) == 2


def test_a_unit_nobody_knows_is_an_error(office: Office, tmp_path: Path) -> None:
    for write in (key_files.write_recipient, key_files.write_verify):
        with pytest.raises(UserError):
            write(office, tmp_path / "k.txt", PHRASE, "99999")
    assert not list(tmp_path.glob("k*.txt"))
