"""Words without proof: what others say of our numbers, and what a computer that was closed says at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from danvan_desktop.handoff.twins import own_replicas
from danvan_desktop.storage import peers, roster_tables, segments
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store
from tests.unit.handoff.attacker import Attacker
from tests.unit.handoff.communes import Communes
from tests.unit.handoff.offices import lines_of, state


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    opened.meet("A", "B")
    opened.meet("B", "A")
    for name in ("A", "B", "P"):
        opened.petition(name)
    opened.round()
    yield opened
    opened.close()


def lies(store: Store) -> dict[str, Any]:
    me, last = store.replica.id.hex(), segments.last_seq(store.conn, store.replica.id)
    return {
        "a number used twice": {"forks": {me: [1, "ab" * 16]}},
        "another change at the end": {"ranges": {me: [[1, last]]}, "tops": {me: "ab" * 16}},
    }


@pytest.mark.parametrize("victim", ["A", "P"])
@pytest.mark.parametrize("lie", ["a number used twice", "another change at the end"])
def test_a_neighbours_or_subordinates_bare_word_does_not_rewrite_our_journal(
    offices: Communes, victim: str, lie: str
) -> None:
    b, store = Attacker(offices["B"]), offices[victim]
    before = lines_of(store), store.replica.id
    assert b.send(store, have=lies(store)[lie]).status == "applied"
    assert (lines_of(store), store.replica.id) == before
    assert own_replicas(store) == {store.replica.id}


def test_after_such_a_lie_nothing_is_kept_from_others(offices: Communes) -> None:
    b, province = Attacker(offices["B"]), offices["P"]
    for lie in lies(province).values():
        b.send(province, have=lie)
    offices.round()
    row = offices.petition("A", petition_no="77/2026")
    offices.round()
    assert province.get("petition", row) is not None
    assert province.check_rebuild().equal


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**70)])
def test_a_number_no_table_can_hold_stops_no_import(offices: Communes, number: int) -> None:
    b, province = Attacker(offices["B"]), offices["P"]
    before = state(province)
    b.send(province, have={"forks": {province.replica.id.hex(): [number, "ab" * 16]}})
    assert state(province)["op"] == before["op"]
    assert offices.hand_over("A", "P", full=True)[-1].status == "applied"


def test_a_stolen_computer_of_the_office_destroys_nothing_in_it_and_moves_nothing(offices: Communes) -> None:
    office, thief = offices["A"], Attacker(offices["A2"])
    with office.writing():
        roster_tables.close_replica(office.conn, Closing(thief.me.id, 0, "stolen", "2026-11-01"))
        office.roster_changed(thief.me.id)
    values = [row[0].hex() for row in office.conn.execute("SELECT hash FROM vault")]
    before = lines_of(office), office.replica.id
    told = {
        "destroyed": values,
        "ranges": {office.replica.id.hex(): [[1, 2**40]]},
        **lies(office)["a number used twice"],
    }
    result = thief.send(office, have=told)
    assert offices.count("A", "SELECT count(*) FROM vault") == len(values)
    assert (lines_of(office), office.replica.id) == before
    assert "closed-speaks" in {kind for _at, kind, _subject in peers.alarms(office.conn)}
    assert result.reason


def test_a_neighbour_that_tells_of_another_of_us_makes_nobody_send_everything_again(offices: Communes) -> None:
    """A raised serial erases at every office what it believes of us: so the other of us has to be known by name."""
    b, province = Attacker(offices["B"]), offices["P"]
    before, line = province.replica.serial, province.settings.get("replica.line")
    b.send(province, have={"lines": {line: ["ab" * 8, before + 3]}})
    assert province.replica.serial == before
