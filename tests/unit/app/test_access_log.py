"""The access log: notes what has to be answered for, and shows when a line was changed or cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.app import access_log, handover, rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.access_log import Line
from danvan_desktop.storage.database import connect
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store

CHEAP = Cost(memory_kib=8, passes=1)
UNIT = UnitInfo("24181", "Xã Ea Drăng", "commune", "66")
PHRASE = "đường về xã ví dụ"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _code = Office.create(tmp_path / "a", UNIT, "Lan", PHRASE, cost=CHEAP)
    yield made
    made.close()


def acts(store: Store) -> list[str]:
    return [line.act for line in access_log.lines(store)]


def test_opening_and_closing_are_noted_with_who(office: Office) -> None:
    office.close()
    with Office.open(office.data_dir, PHRASE) as again:
        assert acts(again.store) == ["opened", "closed", "opened"]
        assert {line.officer for line in access_log.lines(again.store)} == {"Lan"}
        assert access_log.verify(again.store).ok


def test_wrong_passphrases_are_counted_and_noted_at_the_next_opening(office: Office) -> None:
    office.close()
    for typed in ("sai bét cả rồi", "vẫn sai như thế"):
        with pytest.raises(UserError):
            Office.open(office.data_dir, typed)
    with Office.open(office.data_dir, PHRASE) as again:
        [line] = access_log.lines(again.store, acts=("failed_open",))
        assert line.subject == "2"
        assert "2" in again.notice
    with Office.open(office.data_dir, PHRASE) as once_more:
        assert len(access_log.lines(once_more.store, acts=("failed_open",))) == 1
        assert once_more.notice == ""


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE access_log SET officer = 'Hòa' WHERE n = 2",
        "UPDATE access_log SET at_ms = at_ms - 1 WHERE n = 2",
        "UPDATE access_log SET subject = '' WHERE n = 2",
        "DELETE FROM access_log WHERE n = 2",
    ],
)
def test_a_line_changed_or_left_out_is_found(office: Office, harm: str) -> None:
    for number in range(4):
        access_log.note(office, "printed", str(number))
    assert access_log.verify(office.store).ok
    office.store.conn.execute(harm)
    found = access_log.verify(office.store)
    assert (found.ok, found.broken) == (False, 2)
    assert "2" in access_log.verdict(found)


def test_a_cut_end_is_found(office: Office) -> None:
    for number in range(4):
        access_log.note(office, "printed", str(number))
    office.store.conn.execute("DELETE FROM access_log WHERE n > 3")
    found = access_log.verify(office.store)
    assert (found.ok, found.cut, found.broken) == (False, True, None)


def test_lines_are_filtered(office: Office) -> None:
    access_log.note(office, "printed", "BC 12")
    access_log.note(office, "exported", "66")
    assert [line.subject for line in access_log.lines(office.store, acts=("printed",))] == ["BC 12"]
    assert access_log.lines(office.store, officer="Hòa") == []
    assert access_log.lines(office.store, from_ms=2**60) == []
    assert [line.act for line in access_log.lines(office.store, limit=1)] == ["exported"]
    assert access_log.words(access_log.lines(office.store, limit=1)[0]).endswith(": 66")


def test_a_note_lives_and_dies_with_its_transaction(office: Office) -> None:
    def fail() -> None:
        with office.store.writing():
            access_log.note(office, "destroyed", "0068/2026")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "destroyed" not in acts(office.store)
    assert access_log.verify(office.store).ok


def test_a_file_from_before_the_log_gets_it_when_it_is_opened(office: Office) -> None:
    key = office.ring.key
    office.close()
    bare = connect(office.data_dir / paths.DATABASE_NAME, key)
    bare.execute("DROP TABLE access_log")
    bare.execute("DELETE FROM setting WHERE name IN ('access.head', 'schema.tables')")
    bare.close()
    with Office.open(office.data_dir, PHRASE) as again:
        assert acts(again.store) == ["opened"]


def test_taking_packages_in_and_restoring_are_noted(office: Office, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    handover.import_path(office.store, tmp_path / "empty", dry_run=True)
    assert "imported" not in acts(office.store)
    handover.import_path(office.store, tmp_path / "empty")
    assert acts(office.store)[0] == "imported"
    rescue.backup(office, tmp_path / "b.danvanbackup")
    rescue.restore(tmp_path / "b.danvanbackup", tmp_path / "again", PHRASE)
    with Office.open(tmp_path / "again", PHRASE) as again:
        assert "restored" in acts(again.store)
        assert access_log.verify(again.store).ok


def test_the_recovery_code_leaves_its_trace(tmp_path: Path) -> None:
    made, code = Office.create(tmp_path / "b", UNIT, "Lan", PHRASE, cost=CHEAP)
    made.close()
    rescue.recover(tmp_path / "b", code, "một câu khác hẳn", cost=CHEAP)
    with Office.open(tmp_path / "b", "một câu khác hẳn") as again:
        assert "recovery_used" in acts(again.store)


@pytest.mark.parametrize(
    ("act", "subject", "code", "word"),
    [
        ("computer_closed", "25920: merged", "25920", "the unit was merged or split"),
        ("unit_added", "25920 not compared", "25920", "not compared yet"),
        ("roster_taken", "66 12: older", "66 12", "older, ignored"),
    ],
)
def test_a_line_about_keys_ends_in_words_an_officer_reads(act: str, subject: str, code: str, word: str) -> None:
    line = Line(1, 0, "Lê A", act, subject)
    assert access_log.words(line).endswith(f": {code}: {_(word)}")
    strange = replace(line, subject=f"{code} ?")
    assert access_log.words(strange).endswith(f"{code} ?")
