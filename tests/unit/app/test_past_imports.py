"""Imports made before: listed with what can still be taken back, found from one of their records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import editing, past_imports
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.office import Office
from danvan_desktop.app.undo import undo
from danvan_desktop.cli.run import run
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.conftest import TEST_DATA

ME, SECRET = "Lê A", "bốn từ rất riêng tư"
TODAY = date(2026, 11, 22)
GOOD = TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(
        tmp_path / "office", UnitInfo("8001", "Huyện Ví dụ", "district"), ME, SECRET, cost=Cost(1024, 1)
    )
    yield made
    made.close()


def taken_in(office: Office, unit: str = "8001") -> int:
    found = import_sheet(office.store, GOOD, type_name="petition", officer=ME, today=TODAY, unit=unit)
    assert found.id is not None
    return found.id


def one_of(office: Office) -> bytes:
    return bytes(office.store.conn.execute("SELECT id FROM v_petition WHERE deleted = 0 LIMIT 1").fetchone()[0])


def change(office: Office, row: bytes) -> None:
    found = office.store.get("petition", row)
    assert found is not None
    values = {**found.values, "note": "xem lại"}
    editing.save(office.store, "petition", row, values, before=found.values, officer=ME, today=TODAY)


def test_imports_are_listed_with_what_can_still_be_undone(office: Office) -> None:
    assert past_imports.listed(office.store) == []
    first = taken_in(office)
    second = taken_in(office, "8002")
    newest, oldest = past_imports.listed(office.store)
    assert (newest.number, oldest.number, oldest.file, oldest.officer) == (second, first, GOOD.name, ME)
    assert oldest.rows == newest.rows > 0
    assert (oldest.why_not, oldest.undone) == ("", False)
    undo(office.store, oldest.token, officer=ME)
    assert past_imports.listed(office.store)[1].undone
    change(office, one_of(office))
    assert past_imports.listed(office.store)[0].why_not
    with pytest.raises(UserError):
        undo(office.store, newest.token, officer=ME)


def test_a_record_knows_its_import_until_that_is_undone(office: Office) -> None:
    assert past_imports.import_of(office.store, bytes(16)) is None
    number = taken_in(office)
    row = one_of(office)
    assert past_imports.import_of(office.reader(), row) == number
    undo(office.store, past_imports.token(number), officer=ME)
    assert past_imports.import_of(office.store, row) is None


def test_the_command_lists_and_refuses_what_was_changed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    number = taken_in(office)
    change(office, one_of(office))
    office.close()
    secret = office.data_dir.parent / "p"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    words = ["--data-dir", str(office.data_dir), "--passphrase-file", str(secret), "undo-import"]
    assert run([*words, "--list", "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert (found["id"], found["file"], found["undoable"], found["undone"]) == (number, GOOD.name, False, False)
    assert run([*words, "--list"]) == 0
    assert GOOD.name in capsys.readouterr().out
    assert run([*words, str(number)]) == 2
    assert run(words) == 2
