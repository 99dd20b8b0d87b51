"""Copied, restored, cloned, rolled back: nothing is lost, no number means two things, both offices are told."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import handover
from danvan_desktop.storage import peers, quarantine
from danvan_desktop.storage.store import Store
from tests.unit.handoff.communes import ME, UNITS, Communes
from tests.unit.handoff.world import World
from tests.unit.storage.conftest import KEY


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def copy_of(offices: Communes, name: str) -> bytes:
    offices[name].conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (offices.home / f"{name}.db").read_bytes()


def open_copy(offices: Communes, data: bytes, name: str) -> None:
    """The same data folder on a cloned disk: machine id and counters are cloned with it, so nobody notices at once."""
    if name in offices.stores:
        offices[name].close()
    for file in offices.home.glob(f"{name}.db*"):
        file.unlink()
    (offices.home / f"{name}.db").write_bytes(data)
    offices.stores[name] = Store.open(offices.home / f"{name}.db", KEY)


def hand_over(offices: Communes, sender: str) -> list[str]:
    """To the province and back, as often as an office does in a few weeks; the statuses."""
    found = []
    for _week in range(3):
        out = offices.home / f"out-{sender}"
        for package in handover.export(offices[sender], "75", out):
            found += [one.status for one in offices.take("P", Path(package.file))]
            answer = Path(package.file.replace(".danvan", ".receipt.danvan"))
            if answer.exists():
                offices.take(sender, answer)
        for package in handover.export(offices["P"], offices[sender].unit.code, out):
            offices.take(sender, Path(package.file))
        for file in out.iterdir():
            file.unlink()
    return found


def numbers(store: Store) -> dict[str, str]:
    """Petition numbers and the state of each, by number; none twice."""
    found = [
        item.values
        for item in store.records("petition", [r for (r,) in store.conn.execute("SELECT id FROM v_petition")])
    ]
    assert len({str(v["petition_no"]) for v in found}) == len(found)
    return {str(v["petition_no"]): str(v["summary_redacted"]) for v in found}


def alarms(store: Store) -> set[str]:
    return {kind for _at, kind, _subject in peers.alarms(store.conn)}


def test_a_cloned_disk_loses_neither_copys_records(offices: Communes) -> None:
    shared = offices.petition("A", petition_no="1")
    hand_over(offices, "A")
    open_copy(offices, copy_of(offices, "A"), "T")
    offices.petition("A", petition_no="2-A", petitioner_name="Người của máy một")
    twin = offices.petition("T", petition_no="2-T", petitioner_name="Người của máy hai")
    with offices["T"].batch(officer=ME) as batch:
        batch.new("follow_up", {"unit": "26001", "petition": twin, "content": "Bước của máy hai", "status": "chua"})
        batch.edit("petition", shared, {"people_count": 9})
    assert set(hand_over(offices, "A")) <= {"applied"}
    assert "quarantined" in hand_over(offices, "T")
    hand_over(offices, "A")
    hand_over(offices, "T")
    hand_over(offices, "A")
    for name in ("P", "A", "T"):
        assert set(numbers(offices[name])) == {"1", "2-A", "2-T"}, name
        assert offices[name].get("petition", shared).values["people_count"] == 9  # type: ignore[union-attr]
        assert offices[name].check_rebuild().equal
    assert offices["A"].replica.id != offices["T"].replica.id
    assert "fork" in alarms(offices["P"])
    assert "twin" in alarms(offices["T"])
    assert "copy-elsewhere" not in alarms(offices["T"])
    assert "copy-elsewhere" in alarms(offices["A"]), "the original is not told"
    assert quarantine.listed(offices["P"].conn) == [], "its content came under new numbers"
    assert peers.refusals(offices["T"].conn, "75") == 0
    rows = [row for (row,) in offices["T"].conn.execute("SELECT id FROM v_follow_up")]
    (step,) = offices["T"].records("follow_up", rows)
    linked = offices["T"].get("petition", step.values["petition"])  # type: ignore[arg-type]
    assert linked is not None
    assert linked.values["petitioner_name"] == "Người của máy hai"
    assert linked.values["petition_no"] == "2-T"


def test_a_file_copied_back_by_hand_and_written_in_loses_neither_what_was_nor_what_is_new(offices: Communes) -> None:
    saved = copy_of(offices, "A")
    offices.petition("A", petition_no="1")
    offices.petition("A", petition_no="2")
    hand_over(offices, "A")
    open_copy(offices, saved, "A")
    offices.petition("A", petition_no="new", petitioner_name="Người mới")
    hand_over(offices, "A")
    for name in ("A", "P"):
        assert set(numbers(offices[name])) == {"1", "2", "new"}, name
        assert offices[name].check_rebuild().equal
    assert alarms(offices["A"]) & {"rolled-back", "twin"}
    assert "again" in alarms(offices["P"])


def test_as_many_new_changes_as_were_lost_are_noticed_too(offices: Communes) -> None:
    hand_over(offices, "A")
    saved = copy_of(offices, "A")
    offices.petition("A", petition_no="1")
    hand_over(offices, "A")
    open_copy(offices, saved, "A")
    offices.petition("A", petition_no="new")
    hand_over(offices, "A")
    for name in ("A", "P"):
        assert set(numbers(offices[name])) == {"1", "new"}, name
    assert "twin" in alarms(offices["A"])


def test_they_are_noticed_also_where_the_other_office_speaks_first(offices: Communes) -> None:
    hand_over(offices, "A")
    saved = copy_of(offices, "A")
    offices.petition("A", petition_no="1")
    offices.petition("A", petition_no="2")
    hand_over(offices, "A")
    open_copy(offices, saved, "A")
    offices.petition("A", petition_no="new")
    offices.petition("A", petition_no="newer")
    offices.hand_over("P", "A")
    offices.petition("A", petition_no="newest")
    hand_over(offices, "A")
    assert "twin" in alarms(offices["A"])
    for name in ("A", "P"):
        assert set(numbers(offices[name])) == {"1", "2", "new", "newer", "newest"}, name
        assert offices[name].check_rebuild().equal


def test_after_a_restore_the_office_above_is_told_that_it_goes_on_anew(offices: Communes) -> None:
    saved = copy_of(offices, "A")
    offices.petition("A", petition_no="1")
    hand_over(offices, "A")
    open_copy(offices, saved, "A")
    offices["A"].become_new_replica()
    out = offices.home / "out"
    package = handover.export(offices["A"], "75", out)[0]
    (told,) = offices.take("P", Path(package.file))
    assert told.status == "applied"
    assert UNITS["A"].name in told.reason
    assert "again" in alarms(offices["P"])
    assert len([kind for _at, kind, _s in peers.alarms(offices["P"].conn) if kind == "again"]) == 1


def test_an_ordinary_exchange_tells_nobody_anything(offices: Communes) -> None:
    offices.petition("A", petition_no="1")
    hand_over(offices, "A")
    hand_over(offices, "B")
    assert [alarms(offices[name]) for name in ("A", "B", "P")] == [set(), set(), set()]


def told_differently(*, same_before: bool) -> World:
    """The other computer of the commune told the province one thing and, put back, its neighbour another.

    `same_before`: the segment told to the province begins with a change that both copies have.
    """
    world = World()
    if same_before:
        world.petition("A2", summary_redacted="Nói trước đó")
    saved = world.backup("A2")
    world.petition("A2", summary_redacted="Nói với tỉnh")
    for data in world.export("A2", "P"):
        world.deliver("P", data)
    world.put_back("A2", saved, by_hand=True)
    for _time in range(2):
        world.petition("A2", summary_redacted="Nói với máy bên cạnh")
    for data in world.export("A2", "A"):
        world.deliver("A", data)
    return world


@pytest.mark.parametrize("same_before", [False, True])
def test_two_offices_that_were_told_different_things_under_one_number_end_with_both_and_no_more(
    same_before: bool,
) -> None:
    world = told_differently(same_before=same_before)
    world.heal()
    said = "SELECT summary_redacted FROM v_petition WHERE summary_redacted LIKE 'Nói với%'"
    for name in ("A", "A2", "P"):
        found = [text for (text,) in world[name].conn.execute(said)]
        assert set(found) == {"Nói với tỉnh", "Nói với máy bên cạnh"}, name
        assert len(found) <= 6, "written again and again"
        assert world[name].check_rebuild().equal
    before = world.count("P", "SELECT count(*) FROM op")
    world.heal()
    assert world.count("P", "SELECT count(*) FROM op") == before
    kinds = {kind for name in UNITS for _at, kind, _s in peers.alarms(world[name].conn)}
    assert {"twin", "fork"} <= kinds
    assert "state-differs" not in kinds
    world.close()


def test_a_receipt_of_who_has_heard_of_a_new_computer_first_is_no_difference_of_states() -> None:
    world = World()
    world.put_back("A", world.backup("A"), by_hand=False)
    world.petition("A")
    world.exchange("A", "A2")
    world.exchange("P", "A2")
    assert "state-differs" not in alarms(world["P"])
    world.heal()
    assert alarms(world["P"]) == {"again"}
    world.close()


def test_a_unit_whose_acceptance_was_undone_by_a_restore_is_not_shown_as_compared(offices: Communes) -> None:
    offices["P"].conn.execute("DELETE FROM replica WHERE unit = '26001'")
    offices["P"].conn.execute("DELETE FROM certificate WHERE unit = '26001'")
    offices["P"]._roster = None  # the file is from before the enrolment
    offices.hand_over("A", "P")
    assert {checked for _key, checked in peers.open_replicas(offices["P"].conn, "26001").values()} == {False}


def test_what_a_copy_wrote_far_above_what_is_here_lands_on_no_record_of_the_original(offices: Communes) -> None:
    """The copy gave the same number and id to another petition; its second part holds nothing that clashes."""
    open_copy(offices, copy_of(offices, "A"), "T")
    ours = offices.petition("A", summary_redacted="Đơn của máy này")
    hand_over(offices, "A")
    theirs = offices.petition("T", summary_redacted="Đơn của bản sao")
    assert ours == theirs
    with offices["T"].batch(officer=ME) as batch:
        for number in range(2100):
            step = f"{number} " + secrets.token_hex(500)
            batch.new("follow_up", {"unit": "26001", "petition": theirs, "content": step, "status": "chua"})
    with offices["T"].batch(officer=ME) as batch:
        batch.edit("petition", theirs, {"summary_redacted": "Bản sao sửa"})
    made = handover.export(offices["T"], "75", offices.home / "usb", max_part_mb=1)
    assert len(made) > 1
    found = [one.status for package in made for one in offices.take("P", Path(package.file))]
    assert set(found) == {"quarantined"}
    shown = offices["P"].get("petition", ours)
    assert shown is not None
    assert shown.values["summary_redacted"] == "Đơn của máy này"
