"""What one office handed to its neighbour by stick and then lost: the neighbour's packages bring it up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.app import ownership, transfer
from danvan_desktop.handoff import accepting, newcomers, roster_close
from danvan_desktop.storage import peers
from tests.unit.handoff.communes import ME, TODAY, UNITS
from tests.unit.handoff.dossiers import deliver, dossier_of
from tests.unit.handoff.world import World


@pytest.fixture
def offices() -> Iterator[World]:
    opened = World()
    yield opened
    opened.close()


def kinds(offices: World, name: str) -> set[str]:
    return {kind for _at, kind, _subject in peers.alarms(offices[name].conn)}


def test_a_dossier_handed_on_before_a_restore_is_known_everywhere_by_the_receivers_package(offices: World) -> None:
    petition = dossier_of(offices)
    offices.exchange("A", "P")
    saved = offices.backup("A")
    deliver(offices, petition)
    offices.put_back("A", saved, by_hand=False)
    assert transfer.listed(offices["A"]) == []
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    offices.heal()
    assert {ownership.owner_of(offices[name], petition) for name in UNITS} == {"26002"}
    assert [one.state for one in transfer.listed(offices["A"])] == ["da_nhan"]
    assert offices.count("P", "SELECT count(*) FROM op WHERE ok = 0") == 0
    assert offices.count("P", "SELECT count(*) FROM vault") == 0, "its values went along"


def test_a_dossier_handed_on_from_a_copy_that_was_given_up_is_kept_apart_once_and_told(offices: World) -> None:
    petition = dossier_of(offices)
    offices.exchange("A", "P")
    saved = offices.backup("A")
    deliver(offices, petition)
    offices.put_back("A", saved, by_hand=True)
    offices.petition("A", petition_no="16/2026")
    offices.exchange("A", "P")
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    assert offices.exchange("B", "P") == ["fork"]
    offices.heal()
    assert offices.exchange("B", "P") == [], "refused again and again"
    of_it = "SELECT count(*) FROM {} WHERE line LIKE '%chuyển hồ sơ%'"
    whole = offices.count("B", of_it.format("op"))
    assert offices.count("P", of_it.format("fork")) == whole > 1, "what was refused is not kept"
    assert "fork" in kinds(offices, "P")
    assert "copy-elsewhere" in kinds(offices, "A"), "the author is not told"


def test_changes_of_a_restored_computer_whose_first_copy_was_closed_come_after_one_click(offices: World) -> None:
    saved, closed = offices.backup("A"), offices["A"].replica.id
    offices.put_back("A", saved, by_hand=False)
    petition = offices.petition("A", petition_no="16/2026")
    offices.exchange("A", "A2")
    offices.put_back("A", saved, by_hand=True)
    roster_close.close(offices["P"], closed.hex(), "lost-key", day=TODAY)
    assert offices.exchange("A2", "P") == ["new-unit"], "a dead end"
    (waiting,) = newcomers.listed(offices["P"])
    accepting.accept(offices["P"], waiting[0].replica.hex())
    assert offices["P"].get("petition", petition) is not None
    offices.heal()
    assert all(offices[name].get("petition", petition) for name in ("A", "A2"))


def test_what_the_office_above_lost_when_its_file_was_put_back_goes_there_again(offices: World) -> None:
    saved = offices.backup("P")
    petition = offices.petition("A", petition_no="16/2026")
    offices.exchange("A", "P")
    offices.put_back("P", saved, by_hand=True)
    offices.exchange("P", "A")
    offices.exchange("A", "P")
    assert offices["P"].get("petition", petition) is not None
    offices.heal()


def test_a_dossier_of_a_computer_closed_before_is_given_back_also_by_an_office_opened_since(offices: World) -> None:
    petition = offices.petition("A")
    offices.exchange("A", "A2")
    closed = offices["A2"].replica.id.hex()
    deliver(offices, petition, sender="A2")
    transfer.accept(offices["B"], petition, officer=ME, today=TODAY)
    with offices["B"].batch(officer=ME) as batch:
        batch.edit("petition", petition, {"people_count": 7})
    roster_close.close(offices["P"], closed, "left", day=TODAY)
    offices["B"].close()
    offices.open("B")
    offices.exchange("P", "B")
    ours = "SELECT sum(ok) FROM op WHERE replica = ? AND row = ?"
    assert offices["B"].conn.execute(ours, (offices["B"].replica.id, petition)).fetchone() == (0,)
    assert offices["B"].check_rebuild().equal


def test_a_notice_that_tells_nothing_of_what_is_held_takes_nothing_of_what_was_told_before(offices: World) -> None:
    offices.heal()
    gone = offices["B"].replica.id.hex()
    offices.petition("B")
    (data,) = offices.export("B", "P")
    roster_close.close(offices["P"], gone, "lost-key", day=TODAY)
    _result, notice = offices.deliver("P", data)
    assert notice is not None
    offices.deliver("B", notice)
    assert offices.left("B", "P") == 1, "all that was confirmed before goes again"


def test_what_was_refused_once_is_not_brought_again_though_an_older_fork_is_settled(offices: World) -> None:
    first, second = dossier_of(offices), offices.petition("A")
    offices.exchange("A", "P")
    saved = offices.backup("A")
    deliver(offices, first)
    offices.exchange("B", "P")
    later = offices.backup("A")
    offices.put_back("A", saved, by_hand=True)
    offices.petition("A", petition_no="16/2026")
    offices.exchange("A", "P")
    offices.put_back("A", later, by_hand=True)
    deliver(offices, second)
    offices.put_back("A", later, by_hand=True)
    offices.petition("A", petition_no="17/2026")
    offices.exchange("A", "P")
    assert offices.exchange("B", "P") == ["fork"]
    assert offices.exchange("B", "P") == [], "refused again and again"
