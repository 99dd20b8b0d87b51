"""danvan access-log: a line changed behind the program's back is named, and only who may reads the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.app import people
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.storage.passphrase import Cost
from tests.unit.cli.offices import LETTER, SECRET, answer, new_office

pytestmark = pytest.mark.usefixtures("vietnamese")


def test_the_proof_names_the_line_that_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = new_office(tmp_path)
    answer(words, capsys, "record", "new", "petition", *LETTER)
    answer(words, capsys, "list-export", "petition", "--names", "full", "-o", str(tmp_path / "a.csv"))
    assert answer(words, capsys, "access-log", "--verify")["ok"]
    with Office.open(tmp_path / "office", SECRET) as office:
        query = "SELECT n, subject FROM access_log WHERE act = 'saved_as'"
        ((number, subject),) = office.store.conn.execute(query).fetchall()
        assert subject.startswith("Đơn thư (")  # names in full, said so
        office.store.conn.execute("UPDATE access_log SET subject = 'Đơn thư' WHERE n = ?", (number,))
    found = answer(words, capsys, "access-log", "--verify", exit_code=1)
    assert (found["ok"], found["broken"]) == (False, number)
    capsys.readouterr()
    assert run([*words, "access-log", "--verify"]) == 1
    assert f"{number}" in capsys.readouterr().out


def test_who_only_types_does_not_read_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = new_office(tmp_path)
    other = tmp_path / "q"
    other.write_text("mật khẩu của người khác\n", encoding="utf-8")
    with Office.open(tmp_path / "office", SECRET) as office:
        people.add_officer(office, "Trần B", "mật khẩu của người khác", "nhap_lieu", cost=Cost(1024, 1))
        people.set_role(office, "Lê A", "quan_tri")
    assert run([*words[:2], "--passphrase-file", str(other), "access-log"]) == 2
    assert "Lê A" in capsys.readouterr().err
    assert answer(words, capsys, "access-log")["entries"]
