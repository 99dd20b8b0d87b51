"""A check looks at every promise of the storage, finds each broken one, and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop import paths
from danvan_desktop.domain.journal import op_id
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.storage import care, rekey
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.storage.conftest import KEY, TYPES


def filled(path: Path) -> Store:
    store = Store.create(path, KEY, UnitInfo("01", "Xã Ví dụ", "commune"), types=TYPES)
    with store.batch(officer="Lê A") as batch:
        for i in range(200):
            batch.new("note", {"x": f"Bờ ranh {i}", "y": i, "who": f"Nguyễn Văn {i}"})
    return store


def test_a_sound_store_passes_and_nothing_is_changed(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    before = store.conn.execute("SELECT (SELECT count(*) FROM op), (SELECT count(*) FROM v_note)").fetchone()
    seen: list[str] = []
    report = care.check(store, progress=seen.append)
    assert report.ok
    assert report.advice == ()
    assert [finding.code for finding in report.findings] == seen
    assert all(finding.text for finding in report.findings)
    assert any("200" in finding.text for finding in report.findings)
    assert store.conn.execute("SELECT (SELECT count(*) FROM op), (SELECT count(*) FROM v_note)").fetchone() == before
    store.close()


def alter_line(store: Store) -> None:
    line = store.conn.execute("SELECT line FROM op WHERE n = 7").fetchone()[0]
    store.conn.execute("UPDATE op SET line = ? WHERE n = 7", (line.replace(b'"y":6', b'"y":9'),))


def alter_line_and_id(store: Store) -> None:
    """The number of an op is moved and its hash made to fit: the columns betray it."""
    line = store.conn.execute("SELECT line FROM op WHERE n = 7").fetchone()[0].replace(b'"q":7', b'"q":8')
    store.conn.execute("UPDATE op SET line = ?, id = ? WHERE n = 7", (line, op_id(line)))


def make_rubbish(store: Store) -> None:
    store.conn.execute("UPDATE op SET line = x'00' WHERE n = 7")


def lose_line(store: Store) -> None:
    store.conn.execute("DELETE FROM op WHERE seq = 7")


def alter_person(store: Store) -> None:
    store.conn.execute("UPDATE vault SET value = 'Ai đó' WHERE value = 'Nguyễn Văn 3'")


def alter_view(store: Store) -> None:
    store.conn.execute("UPDATE v_note SET y = y + 1 WHERE y = 3")


def alter_search(store: Store) -> None:
    store.conn.execute("DELETE FROM s_note WHERE rowid = 3")


def add_fork(store: Store) -> None:
    store.conn.execute("INSERT INTO fork SELECT x'00', replica, seq, line FROM op WHERE n = 3")


@pytest.mark.parametrize(
    ("breach", "codes"),
    [
        (alter_line, {care.JOURNAL, care.VIEW}),
        (alter_line_and_id, {care.JOURNAL}),
        (lose_line, {care.OWN, care.VIEW}),
        (alter_person, {care.VAULT}),
        (alter_view, {care.VIEW}),
        (alter_search, {care.VIEW}),
        (add_fork, {care.FORK}),
    ],
)
def test_each_breach_is_found_by_name_and_gets_advice(
    tmp_path: Path, breach: Callable[[Store], None], codes: set[str]
) -> None:
    store = filled(tmp_path / "a.db")
    breach(store)
    report = care.check(store)
    assert set(report.bad) == codes
    assert report.advice
    store.close()


def test_a_copy_of_another_offices_folder_is_no_fault_of_this_one(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    store.conn.execute("INSERT INTO fork SELECT x'00', x'1122334455667788', seq, line FROM op WHERE n = 3")
    report = care.check(store)
    assert (report.bad, report.advice) == ([], ())
    assert any("1" in finding.text for finding in report.findings if finding.code == care.FORK)
    store.close()


def test_a_quick_check_leaves_out_only_the_view(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    alter_view(store)
    alter_person(store)
    assert care.check(store, thorough=False).bad == [care.VAULT]
    store.close()


def test_what_the_journal_can_make_again_needs_only_a_rebuild(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    alter_view(store)
    (advice,) = care.check(store).advice
    assert "rebuild" in advice
    store.rebuild()
    assert care.check(store).ok
    store.close()


def test_a_line_that_is_no_op_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    make_rubbish(store)
    report = care.check(store)
    assert care.JOURNAL in report.bad
    assert [finding.code for finding in report.findings if finding.ok]
    store.close()


def test_damaged_pages_of_the_file_are_found_and_the_copies_named(tmp_path: Path) -> None:
    path = tmp_path / paths.DATABASE_NAME
    filled(path).close()
    copy = tmp_path / rekey.KEPT_DIR / "danvan-v0-20260101-000000.db"
    copy.parent.mkdir()
    copy.write_bytes(b"x")
    size = path.stat().st_size
    for page in range(4, size // 4096, 9):
        content = bytearray(path.read_bytes())
        content[page * 4096 + 77] ^= 1
        path.write_bytes(content)
        report = checked(path)
        assert {care.CIPHER, care.FILE} & set(report.bad)
        assert any(copy.name in line for line in report.advice)
        assert any("restore" in line for line in report.advice)
        content[page * 4096 + 77] ^= 1
        path.write_bytes(content)


def checked(path: Path) -> care.CheckReport:
    """The report on a file that opens or does not."""
    try:
        store = Store.open(path, KEY, types=TYPES)
    except EnvironmentProblem as error:
        return care.check_unopenable(error, path.parent)
    report = care.check(store, path.parent)
    store.close()
    return report


def test_only_what_stands_in_the_file_counts_as_damage(tmp_path: Path) -> None:
    filled(tmp_path / "a.db").close()
    with pytest.raises(EnvironmentProblem) as raised:
        Store.open(tmp_path / "a.db", bytes(32), types=TYPES)
    assert care.is_damage(raised.value)
    with pytest.raises(EnvironmentProblem) as raised:
        Store.open(tmp_path / "no" / "a.db", KEY, types=TYPES)
    assert not care.is_damage(raised.value)
