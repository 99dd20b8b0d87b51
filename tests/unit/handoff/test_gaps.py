"""Lost, doubled, delayed, cut and altered sticks, wrong clocks: what lacks is asked for again, and both sides agree."""

from __future__ import annotations

import itertools
import random

import pytest

from danvan_desktop.app import handover
from danvan_desktop.handoff import form
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.storage import exchange, peers
from danvan_desktop.storage.store import Store
from tests.unit.handoff.offices import UNITS, Offices, machine_clock, state
from tests.unit.handoff.packages import opened

DAY = 86_400_000
YEAR = 365 * DAY
NOW = 1_790_000_000_000


def save(store: Store, count: int = 1) -> list[bytes]:
    with store.batch(officer="Lê A") as batch:
        return [batch.new("note", {"x": f"số {place}", "y": place}) for place in range(count)]


def three_parts(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> tuple[list[bytes], list[bytes]]:
    """Three saves, each in a part of its own."""
    rows = []
    for _part in range(3):
        rows += save(offices["C1"])
        with offices["C1"].writing():
            offices["C1"].cut_segments()
    monkeypatch.setattr(form, "PART_ENTRIES", 1)
    parts = offices.export("C1", "750")
    assert len(parts) == 3
    return rows, parts


def here(store: Store, rows: list[bytes]) -> list[bool]:
    return [store.get("note", row) is not None for row in rows]


def test_a_lost_part_two_of_three_is_asked_for_and_only_it_goes_again(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, parts = three_parts(offices, monkeypatch)
    for part in (parts[0], parts[2]):
        _result, receipt = offices.deliver("D", part)
    assert here(offices["D"], rows) == [True, False, True]
    assert receipt is not None
    offices.deliver("C1", receipt)
    lacking = Scope(offices["C1"], "750").to_send()
    assert [s.last - s.first + 1 for s in lacking] == [1]
    assert handover.peers(offices["C1"])[0].unconfirmed == 1
    offices.hand_over("C1", "D")
    assert here(offices["D"], rows) == [True] * 3
    assert Scope(offices["C1"], "750").to_send() == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_of_parts_and_any_repetition_gives_the_same(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, order: tuple[int, ...]
) -> None:
    rows, parts = three_parts(offices, monkeypatch)
    for place in (*order, *reversed(order)):
        offices.deliver("D", parts[place])
    assert here(offices["D"], rows) == [True] * 3
    assert offices["D"].check_rebuild().equal


def test_every_subset_of_parts_makes_progress_and_none_is_taken_back(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, parts = three_parts(offices, monkeypatch)
    seen: set[int] = set()
    for place in (1, 2, 0):
        offices.deliver("D", parts[place])
        seen.add(place)
        assert here(offices["D"], rows) == [n in seen for n in range(3)]


def test_a_stick_that_comes_a_year_late_changes_nothing_that_was_done_since(offices: Offices) -> None:
    [row] = save(offices["C1"])
    late = offices.export("C1", "750")[0]
    for turn in range(3):
        with offices["C1"].batch(officer="Lê A") as batch:
            batch.edit("note", row, {"y": 10 + turn})
        offices.hand_over("C1", "D")
    before = offices["D"].get("note", row)
    assert offices.deliver("D", late)[0].status == "applied"
    assert offices["D"].get("note", row) == before
    assert before is not None
    assert before.values["y"] == 12


def test_receipts_that_come_late_and_in_the_wrong_order_hide_nothing(offices: Offices) -> None:
    receipts = []
    for _turn in range(3):
        save(offices["C1"])
        receipts.append(offices.deliver("D", offices.export("C1", "750")[0])[1])
    save(offices["C1"])
    for receipt in (receipts[2], receipts[0], receipts[1]):
        assert receipt is not None
        offices.deliver("C1", receipt)
    assert handover.peers(offices["C1"])[0].unconfirmed == 1


@pytest.mark.parametrize("damage", ["cut", "altered", "empty"])
def test_a_damaged_stick_is_refused_and_the_next_one_brings_everything(offices: Offices, damage: str) -> None:
    rows = save(offices["C1"], 3)
    data = offices.export("C1", "750")[0]
    middle = len(data) // 2
    broken = {
        "cut": data[:middle], "altered": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :], "empty": b"",
    }  # fmt: skip
    before = state(offices["D"])
    assert offices.deliver("D", broken[damage])[0].status == "quarantined"
    assert state(offices["D"]) == before
    offices.hand_over("C1", "D")
    assert here(offices["D"], rows) == [True] * 3


@pytest.mark.parametrize("shift", [-40 * YEAR, -3 * DAY, 3 * DAY, 80 * YEAR])
def test_a_wrong_clock_at_either_end_loses_nothing_and_decides_nothing(offices: Offices, shift: int) -> None:
    with machine_clock(lambda: NOW + shift):
        rows = save(offices["C1"], 3)
        offices.hand_over("C1", "D")
    with machine_clock(lambda: NOW):
        with offices["C1"].batch(officer="Lê A") as batch:
            batch.edit("note", rows[0], {"y": 99})
        offices.hand_over("C1", "D")
        offices.hand_over("D", "P")
    for name in ("D", "P"):
        assert here(offices[name], rows) == [True] * 3
        found = offices[name].get("note", rows[0])
        assert found is not None
        assert found.values["y"] == 99
    assert Scope(offices["C1"], "750").to_send() == []


# --- equal ranges: equal digests, or an alarm
def test_after_a_round_both_hold_the_same_and_no_alarm_is_raised(offices: Offices) -> None:
    save(offices["C1"], 5)
    offices.hand_over("C1", "D")
    offices.hand_over("C1", "D")
    units = sorted(Scope(offices["C1"], "750").shared_units())
    digests = [exchange.state_digests(offices[n].conn, offices[n].types, units) for n in ("C1", "D")]
    assert digests[0] == digests[1] != {}
    assert [peers.alarms(offices[name].conn) for name in ("C1", "D")] == [[], []]


def test_equal_ranges_and_unequal_digests_are_alarmed_and_everything_goes_again(offices: Offices) -> None:
    [row] = save(offices["C1"])
    offices.hand_over("C1", "D")
    offices["D"].conn.execute("UPDATE v_note SET y = 12345 WHERE id = ?", (row,))  # a damaged table
    result, receipt = offices.deliver("D", offices.export("C1", "750")[0])
    assert "danvan rebuild" in result.reason
    assert [kind for _at, kind, _s in peers.alarms(offices["D"].conn)] == ["state-differs"]
    assert receipt is not None
    again = opened(offices["C1"], receipt)
    assert len([n for n in again if n.startswith(form.SEGMENT)]) == len(Scope(offices["D"], "25920").to_send(full=True))
    offices["D"].rebuild()
    for _time in range(2):
        assert offices.hand_over("C1", "D")[0].reason == ""
    assert Scope(offices["C1"], "750").to_send() == []


def test_an_upper_office_that_works_itself_notices_the_difference_too(offices: Offices) -> None:
    [row] = save(offices["C1"])
    save(offices["D"], 2)
    offices.hand_over("C1", "D")
    offices["D"].conn.execute("UPDATE v_note SET y = 12345 WHERE id = ?", (row,))
    offices.deliver("D", offices.export("C1", "750")[0])
    assert [kind for _at, kind, _s in peers.alarms(offices["D"].conn)] == ["state-differs"]


@pytest.mark.parametrize("seed", range(5))
def test_a_post_that_loses_doubles_and_mixes_ends_with_both_the_same(offices: Offices, seed: int) -> None:
    chance = random.Random(seed)
    rows: list[bytes] = []
    bag: list[tuple[str, bytes]] = []
    for _week in range(6):
        rows += save(offices["C1"], chance.randint(1, 3))
        bag += [("D", data) for data in offices.export("C1", "750")]
        chance.shuffle(bag)
        for to, data in bag[: chance.randint(0, len(bag))]:
            receipt = offices.deliver(to, data)[1]
            if receipt is not None and chance.random() < 0.5:
                bag.append(("C1", receipt))
        bag = [letter for letter in bag if chance.random() < 0.7]
    for _round in range(2):
        offices.hand_over("C1", "D")
    assert all(here(offices["D"], rows))
    assert Scope(offices["C1"], UNITS["D"].code).to_send() == []
    assert offices["D"].check_rebuild().equal
