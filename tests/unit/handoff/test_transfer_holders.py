"""Who holds a dossier that has passed through several offices, and that each of them learns it."""

from __future__ import annotations

from danvan_desktop.app import ownership, transfer
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import peers
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes
from tests.unit.handoff.dossiers import deliver, dossier_of, value


def test_a_dossier_wanders_on_and_comes_back(neighbours: Communes) -> None:
    neighbours.meet("B", "A")
    petition = dossier_of(neighbours)
    deliver(neighbours, petition)
    transfer.accept(neighbours["B"], petition, officer=ME, today=TODAY)
    neighbours.round()
    neighbours.round()
    deliver(neighbours, petition, "A", "B")
    transfer.accept(neighbours["A"], petition, officer=ME, today=TODAY)
    with neighbours["A"].batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 3})
    neighbours.round()
    neighbours.round()
    assert {ownership.owner_of(neighbours[name], petition) for name in ("A", "B", "P")} == {"26001"}
    assert value(neighbours["P"], petition, "people_count") == 3


def test_a_dossier_that_only_the_office_above_has_heard_of_is_no_difference_of_states(neighbours: Communes) -> None:
    neighbours.meet("A2", "B")
    petition = dossier_of(neighbours)
    for other in ("A2", "P"):
        neighbours.hand_over("A", other)
    deliver(neighbours, petition, sender="A2")  # its other computer has not heard of it
    transfer.accept(neighbours["B"], petition, officer=ME, today=TODAY)
    deliver(neighbours, petition, "P", "B")
    for _round in range(2):
        neighbours.hand_over("A", "P")
        neighbours.hand_over("P", "A")
    assert [kind for name in ("A", "P") for _at, kind, _s in peers.alarms(neighbours[name].conn)] == []


def test_whoever_held_a_dossier_learns_who_holds_it_after_the_next_one(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    for sender, receiver in (("A", "B"), ("B", "P")):
        deliver(neighbours, petition, receiver, sender)
        transfer.accept(neighbours[receiver], petition, officer=ME, today=TODAY)
    for _round in range(2):
        neighbours.round()
    assert {ownership.owner_of(neighbours[name], petition) for name in ("A", "B", "P")} == {"75"}
    assert [one.state for one in transfer.listed(neighbours["A"])] == ["da_nhan"], (
        "what passed between others is listed"
    )


def test_the_third_holder_can_write_at_once_though_it_never_heard_of_the_first_transfer(neighbours: Communes) -> None:
    petition = dossier_of(neighbours)
    for sender, receiver in (("A", "P"), ("P", "B")):
        deliver(neighbours, petition, receiver, sender)
        transfer.accept(neighbours[receiver], petition, officer=ME, today=TODAY)
    there = neighbours["B"]
    assert ownership.locked(there, there.types["petition"], petition) == ""
    with there.batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 7})
    assert value(there, petition, "people_count") == 7
    for _round in range(2):
        neighbours.round()
    assert {ownership.owner_of(neighbours[name], petition) for name in ("A", "B", "P")} == {"26002"}
    assert value(neighbours["P"], petition, "people_count") == 7
    assert neighbours.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0


def test_the_third_holder_sees_what_the_second_left_and_is_asked_to_choose_nothing(neighbours: Communes) -> None:
    petition = dossier_of(neighbours, village="Thôn A", people_count=1)
    found = neighbours["A"].conn.execute("SELECT DISTINCT row FROM op WHERE type = 'follow_up'").fetchall()
    step = bytes(found[0][0])
    deliver(neighbours, petition, "P", "A")
    second = neighbours["P"]
    transfer.accept(second, petition, officer=ME, today=TODAY)
    changes: list[dict[str, Value]] = [{"village": "Thôn P", "people_count": 4}, {"village": None, "people_count": 5}]
    for changed in changes:
        with second.batch(officer=ME) as batch:
            batch.edit("petition", petition, changed)
        neighbours.hand_over("P", "A")  # what was saved leaves in segments of its own
    with second.batch(officer=ME) as batch:
        batch.delete("follow_up", step)
    neighbours.hand_over("P", "A")
    deliver(neighbours, petition, "B", "P")
    there = neighbours["B"]
    assert there.conflicts() == []
    assert (value(there, petition, "village"), value(there, petition, "people_count")) == (None, 5)
    item = there.get("follow_up", step)
    assert item is None or item.deleted


def test_nobody_who_once_held_a_dossier_is_asked_to_choose_when_it_came_home_again(neighbours: Communes) -> None:
    neighbours.meet("B", "A")
    petition = dossier_of(neighbours, village="Thôn A")
    for sender, receiver in (("A", "B"), ("B", "P"), ("P", "A"), ("A", "B")):
        deliver(neighbours, petition, receiver, sender)
        transfer.accept(neighbours[receiver], petition, officer=ME, today=TODAY)
        neighbours.round()
        with neighbours[receiver].batch(officer=ME) as batch:
            batch.edit("petition", petition, {"village": f"Thôn của {receiver} sau {sender}"})
        neighbours.round()
    neighbours.round()
    for name in ("A", "B", "P"):
        assert neighbours[name].conflicts() == [], name
    assert (
        value(neighbours["P"], petition, "village") == value(neighbours["B"], petition, "village") == "Thôn của B sau A"
    )
    assert neighbours.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0


def test_of_two_units_to_which_one_dossier_was_handed_the_other_learns_that_it_does_not_hold_it(
    neighbours: Communes,
) -> None:
    neighbours.meet("A2", "B")
    petition = dossier_of(neighbours)
    neighbours.hand_over("A", "A2")
    for sender, receiver in (("A", "P"), ("A2", "B")):  # neither computer had heard of the other's transfer
        deliver(neighbours, petition, receiver, sender)
        transfer.accept(neighbours[receiver], petition, officer=ME, today=TODAY)
    for _round in range(3):
        neighbours.hand_over("A2", "A")
        neighbours.round()
        neighbours.hand_over("A", "A2")
    assert len({ownership.owner_of(neighbours[name], petition) for name in UNITS}) == 1
