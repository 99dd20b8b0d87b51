"""The roster only moves up, a closed computer counts for nothing after its end, and no restore takes either back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import alarms, ownership, roster_view, transfer
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import (
    certificate_trust,
    certificates,
    root,
    roster_close,
    roster_sign,
    roster_take,
    roster_trust,
)
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.storage import peers
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ME, TODAY
from tests.unit.handoff.offices import lines_of
from tests.unit.handoff.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


def newest(store: Store) -> Roster:
    found = roster_trust.current(store)
    assert found is not None
    return found


def offered(store: Store, roster: Roster) -> str:
    with store.writing():
        return roster_take.take(store, roster)


def shut(world: World, victim: str, reason: str = "stolen") -> bytes:
    replica = world[victim].replica.id
    roster_close.close(world["P"], replica.hex(), reason, day=TODAY)
    return replica


def test_an_older_roster_is_ignored_noted_and_opens_nothing_again(world: World) -> None:
    old = newest(world["P"])
    closed = shut(world, "A2")
    world.exchange("A", "P")
    assert world.closed("A") == world.closed("P")
    assert offered(world["A"], old) == "older"
    assert (world.rank("A"), set(world.closed("A"))) == (newest(world["P"]).rank, {closed})
    assert "roster-older" in {kind for _at, kind, _s in peers.alarms(world["A"].conn)}


def test_a_newer_roster_under_another_root_is_not_believed(world: World) -> None:
    strange = World()
    forged = roster_sign.renew(strange["P"], None, root.new_root())
    assert forged.rank > world.rank("A")
    before = world.rank("A")
    assert offered(world["A"], forged) == "other-root"
    assert world.rank("A") == before
    strange.close()


def test_what_a_closed_computer_writes_afterwards_counts_nowhere_and_is_kept(world: World) -> None:
    row = world.petition("A2")
    world.exchange("A2", "P")
    shut(world, "A2")
    with world["A2"].batch(officer=ME) as batch:
        batch.edit("petition", row, {"people_count": 9})
    late = world.petition("A2")
    world.exchange("A2", "P")
    found = world["P"].get("petition", row)
    assert found is not None
    assert found.values["people_count"] == 1
    assert world["P"].get("petition", late) is None
    assert world.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 2
    assert world["P"].check_rebuild().equal


def test_a_dossier_that_a_closed_computer_hands_on_stays_where_it_is(world: World) -> None:
    row = world.petition("A2")
    world.exchange("A2", "P")
    shut(world, "A2")
    sent = transfer.send(world["A2"], row, "26002", world.home / "t", officer=ME, today=TODAY)
    for package in sent.packages:
        assert world.take("B", Path(package.file))[-1].status == "applied"
    transfer.accept(world["B"], row, officer=ME, today=TODAY)
    world.exchange("A2", "P")
    world.exchange("B", "P")
    assert ownership.owner_of(world["P"], row) == "26001"
    world.exchange("P", "B")
    assert ownership.owner_of(world["B"], row) == "26001", "the roster came later and put it right"


def test_the_office_above_vouches_for_units_below_and_for_no_computer_of_this_one(world: World) -> None:
    store, above = world["A"], world["P"].replica
    for code, parent, believed in (("26001", "75", False), ("26777", "75", True), ("26777", "26002", False)):
        unit = UnitInfo(code, "Xã", "commune", parent)
        made = certificates.issue(
            unit=unit, replica=b"stranger", line=b"stranger", serial=1, sign_key=bytes(32),
            age_key=store.replica.age_key, signer=above,
        )  # fmt: skip
        assert bool(certificate_trust.trusted([made], certificates.stored(store), store.unit.code)) == believed


def test_a_closed_computer_is_written_to_no_more_and_brings_no_other_in(world: World) -> None:
    closed, of_b = shut(world, "B"), "SELECT count(*) FROM v_petition WHERE owner = '26002'"
    before = world.count("P", of_b)
    assert world["B"].replica.age_key not in [key for key, _c in peers.open_replicas(world["P"].conn, "26002").values()]
    assert world.export("P", "B") == []
    world["B"].become_new_replica()
    world.petition("B")
    assert world.exchange("B", "P") == ["new-unit"]
    assert world["B"].replica.id not in world["P"].roster
    assert set(world.closed("P")) == {closed}
    assert world.count("P", of_b) == before


def test_a_computer_that_hears_it_is_closed_goes_on_under_a_new_number(world: World) -> None:
    closed = shut(world, "A2", "left")
    assert offered(world["A2"], newest(world["P"])) == "closed-here"
    assert world["A2"].replica.id != closed
    row = world.petition("A2")
    world.heal()
    for name in ("P", "A"):
        assert world[name].get("petition", row) is not None


def test_a_province_that_went_back_takes_its_own_newer_roster_back_before_it_signs_again(world: World) -> None:
    saved = world.backup("P")
    closed = shut(world, "A2")
    world.exchange("A", "P")  # the receipt brings it
    before = world.rank("A")
    world.put_back("P", saved, by_hand=False)
    assert world.closed("P") == {}
    world.exchange("A", "P")  # says which roster it has, and learns that the province has an older one
    with pytest.raises(UserError) as told:
        shut(world, "B")
    assert told.value.code == "roster-behind"
    world.exchange("A", "P")
    assert world.rank("P") >= before
    assert set(world.closed("P")) == {closed}
    roster_close.close(world["P"], world["B"].replica.id.hex(), "stolen", day=TODAY)
    assert world.rank("P") > before


def test_a_restored_province_signs_nothing_before_another_office_has_spoken(world: World) -> None:
    saved = world.backup("P")
    closed = shut(world, "A2")
    world.exchange("A", "P")
    world.put_back("P", saved, by_hand=False)
    other = world["B"].replica.id.hex()
    with pytest.raises(UserError) as refused:  # it would let the computer in again that it has forgotten to have closed
        roster_close.close(world["P"], other, "left", at=9, day=TODAY)
    assert refused.value.code == "roster-unheard"
    for _round in range(3):
        world.exchange("A", "P")
        world.exchange("P", "A")
    assert closed in world.closed("P")
    assert closed in world.closed("A")


def test_a_province_that_went_back_in_time_is_told_which_closings_nobody_can_know_of(world: World) -> None:
    saved = world.backup("P")
    closed = shut(world, "B", "left")  # told to nobody
    world.put_back("P", saved, by_hand=False)
    world.exchange("A", "P")
    assert closed not in world.closed("P")
    assert [one.kind for one in alarms.listed(world["P"], new=True)] == [roster_sign.UNSURE]
    assert (roster_sign.UNSURE, world["P"].replica.id.hex()) in roster_view.view(world["P"]).notes
    shut(world, "B", "left")
    world.exchange("P", "B")
    world.heal()
    assert closed in world.closed("A")


def test_who_does_not_sign_the_roster_is_told_nothing_of_closings(world: World) -> None:
    saved = world.backup("A")
    world.petition("A")
    world.exchange("A", "P")
    world.put_back("A", saved, by_hand=True)
    world.exchange("P", "A")
    told = {kind for _at, kind, _s in peers.alarms(world["A"].conn)}
    assert "rolled-back" in told
    assert roster_sign.UNSURE not in told


def test_a_closing_that_reaches_one_office_before_the_other_is_no_difference_of_states(world: World) -> None:
    row = world.petition("A2")
    with world["A2"].batch(officer=ME) as batch:
        batch.edit("petition", row, {"people_count": 9})
    for sender, receiver in (("A2", "A"), ("A2", "P"), ("A", "P"), ("A", "P")):
        world.exchange(sender, receiver)
    roster_close.close(world["P"], world["A2"].replica.id.hex(), "left", at=1, day=TODAY)
    world.exchange("A", "P")  # both hold the same changes, one of which counts at the province no more
    assert {kind for name in ("A", "P") for _at, kind, _s in peers.alarms(world[name].conn)} == set()


def test_a_computer_that_was_copied_back_by_hand_and_closed_gets_all_its_changes_again(world: World) -> None:
    saved = world.backup("A2")
    for _time in range(3):
        world.petition("A2")
    world.exchange("A2", "A")
    world.exchange("A2", "P")
    world.put_back("A2", saved, by_hand=True)
    for _time in range(3):
        world.petition("A2")  # the same numbers for other changes
    shut(world, "A2")
    world.tell_the_closed()  # under a new number now, the old one's numbers not yet known to be used twice
    world.exchange("A2", "P")
    world.accept_newcomers()
    world.exchange("A2", "A")
    world.heal()
    here, there = set(lines_of(world["A"])), set(lines_of(world["A2"]))
    assert not here - there, "what the computer had written before is not brought back to it"
    assert here == there
