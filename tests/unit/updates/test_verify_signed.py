"""Updates and roster files looked at before anybody trusts them: who signed, what they bring, are they whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import roster, roster_root
from danvan_desktop.app.updates import tables
from danvan_desktop.app.verify import Verdict, verify
from danvan_desktop.cli.run import run
from danvan_desktop.errors import UserError
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey
from tests.unit.updates.test_tables import (
    CALENDAR,
    PROVINCE,
    TODAY,
    calendar,
    edited,
    enrolled,
    office,
)

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> ReleaseKey:
    return makers.release_key(tmp_path_factory.mktemp("key"))


@pytest.fixture
def law(key: ReleaseKey, tmp_path: Path) -> Path:
    target = tmp_path / "lich.danvan-upd"
    return makers.data_update(target, key, 3, {CALENDAR: calendar("2027-01-02", "2027-03-01")}, ("Lịch nghỉ 2027.",))


@pytest.fixture
def rooted(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A roster file of a province, and its root code."""
    with office(tmp_path / "tinh", PROVINCE) as province:
        made = roster_root.init(province)
        roster.export_file(province, tmp_path / "tinh.danvan-roster")
        yield tmp_path / "tinh.danvan-roster", made.code


def shown(found: Verdict) -> str:
    return "\n".join(found.lines())


def flip(file: Path, place: int) -> Path:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    return file


def test_an_update_of_tables_says_who_signed_and_what_it_brings_without_a_passphrase(
    law: Path, key: ReleaseKey
) -> None:
    found = verify(law, keys=key.folder)
    told = found.as_json()
    assert (found.intact, found.exit_code, told["kind"]) == (True, 0, "update")
    assert told["update"] == {
        "kind": "data", "changes": ["Lịch nghỉ 2027."], "files": 1, "publisher": "release", "number": 3,
        "tables": [CALENDAR],
    }  # fmt: skip
    signer = told["signed_by"]
    assert isinstance(signer, dict)
    assert signer["fingerprint"] in key.public.read_text("utf-8")  # the number minisign itself writes
    for words in ("the publisher of the program", "no. 3", "Lịch nghỉ 2027.", "Intact"):
        assert words in shown(found)


def test_a_program_update_says_its_version(key: ReleaseKey, tmp_path: Path) -> None:
    found = verify(makers.program_update(tmp_path / "x.danvan-upd", key, "9.1.0"), keys=key.folder)
    assert found.intact
    assert "9.1.0" in shown(found)
    told = found.as_json()["update"]
    assert isinstance(told, dict)
    assert told["version"] == "9.1.0"


@pytest.mark.parametrize("place", [-40, 60, 400])
def test_a_changed_byte_of_an_update_is_told_or_changes_nothing_in_it(law: Path, key: ReleaseKey, place: int) -> None:
    """As for the installer: a byte of the ZIP's own frame may differ while every signed byte is whole."""
    before = verify(law, keys=key.folder).as_json()["update"]
    found = verify(flip(law, place), keys=key.folder)
    assert found.intact is False or found.as_json()["update"] == before


def test_a_damaged_table_within_an_update_is_found_though_its_list_is_sound(law: Path, key: ReleaseKey) -> None:
    data = law.read_bytes()
    law.write_bytes(data[: len(data) // 2] + b"\0" * 20 + data[len(data) // 2 + 20 :])
    found = verify(law, keys=key.folder)
    assert (found.intact, found.exit_code) == (False, 1)
    assert "NOT INTACT" in shown(found)


def test_an_update_of_a_stranger_is_not_said_to_be_sound(law: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """This checkout holds no release key."""
    assert run(["verify", str(law), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["intact"], told["reason"]) == ("update", None, "unknown-key")
    assert "--office" in shown(verify(law))


def test_the_provinces_tables_are_checked_at_an_office_below_it(tmp_path: Path) -> None:
    province, commune = enrolled(tmp_path)
    with province, commune:
        file = tmp_path / "tinh.danvan-upd"
        tables.pack(province, edited(tmp_path / "sua", province), file, today=TODAY)
        below, above = verify(file, store=commune.store), verify(file, store=province.store)
    assert (below.intact, below.known, above.intact, above.known) == (True, "not-compared", True, "")
    assert "Tỉnh Mẫu" in shown(below)
    assert verify(file).intact is None


def test_a_roster_shows_the_code_to_compare_and_a_changed_one_is_told(rooted: tuple[Path, str]) -> None:
    file, code = rooted
    found = verify(file)
    assert (found.intact, found.exit_code, found.looked.kind) == (True, 0, "roster")
    assert code in shown(found)
    told = found.as_json()["roster"]
    assert isinstance(told, dict)
    assert (told["province"], told["root_code"]) == (PROVINCE.code, code)
    file.write_bytes(file.read_bytes().replace("Tỉnh Mẫu".encode(), "Tỉnh Mâu".encode()))
    assert verify(file).exit_code == 1


def test_a_roster_under_another_root_is_an_alarm_at_an_office_that_knows_one(
    rooted: tuple[Path, str], tmp_path: Path
) -> None:
    file, code = rooted
    with office(tmp_path / "xa") as commune:
        assert verify(file, store=commune.store).known == "no-root"
        roster.take(commune, file)
        assert verify(file, store=commune.store).known == "not-compared"
        roster.trust(commune, code)
        assert verify(file, store=commune.store).known == "compared"
        with office(tmp_path / "gia", PROVINCE) as impostor:
            roster_root.init(impostor)
            roster.export_file(impostor, tmp_path / "gia.danvan-roster")
        found = verify(tmp_path / "gia.danvan-roster", store=commune.store)
    assert (found.known, found.intact, found.exit_code) == ("other-root", False, 1)
    assert "ANOTHER ROOT" in found.lines()[-1]


@pytest.mark.parametrize("name", ["x.danvan-upd", "x.danvan-roster"])
def test_what_only_bears_the_name_is_not_whole_and_a_missing_one_is_said(tmp_path: Path, name: str) -> None:
    for data in (b"", b"{}", b"PK\x03\x04", b"\xff" * 40):
        (tmp_path / name).write_bytes(data)
        assert verify(tmp_path / name).exit_code == 1
    with pytest.raises(UserError):
        verify(tmp_path / f"khong-co{(tmp_path / name).suffix}")
