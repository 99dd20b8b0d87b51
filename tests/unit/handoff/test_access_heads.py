"""The access log's head travels signed: a log that was cut back shows by what other offices heard of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from danvan_desktop.app import access_log, alarms
from danvan_desktop.handoff import access_heads as heads
from danvan_desktop.handoff import form
from danvan_desktop.handoff.importing import take_bytes
from danvan_desktop.storage import access_heads, peers, schema
from danvan_desktop.storage import access_log as table
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import Offices
from tests.unit.handoff.packages import opened, package, sealed, signed


def known_at(store: Store, of: Store) -> list[int]:
    return [told.head.lines for told in access_heads.of(store.conn, [of.replica.id])]


def test_the_manifest_says_how_many_lines_the_log_has_and_the_reader_keeps_it(offices: Offices) -> None:
    for number in range(3):
        access_log.note(offices["C1"], "printed", str(number))
    before = table.head(offices["C1"].conn)
    files = opened(offices["D"], data := package(offices))
    assert json.loads(files[form.MANIFEST])["access"] == [before[0], before[1].hex()]
    assert take_bytes(offices["D"], "x", data).result.status == "applied"
    assert known_at(offices["D"], offices["C1"]) == [before[0]]


def test_an_older_head_does_not_take_the_place_of_a_newer_one(offices: Offices) -> None:
    first = package(offices)
    access_log.note(offices["C1"], "printed", "x")
    second = offices.export("C1", "750", full=True)[0]
    for data in (second, first):
        take_bytes(offices["D"], "x", data)
    kept = known_at(offices["D"], offices["C1"])
    take_bytes(offices["D"], "x", first)
    assert known_at(offices["D"], offices["C1"]) == kept
    assert kept[0] > json.loads(opened(offices["D"], first)[form.MANIFEST])["access"][0]


@pytest.mark.parametrize("raw", [None, 1, [1], [-1, "00" * 32], ["1", "00" * 32], [1, "zz"], [1, "00"], {"a": 1}])
def test_a_package_without_a_head_or_with_a_strange_one_is_taken_in_all_the_same(offices: Offices, raw: Any) -> None:
    files = opened(offices["D"], package(offices))
    manifest = {"access": raw}
    data = sealed(offices["D"], signed(files, offices["C1"].replica, **manifest))
    before = known_at(offices["D"], offices["C1"])
    assert take_bytes(offices["D"], "x", data).result.status == "applied"
    assert known_at(offices["D"], offices["C1"]) == before


def test_members_this_program_does_not_know_are_passed_over(offices: Offices) -> None:
    files = opened(offices["D"], package(offices))
    have = json.dumps(json.loads(files[form.HAVE]) | {"later": {"x": 1}}).encode()
    data = sealed(offices["D"], signed(files | {form.HAVE: have}, offices["C1"].replica, later=[1, {"y": 2}]))
    assert take_bytes(offices["D"], "x", data).result.status == "applied"


def test_a_restored_log_is_compared_with_what_the_other_office_heard(offices: Offices) -> None:
    access_log.note(offices["C1"], "printed", "trước sao lưu")
    saved = offices.backup("C1")
    for number in range(4):
        access_log.note(offices["C1"], "printed", str(number))
    sent, _hash = table.head(offices["C1"].conn)
    data = offices.export("C1", "750", full=True)[0]
    _result, receipt = offices.deliver("D", data)
    assert access_log.verify(offices["C1"]).ok
    offices.put_back("C1", saved)
    access_log.note(offices["C1"], "restored", "b")
    assert access_log.verify(offices["C1"]).ok  # nobody has told it yet
    assert receipt is not None
    offices.deliver("C1", receipt)
    found = access_log.verify(offices["C1"])
    assert (found.ok, found.broken, found.back, found.back_by) == (False, None, sent, "750")
    said = access_log.verdict(found)
    assert str(sent) in said
    assert "750" in said


def _cut(store: Store, lines: int) -> None:
    """Take the last lines away with the key in hand: the chain alone says nothing."""
    left = table.head(store.conn)[0] - lines
    store.conn.execute("DELETE FROM access_log WHERE n > ?", (left,))
    store.settings.set(table.HEAD, f"{left} {bytes(table.hash_at(store.conn, left) or b'').hex()}")


def test_a_copy_whose_original_goes_on_is_told_of_the_other_log_once_and_a_cut_later_is_still_found(
    offices: Offices,
) -> None:
    store = offices["C1"]
    saved = offices.backup("C1")
    access_log.note(store, "printed", "gốc")
    _result, receipt = offices.deliver("D", offices.export("C1", "750", full=True)[0])
    offices.put_back("C1", saved)
    store = offices["C1"]
    assert receipt is not None
    offices.deliver("C1", receipt)
    before = next(replica for replica in heads.own_replicas(store) if replica != store.replica.id)
    for lines in (0, 50, 90):  # the original computer goes on logging under the replica both were
        if lines:
            access_heads.keep(store.conn, access_heads.Told(before, access_heads.Head(lines, bytes(32)), "750", 1))
        assert not alarms.look_at_log(store)
        told = [kind for _at, kind, _subject in peers.alarms(store.conn) if kind in alarms.OF_THE_LOG]
        assert told == [alarms.LOG_EARLIER]
    access_log.note(store, "printed", "mới")
    offices.export("C1", "750", full=True)
    _cut(store, 2)  # the last line says that it was exported
    assert access_log.verify(store).earlier == b""
    assert not alarms.look_at_log(store)
    assert alarms.LOG_BROKEN in {kind for _at, kind, _subject in peers.alarms(store.conn)}


def test_lines_written_over_the_cut_ones_do_not_hide_the_cut(offices: Offices) -> None:
    saved = offices.backup("C1")
    access_log.note(offices["C1"], "printed", "1")
    _result, receipt = offices.deliver("D", offices.export("C1", "750", full=True)[0])
    offices.put_back("C1", saved)
    for number in range(9):
        access_log.note(offices["C1"], "exported", str(number))
    assert receipt is not None
    offices.deliver("C1", receipt)
    assert access_log.verify(offices["C1"]).back is not None


def test_a_log_written_anew_after_it_was_sent_is_found_without_anybody_elses_word(offices: Offices) -> None:
    store = offices["C1"]
    for number in range(3):
        access_log.note(store, "printed", str(number))
    offices.export("C1", "750")
    store.conn.execute("DELETE FROM access_log")
    store.settings.set(table.HEAD, "")
    access_log.note(store, "opened")
    assert table.verify(store.conn).ok  # the chain alone says nothing
    assert access_log.verify(store).back is not None


def test_the_receiver_notes_a_log_of_the_same_length_with_another_end(offices: Offices) -> None:
    files = opened(offices["D"], package(offices))
    for digit in ("1", "2"):
        data = sealed(offices["D"], signed(files, offices["C1"].replica, access=[500, digit * 64]))
        take_bytes(offices["D"], "x", data)
    assert [kind for _at, kind, _s in peers.alarms(offices["D"].conn)] == ["access-log-differs"]
    assert access_heads.of(offices["D"].conn, [offices["C1"].replica.id])[0].head.hash.hex() == "1" * 64


@pytest.mark.parametrize("after", [1, 9])
def test_a_log_that_was_cut_with_the_key_in_hand_is_told_to_the_province(offices: Offices, after: int) -> None:
    store = offices["C1"]
    for number in range(6):
        access_log.note(store, "printed", str(number))
    take_bytes(offices["D"], "x", package(offices))
    lines, _hash = table.head(store.conn)
    store.conn.execute("DELETE FROM access_log WHERE n > ?", (lines - 4,))
    store.settings.set(table.HEAD, f"{lines - 4} {bytes(table.hash_at(store.conn, lines - 4) or b'').hex()}")
    assert table.verify(store.conn).ok  # the chain alone says nothing
    for number in range(after):
        access_log.note(store, "printed", str(number))
    assert peers.alarms(offices["D"].conn) == []
    take_bytes(offices["D"], "x", package(offices))
    assert [kind for _at, kind, _s in peers.alarms(offices["D"].conn)] == ["access-log-differs"]


def test_a_file_of_before_gets_the_table() -> None:
    assert "access_head(" in schema.tables()


def test_heads_are_read_only_where_they_are_well_formed() -> None:
    assert heads.read_all({"00" * 8: [1, "00" * 32], "zz": [1, "00" * 32], "00": [1, "00" * 32], "11" * 8: 3}) == {
        bytes(8): access_heads.Head(1, bytes(32))
    }
    assert heads.read_all([1]) == {}
