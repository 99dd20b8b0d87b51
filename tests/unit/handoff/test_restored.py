"""Offices restored, copied back by hand or forked: nothing is lost, what is missing goes again."""

from __future__ import annotations

from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import peers
from danvan_desktop.storage.peers import Incarnation
from tests.unit.handoff.offices import Offices, machine_clock, save

YEAR = 365 * 86_400_000
NOW = 1_790_000_000_000


def test_a_restored_office_hands_over_again_without_enrolling_and_gets_its_changes_back(offices: Offices) -> None:
    saved = offices.backup("C1")
    lost = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved)
    new = save(offices["C1"])
    assert offices.hand_over("C1", "D")[0].status == "applied"
    assert offices["D"].get("note", new) is not None
    assert offices["C1"].get("note", lost) is not None, "own changes did not come back with the receipt"
    offices.hand_over("D", "P")
    assert offices["P"].get("note", new) is not None


def test_a_backup_restored_twice_still_hands_over(offices: Offices) -> None:
    saved = offices.backup("C1")
    rows = []
    for _turn in range(3):
        offices.put_back("C1", saved)
        rows.append(save(offices["C1"]))
        offices.hand_over("C1", "D")
    offices.hand_over("C1", "D")
    assert all(offices["C1"].get("note", row) is not None for row in rows)
    assert Scope(offices["C1"], "750").to_send() == []


def test_what_a_restored_office_lacks_goes_again(offices: Offices) -> None:
    saved = offices.backup("D")
    row = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("D", saved)
    offices.hand_over("D", "P")
    for _turn in range(2):
        offices.hand_over("C1", "D")
        for data in offices.export("D", "25920"):
            offices.deliver("C1", data)
    assert offices["D"].get("note", row) is not None


def test_a_restored_office_whose_clock_stands_a_year_back_is_believed_too(offices: Offices) -> None:
    with machine_clock(lambda: NOW):
        saved = offices.backup("D")
        row = save(offices["C1"])
        offices.hand_over("C1", "D")
    with machine_clock(lambda: NOW - YEAR):
        offices.put_back("D", saved)
        offices.hand_over("D", "P")
    with machine_clock(lambda: NOW):
        for data in offices.export("P", "750"):
            offices.deliver("D", data)
    with machine_clock(lambda: NOW - YEAR):
        for data in offices.export("D", "25920"):
            offices.deliver("C1", data)
    with machine_clock(lambda: NOW):
        offices.hand_over("C1", "D")
    assert offices["D"].get("note", row) is not None


def test_a_file_copied_back_by_hand_is_noticed_at_the_next_receipt(offices: Offices) -> None:
    saved = offices.backup("C1")
    lost = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved, new_replica=False)
    before = offices["C1"].replica.id
    offices.hand_over("C1", "D")
    assert offices["C1"].replica.id != before
    assert [kind for _at, kind, _s in peers.alarms(offices["C1"].conn)] == ["rolled-back"]
    offices.hand_over("C1", "D")  # now D knows that it is another, and sends back what it wrote
    assert offices["C1"].get("note", lost) is not None


def test_a_fork_is_alarmed_and_kept_apart_and_other_changes_of_the_package_count(offices: Offices) -> None:
    saved = offices.backup("C1")
    offices.hand_over("C1", "D")
    first = save(offices["C1"], x="bản một")
    offices.hand_over("C1", "D")
    offices.put_back("C1", saved, new_replica=False)
    forked = save(offices["C1"], x="bản hai")
    other = save(offices["C2"])
    offices.hand_over("C2", "C1")  # a segment of another computer in the same package
    result = offices.deliver("D", offices.export("C1", "750", full=True)[0])[0]
    assert result.status == "quarantined"
    assert offices["D"].get("note", other) is not None
    assert offices["D"].get("note", first).values["x"] == "bản một"  # type: ignore[union-attr]
    assert first == forked
    assert "fork" in [kind for _at, kind, _s in peers.alarms(offices["D"].conn)]
    assert offices["D"].conn.execute("SELECT count(*) FROM fork").fetchone() == (1,)


def test_an_older_incarnation_adds_nothing_and_a_newer_one_erases(offices: Offices) -> None:
    conn, line, author = offices["P"].conn, bytes(8), b"replica0"
    older, newer = (Incarnation(line, "750", bytes([n] * 8), n, 0) for n in (1, 2))
    assert peers.learn(conn, older, {author: [(1, 9)]}, made=NOW)
    assert peers.learn(conn, newer, {author: [(1, 3)]}, made=NOW - YEAR), "its clock is no reason to disbelieve it"
    assert not peers.learn(conn, older, {author: [(1, 9)]}, made=NOW)
    assert peers.holds(conn, line) == {author: [(1, 3)]}
