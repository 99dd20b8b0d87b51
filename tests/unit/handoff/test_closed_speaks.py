"""What both sides hear of a closed computer, and a dossier for an office beside this one, both by the roster alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import alarms, handover, ownership, roster_view, transfer
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import roster_close, scope
from danvan_desktop.handoff.roster_take import OWN_STOLEN
from danvan_desktop.handoff.taking import CLOSED_SPEAKS
from danvan_desktop.storage import peers
from tests.unit.handoff.communes import ME, TODAY
from tests.unit.handoff.test_roster_union import Province, close


@pytest.fixture
def province() -> Iterator[Province]:
    made = Province()
    yield made
    made.close()


def packages(province: Province, sender: str, to: str) -> list[Path]:
    return [Path(p.file) for p in handover.export(province[sender], to, province.home / "stick", True)]


def test_a_computer_that_is_no_longer_used_hears_by_the_receipt_that_it_was_closed(province: Province) -> None:
    close(province, "B", "left")
    province.petition("B")
    [file] = packages(province, "B", "75")
    [trial] = handover.import_path(province["P"], file, True)
    [taken] = province.take("P", file)
    for said in (trial.reason, taken.reason):
        assert "22/11/2026" in said
        assert province["B"].replica.id.hex() in said
    back = file.with_name(file.name.replace(".danvan", ".receipt.danvan"))
    before = province["B"].replica.id
    province.take("B", back)
    assert province["B"].replica.id != before
    assert "closed-here" in {kind for _at, kind, _subject in peers.alarms(province["B"].conn)}
    [again] = province.take("P", file)  # the same file once more is answered too
    assert (again.status, before.hex() in again.reason) == ("duplicate", True)


def test_a_stolen_computer_hears_nothing_and_the_others_of_its_office_do(province: Province) -> None:
    close(province, "A2")
    province.petition("A2")
    [file] = packages(province, "A2", "75")
    [taken] = province.take("P", file)
    assert province["A2"].replica.id.hex() in taken.reason
    assert CLOSED_SPEAKS in {one.kind for one in alarms.listed(province["P"])}
    back = file.with_name(file.name.replace(".danvan", ".receipt.danvan"))
    before = province["A2"].replica.id
    assert province.take("A2", back)[-1].word == "unreadable"
    assert province["A2"].replica.id == before
    province.take("A", back)  # it is for the other computer of that office
    assert OWN_STOLEN in {one.kind for one in alarms.listed(province["A"])}


def test_a_closed_computer_that_asks_again_is_no_ordinary_new_unit(province: Province) -> None:
    closed = close(province, "B")
    province["B"].become_new_replica()
    [file] = packages(province, "B", "75")
    [taken] = province.take("P", file)
    assert taken.status == "new-unit"
    assert "22/11/2026" in taken.reason
    [line] = roster_view.waiting(province["P"])
    assert line.closing is not None
    assert line.closing.replica == closed
    assert line.as_json()["closed_before"] == {"replica": closed.hex(), "reason": "stolen", "on": "2026-11-22"}


def test_a_dossier_goes_to_a_commune_that_only_the_roster_speaks_of(province: Province) -> None:
    with pytest.raises(UserError):  # nothing else does
        handover.export(province["A"], "26002", province.home / "stick")
    row = province.petition("A")
    sent = transfer.send(province["A"], row, "26002", province.home / "t", officer=ME, today=TODAY)
    for package in sent.packages:
        assert province.take("B", Path(package.file))[-1].status == "applied"
    found = province["B"].get("petition", row)
    assert found is not None
    assert found.values["petitioner_name"] == "Nguyễn Văn Thành"
    transfer.accept(province["B"], row, officer=ME, today=TODAY)
    province.round()
    province.round()
    for name in ("A", "B", "P"):
        assert ownership.owner_of(province[name], row) == "26002"
        assert province[name].check_rebuild().equal
    assert {peer.unit for peer in handover.peers(province["A"])} == {"75", "26001"}


def test_a_commune_beside_this_one_brings_nothing_but_dossiers(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = province.petition("A")
    monkeypatch.setattr(scope.Scope, "check", lambda _scope: None)  # a program that does not ask
    monkeypatch.setattr(
        scope.Scope, "sendable", lambda road: {r for r, c in road.known.items() if c.unit.code == "26001"}
    )
    [file] = packages(province, "A", "26002")
    monkeypatch.undo()
    [refused] = province.take("B", file)
    assert (refused.status, refused.word) == ("quarantined", "not-for-us")
    assert province["B"].get("petition", row) is None


def test_a_closed_sibling_gets_no_dossier(province: Province) -> None:
    roster_close.close(province["P"], "26002", "left", day=TODAY)
    province.hand_over("A", "P")
    row = province.petition("A")
    with pytest.raises(UserError):
        transfer.send(province["A"], row, "26002", province.home / "t", officer=ME, today=TODAY)
